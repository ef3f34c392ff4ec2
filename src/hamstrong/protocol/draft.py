"""Draft of a pack while it is checked: what parsed, what did not, and every id that the files name.

Ids come from the raw files, so that one misspelt number in a file does not make every reference
into that file look broken as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, cast

from hamstrong.protocol import model
from hamstrong.protocol.adoption import Adoption
from hamstrong.protocol.courses import Courses
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.notation import Origin
from hamstrong.protocol.schema import (
    AdviceFile,
    EvidenceFile,
    GatesFile,
    PackFile,
    TestsFile,
    WorksFile,
)
from hamstrong.protocol.way_back import WayBack


class _Anything(frozenset[str]):
    """The ids of a file that is missing or unreadable: that one fault is enough."""

    def __contains__(self, name: object) -> bool:
        return True

    def __or__(self, other: object) -> _Anything:
        return self


ANYTHING = _Anything()


@dataclass(slots=True)
class PackDraft:
    """The files of a pack, typed where their shape is right and None where it is not."""

    trees: Mapping[str, Any]
    texts: Mapping[str, Mapping[str, Any]]
    shapes: dict[str, Any] = field(default_factory=dict)
    origins: list[Origin] = field(default_factory=list)
    _ids: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def pack(self) -> PackFile | None:
        return cast("PackFile | None", self.shapes.get("pack.yaml"))

    @property
    def rules(self) -> model.Rules | None:
        return cast("model.Rules | None", self.shapes.get("rules.yaml"))

    @property
    def gates(self) -> GatesFile | None:
        return cast("GatesFile | None", self.shapes.get("gates.yaml"))

    @property
    def triage(self) -> model.Triage | None:
        return cast("model.Triage | None", self.shapes.get("triage.yaml"))

    @property
    def advice(self) -> AdviceFile | None:
        return cast("AdviceFile | None", self.shapes.get("advice.yaml"))

    @property
    def evidence(self) -> EvidenceFile | None:
        return cast("EvidenceFile | None", self.shapes.get("evidence.yaml"))

    @property
    def works(self) -> WorksFile | None:
        return cast("WorksFile | None", self.shapes.get("works.yaml"))

    @property
    def tests(self) -> TestsFile | None:
        return cast("TestsFile | None", self.shapes.get("tests.yaml"))

    @property
    def way_back(self) -> WayBack | None:
        return cast("WayBack | None", self.shapes.get("way_back.yaml"))

    @property
    def courses(self) -> Courses | None:
        return cast("Courses | None", self.shapes.get("courses.yaml"))

    @property
    def adoption(self) -> Adoption | None:
        return cast("Adoption | None", self.shapes.get("adoption.yaml"))

    def exercises(self) -> Iterator[tuple[PackPlace, model.Exercise]]:
        """Every exercise whose file has the right shape, with its place."""
        for name in sorted(self.trees):
            shape = self.shapes.get(name)
            if isinstance(shape, model.Exercise):
                yield PackPlace(name), shape

    def ids(self, kind: str) -> frozenset[str]:
        """Every id of a kind that the files name, whether or not the rest of them is right."""
        if kind not in self._ids:
            self._ids[kind] = self._find_ids(kind)
        return self._ids[kind]

    def _find_ids(self, kind: str) -> frozenset[str]:
        file_name, _, key = kind.partition("/")
        if file_name == "exercises":
            names = (PurePosixPath(name) for name in self.trees)
            return frozenset(name.stem for name in names if name.parent.name == "exercises")
        tree = self.trees.get(f"{file_name}.yaml")
        if tree is None:
            return ANYTHING
        collection = tree.get(key) if isinstance(tree, dict) else None
        return frozenset(_each_id(collection))

    def wishes(self) -> frozenset[str]:
        """Every option that some goal offers."""
        if self.pack is None:
            return ANYTHING
        return frozenset(name for goal in self.pack.goals.values() for name in goal.options)

    def rung_ids(self, exercise: str) -> tuple[str, ...]:
        """The ids of an exercise's ladder in order."""
        tree = self.trees.get(f"exercises/{exercise}.yaml")
        ladder = tree.get("ladder") if isinstance(tree, dict) else None
        return tuple(_each_id(ladder))


def _each_id(collection: Any) -> Iterator[str]:
    """The keys of a mapping, the items of a list, or the `id` of each object in it."""
    if isinstance(collection, dict):
        yield from (str(key) for key in collection)
    elif isinstance(collection, list):
        for item in collection:
            found = item.get("id") if isinstance(item, dict) else item
            if found is not None:
                yield str(found)


def unresolved(
    place: PackPlace, names: object, known: frozenset[str], *, what: str
) -> Iterator[UnplacedFault]:
    """A finding for each name, or for the one name, that is not among the known ones."""
    if names is None:
        return
    for name in (names,) if isinstance(names, str | int) else cast("tuple[str, ...]", names):
        if str(name) not in known:
            yield UnplacedFault(place, "unresolved", f"one of the {what} of this pack", name)
