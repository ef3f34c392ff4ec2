"""R-C2, S7: what a pack calls an adjunct may count for nothing in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hamstrong.lint.adjuncts import check_adjuncts
from hamstrong.protocol.criteria import CleanSessions, Criterion, RungClean
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Exercise

PACK = load_pack()
STRETCH = PACK.exercises["calf_stretch"]


def findings(exercise: Exercise, *criteria: Criterion) -> list[str]:
    exercises = {**PACK.exercises, exercise.id: exercise}
    known = {**PACK.criteria, **{c.id: c for c in criteria}}
    return [f.place.key for f in check_adjuncts(exercises, PACK.load_classes, known)]


def test_shipped_adjuncts_count_for_nothing() -> None:
    assert STRETCH.adjunct
    assert findings(STRETCH) == []


@pytest.mark.parametrize("load_class", ["strength", "power", "run", "isometric"])
def test_adjunct_of_a_class_that_counts_is_a_fault(load_class: str) -> None:
    assert findings(replace(STRETCH, load_class=load_class))[0] == "load_class"


def test_criterion_about_an_adjunct_is_a_fault() -> None:
    clean = next(c for c in PACK.criteria.values() if isinstance(c, RungClean))
    asked = replace(clean, id="asked", exercise=STRETCH.id, rung=STRETCH.ladder[0].id)
    counted = next(c for c in PACK.criteria.values() if isinstance(c, CleanSessions))
    sessions = replace(counted, id="sessions", load_class=STRETCH.load_class)
    found = findings(STRETCH, asked, sessions)
    assert found == ["criteria.asked.exercise", "criteria.sessions.load_class"]
