"""Next step after a recording: a question, today's session, or the day of the next one."""

from __future__ import annotations

from hamstrong.engine.decide.decisions import Refusal
from hamstrong.engine.decide.tomorrow import next_session
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import SessionFinished
from hamstrong.engine.reply.reply import NextStep
from hamstrong.engine.reply.situation import Situation


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
    day = next_session(engine, now.tomorrow)
    return None if day is None else NextStep("session_on", day=day)
