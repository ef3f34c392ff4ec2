"""Proved invariants beside the pack. The page claims nothing without the report, and nothing by one
that is about other rules."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

# What the proof measured the longest way of, by the name that it gives it.
_WAYS = (
    ("ladder", r"to the top of a ladder of (?P<n>\d+) rungs"),
    ("flare", r"off the flare-up path with passed mornings"),
    ("freezes", r"freezes on the way to (?P<goal>\w+), (?P<track>\w+)"),
    ("last_stage", r"to the last stage of (?P<goal>\w+), (?P<track>\w+)"),
    ("little_pain", r"to the last stage of (?P<goal>\w+) with pain (?P<n>\d+), (?P<track>\w+)"),
    ("judged", r"until constant pain (?P<n>\d+) is judged, (?P<track>\w+)"),
    ("lifted", r"from a lifted hold to a plan"),
)


class Way(NamedTuple):
    """One longest way: which one (`rules.safety.way.<kind>`), what it is about, how long."""

    kind: str
    about: dict[str, str]
    most: int


class ProvedInvariant(NamedTuple):
    """One promise with its sentence and what the proof said of it."""

    id: str
    sentence: str
    holds: bool
    claims: int


class Report(NamedTuple):
    """What was checked: promises, states and steps of the rules, classes of enrolment, and the
    longest ways in days. `current` says that it is about the rules in force."""

    invariants: tuple[ProvedInvariant, ...]
    states: int
    edges: int
    enrolments: int
    days: tuple[tuple[str, int], ...]
    quick: bool
    logic_hash: str
    current: bool


def report(pack_path: Path, logic_hash: str) -> Report | None:
    """The last report beside a pack; None without a readable one."""
    place = pack_path.resolve().with_name(f"{pack_path.resolve().name}.proof.json")
    if not place.is_file():
        return None
    try:
        return _read(json.loads(place.read_text(encoding="utf-8")), logic_hash)
    except (ValueError, KeyError, TypeError):
        return None


def ways(found: Report) -> list[Way]:
    """The longest ways of a report, each known by its kind; one without words is left out."""
    told = []
    for name, most in found.days:
        for kind, pattern in _WAYS:
            if match := re.fullmatch(pattern, name):
                told.append(Way(kind, match.groupdict(), most))
    return told


def _read(found: dict[str, Any], logic_hash: str) -> Report:
    lines = tuple(
        ProvedInvariant(one["id"], one["sentence"], one["result"] == "holds", int(one["claims"]))
        for one in found["invariants"]
    )
    return Report(
        invariants=lines,
        states=int(found["states"]),
        edges=int(found["edges"]),
        enrolments=int(found["enrolments"]),
        days=tuple((str(name), int(days)) for name, days in found["days"].items()),
        quick=bool(found["quick"]),
        logic_hash=str(found["logic_hash"]),
        current=found["logic_hash"] == logic_hash,
    )
