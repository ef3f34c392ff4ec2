"""Line of run times as people type it: seconds with spaces or semicolons between them."""

from __future__ import annotations

from typing import Literal

from hamstrong.engine.facts.bounds import RUN_TIMES, RunTenths, lowest_and_highest

TENTHS = 10

UnclearKind = Literal["comma", "number", "many"]


class UnclearTimeError(ValueError):
    """A part of the line is no time, or can be read as one time and as two.

    Args:
        kind: what is unclear: a comma, no number within the range, too many times.
        said: the part as it was typed.
    """

    def __init__(self, kind: UnclearKind, said: str) -> None:
        super().__init__(f"a time cannot be read: {kind}")
        self.kind = kind
        self.said = said

    @property
    def values(self) -> dict[str, str]:
        """What the sentence for a person names: what was typed, and it as one time and as two."""
        one, several = self.said.replace(",", "."), self.said.replace(",", " ")
        return {"said": self.said, "one": one, "several": several}


def read_times(line: str) -> tuple[int, ...]:
    """Return the times of a line in tenths of a second.

    A comma between two digits is refused: in one country it is 4.6, in the next 4 and 6.

    Raises:
        UnclearTimeError: for the first part that is no time, or an empty line.
    """
    parts = line.replace(";", " ").replace(", ", " ").split()
    if len(parts) > RUN_TIMES.most:
        raise UnclearTimeError("many", str(len(parts)))
    if not parts:
        raise UnclearTimeError("number", line)
    return tuple(_tenths(part) for part in parts)


def _tenths(part: str) -> int:
    if "," in part:
        raise UnclearTimeError("comma", part)
    try:
        tenths = round(float(part) * TENTHS)
    except (ValueError, OverflowError):
        raise UnclearTimeError("number", part) from None
    least, most = lowest_and_highest(RunTenths)
    if not least <= tenths <= most:
        raise UnclearTimeError("number", part)
    return tenths
