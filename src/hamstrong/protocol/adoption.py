"""Adoption: what the names of an earlier edition of a pack have become.

Shapes only. What becomes of a diary that was begun under that edition is `engine.adoption`'s
concern.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from hamstrong.protocol.triage import Condition


@dataclass(frozen=True, slots=True)
class EarlierFlag:
    """A row of the earlier edition that is gone or says something else now.

    Args:
        when: the conditions it had.
        now: `asked` has the symptom lists asked once more, in place of the flag that a person
            had; `stands` keeps it as the flag `flag` of this pack.
    """

    id: str
    when: tuple[Condition, ...]
    now: Literal["asked", "stands"]
    flag: str | None = None


@dataclass(frozen=True, slots=True)
class EarlierNames:
    """Names that the earlier edition had; those that this pack no longer has are left out."""

    kits: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    symptoms: tuple[str, ...] = ()
    screens: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Adoption:
    """`adoption.yaml`.

    Args:
        replaces: every rung of the earlier edition, and the rung of this pack that is no more.
        exercises: exercises that are gone, and the one that each of them is counted as.
        names: its other names, of which those that are gone are left out.
        flags: rows that are gone or reworded.
    """

    replaces: Mapping[str, str] = field(default_factory=dict)
    exercises: Mapping[str, str] = field(default_factory=dict)
    names: EarlierNames = field(default_factory=EarlierNames)
    flags: Mapping[str, EarlierFlag] = field(default_factory=dict)
