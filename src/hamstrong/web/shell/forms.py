"""Forms read into typed values, with every fault named at once.

Serves handlers. It knows fields, not their meaning; what an answer leads to is decided elsewhere.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from hamstrong.engine.facts.bounds import longest, lowest_and_highest
from hamstrong.engine.facts.strict_reader import Misfits, reader_of
from hamstrong.web.shell.form_bodies import CSRF_FIELD
from hamstrong.web.shell.write_guard import FORM_DATA

FORM_ID_FIELD = "form_id"
NPRS_VALUES = tuple(str(n) for n in range(11))
_FORM_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LONGEST_TEXT = 4000


class BadForm(Exception):
    """Fields that need another answer: field -> key of a text that says what would be right."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(f"fields to answer again: {', '.join(sorted(faults))}")
        self.faults = dict(faults)


class StaleForm(Exception):
    """The page that sent this form shows something that has changed since."""


class FieldFault(str):
    """Key of the sentence of a fault that names what was typed."""

    __slots__ = ("named",)
    named: Mapping[str, str]

    def __new__(cls, key: str, named: Mapping[str, str]) -> Self:
        found = super().__new__(cls, key)
        found.named = named
        return found


@dataclass
class Form:
    """One submitted form. `id` was made with the page: pass it to the diary as request id.

    Each reader returns None for an empty or bad field and notes the fault; `require` raises them.
    """

    id: str
    data: FormData
    faults: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, *, most: int = _LONGEST_TEXT, optional: bool = False) -> str | None:
        raw = self.data.get(name)
        value = raw.strip() if isinstance(raw, str) else ""
        if len(value) > most:
            self.note(name, "shell.form.too_long")
            return None
        if value:
            return value
        if not optional:
            self.note(name, "shell.form.empty")
        return None

    def choice(self, name: str, allowed: Collection[str], *, optional: bool = False) -> str | None:
        """Return one of a closed list, never something else."""
        raw = self.data.getlist(name)
        if len(raw) == 1 and isinstance(raw[0], str) and raw[0] in allowed:
            return raw[0]
        if not raw and optional:
            return None
        self.note(name, "shell.form.choose_one")
        return None

    def many(
        self, name: str, allowed: Collection[str], *, none: str | None = None
    ) -> tuple[str, ...] | None:
        """Return what was ticked of a list. With `none`, an empty list must be said, not left.

        Args:
            none: the value of "none of these"; together with another one it contradicts itself.
        """
        ticked = [value for value in self.data.getlist(name) if isinstance(value, str)]
        if any(value not in allowed and value != none for value in ticked):
            self.note(name, "shell.form.choose_one")
            return None
        if none is None:
            return tuple(ticked)
        if not ticked:
            self.note(name, "shell.form.none_or_some")
            return None
        if none in ticked:
            if len(ticked) == 1:
                return ()
            self.note(name, "shell.form.none_and_some")
            return None
        return tuple(ticked)

    def integer(self, name: str, *, least: int, most: int, optional: bool = False) -> int | None:
        """Return a whole number. Zero is an answer."""
        raw = self.data.get(name)
        value = raw.strip() if isinstance(raw, str) else ""
        if not value:
            if not optional:
                self.note(name, "shell.form.empty")
            return None
        if re.fullmatch(r"-?[0-9]{1,9}", value) and least <= int(value) <= most:
            return int(value)
        self.note(name, "shell.form.number")
        return None

    def bounded(self, name: str, kind: Any, *, optional: bool = False) -> int | None:
        """Return a whole number within the bounds of a type of `engine.facts.bounds`."""
        least, most = lowest_and_highest(kind)
        return self.integer(name, least=least, most=most, optional=optional)

    def words(self, name: str, kind: Any, *, optional: bool = False) -> str | None:
        """Return a text within the bounds of a type of `engine.facts.bounds`."""
        value = self.text(name, most=longest(kind), optional=optional)
        if value is None:
            return None
        try:
            return str(reader_of(kind)(value))
        except Misfits:
            self.note(name, "shell.form.characters")
            return None

    def nprs(self, name: str, *, optional: bool = False) -> int | None:
        """Return a pain answer from 0 to 10."""
        chosen = self.choice(name, NPRS_VALUES, optional=optional)
        return None if chosen is None else int(chosen)

    def typed(self, name: str) -> str:
        """Return a field exactly as it was typed, empty if it is missing."""
        value = self.data.get(name)
        return value if isinstance(value, str) else ""

    def upload(self, name: str) -> UploadFile | None:
        raw = self.data.get(name)
        if isinstance(raw, UploadFile) and raw.filename:
            return raw
        self.note(name, "shell.form.file")
        return None

    def require(self) -> None:
        """Refuse the form if any field was bad.

        Raises:
            BadForm: with every fault.
        """
        if self.faults:
            raise BadForm(self.faults)

    def fingerprint(self) -> str:
        """Return what tells a second press of the button from a changed answer."""
        hashed = hashlib.sha256()
        for name, value in self.data.multi_items():
            if name != CSRF_FIELD:
                said = value if isinstance(value, str) else f"{value.filename} {value.size}"
                hashed.update(repr((name, said)).encode())
        return hashed.hexdigest()

    def note(self, name: str, key: str, **named: str) -> None:
        """Keep the first fault of a field.

        Args:
            named: what the sentence of the fault names.
        """
        self.faults.setdefault(name, FieldFault(key, named) if named else key)


async def read_form(request: Request) -> Form:
    """Return the form of a request, which the guard has read.

    Raises:
        BadForm: it lacks the id that each of our forms has.
    """
    data: FormData = request.scope.get(FORM_DATA) or FormData()
    given = data.get(FORM_ID_FIELD)
    if not isinstance(given, str) or not _FORM_ID.fullmatch(given):
        raise BadForm({FORM_ID_FIELD: "shell.form.id"})
    return Form(given, data)
