"""An ask: one open question of today, typed inside and text at the edges.

The text form is what pages, the JSON API, stored plans and stories hold: `morning:left`, `loads`,
`form:weekly`, `question:stairs:left`, `flag:pull:left`, `flag:fever:` for the whole person.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import get_args

from hamstrong.engine.state.lock import DueForm
from hamstrong.protocol.model import FormName


class AskKind(StrEnum):
    """What is asked; the value begins the text form."""

    MORNING = "morning"
    BASELINE = "baseline"
    WALKING = "walking"
    PAIN_NOW = "pain_now"
    OUTCOME = "outcome"
    WATCH = "watch"
    QUESTION = "question"
    FLAG = "flag"
    FORM = "form"
    LOADS = "loads"


FORMS: tuple[FormName, ...] = get_args(FormName)
_LIMBS = ("left", "right")
_NAMED = frozenset({AskKind.QUESTION, AskKind.FLAG})


@dataclass(frozen=True, slots=True)
class Ask:
    """One question.

    Args:
        limb: `left` or `right`; empty for a form, the loads, and for a flag of the whole person.
        name: the id of the question or flag, or which of `FORMS`; empty for other kinds.

    Raises:
        ValueError: limb or name are not those of the kind.
    """

    kind: AskKind
    limb: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        """Refuse what has no text form."""
        if self.kind is AskKind.FORM:
            fits = not self.limb and self.name in FORMS
        elif self.kind is AskKind.LOADS:
            fits = not self.limb and not self.name
        elif self.kind in _NAMED:
            whole_person = self.kind is AskKind.FLAG and not self.limb
            fits = bool(self.name) and ":" not in self.name
            fits = fits and (whole_person or self.limb in _LIMBS)
        else:
            fits = self.limb in _LIMBS and not self.name
        if not fits:
            raise ValueError(f"no {self.kind.value} ask has limb {self.limb!r}, name {self.name!r}")

    @property
    def opens_session(self) -> bool:
        """Whether it is asked just before a session and not earlier."""
        return self.kind is AskKind.PAIN_NOW or self == SHORT_FORM

    @property
    def belongs_to_session(self) -> bool:
        """Whether only work waits for it: the rest of the day can do without."""
        return self.opens_session or self == WEEKLY_FORM

    @property
    def belongs_to_week(self) -> bool:
        """Whether the weekly look asks it."""
        return self.kind in (AskKind.OUTCOME, AskKind.WATCH) or self == WEEKLY_FORM

    def to_text(self) -> str:
        """The text form; `from_text` reads it back."""
        if self.kind is AskKind.FORM:
            return f"form:{self.name}"
        if self.kind is AskKind.LOADS:
            return self.kind.value
        if self.kind in _NAMED:
            return f"{self.kind.value}:{self.name}:{self.limb}"
        return f"{self.kind.value}:{self.limb}"

    @classmethod
    def from_text(cls, text: str) -> Ask:
        """Read the text form.

        Raises:
            ValueError: it is none; the message does not repeat it.
        """
        kind, *parts = text.split(":")
        try:
            ask = cls._read(AskKind(kind), parts)
        except ValueError:
            raise ValueError("no text form of an ask") from None
        if ask is None:
            raise ValueError("no text form of an ask")
        return ask

    @classmethod
    def _read(cls, kind: AskKind, parts: list[str]) -> Ask | None:
        match parts:
            case [] if kind is AskKind.LOADS:
                return cls(kind)
            case [name] if kind is AskKind.FORM:
                return cls(kind, name=name)
            case [name, limb] if kind in _NAMED:
                return cls(kind, limb, name)
            case [limb]:
                return cls(kind, limb)
            case _:
                return None


LONG_FORM = Ask(AskKind.FORM, name="long")
SIGNS_FORM = Ask(AskKind.FORM, name="signs")
WEEKLY_FORM = Ask(AskKind.FORM, name="weekly")
LOADS = Ask(AskKind.LOADS)
SHORT_FORM = Ask(AskKind.FORM, name="short")


def due_form(due: DueForm) -> Ask | None:
    """The form that is owed before anything else; None when none is."""
    return {DueForm.SIGNS: SIGNS_FORM, DueForm.LONG: LONG_FORM}.get(due)
