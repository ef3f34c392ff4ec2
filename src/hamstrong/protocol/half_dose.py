"""Half a dose: what lies below the lowest rung of every ladder, always strictly less.

Serves dosing and the checks of a pack; when half a dose is due is the ladder's matter.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from hamstrong.protocol.model import Dosage

_LOWERED = ("sets", "repetitions", "holds", "hold_s", "run_s")
"""What is halved, in this order: the first of which there is more than one."""


def halved(dosage: Dosage, divisor: int) -> Dosage:
    """The dosage with one of its numbers divided and rounded up, the others as they were.

    Sets come first; of one set the repetitions or the holds; of one hold or one interval its
    seconds. Returned unchanged where nothing can become less, which `check_ladders` refuses.
    """
    return _lowered(dosage, _LOWERED, divisor)


@lru_cache(maxsize=1024)  # more than a pack has rungs: a course asks for each of them several times
def halved_set(dosage: Dosage, divisor: int) -> Dosage:
    """The dosage with each of its sets halved, however many there are of them."""
    return _lowered(dosage, _LOWERED[1:], divisor)


def _lowered(dosage: Dosage, names: tuple[str, ...], divisor: int) -> Dosage:
    for name in names:
        whole = getattr(dosage, name)
        less = None if whole is None else -(-whole // divisor)
        if less is not None and less < whole:
            return replace(dosage, **{name: less})
    return dosage
