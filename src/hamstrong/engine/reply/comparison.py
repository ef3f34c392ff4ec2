"""Comparison of the states before and after a recording: the whole reply.

Everything in it is read off what the engine decides in both; no rule is written here again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hamstrong.engine.decide.decisions import Decision, Item, Prescription
from hamstrong.engine.decide.tomorrow import asks_morning
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import Enrolled, SessionStarted
from hamstrong.engine.reply.answers import RecordedAnswer, RecordedFact, answers_in, because_of
from hamstrong.engine.reply.exercise_changes import exercise_changes
from hamstrong.engine.reply.load_changes import waits_for_load
from hamstrong.engine.reply.next_step import is_over, next_step
from hamstrong.engine.reply.reply import (
    Change,
    ExerciseChange,
    ExerciseOutcome,
    OutcomeName,
    PlanChange,
    Reply,
    TimeChange,
)
from hamstrong.engine.reply.restriction_changes import restriction_changes
from hamstrong.engine.reply.situation import Situation, situation
from hamstrong.engine.reply.stage_changes import morning_changes, stage_changes
from hamstrong.engine.reply.time_changes import time_changes, waits_for_time
from hamstrong.engine.state.ladder import Worked
from hamstrong.engine.state.state import State, split_key

_OUTCOMES: Mapping[Worked, OutcomeName] = {
    Worked.CLEAN: "as_planned",
    Worked.NEUTRAL: "in_part",
    Worked.BROKEN: "hurt",
    Worked.DOWN: "easier",
    Worked.NONE: "not_done",
}


def reply_to(
    engine: Engine, before: State, after: State, recorded: Iterable[RecordedFact] = ()
) -> Reply:
    """What changed from one state of a day to a later one of the same day.

    Args:
        recorded: the facts between both, for the answers behind what changed.
    """
    now = situation(engine, after)  # first: whoever recorded has just asked the engine about it
    was, told = situation(engine, before), tuple(recorded)
    begins = any(isinstance(one.fact, Enrolled) for one in told)
    changes = tuple(_first(was, now) if begins else _changes(engine, was, now, answers_in(told)))
    ended = any(change.kind == "session_ended" for change in changes)
    morning = ended and asks_morning(engine.pack, now.tomorrow)
    return Reply(after.day, changes, next_step(engine, now), morning)


def _first(was: Situation, now: Situation) -> Iterator[Change]:
    """A plan begins, whatever there was before; and what stops it today."""
    yield PlanChange("plan_began")
    yield from restriction_changes(was, now)


def _changes(
    engine: Engine, was: Situation, now: Situation, answers: tuple[RecordedAnswer, ...]
) -> Iterator[Change]:
    times = tuple(time_changes(engine, was, now))
    found: list[Change] = [
        *morning_changes(was, now, answers),
        *stage_changes(was, now, answers),
        *restriction_changes(was, now),
        *times,
        *_beside_times(exercise_changes(engine, was, now, answers), times),
        *_ended(was, now, answers),
    ]
    yield from found
    if not found and _work(was.decision) != _work(now.decision):
        yield PlanChange("plan_changed")
    yield from _raised(was, now)


def _beside_times(
    changes: Iterable[ExerciseChange], times: Iterable[TimeChange]
) -> Iterator[ExerciseChange]:
    """What a time says of a run better is not said again as less than planned."""
    timed = {change.exercise for change in times}
    for change in changes:
        if change.kind != "no_longer_clean" or change.exercise not in timed:
            yield change


def _ended(
    was: Situation, now: Situation, answers: tuple[RecordedAnswer, ...]
) -> Iterator[PlanChange]:
    """The end of today's session: finished, stopped, or ended by pain."""
    started = any(isinstance(fact, SessionStarted) for fact in now.day.state.facts)
    if not started or not is_over(now) or is_over(was):
        return
    outcomes: dict[str, Worked] = {}
    waiting: dict[str, OutcomeName] = {}
    for results in now.results.values():
        for key, result in results.items():
            exercise = split_key(key)[0]
            outcomes[exercise] = max(outcomes.get(exercise, Worked.NONE), result.worked)
            if waits_for_load(now, key, result.worked):
                waiting[exercise] = "load_open"
            elif waits_for_time(now, exercise, result.worked):
                waiting[exercise] = "time_open"
    because = because_of(answers) if now.day.lock.over else ()
    told = tuple(
        ExerciseOutcome(name, _outcome(worked, waiting.get(name)))
        for name, worked in outcomes.items()
    )
    yield PlanChange("session_ended", outcomes=told, because=because)


def _outcome(worked: Worked, waits: OutcomeName | None) -> OutcomeName:
    ended = worked in (Worked.BROKEN, Worked.DOWN)
    return _OUTCOMES[worked] if waits is None or ended else waits


def _work(decision: Decision) -> tuple[Item, ...]:
    if not isinstance(decision, Prescription):
        return ()
    return tuple(item._replace(reasons=()) for item in (*decision.items, *decision.adjuncts))


def _raised(was: Situation, now: Situation) -> Iterator[PlanChange]:
    """Questions that nobody asked before this answer; those before a session come with it."""
    known = set(was.decision.asks)
    for ask in now.decision.asks:
        if ask not in known and not ask.opens_session:
            yield PlanChange("question_raised", ask)
