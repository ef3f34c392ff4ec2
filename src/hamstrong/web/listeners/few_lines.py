"""Few lines of a log a minute: refusals that come from outside cannot fill it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

MOST_A_MINUTE = 20
_MINUTE_S = 60.0


@dataclass
class _Kind:
    """Lines with the same words in the minute that began at `since`."""

    since: float
    written: int = 0
    left_out: int = 0


class FewLines(logging.Filter):
    """Lets the first lines of each kind pass in a minute and counts the others.

    Faults (errors) always pass. A kind is what the code writes, without the values filled in.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._kinds: dict[str, _Kind] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno > logging.WARNING:
            return True
        now = self._clock()
        kind = self._kinds.setdefault(str(record.msg), _Kind(now))
        if now - kind.since >= _MINUTE_S:
            if kind.left_out:
                record.msg = f"{record.msg} {kind.left_out} more like it were left out."
            kind.since, kind.written, kind.left_out = now, 0, 0
        if kind.written >= MOST_A_MINUTE:
            kind.left_out += 1
            return False
        kind.written += 1
        return True
