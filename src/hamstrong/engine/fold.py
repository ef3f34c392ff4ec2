"""The fold of a diary: facts in the order in which they were recorded, late ones included.

Keeps the start of each recent day so that a correction or a late entry refolds from its day; the
state then becomes the meet of the live and the refolded one. Nothing here judges.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hamstrong.engine.day.form_answers import answers_of
from hamstrong.engine.decide.decisions import Decision
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    ActivitiesRated,
    Enrolled,
    Fact,
    FactCorrected,
    FormAnswered,
    MorningAnswered,
    WatchAnswered,
)
from hamstrong.engine.facts.codec import decode_fact
from hamstrong.engine.meet import worse_of
from hamstrong.engine.state.return_watch import has_sign
from hamstrong.engine.state.state import State, meet_states
from hamstrong.engine.triage import outcome


class Recorded(NamedTuple):
    """A fact as the diary holds it: when it was recorded and which day it is about."""

    seq: int
    client_id: str
    day: int
    recorded_day: int
    fact: Fact


class ImpossibleDayError(ValueError):
    """A day before enrolment, too long ago, or later than any zone's date."""


class DayLog(NamedTuple):
    """The start of a day and what was recorded about it, for refolding."""

    start: State
    facts: tuple[Recorded, ...]


class FoldState(NamedTuple):
    """What a fold holds: the live state, the recent days, and the last plan of the open day."""

    live: State
    days: tuple[DayLog, ...] = ()
    seq: int = 0
    enrolled_day: int | None = None


def begin(engine: Engine, day: int) -> FoldState:
    """A fold before its first fact, with `day` open."""
    live = engine.start(day)
    return FoldState(live, (DayLog(live, ()),))


def open_until(engine: Engine, fold: FoldState, day: int) -> FoldState:
    """Open `day`, closing those before it; an earlier day changes nothing."""
    while fold.live.day < day:
        keep = engine.pack.rules.diary.late_days
        live = engine.advance(fold.live, fold.live.day + 1)
        if not live.episodes and not live.lock.flags:
            live = engine.advance(live, day)
        fold = fold._replace(live=live, days=(*fold.days[-keep:], DayLog(live, ())))
    return fold


def apply(engine: Engine, fold: FoldState, recorded: Recorded) -> FoldState:
    """Take in the next recorded fact.

    Raises:
        ImpossibleDayError: the fact's day is outside what the diary accepts. The message names
            the day and the rule.
    """
    fold = open_until(engine, fold, max(recorded.recorded_day, fold.live.day))
    if isinstance(recorded.fact, FactCorrected):
        return _correct(engine, fold, recorded, recorded.fact)
    if recorded.day >= fold.live.day:
        return _step_live(engine, fold, recorded)
    return _late(engine, fold, recorded)._replace(seq=recorded.seq)


def check_day(engine: Engine, fold: FoldState, day: int, today: int) -> None:
    """Refuse a day for its form only, never for clinical reasons.

    Raises:
        ImpossibleDayError: naming the day and the rule.
    """
    oldest = today - engine.pack.rules.diary.late_days
    if day > today:
        raise ImpossibleDayError(f"day {day} is later than today, day {today}")
    if day < oldest:
        raise ImpossibleDayError(f"day {day} is more than {today - oldest} days ago")
    if fold.enrolled_day is not None and day < fold.enrolled_day:
        raise ImpossibleDayError(f"day {day} lies before enrolment on day {fold.enrolled_day}")


def _late(engine: Engine, fold: FoldState, recorded: Recorded) -> FoldState:
    """Refold from the fact's day with it in place and meet the result with the live state."""
    if isinstance(recorded.fact, FormAnswered) and _finds(engine, fold, recorded.fact):
        # A warning sign counts from the moment it is known, whatever day it is about.
        return _step_live(engine, fold, recorded)
    index = next((i for i, log in enumerate(fold.days) if log.start.day == recorded.day), None)
    if index is None:
        return fold
    logs = list(fold.days)
    logs[index] = logs[index]._replace(facts=(*logs[index].facts, recorded))
    return _refold(engine, fold, logs, index)


def _correct(engine: Engine, fold: FoldState, recorded: Recorded, fact: FactCorrected) -> FoldState:
    """Put another answer where the corrected fact is; the original stays in the diary."""
    new = decode_fact(fact.name, fact.version, fact.payload)
    for index, log in enumerate(fold.days):
        place = next((i for i, r in enumerate(log.facts) if r.client_id == fact.corrects), None)
        if place is None:
            continue
        if index == len(fold.days) - 1:
            return _mend_today(engine, fold, place, recorded._replace(fact=new))
        mended = list(log.facts)
        mended[place] = mended[place]._replace(fact=new)
        logs = list(fold.days)
        logs[index] = log._replace(facts=tuple(mended))
        return _refold(engine, fold, logs, index)._replace(seq=recorded.seq)
    return fold._replace(seq=recorded.seq)


def _mend_today(engine: Engine, fold: FoldState, place: int, recorded: Recorded) -> FoldState:
    """Another answer while the day is open is a question asked again; a set or a walk is mended
    in its place and keeps the worse of what was said, so that nothing it caused is undone."""
    old, new = fold.days[-1].facts[place].fact, recorded.fact
    worse = worse_of(old, new)
    if worse is None:
        return _step_live(engine, fold, recorded)
    facts = list(fold.live.facts)
    facts[facts.index(old)] = worse
    logged = list(fold.days[-1].facts)
    logged[place] = logged[place]._replace(fact=worse)
    return fold._replace(
        live=fold.live._replace(facts=tuple(facts)),
        days=(*fold.days[:-1], fold.days[-1]._replace(facts=tuple(logged))),
        seq=recorded.seq,
    )


def _step_live(engine: Engine, fold: FoldState, recorded: Recorded) -> FoldState:
    live = engine.step(fold.live, recorded.fact)
    last = fold.days[-1]
    days = (*fold.days[:-1], last._replace(facts=(*last.facts, recorded)))
    enrolled = fold.enrolled_day
    if isinstance(recorded.fact, Enrolled) and enrolled is None:
        enrolled = fold.live.day
    return FoldState(live, days, recorded.seq, enrolled)


def _finds(engine: Engine, fold: FoldState, fact: FormAnswered) -> bool:
    known = engine.open(fold.live).lock.lock.known
    found = outcome(engine.pack, answers_of(fact), fact.form, sort=False, known=known)
    return bool(found.raised)


def _refold(engine: Engine, fold: FoldState, logs: list[DayLog], index: int) -> FoldState:
    """Refold from one day on. Answers given late can fail a morning but never pass it."""
    state = logs[index].start
    for place in range(index, len(logs)):
        log = logs[place]
        state = engine.advance(state, log.start.day)
        for item in log.facts:
            state = engine.step(state, item.fact) if _counts(engine, item, log) else state
    live = meet_states(fold.live, state)
    starts = _meet_starts(engine, logs, index)
    return fold._replace(live=live, days=starts)


def _counts(engine: Engine, item: Recorded, log: DayLog) -> bool:
    """A morning answered after its day can only fail; a form answered late only adds flags."""
    if item.recorded_day <= log.start.day:
        return True
    fact = item.fact
    if isinstance(fact, MorningAnswered):
        limit = engine.pack.rules.morning.pass_max
        return bool(fact.new_limp) or (fact.nprs is not None and fact.nprs > limit)
    if isinstance(fact, WatchAnswered):
        return has_sign(dict(fact.signs))
    return not isinstance(fact, (FormAnswered, Enrolled, ActivitiesRated))


def _meet_starts(engine: Engine, logs: list[DayLog], index: int) -> tuple[DayLog, ...]:
    """Later days' starts also become the meet, so that a second correction builds on the first."""
    state = logs[index].start
    found = list(logs[: index + 1])
    for place in range(index, len(logs) - 1):
        for item in logs[place].facts:
            state = engine.step(state, item.fact) if _counts(engine, item, logs[place]) else state
        state = engine.advance(state, logs[place + 1].start.day)
        state = meet_states(logs[place + 1].start, state)
        found.append(logs[place + 1]._replace(start=state))
    return tuple(found)


def replay(
    engine: Engine, facts: Iterable[Recorded], first_day: int
) -> tuple[FoldState, tuple[tuple[int, Decision], ...]]:
    """Fold a whole diary; one decision a day, as each day was when the next began."""
    fold = begin(engine, first_day)
    decisions: list[tuple[int, Decision]] = []
    for recorded in facts:
        while fold.live.day < recorded.recorded_day:
            decisions.append((fold.live.day, engine.prescribe(fold.live)))
            fold = open_until(engine, fold, fold.live.day + 1)
        fold = apply(engine, fold, recorded)
    decisions.append((fold.live.day, engine.prescribe(fold.live)))
    return fold, tuple(decisions)
