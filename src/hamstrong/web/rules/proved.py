"""The report of the proof beside the pack. The page claims nothing without it."""

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
    """What was checked: promises, states and steps of the rules."""

    invariants: tuple[Invariant, ...]
    states: int
    edges: int
    quick: bool


def report(pack_path: Path, logic_hash: str) -> Report | None:
    """The report on exactly these rules; None without one, or with one on others."""
    place = pack_path.resolve().with_name(f"{pack_path.resolve().name}.proof.json")
    if not place.is_file():
        return None
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
        return _read(found) if found["logic_hash"] == logic_hash else None
    except (ValueError, KeyError, TypeError):
        return None


def _read(found: dict[str, Any]) -> Report:
    lines = tuple(
        Invariant(one["id"], one["sentence"], one["result"] == "holds", int(one["claims"]))
        for one in found["invariants"]
    )
    return Report(lines, int(found["states"]), int(found["edges"]), bool(found["quick"]))
