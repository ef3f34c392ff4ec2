"""What is usual is said to whom it is true of (E185-E190)."""

from __future__ import annotations

import pytest
from tests.engine.driver import enrol

from hamstrong.engine.engine import Engine
from hamstrong.protocol.loader import load_pack

PACK = load_pack()
ENGINE = Engine(PACK)
USUAL = {name for name, advice in PACK.advice.items() if advice.kind == "prognosis"}


def said(track: str, *traits: str) -> set[str]:
    """What is said on the first day."""
    person = enrol(ENGINE, track, "daily_life")
    settings = person.state.person._replace(traits=frozenset(traits))
    person.state = person.state._replace(person=settings)
    names = {getattr(n, "name", "") for n in ENGINE.prescribe(person.state).notices}
    return names & USUAL


@pytest.mark.parametrize(
    ("track", "traits", "names"),
    [
        ("strain", (), {"usual_strain"}),
        ("strain", ("stretch_injury",), {"usual_stretch"}),
        ("tendinopathy", (), {"usual_tendon"}),
        ("tightness", (), set()),
        ("prevention", (), set()),
    ],
)
def test_each_track_hears_its_own(track: str, traits: tuple[str, ...], names: set[str]) -> None:
    assert said(track, *traits) == names


def test_stretch_injury_is_promised_no_weeks() -> None:
    """E190: months; the weeks of a sprint strain would be a wrong promise."""
    assert PACK.advice["usual_stretch"].sources == ("E190",)
    assert "usual_strain" not in said("strain", "stretch_injury")
