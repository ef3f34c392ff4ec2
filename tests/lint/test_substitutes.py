"""A substitute of a criterion is never the quicker way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hamstrong.lint.all_faults import lint_pack
from hamstrong.lint.substitutes import check_substitutes, clean_sessions
from hamstrong.protocol.loader import load_pack

PACK = load_pack()


def test_no_substitute_of_the_shipped_pack_is_quicker() -> None:
    assert list(check_substitutes(PACK)) == []


def test_a_substitute_that_is_quicker_is_named(broken: Callable[..., Path]) -> None:
    folder = broken("gates.yaml", "    times: 2", "    times: 1")
    faults = [fault for fault in lint_pack(folder) if fault.rule == "easy-substitute"]
    assert [fault.key for fault in faults] == ["criteria.balance_clean.substitutes.0"]


@pytest.mark.parametrize(
    ("criterion", "track", "sessions"),
    [
        ("balance_clean", "strain", 3),
        ("balance_fingertips_clean", "strain", 3),
        ("rdl_below_knee_clean", "strain", 7),
        ("rdl_bodyweight_clean", "strain", 7),
        ("rdl_below_knee_clean", "tendinopathy", 10),
        ("rdl_bodyweight_clean", "tendinopathy", 10),
        ("rdl_below_knee_clean", "prevention", 5),
        ("rdl_bodyweight_clean", "prevention", 5),
    ],
)
def test_clean_sessions_are_those_of_hand_arithmetic(
    criterion: str, track: str, sessions: int
) -> None:
    assert clean_sessions(PACK, PACK.criteria[criterion], track) == sessions
