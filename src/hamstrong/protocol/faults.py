"""Faults of a pack and where they are: named places, never a traceback.

Holds the value that every check returns. How faults are printed is the linter's concern.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class PackPlace:
    """Where in a pack: a file relative to its folder and the keys that lead to a value."""

    file: str
    path: Steps = ()

    def at(self, *steps: str | int) -> PackPlace:
        """Return the place some keys deeper."""
        return PackPlace(self.file, (*self.path, *steps))

    @property
    def key(self) -> str:
        """The keys as one dotted string, for instance `ladder.2.dosage.sets`."""
        return ".".join(str(step) for step in self.path)


@dataclass(frozen=True, slots=True, order=True)
class PackFault:
    """One thing to mend: place, value received, the rule it breaks and what would be right."""

    file: str
    line: int
    key: str
    value_repr: str
    rule: str
    expected: str

    def __str__(self) -> str:
        """Return the fault as one line, in the form `file:line: key = value [rule] expected`."""
        value = f" = {self.value_repr}" if self.value_repr else ""
        return f"{self.file}:{self.line}: {self.key}{value} [{self.rule}] {self.expected}"


@dataclass(frozen=True, slots=True)
class UnplacedFault:
    """A fault whose line is not known yet; most packs have none, so lines are found last."""

    place: PackPlace
    rule: str
    expected: str
    value: object = field(default=None)
    line: int | None = None
    shows_value: bool = True


class PackError(Exception):
    """A pack has faults and was not loaded; `faults` holds all of them."""

    def __init__(self, folder: PurePosixPath | str, faults: Iterable[PackFault]) -> None:
        self.faults = tuple(faults)
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        step = f"Next step: mend it; `hamstrong lint {folder}` names every fault."
        super().__init__(f"the pack {folder} has {count}:\n{lines}\n{step}")
