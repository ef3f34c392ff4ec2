"""Schema of each file of a pack. Meaning across files is checked elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hamstrong.protocol import model
from hamstrong.protocol.adoption import Adoption
from hamstrong.protocol.courses import Courses
from hamstrong.protocol.criteria import Criterion
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.self_tests import SelfTest
from hamstrong.protocol.shapes import read_shape
from hamstrong.protocol.way_back import WayBack


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
    actions: tuple[str, ...]
    load_classes: Mapping[str, model.LoadClass]
    stages: Mapping[str, model.Stage]
    tracks: Mapping[str, model.Track]
    goals: Mapping[str, model.Goal]
    paths: Mapping[str, Mapping[str, tuple[int, ...]]]
    questions: Mapping[str, model.PlainQuestion]
    stop_reasons: Mapping[str, model.StopReason]
    kit_presets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    example: bool = False
    muscle: model.Muscle | None = None


@dataclass(frozen=True, slots=True)
class GatesFile:
    """`gates.yaml`."""

    criteria: Mapping[str, Criterion]
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

    works: Mapping[str, model.Publication]


@dataclass(frozen=True, slots=True)
class TestsFile:
    """`tests.yaml`; a pack without self-tests has none."""

    tests: Mapping[str, SelfTest]


SHAPES: Mapping[str, type] = {
    "pack.yaml": PackFile,
    "rules.yaml": model.Rules,
    "gates.yaml": GatesFile,
    "triage.yaml": model.Triage,
    "advice.yaml": AdviceFile,
    "evidence.yaml": EvidenceFile,
    "works.yaml": WorksFile,
    "tests.yaml": TestsFile,
    "way_back.yaml": WayBack,
    "courses.yaml": Courses,
    "adoption.yaml": Adoption,
}
OPTIONAL = frozenset({"tests.yaml", "way_back.yaml", "courses.yaml", "adoption.yaml"})
# Collections keyed by id: the key is written once and given to the object as its own field.
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
    "tests.yaml": {"tests": "id"},
    "way_back.yaml": {"readiness": "id", "questionnaires": "id", "warm_up": "id"},
    "courses.yaml": {"milestones": "id", "expected": "id"},
    "adoption.yaml": {"flags": "id"},
}


def parse_file(name: str, tree: Any) -> tuple[Any, list[UnplacedFault]]:
    """Return the file as its typed shape, or None with every fault of it."""
    return read_shape(SHAPES.get(name, model.Exercise), keyed(name, tree), PackPlace(name))


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
