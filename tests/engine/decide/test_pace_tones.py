"""Tones at the marks of a timed run, by arithmetic from its metres and its time."""

from __future__ import annotations

import pytest

from hamstrong.engine.decide.decisions import Item
from hamstrong.engine.decide.pace_tones import PaceTone, pace_tones
from hamstrong.engine.decide.script import lay_out
from hamstrong.protocol.loader import load_pack

PACK = load_pack()
RULES = PACK.rules.running


def run(tenths: int | None, percent: int | None = 70, up: int = 40, down: int = 40) -> Item:
    return Item(
        "run_through", "both", "run_through-40-20-40-brisk", "run", 2, 0, "once",
        run_s=30, walk_s=75, run_m=up + 20 + down, walk_m=100, effort_percent=percent,
        speed_up_m=up, steady_m=20, slow_down_m=down, steady_tenths=tenths,
    )  # fmt: skip


def marks(item: Item) -> dict[str, float]:
    return {tone.mark: tone.at_s for tone in pace_tones(RULES, item) if tone.mark != "tick"}


def test_the_steady_metres_take_the_planned_time() -> None:
    """E150: 20 metres in 6.0 s are 3.33 m/s; 40 metres at three quarters of it, the mean of half
    and all of that speed, take 16 s."""
    assert marks(run(60)) == {"start": 5.0, "steady": 21.0, "slow": 27.0, "end": 43.0}


@pytest.mark.parametrize("tenths", [38, 45, 52, 60, 75])
def test_no_tone_is_quicker_than_planned(tenths: int) -> None:
    """S8: tones never lead faster than the plan, whatever the ramps are."""
    for up, down in ((40, 40), (30, 30), (25, 25), (20, 20)):
        found = marks(run(tenths, up=up, down=down))
        assert found["slow"] - found["steady"] == pytest.approx(tenths / 10)
        speed = 20 / (tenths / 10)
        assert up / (found["steady"] - found["start"]) < speed
        assert down / (found["end"] - found["slow"]) < speed


def test_three_ticks_come_before_the_start() -> None:
    ticks = [tone for tone in pace_tones(RULES, run(60)) if tone.mark == "tick"]
    assert ticks == [PaceTone(2.0, "tick"), PaceTone(3.0, "tick"), PaceTone(4.0, "tick")]


@pytest.mark.parametrize("item", [run(None, None), run(None), run(30, 100)])
def test_without_a_time_and_as_fast_as_one_likes_there_are_no_tones(item: Item) -> None:
    """S9: nobody's own time, no pace."""
    assert pace_tones(RULES, item) == ()


def test_each_run_of_a_script_has_its_tones_and_no_walk_does() -> None:
    found = [(s.kind, bool(s.tones)) for s in lay_out(PACK, (run(60),))]
    assert found == [
        ("set_up", False), ("walk", False), ("run", True), ("walk", False), ("run", True),
        ("ask_pain", False),
    ]  # fmt: skip
