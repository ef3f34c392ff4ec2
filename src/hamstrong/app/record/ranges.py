"""Range checks that most others use: is it one of these, does it lie between those."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator

from hamstrong.app.errors import Fault

_MOST_NAMED = 12


def one_of(value: str, known: Collection[str], place: str, step: str) -> Iterator[Fault]:
    """A fault unless the value is one of the known ones; `step` says what to do."""
    if value not in known:
        yield must_be_one_of(value, known, place, step)


def must_be_one_of(value: object, known: Collection[str], place: str, step: str) -> Fault:
    """The fault of a value that is none of the known ones, of which the first are listed."""
    names = sorted(known)
    shown = ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
    return Fault(f"{value!r:.60}", place, f"must be one of {shown}", step)


def in_range(
    value: float | None, bounds: tuple[float, float], place: str, what: str
) -> Iterator[Fault]:
    """A fault if there is a value outside the bounds; `what` says what the number is."""
    low, high = bounds
    if value is None or (math.isfinite(value) and low <= value <= high):
        return
    yield Fault(f"{value!r:.30}", place, f"{what} from {low:g} to {high:g}", "enter it again")
