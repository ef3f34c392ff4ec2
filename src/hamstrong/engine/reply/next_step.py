"""Next step after a recording: a question, today's session, or the day of the next one."""

from __future__ import annotations

from itertools import islice

from hamstrong.engine.decide.decisions import Refusal
from hamstrong.engine.decide.good_days import good_days
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import SessionFinished
from hamstrong.engine.reply.reply import NextStep
from hamstrong.engine.reply.situation import Situation

DAYS_LOOKED_AT = 14
"""A session that lies further ahead is not promised."""


def next_step(engine: Engine, now: Situation) -> NextStep | None:
    """What comes next from a situation; None where nothing can be said for sure."""
    decision, today = now.decision, now.day.state.day
    asked = next((ask for ask in decision.asks if not ask.opens_session), None)
    if isinstance(decision, Refusal):
        if asked is not None:
            return NextStep("answer", asked)
        later = decision.earliest_day
        return NextStep("not_before", day=later if later is not None and later > today else None)
    playing = decision.started and not is_over(now)
    if asked is not None and not asked.belongs_to_session and not playing:
        return NextStep("answer", asked)
    if decision.items and not is_over(now):
        return NextStep("session_now")
    return _later(engine, now)


def is_over(now: Situation) -> bool:
    """Whether today's work is done or ended."""
    finished = any(isinstance(fact, SessionFinished) for fact in now.day.state.facts)
    return finished or now.day.lock.over


def _later(engine: Engine, now: Situation) -> NextStep | None:
    """The first day after today with a session, if all is done and answered well until then."""
    for state, decision in islice(good_days(engine, now.tomorrow), DAYS_LOOKED_AT):
        if isinstance(decision, Refusal):
            return None
        if decision.items:
            return NextStep("session_on", day=state.day)
    return None
