"""The card of a return to sport knows what was done on the way up, whatever gates name (E39)."""

from __future__ import annotations

import pytest
from tests.engine.driver import enrol

from hamstrong.engine.criteria.readiness import Answered
from hamstrong.engine.engine import Engine
from hamstrong.engine.state.ladder import START_LEVEL, Ladder
from hamstrong.protocol.loader import load_pack

ORDER = ("sprints_at_90", "sprints_at_95", "sprints_at_100")


@pytest.mark.parametrize(
    ("ladder", "met"),
    [
        (Ladder(START_LEVEL), 0),
        (Ladder(START_LEVEL, proven=True), 1),
        (Ladder(START_LEVEL + 1), 1),
        (Ladder(START_LEVEL + 2), 2),
        (Ladder(START_LEVEL + 2, proven=True), 3),
    ],
)
def test_a_sprint_below_the_present_one_is_met_and_the_present_one_when_proven(
    ladder: Ladder, met: int
) -> None:
    engine = Engine(load_pack())
    state = enrol(engine, goal="field_sport").state
    (episode,) = state.episodes
    episode = episode._replace(ladders={"sprint:both": ladder})
    card = engine.readiness(state._replace(episodes=(episode,)), "left", Answered({}, ()))
    lines = {line.item: line.status for line in card}
    assert [lines[name] for name in ORDER] == ["met"] * met + ["not_asked"] * (3 - met)
