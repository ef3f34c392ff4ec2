"""S14, S12: where a caution closes a gate, the path ends in Maintain after the last stage reached.

Brittle bones rule out all jumps, swings and quick bends, so the gate from Power to Return cannot be
met; past falls rule out sprints alone, which only Maintain asks for.
"""

from __future__ import annotations

import pytest

from hamstrong.engine.course.compilation import compile_course
from hamstrong.engine.course.path import Closing, closings, path_of
from hamstrong.engine.state.state import EpisodeKind, PersonSettings
from hamstrong.protocol.loader import load_pack

PACK = load_pack()
STRAIN = EpisodeKind("left", "strain")
WHOLE = (1, 2, 3, 4, 5, 6)


def person(goal: str, *traits: str) -> PersonSettings:
    return PersonSettings(goal, (0, 2, 4), 60, frozenset(PACK.kits), traits=frozenset(traits))


@pytest.mark.parametrize(
    ("goal", "traits", "path"),
    [
        ("field_sport", (), WHOLE),
        ("field_sport", ("weak_bones",), (1, 2, 3, 4, 6)),
        ("field_sport", ("falls",), WHOLE),
        ("field_sport", ("weak_bones", "falls"), (1, 2, 3, 4, 6)),
        ("running", ("weak_bones",), (1, 2, 3, 4, 6)),
        ("daily_life", ("weak_bones", "falls"), (1, 2, 3, 6)),
    ],
)
def test_the_path_goes_as_far_as_cautions_let(
    goal: str, traits: tuple[str, ...], path: tuple[int, ...]
) -> None:
    assert path_of(PACK, STRAIN, person(goal, *traits)) == path
    assert compile_course(PACK, STRAIN, person(goal, *traits)).path == path


def criteria_into_maintain(*traits: str) -> set[str]:
    gate = compile_course(PACK, STRAIN, person("field_sport", *traits)).gates[-2]
    assert gate is not None
    return {compiled.criterion.id for compiled in gate.criteria}


def test_maintain_asks_for_no_sprint_of_whom_a_caution_rules_it_out() -> None:
    whole = criteria_into_maintain()
    assert "sprint_100_clean" in whole
    for traits in (("falls",), ("weak_bones",)):
        assert criteria_into_maintain(*traits) == whole - {"sprint_100_clean"}


def test_a_gate_on_the_way_is_never_asked_without_what_is_closed() -> None:
    for traits in ((), ("falls",), ("weak_bones",)):
        found = compile_course(PACK, STRAIN, person("field_sport", *traits))
        for gate in found.gates[:-2]:
            assert gate is not None
            own = [PACK.criteria[name] for name in gate.gate.criteria]
            asked = [c for c in own if c.applies_to("strain", "field_sport")]
            assert len(gate.criteria) == len(asked)


def test_what_is_closed_is_named_with_the_caution_and_the_last_stage() -> None:
    assert closings(PACK, STRAIN, person("field_sport")) == ()
    assert closings(PACK, STRAIN, person("daily_life", "weak_bones", "falls")) == ()
    assert closings(PACK, STRAIN, person("field_sport", "falls")) == (
        Closing(5, 6, ("sprint_100_clean",), ("falls",), shortens=False),
    )
    assert closings(PACK, STRAIN, person("field_sport", "weak_bones")) == (
        Closing(4, 6, ("two_clean_power_sessions",), ("weak_bones",), shortens=True),
        Closing(4, 6, ("sprint_100_clean",), ("weak_bones",), shortens=False),
    )
