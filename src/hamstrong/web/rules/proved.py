"""The report of the proof beside the pack. The page claims nothing without it, and nothing by one
that is about other rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple


class Invariant(NamedTuple):
    """One promise with its sentence and what the proof said of it."""

    id: str
    sentence: str
    holds: bool
    claims: int


class Report(NamedTuple):
    """What was checked: promises, states and steps of the rules, classes of enrolment, and the
    longest ways in days. `current` says that it is about the rules in force."""

    invariants: tuple[Invariant, ...]
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


def _read(found: dict[str, Any], logic_hash: str) -> Report:
    lines = tuple(
        Invariant(one["id"], one["sentence"], one["result"] == "holds", int(one["claims"]))
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
