"""Garbage collection: rare in a command, as Python does by itself in a server.

Python looks through all new objects after every 700. A start makes some hundred thousand that all
stay, so the looking would cost a quarter of it (`bench/start.py`); looking once more at the end, at
what the system takes back anyway, another fifth.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = 100_000
_USUALLY = 700


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """For the run of one command, which is short and leaves next to nothing behind."""
    before = gc.get_threshold()
    gc.set_threshold(_RARELY, *before[1:])
    # Python looks through everything once more when it ends, only to give it back to the system.
    atexit.register(gc.freeze)
    try:
        yield
    finally:
        # Moved out of the youngest generation, which the old threshold would search at once.
        gc.freeze()
        gc.unfreeze()
        gc.set_threshold(*before)


@contextmanager
def collecting_as_usual() -> Iterator[None]:
    """For a server, which runs for weeks: what is there by now stays and is not looked at again."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_USUALLY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
