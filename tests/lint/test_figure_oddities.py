"""No figure has an oddity that somebody once saw, and the page that says so is up to date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hamstrong.body import gear
from hamstrong.lint.figure_oddities import ODDITIES, oddities, page
from hamstrong.protocol.loader import load_pack

EXERCISES = load_pack().exercises


@pytest.mark.parametrize("name", EXERCISES)
def test_no_figure_has_an_oddity(name: str) -> None:
    assert [oddity for oddity, has in oddities(EXERCISES[name]).items() if has] == []


def test_a_prop_that_runs_through_a_foot_is_an_oddity(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rail whose post stands on the foot that comes down beside it."""

    def through(s: gear.PropSetting) -> str:
        down = min(s.motion.keys, key=lambda placed: placed.joints["far_heel"][1])
        x = (down.joints["far_heel"][0] + down.joints["far_toe"][0]) / 2
        return s.rect(x - 0.02, 0.0, x + 0.02, 1.0, 2, "p")

    monkeypatch.setattr(gear, "DRAWINGS", {**gear.DRAWINGS, "rail": through})
    assert oddities(EXERCISES["step_down"])["prop through a foot"]


def test_a_movement_nobody_sees_is_an_oddity(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hamstrong.lint.figure_oddities.movement_pair", lambda *_: None)
    assert oddities(EXERCISES["doorway_stretch"])["movement not seen"]
    assert not oddities(EXERCISES["nordic"])["movement not seen"]


def test_a_figure_without_arrow_is_an_oddity(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hamstrong.body.figure.movement_arrow", lambda *_: "")
    assert oddities(EXERCISES["nordic"])["no arrow"]


def test_a_calf_that_stays_pale_is_an_oddity(monkeypatch: pytest.MonkeyPatch) -> None:
    stretch = EXERCISES["calf_stretch"]
    monkeypatch.setattr("hamstrong.body.figure.stretches_calf", lambda _: False)
    assert oddities(stretch)["wrong muscle lit"]
    assert not oddities(replace(EXERCISES["bridge"]))["wrong muscle lit"]


def test_hands_that_hang_while_the_body_comes_down_are_an_oddity() -> None:
    nordic = EXERCISES["nordic"]
    hanging = [
        replace(s, poses=tuple(replace(p, wrist_deg=0.0, shoulder_deg=0.0) for p in s.poses))
        for s in nordic.sequences
    ]
    assert oddities(replace(nordic, sequences=tuple(hanging)))["hands not ready"]


def test_the_page_names_every_exercise_and_is_up_to_date(root: Path) -> None:
    written = (root / "docs/reference/figures.md").read_text(encoding="utf-8")
    assert written == page(), "run `make docs`"
    assert all(f"`{name}`" in written for name in EXERCISES)
    assert all(f"| {oddity} " in written for oddity in ODDITIES)
