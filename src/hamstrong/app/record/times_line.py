"""Line of run times as people type it, in seconds, and the tenths in which a diary keeps them."""

from __future__ import annotations

from collections.abc import Iterable

from hamstrong.app.record.typed_numbers import UnclearNumberError, read_numbers
from hamstrong.engine.facts.bounds import RUN_TIMES, RunTenths, lowest_and_highest

_TENTHS = 10


def times_text(tenths: Iterable[int]) -> str:
    """Return times as a person types them, in seconds."""
    return " ".join(f"{one / _TENTHS:.1f}" for one in tenths)


def read_times(line: str) -> tuple[int, ...]:
    """Return the times of a line in tenths of a second.

    Raises:
        UnclearNumberError: for the first part that is no time, or an empty line.
    """
    least, most = (tenths / _TENTHS for tenths in lowest_and_highest(RunTenths))
    seconds = read_numbers(line, least=least, most=most, at_most=RUN_TIMES.most)
    if not seconds:
        raise UnclearNumberError("number", line)
    return tuple(round(one * _TENTHS) for one in seconds)
