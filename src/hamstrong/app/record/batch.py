"""Batch of facts in memory: each is checked against the diary as the ones before left it.

Nothing is stored here. A session that starts on today's plan brings that plan along; what was done
on a stale plan is kept and marked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NamedTuple
from uuid import UUID, uuid5

from hamstrong.app.diary_view import folded_diary
from hamstrong.app.diary_view.days import Moment, date_text
from hamstrong.app.diary_view.folded_diary import FoldedDiary
from hamstrong.app.errors import Fault, NotAllowed, StalePlan
from hamstrong.app.record.check_context import Context
from hamstrong.app.record.corrections import corrected_faults
from hamstrong.app.record.fact_checks import check_fact
from hamstrong.app.record.incoming_facts import BadFact, FactIn, parse_fact
from hamstrong.app.today import todays_decision
from hamstrong.app.today.todays_decision import Today
from hamstrong.diary import CountedBy, Diary
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    DiaryArrived,
    DiaryMoved,
    Enrolled,
    Fact,
    FactCorrected,
    PlanIssued,
    ProtocolAdopted,
    RunLogged,
    SessionStarted,
    SetLogged,
    ZoneChanged,
    name_of,
)
from hamstrong.engine.fold import ImpossibleDayError, Recorded, check_day
from hamstrong.engine.state.state import State

MarkKind = Literal["stale_plan", "asks_open", "late"]
OURS: frozenset[type[Any]] = frozenset(
    {PlanIssued, ProtocolAdopted, Enrolled, DiaryMoved, DiaryArrived}
)
"""Facts that a use case makes; an interface cannot send them."""


class Mark(NamedTuple):
    """A fact that was stored, and what is noteworthy about it."""

    client_id: str
    kind: MarkKind


class RefusedFact(NamedTuple):
    """A fact that was not stored, and why."""

    client_id: str
    faults: tuple[Fault, ...]


class FactDraft(NamedTuple):
    """A fact that passed and is ready to be stored."""

    client_id: str
    fact: Fact
    day: int
    instant: datetime
    counter: int | None = None
    counted_by: CountedBy = "person"


class Taken(NamedTuple):
    """A fact that was taken in, with the engine's state before and after it."""

    client_id: str
    fact: Fact
    day: int
    before: State
    after: State


class Policy(NamedTuple):
    """How a request is treated.

    Args:
        skip: wrong facts are left out and named, rather than refusing all.
        own: facts of ours that this use case may make.
        strict_start: a session must start on today's plan with everything answered.
        newcomer: the person may have no diary yet.
    """

    skip: bool = False
    own: frozenset[type[Any]] = frozenset()
    strict_start: bool = False
    newcomer: bool = False


PLAIN = Policy()


class BatchContext(NamedTuple):
    """What a batch is worked off in."""

    engine: Engine
    diary: Diary
    person: str
    at: Moment
    policy: Policy


@dataclass
class Batch:
    """The diary as it would be, and what is to be stored. `decided`: a plan was made from it."""

    context: BatchContext
    carried: FoldedDiary
    drafts: list[FactDraft] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    refused: list[RefusedFact] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    decided: bool = False

    @property
    def today(self) -> int:
        """The open day."""
        return self.carried.fold.live.day

    def take(self, incoming: FactIn, place: str) -> None:
        """Check one fact and take it in, or say why not."""
        day = self.today if incoming.day is None else incoming.day
        fact = self._parse(incoming, place)
        faults = fact.faults if isinstance(fact, BadFact) else self._faults(fact, day, place)
        if faults or isinstance(fact, BadFact):
            self.refused.append(RefusedFact(incoming.client_id, faults))
            return
        instant = incoming.instant or self.context.at.now
        draft = FactDraft(
            client_id=incoming.client_id,
            fact=fact,
            day=day,
            instant=instant,
            counter=incoming.device_counter,
            counted_by=incoming.counted_by,
        )
        self._context(draft)
        before = self.carried.fold.live
        if isinstance(fact, SessionStarted):
            self._start(draft, fact)
        self._mark(draft)
        self._add(draft)
        after = self.carried.fold.live
        self.taken.append(
            Taken(client_id=draft.client_id, fact=fact, day=day, before=before, after=after)
        )

    def _parse(self, incoming: FactIn, place: str) -> Fact | BadFact:
        if incoming.name in {name_of(kind) for kind in OURS - self.context.policy.own}:
            rule, step = "is recorded by a use case", "use start or enrol"
            return BadFact((Fault(incoming.name, place, rule, step),))
        return parse_fact(incoming.name, incoming.version, incoming.payload, place)

    def _faults(self, fact: Fact, day: int, place: str) -> tuple[Fault, ...]:
        wrong = self._day_faults(day, place)
        if wrong:
            return wrong
        context = Context(
            engine=self.context.engine, carried=self.carried, today=self.today, day=day, place=place
        )
        if isinstance(fact, FactCorrected):
            original = next(
                iter(self.context.diary.find(self.context.person, [fact.corrects])), None
            )
            return corrected_faults(context, fact, original)
        return check_fact(context, fact)

    def _day_faults(self, day: int, place: str) -> tuple[Fault, ...]:
        fold = self.carried.fold
        try:
            check_day(self.context.engine, fold, day, self.today)
        except ImpossibleDayError:
            late = self.context.engine.pack.rules.diary.late_days
            oldest = max(self.today - late, fold.enrolled_day or 1)
            rule = f"a day from {date_text(oldest)} to {date_text(self.today)}"
            return (Fault(date_text(day), f"{place}.day", rule, "check the date"),)
        return ()

    def _context(self, first: FactDraft) -> None:
        """Pack and zone come first when they are others than before."""
        engine, zone = self.context.engine, self.context.at.zone
        adopts = isinstance(first.fact, ProtocolAdopted)
        if self.carried.adopted != engine.pack.logic_hash and not adopts:
            self._add(_beside(first, "adopted", todays_decision.adoption(engine), self.today))
        if self.carried.zone != zone and first.fact != ZoneChanged(zone):
            self._add(_beside(first, "zone", ZoneChanged(zone), self.today))

    def _start(self, start: FactDraft, fact: SessionStarted) -> None:
        context = self.context
        today = todays_decision.look(context.engine, context.diary, context.person, self.carried)
        fits = today.plan_id == fact.plan_id and start.day == self.today
        if context.policy.strict_start:
            require_startable(today, fits=fits)
        issued = todays_decision.issue(context.engine, today) if fits else None
        if issued is None:
            return
        if today.must_answer:
            self.marks.append(Mark(start.client_id, "asks_open"))
        self._add(_beside(start, "plan", issued, self.today))
        self.decided = True

    def _mark(self, draft: FactDraft) -> None:
        if draft.day < self.today:
            self.marks.append(Mark(draft.client_id, "late"))
        acted = isinstance(draft.fact, (SetLogged, RunLogged, SessionStarted))
        plan_id = getattr(draft.fact, "plan_id", None) if acted else None
        if plan_id is not None and not plan_is_in_force(self.carried, plan_id, draft.day):
            self.marks.append(Mark(draft.client_id, "stale_plan"))

    def _add(self, draft: FactDraft) -> None:
        seq = self.carried.fold.seq + 1
        entry = Recorded(
            seq=seq,
            client_id=draft.client_id,
            day=draft.day,
            recorded_day=self.today,
            fact=draft.fact,
        )
        self.carried = folded_diary.take_fact(self.context.engine, self.carried, entry)
        self.drafts.append(draft)


def require_startable(today: Today, *, fits: bool) -> None:
    """Refuse a start that today's decision does not allow.

    Raises:
        NotAllowed: nothing to start, or questions are open.
        StalePlan: another plan than today's.
    """
    place = f"plan of {date_text(today.day)}"
    if today.plan_id is None:
        kind = getattr(today.decision, "kind", "nothing_to_do")
        fault = Fault(f"{kind}", place, "only a plan can be started", "see why: hamstrong why")
        raise NotAllowed(kind, fault)
    if not fits:
        step = "look at today's plan and start that one"
        raise StalePlan(Fault("another plan", place, "a plan is valid for its day", step))
    if today.must_answer:
        names = ", ".join(ask.to_text() for ask in today.must_answer)
        fault = Fault("no answer", names, "is asked before every session", "answer it, then start")
        raise NotAllowed("asks_open", fault, asks=today.must_answer)


def plan_is_in_force(carried: FoldedDiary, plan_id: str, day: int) -> bool:
    """Whether that plan was given on that day."""
    log = next((log for log in carried.fold.days if log.start.day == day), None)
    entries = log.facts if log is not None else ()
    return any(isinstance(e.fact, PlanIssued) and e.fact.plan_id == plan_id for e in entries)


def _beside(draft: FactDraft, name: str, fact: Fact, day: int) -> FactDraft:
    """A fact of ours that goes with another, under an id that a repeat gives again."""
    own = str(uuid5(UUID(draft.client_id), name))
    return FactDraft(
        client_id=own, fact=fact, day=day, instant=draft.instant, counter=None, counted_by="system"
    )
