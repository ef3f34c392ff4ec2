"""Line of weights as people type it, in kilograms."""

from __future__ import annotations

from hamstrong.app.record.typed_numbers import read_numbers
from hamstrong.engine.facts.bounds import OwnedKg, lowest_and_highest

MOST_WEIGHTS = 30


def read_weights(line: str) -> tuple[float, ...]:
    """Return the kilograms of a line; none for an empty one.

    Raises:
        UnclearNumberError: for the first part that is no weight.
    """
    least, most = lowest_and_highest(OwnedKg)
    return read_numbers(line, least=least, most=most, at_most=MOST_WEIGHTS)
