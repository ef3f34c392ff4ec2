"""Typed numbers: a line of them with spaces, semicolons, or ", " between, as people type it."""

from __future__ import annotations

import re
from typing import Literal

UnclearKind = Literal["comma", "commas", "number", "many"]

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


class UnclearNumberError(ValueError):
    """A part of the line is no number, or can be read as one number and as two.

    Args:
        kind: what is unclear: one comma, several, no number within the range, too many numbers.
        said: the part as it was typed.
    """

    def __init__(self, kind: UnclearKind, said: str) -> None:
        super().__init__(f"a number cannot be read: {kind}")
        self.kind = kind
        self.said = said

    @property
    def values(self) -> dict[str, str]:
        """What the sentence for a person names: what was typed, and it as one number and as two."""
        one, several = self.said.replace(",", "."), self.said.replace(",", " ")
        return {"said": self.said, "one": one, "several": several}


def read_numbers(line: str, *, least: float, most: float, at_most: int) -> tuple[float, ...]:
    """Return the numbers of a line, `at_most` so many, each from `least` to `most`.

    A comma between two digits is refused: in one country it is 4.6, in the next 4 and 6.

    Raises:
        UnclearNumberError: for the first part that is no such number.
    """
    parts = line.replace(";", " ").replace(", ", " ").split()
    if len(parts) > at_most:
        raise UnclearNumberError("many", str(len(parts)))
    return tuple(_number(part, least, most) for part in parts)


def _number(part: str, least: float, most: float) -> float:
    if "," in part:
        raise UnclearNumberError("comma" if part.count(",") == 1 else "commas", part)
    number = float(part) if _NUMBER.fullmatch(part) else None
    if number is None or not least <= number <= most:
        raise UnclearNumberError("number", part)
    return number
