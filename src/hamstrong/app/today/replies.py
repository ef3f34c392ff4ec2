"""Replies to what was recorded, in the order in which it was taken in.

The engine compares; here it is told what lies before and after. Nothing is promised by a version
that was withdrawn, whatever its engine says.
"""

from __future__ import annotations

from collections.abc import Sequence

from hamstrong.app.record.batch import Taken
from hamstrong.app.today.todays_decision import withdrawal
from hamstrong.diary import Diary
from hamstrong.engine.engine import Engine
from hamstrong.engine.reply.answers import RecordedFact
from hamstrong.engine.reply.comparison import reply_to
from hamstrong.engine.reply.reply import MorningChange, Reply, RestrictionChange


def reply_of(engine: Engine, diary: Diary, taken: Sequence[Taken]) -> Reply | None:
    """What facts that follow each other changed together; None where nothing was taken in."""
    if not taken:
        return None
    recorded = [RecordedFact(one.fact, one.day) for one in taken]
    reply = reply_to(engine, taken[0].before, taken[-1].after, recorded)
    if withdrawal(engine, diary) is None:
        return reply
    held = tuple(c for c in reply.changes if isinstance(c, (RestrictionChange, MorningChange)))
    return reply._replace(changes=held, next=None)
