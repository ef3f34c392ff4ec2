"""The shape of each file of a pack, checked strictly by pydantic over the plain model.

The model itself stays free of pydantic, so that the engine runs where pydantic does not; what
strict means is attached here, once, from outside. Meaning across files is checked elsewhere.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from hamstrong.protocol import model
from hamstrong.protocol.faults import Finding, Place


@dataclass(frozen=True, slots=True)
class PackFile:
    """`pack.yaml`."""

    id: str
    version: str
    reviewed_by: str | None
    languages: tuple[str, ...]
    minutes_offered: tuple[int, ...]
    traits: tuple[str, ...]
    strictest_track: str
    kits: Mapping[str, model.Kit]
    load_classes: Mapping[str, model.LoadClass]
    stages: Mapping[str, model.Stage]
    tracks: Mapping[str, model.Track]
    goals: Mapping[str, model.Goal]
    paths: Mapping[str, Mapping[str, tuple[int, ...]]]
    questions: Mapping[str, model.Question]
    stop_reasons: Mapping[str, model.StopReason]


@dataclass(frozen=True, slots=True)
class GatesFile:
    """`gates.yaml`."""

    criteria: Mapping[str, model.Criterion]
    gates: Mapping[str, model.Gate]
    keys: Mapping[str, model.Key]


@dataclass(frozen=True, slots=True)
class AdviceFile:
    """`advice.yaml`."""

    advice: Mapping[str, model.Advice]
    cards: Mapping[str, model.Card]


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """`evidence.yaml`."""

    facts: Mapping[str, model.Fact]


@dataclass(frozen=True, slots=True)
class WorksFile:
    """`works.yaml`."""

    works: Mapping[str, model.Work]


SHAPES: Mapping[str, type] = {
    "pack.yaml": PackFile,
    "rules.yaml": model.Rules,
    "gates.yaml": GatesFile,
    "triage.yaml": model.Triage,
    "advice.yaml": AdviceFile,
    "evidence.yaml": EvidenceFile,
    "works.yaml": WorksFile,
}
# Collections keyed by id: the key is written once and handed to the object as its own field.
_KEYED = {
    "pack.yaml": {
        "kits": "id",
        "load_classes": "id",
        "stages": "number",
        "tracks": "id",
        "goals": "id",
        "questions": "id",
        "stop_reasons": "id",
    },
    "gates.yaml": {"criteria": "id", "gates": "id", "keys": "id"},
    "advice.yaml": {"advice": "id", "cards": "id"},
    "evidence.yaml": {"facts": "id"},
    "works.yaml": {"works": "id"},
}
_RULES = {"missing": "missing-key", "unexpected_keyword_argument": "unknown-key"}


def parse_file(name: str, tree: Any) -> tuple[Any, list[Finding]]:
    """Return the file as its typed shape, or None with every fault of it."""
    shape = SHAPES.get(name, model.Exercise)
    try:
        return _adapter(shape).validate_json(json.dumps(keyed(name, tree)), strict=True), []
    except ValidationError as error:
        return None, [_finding(name, detail) for detail in error.errors(include_url=False)]


def keyed(name: str, tree: Any) -> Any:
    """Return the tree with each object of a keyed collection knowing its own key."""
    if not isinstance(tree, dict):
        return tree
    return {
        key: _with_ids(value, _KEYED.get(name, {}).get(str(key))) for key, value in tree.items()
    }


def _with_ids(collection: Any, field_name: str | None) -> Any:
    if field_name is None or not isinstance(collection, dict):
        return collection
    return {
        key: {**body, field_name: key} if isinstance(body, dict) else body
        for key, body in collection.items()
    }


@cache
def _adapter(shape: type) -> TypeAdapter[Any]:
    _attach_strictness()
    return TypeAdapter(shape)


@cache
def _attach_strictness() -> None:
    config = ConfigDict(strict=True, extra="forbid")
    here = (PackFile, GatesFile, AdviceFile, EvidenceFile, WorksFile)
    for shape in (*vars(model).values(), *here):
        if isinstance(shape, type) and dataclasses.is_dataclass(shape):
            shape.__pydantic_config__ = config  # type: ignore[attr-defined]


def _finding(name: str, detail: Any) -> Finding:
    place = Place(name, tuple(detail["loc"]))
    rule = _RULES.get(detail["type"], "wrong-value")
    shown = detail["input"] if rule == "wrong-value" else None
    return Finding(place, rule, _expected(rule, detail), shown)


def _expected(rule: str, detail: Any) -> str:
    key = detail["loc"][-1] if detail["loc"] else "this file"
    if rule == "missing-key":
        return f"{key} is required here"
    if rule == "unknown-key":
        return f"no key named {key} here; see docs/reference/pack.md"
    return str(detail["msg"]).replace("Input should be", "should be")
