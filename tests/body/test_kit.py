"""Everybody sees the figure of what they have at home."""

from __future__ import annotations

import pytest

from hamstrong.body.figure import sequence_of
from hamstrong.body.kit import kit_of
from hamstrong.protocol.loader import load_pack


@pytest.mark.parametrize(
    ("exercise_id", "owned", "prop"),
    [
        ("bridge_curl", {"ball"}, "ball"),
        ("bridge_curl", {"slider"}, "slider"),
        ("bridge_curl", {"towel", "chair"}, "slider"),
        ("bridge_curl", {"ball", "slider", "towel"}, "ball"),
        ("bridge_curl", {"slider", "towel"}, "slider"),
        ("slider_lowering", {"towel"}, "slider"),
        ("slider_lowering", {"slider"}, "slider"),
    ],
)
def test_the_figure_uses_what_the_person_has(exercise_id: str, owned: set[str], prop: str) -> None:
    exercise = load_pack().exercises[exercise_id]
    assert prop in sequence_of(exercise, 0, kit_of(exercise, owned)).props


def test_who_owns_none_of_it_and_what_needs_nothing_keep_the_usual_figure() -> None:
    pack = load_pack()
    assert kit_of(pack.exercises["bridge_curl"], set()) is None
    assert kit_of(pack.exercises["bridge"], {"towel"}) is None
