"""Line of weights as people type it: kilograms with spaces, semicolons, or ", " between them."""

from __future__ import annotations

from typing import Literal

from hamstrong.engine.facts.bounds import OwnedKg, lowest_and_highest

MOST_WEIGHTS = 30

UnclearKind = Literal["comma", "commas", "number", "many"]


class UnclearWeightError(ValueError):
    """A part of the line is no weight, or can be read as one weight and as two.

    Args:
        kind: what is unclear: one comma, several, no number within the range, too many weights.
        said: the part as it was typed.
    """

    def __init__(self, kind: UnclearKind, said: str) -> None:
        super().__init__(f"a weight cannot be read: {kind}")
        self.kind = kind
        self.said = said

    @property
    def values(self) -> dict[str, str]:
        """What the sentence for a person names: what was typed, and it as one weight and as two."""
        one, several = self.said.replace(",", "."), self.said.replace(",", " ")
        return {"said": self.said, "one": one, "several": several}


def read_weights(line: str) -> tuple[float, ...]:
    """Return the kilograms of a line.

    A comma between two digits is refused: in one country it is 4.6, in the next 4 and 6.

    Raises:
        UnclearWeightError: for the first part that is no weight.
    """
    parts = line.replace(";", " ").replace(", ", " ").split()
    if len(parts) > MOST_WEIGHTS:
        raise UnclearWeightError("many", str(len(parts)))
    return tuple(_weight(part) for part in parts)


def _weight(part: str) -> float:
    least, most = lowest_and_highest(OwnedKg)
    if "," in part:
        raise UnclearWeightError("comma" if part.count(",") == 1 else "commas", part)
    try:
        kg = float(part)
    except ValueError:
        raise UnclearWeightError("number", part) from None
    if not least <= kg <= most:
        raise UnclearWeightError("number", part)
    return kg
