"""Record of the open day: its facts, in order, as one view. Missing stays None, zero stays zero."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hamstrong.engine.facts import (
    ActivitiesRated,
    ActivityNamed,
    ApprovalRecorded,
    BaselineAnswered,
    Fact,
    HowIsItAnswered,
    LoadReported,
    MorningAnswered,
    OutcomeAnswered,
    PainNowAnswered,
    PainReported,
    PlanIssued,
    PlannedItem,
    QuestionAnswered,
    ReturnedToSport,
    RunLogged,
    RunTimed,
    SessionStarted,
    SetLogged,
    SportLogged,
    StepBackChosen,
    Stopped,
    TestLogged,
    WalkingAnswered,
    WalkLogged,
    WatchAnswered,
)
from hamstrong.engine.facts.strict_reader import is_visible
from hamstrong.engine.state.morning import MorningAnswer
from hamstrong.engine.state.run_times import NO_TIMES, RunTimes


@dataclass(slots=True)
class DayRecord:
    """What the facts of one day say, before any rule. Built anew whenever the day is read.

    `adjuncts` are the pack's exercises that are never a session; `started` says that a session
    was, and a plan of adjuncts alone is none. `known_times` are the clean times of runs that were
    known this morning, by which today's `times` are told as fast or not.
    """

    adjuncts: frozenset[str] = frozenset()
    mornings: dict[str, MorningAnswer] = field(default_factory=dict)
    taps: dict[str, int] = field(default_factory=dict)
    pains_now: dict[str, int | None] = field(default_factory=dict)
    worst_pain_now: int | None = None
    new_limp_now: bool = False
    baselines: dict[str, int] = field(default_factory=dict)
    walking: dict[str, bool] = field(default_factory=dict)
    questions: dict[tuple[str, str], QuestionAnswered] = field(default_factory=dict)
    outcomes: dict[str, OutcomeAnswered] = field(default_factory=dict)
    approvals: dict[str, int] = field(default_factory=dict)
    plans: dict[str, tuple[PlannedItem, ...]] = field(default_factory=dict)
    planned: tuple[PlannedItem, ...] = ()
    sets: list[SetLogged] = field(default_factory=list)
    runs: list[RunLogged] = field(default_factory=list)
    pains: list[PainReported] = field(default_factory=list)
    stops: list[Stopped] = field(default_factory=list)
    loads: list[LoadReported] = field(default_factory=list)
    times: list[RunTimed] = field(default_factory=list)
    known_times: RunTimes = NO_TIMES
    scores: dict[str, dict[str, int]] = field(default_factory=dict)
    named: dict[str, set[str]] = field(default_factory=dict)
    returned: set[str] = field(default_factory=set)
    watch: dict[str, dict[str, bool]] = field(default_factory=dict)
    tests: list[TestLogged] = field(default_factory=list)
    walks: list[WalkLogged] = field(default_factory=list)
    backs: list[StepBackChosen] = field(default_factory=list)
    started: bool = False
    sport: bool = False

    @property
    def session_sets(self) -> list[SetLogged]:
        """The logged sets that are not an adjunct's."""
        return [s for s in self.sets if s.exercise not in self.adjuncts]


def read_day(
    facts: tuple[Fact, ...],
    adjuncts: frozenset[str] = frozenset(),
    known_times: RunTimes = NO_TIMES,
) -> DayRecord:
    """Read the facts of one day."""
    day = DayRecord(adjuncts=adjuncts, known_times=known_times)
    for fact in facts:
        reader = _READERS.get(type(fact))
        if reader is not None:
            reader(day, fact)
    return day


def is_silent(day: DayRecord, limb: str) -> bool:
    """Nobody said today how this leg is: no pain answer, no walk or set with one, no outcome.

    What is said of an adjunct does not count: an adjunct opens nothing.
    """
    morning = day.mornings.get(limb)
    pains_of_day = (day.taps.get(limb), day.pains_now.get(limb), morning and morning.nprs)
    if any(nprs is not None for nprs in pains_of_day):
        return False
    if limb in day.walking or limb in day.outcomes:
        return False
    if any(about == limb for _, about in day.questions):
        return False
    pains = [s.nprs for s in day.session_sets] + [w.nprs for w in day.walks]
    pains += [p.nprs for p in day.pains if p.exercise not in day.adjuncts]
    return all(nprs is None for nprs in pains)


def _worse(a: int | None, b: int | None) -> int | None:
    known = [n for n in (a, b) if n is not None]
    return max(known, default=None)


def _worse_morning(a: MorningAnswer, b: MorningAnswer) -> MorningAnswer:
    limp = True if a.new_limp or b.new_limp else (a.new_limp if b.new_limp is None else b.new_limp)
    sore = a.same_soreness and b.same_soreness
    return MorningAnswer(_worse(a.nprs, b.nprs), limp, sore)


def _morning(day: DayRecord, fact: MorningAnswered) -> None:
    answer = MorningAnswer(fact.nprs, fact.new_limp, fact.same_soreness)
    old = day.mornings.get(fact.limb)
    # Once a session has started on it, another answer can only add care.
    day.mornings[fact.limb] = _worse_morning(old, answer) if old and day.started else answer


def _pain_now(day: DayRecord, fact: PainNowAnswered) -> None:
    old = day.pains_now.get(fact.limb)
    day.pains_now[fact.limb] = _worse(old, fact.nprs) if day.started else fact.nprs
    day.worst_pain_now = _worse(day.worst_pain_now, fact.nprs)
    day.new_limp_now = day.new_limp_now or fact.new_limp is True


def _baseline(day: DayRecord, fact: BaselineAnswered) -> None:
    day.baselines[fact.limb] = fact.nprs


def _walking(day: DayRecord, fact: WalkingAnswered) -> None:
    old = day.walking.get(fact.limb, True)
    day.walking[fact.limb] = fact.normal and (old or not day.started)


def _question(day: DayRecord, fact: QuestionAnswered) -> None:
    day.questions[(fact.question, fact.limb)] = fact


def _outcome(day: DayRecord, fact: OutcomeAnswered) -> None:
    day.outcomes[fact.limb] = fact


def _approval(day: DayRecord, fact: ApprovalRecorded) -> None:
    if is_visible(fact.who):
        day.approvals[fact.limb] = fact.stage


def _plan(day: DayRecord, fact: PlanIssued) -> None:
    day.plans[fact.plan_id] = fact.items


def _start(day: DayRecord, fact: SessionStarted) -> None:
    items = day.plans.get(fact.plan_id, ())
    day.started = day.started or not items or any(i.exercise not in day.adjuncts for i in items)
    known = {(i.exercise, i.side): i for i in day.planned}
    for item in items:
        known.setdefault((item.exercise, item.side), item)
    day.planned = tuple(known.values())


def _tap(day: DayRecord, fact: HowIsItAnswered) -> None:
    day.taps[fact.limb] = fact.nprs


def _sport(day: DayRecord, fact: SportLogged) -> None:
    day.sport = day.sport or fact.hamstrings_loaded


def _rated(day: DayRecord, fact: ActivitiesRated) -> None:
    day.scores.setdefault(fact.limb, {}).update(dict(fact.scores))


def _named(day: DayRecord, fact: ActivityNamed) -> None:
    """Other words are another activity: what was said of it before today is gone."""
    day.named.setdefault(fact.limb, set()).add(fact.activity)
    day.scores.get(fact.limb, {}).pop(fact.activity, None)


def _watched(day: DayRecord, fact: WatchAnswered) -> None:
    """A sign once said to be there stays so for the day."""
    known = day.watch.setdefault(fact.limb, {})
    for sign, there in fact.signs:
        known[sign] = known.get(sign, False) or there


_READERS: dict[type[Any], Callable[[DayRecord, Any], None]] = {
    MorningAnswered: _morning,
    PainNowAnswered: _pain_now,
    BaselineAnswered: _baseline,
    WalkingAnswered: _walking,
    QuestionAnswered: _question,
    OutcomeAnswered: _outcome,
    ApprovalRecorded: _approval,
    PlanIssued: _plan,
    SessionStarted: _start,
    HowIsItAnswered: _tap,
    SportLogged: _sport,
    SetLogged: lambda day, fact: day.sets.append(fact),
    RunLogged: lambda day, fact: day.runs.append(fact),
    PainReported: lambda day, fact: day.pains.append(fact),
    Stopped: lambda day, fact: day.stops.append(fact),
    LoadReported: lambda day, fact: day.loads.append(fact),
    RunTimed: lambda day, fact: day.times.append(fact),
    ActivitiesRated: _rated,
    ActivityNamed: _named,
    WatchAnswered: _watched,
    ReturnedToSport: lambda day, fact: day.returned.add(fact.limb),
    TestLogged: lambda day, fact: day.tests.append(fact),
    WalkLogged: lambda day, fact: day.walks.append(fact),
    StepBackChosen: lambda day, fact: day.backs.append(fact),
}
