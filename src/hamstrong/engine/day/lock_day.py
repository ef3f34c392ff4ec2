"""The lock's day: the lock after today's facts, and what else they caused."""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.facts import ClearanceRecorded
from hamstrong.engine.state.causes import Causes
from hamstrong.engine.state.lock import Lock
from hamstrong.protocol.model import Flag, Pack

PERSON = ""
"""The limb of a flag that concerns the whole person."""


class LockDay(NamedTuple):
    """The lock after today's facts and what else they caused.

    `short_form`: a short form without finding counts now. `triage_limbs`: limbs whose strong
    pain or stop asked for the symptom lists today; `settled` says that they followed, whole and
    without any flag. `over`: no more exercise today, `because` of these answers.
    """

    lock: Lock
    short_form: bool = False
    triage_limbs: frozenset[str] = frozenset()
    elsewhere: bool = False
    settled: bool = False
    over: bool = False
    restarts: tuple[ClearanceRecorded, ...] = ()
    closes: frozenset[str] = frozenset()
    weekly: bool = False
    because: Causes = ()


def find_flag(pack: Pack, flag_id: str) -> Flag | None:
    """A flag of the pack by id."""
    return next((f for f in pack.triage.flags if f.id == flag_id), None)
