"""Upcasters: how the payload of an older schema version becomes one of the next.

A fact is never rewritten in the diary. When the fields of a kind change, its version in `SCHEMAS`
rises and the step from the version before is added here; `FactCodec` refuses to be made while one
is missing. An upcaster gives a new dict and says what an old diary could not: `None`, not a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

Upcaster = Callable[[Mapping[str, Any]], dict[str, Any]]


def _plan_in_metres(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Plans without metres: every run of theirs went by time."""
    return _with_lines(payload, run_m=None, walk_m=0)


def _plan_with_own_loads(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Plans before there were loads of a person's own: no line asked for one."""
    return _with_lines(payload, band=None, own_percent=None, first_load=False)


def _plan_with_timed_runs(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Plans before runs were timed: none of their lines asked for a time."""
    return _with_lines(payload, speed_up_m=0, steady_m=None, slow_down_m=0, steady_tenths=None)


def _with_lines(payload: Mapping[str, Any], **new: object) -> dict[str, Any]:
    """A plan whose lines have these fields besides."""
    return {**payload, "items": [{**item, **new} for item in payload["items"]]}


def _run_with_talking(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Runs of which nobody was asked whether they could talk."""
    return {**payload, "talking": None}


def _times_uncorrected(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Times that nobody could correct."""
    return {**payload, "earlier": []}


def _outcome_with_sitting(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Weeks of which nobody was asked how long one could sit."""
    return {**payload, "can_sit_min": None}


UPCASTERS: Mapping[tuple[str, int], Upcaster] = MappingProxyType(
    {
        ("OutcomeAnswered", 1): _outcome_with_sitting,
        ("PlanIssued", 1): _plan_in_metres,
        ("PlanIssued", 2): _plan_with_own_loads,
        ("PlanIssued", 3): _plan_with_timed_runs,
        ("RunLogged", 1): _run_with_talking,
        ("RunTimed", 1): _times_uncorrected,
    }
)
