"""A clinician's cap leaves exercises out and gives them back: never higher than they then go."""

from __future__ import annotations

from itertools import product

import pytest

from hamstrong.engine.course.availability import is_offered, usable_rungs
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import CapRecorded, Enrolled, LimbEnrolled, SettingsChanged
from hamstrong.engine.state.ladder import Ladder
from hamstrong.engine.state.state import State, ladder_key
from hamstrong.protocol.loader import load_pack

PACK = load_pack()
DAY = 739_313
TRACK = "tightness"
KIT = tuple(sorted(PACK.kits))


def enrolled(engine: Engine) -> State:
    fact = Enrolled((LimbEnrolled("left", TRACK),), "gym", (0, 2, 4), 60, KIT)
    return engine.step(engine.start(DAY), fact)


def shorter_ladders() -> list[tuple[str, str]]:
    """Exercises whose ladder ends lower without one thing of the kit, and that thing."""
    engine = Engine(PACK)
    person = enrolled(engine).person
    found = []
    for exercise, thing in product(PACK.exercises.values(), KIT):
        without = person._replace(kit=frozenset(KIT) - {thing})
        if not is_offered(PACK, exercise, without, TRACK):
            continue
        if (
            0
            < len(usable_rungs(PACK, exercise, without, TRACK))
            < len(usable_rungs(PACK, exercise, person, TRACK))
        ):
            found.append((exercise.id, thing))
    return found


@pytest.mark.parametrize(("exercise", "thing"), shorter_ladders())
def test_what_a_cap_gives_back_is_as_high_as_the_kit_of_by_then(exercise: str, thing: str) -> None:
    """Left out, then without its weight or box, then given back: the day closed with an error."""
    engine = Engine(PACK)
    state = enrolled(engine)
    (episode,) = state.episodes
    course = engine.course(episode.kind, state.person)
    key = ladder_key(exercise, "left")
    top = Ladder(level=course.ladders[exercise].rungs)
    state = state._replace(episodes=(episode._replace(ladders={key: top}),))
    rest = tuple(one for one in KIT if one != thing)
    for fact in (
        CapRecorded("Dr Example", DAY, excluded=(exercise,)),
        SettingsChanged(kit=rest),
        CapRecorded("Dr Example", DAY),
    ):
        state = engine.step(state, fact)
    (after,) = state.episodes
    plan = engine.course(after.kind, state.person).ladders[exercise]
    assert after.ladders[key].level == plan.rungs < top.level
    assert engine.advance(state, DAY + 3).day == DAY + 3
