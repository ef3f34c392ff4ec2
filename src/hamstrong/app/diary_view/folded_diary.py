"""Folded diary: the engine's fold of it, and what the use cases look up beside that.

A function of the log and the pack alone, so that snapshots may be lost. Adopting a pack of another
logic never moves anything forward: stages and rungs are held to the last plans given before it
(`engine.adoption`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from hamstrong.app.diary_view.earlier_edition import (
    PerformedDays,
    asked_after,
    findings_of,
    performed_after,
    plan_after,
)
from hamstrong.diary import NewFact, StoredFact
from hamstrong.engine import fold as folding
from hamstrong.engine.adoption import Adopted, EarlierPlan, adopt, follow_plan, raise_earlier
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    ActivityNamed,
    AppointmentMade,
    ClearanceRecorded,
    ConsentGiven,
    DiaryArrived,
    DiaryMoved,
    Enrolled,
    Fact,
    FormAnswered,
    PlanIssued,
    ProtocolAdopted,
    ZoneChanged,
)
from hamstrong.engine.facts.bounds import FIRST_RECORDED_DAY, DeviceCount, lowest_and_highest
from hamstrong.engine.facts.stored import day_misfits, is_recorded_day, read_stored
from hamstrong.engine.facts.strict_reader import Misfit
from hamstrong.engine.fold import FoldState, Recorded
from hamstrong.protocol.model import Pack


class Departure(NamedTuple):
    """Where a diary went, and on which day."""

    to: str
    day: int


class FoldedDiary(NamedTuple):
    """A folded diary.

    Args:
        adopted, zone, consent: the last logic hash, time zone and consented words' hash.
        counters: the last count of each device.
        plan: the last plan given; `performed` what was performed in this enrolment, begun on
            `enrolled_on`.
        asked_again: flags of an earlier edition whose lists come once more on adoption.
        adoption: what the last adoption of another edition changed.
        long_form: the last long form and its day; `clearance` the last one recorded after it.
        enrolled: the last enrolment.
        named: limb and id of each activity that has words; `appointments` the ids that were made.
        departure: the move to another home that was neither finished here nor taken back.
    """

    fold: FoldState
    adopted: str = ""
    zone: str = ""
    consent: str = ""
    counters: tuple[tuple[str, int], ...] = ()
    plan: EarlierPlan = EarlierPlan()
    performed: tuple[PerformedDays, ...] = ()
    enrolled_on: int = 0
    asked_again: tuple[str, ...] = ()
    adoption: Adopted | None = None
    long_form: tuple[int, FormAnswered] | None = None
    clearance: ClearanceRecorded | None = None
    enrolled: Enrolled | None = None
    named: tuple[tuple[str, str], ...] = ()
    appointments: tuple[str, ...] = ()
    departure: Departure | None = None


def begin(engine: Engine, day: int) -> FoldedDiary:
    """A diary before its first fact."""
    return FoldedDiary(folding.begin(engine, day))


def begin_with(engine: Engine, stored: StoredFact) -> FoldedDiary:
    """A diary before its first fact, with the day open on which that was recorded."""
    can_be = is_recorded_day(stored.recorded_day)
    return begin(engine, stored.recorded_day if can_be else FIRST_RECORDED_DAY)


def opened_by(carried: FoldedDiary, stored: StoredFact) -> int:
    """The day that is open once this fact is taken in: one that cannot be opens none."""
    day = carried.fold.live.day
    return max(day, stored.recorded_day) if is_recorded_day(stored.recorded_day) else day


def open_until(engine: Engine, carried: FoldedDiary, day: int) -> FoldedDiary:
    """Open `day`; an earlier one changes nothing."""
    if carried.fold.live.day >= day:
        return carried
    return carried._replace(fold=folding.open_until(engine, carried.fold, day))


def recorded(pack: Pack, stored: StoredFact) -> Recorded | None:
    """Read a stored fact as far as it can be true; None where nothing of it can.

    Raises:
        DecodeError: its name or version is not known to this version of Hamstrong.
    """
    fact, _ = read_stored(pack, stored.name, stored.version, json.loads(stored.payload))
    late = pack.rules.diary.late_days
    if fact is None or day_misfits(stored.day, stored.recorded_day, late):
        return None
    return Recorded(
        seq=stored.seq,
        client_id=stored.client_id,
        day=stored.day,
        recorded_day=stored.recorded_day,
        fact=fact,
    )


def misfits_of(pack: Pack, stored: StoredFact) -> tuple[Misfit, ...]:
    """Everything about a stored fact that cannot be.

    Raises:
        DecodeError: its name or version is not known to this version of Hamstrong.
    """
    _, wrong = read_stored(pack, stored.name, stored.version, json.loads(stored.payload))
    return (*wrong, *day_misfits(stored.day, stored.recorded_day, pack.rules.diary.late_days))


def take(engine: Engine, carried: FoldedDiary, stored: StoredFact) -> FoldedDiary:
    """Take in the next stored fact; one that cannot be only takes its place in the diary."""
    carried, entry = counted(carried, [stored]), recorded(engine.pack, stored)
    earlier = is_of_earlier_edition(engine, carried)
    if entry is None:
        return carried._replace(fold=carried.fold._replace(seq=stored.seq))
    carried = take_fact(engine, carried, entry)
    return _with_findings(engine, carried, entry, stored) if earlier else carried


def is_of_earlier_edition(engine: Engine, carried: FoldedDiary) -> bool:
    """Whether another edition of the pack is in force in the diary."""
    return carried.adopted not in ("", engine.pack.logic_hash)


def adopted_now(engine: Engine, carried: FoldedDiary) -> FoldedDiary:
    """The diary as it is once this edition is adopted, which its next fact will record."""
    if not is_of_earlier_edition(engine, carried):
        return carried
    return _adopt(engine, carried, engine.pack.logic_hash)


def _with_findings(
    engine: Engine, carried: FoldedDiary, entry: Recorded, stored: StoredFact
) -> FoldedDiary:
    """What a form of an earlier edition found, beside what this edition reads in it."""
    found = findings_of(engine.pack, stored)
    live = raise_earlier(engine.pack, carried.fold.live, found.flags)
    asked = asked_after(carried.asked_again, entry.fact, found)
    return carried._replace(fold=carried.fold._replace(live=live), asked_again=asked)


def counted(carried: FoldedDiary, facts: Sequence[StoredFact | NewFact]) -> FoldedDiary:
    """Take in the devices' own counts of these facts."""
    counters = dict(carried.counters)
    highest = lowest_and_highest(DeviceCount)[1]
    for fact in facts:
        # An old diary may hold a count that leaves no number for the next one.
        count = fact.device_counter if fact.device_counter <= highest else 0
        counters[fact.device_id] = max(counters.get(fact.device_id, 0), count)
    return carried._replace(counters=tuple(sorted(counters.items())))


def take_fact(engine: Engine, carried: FoldedDiary, entry: Recorded) -> FoldedDiary:
    """Take in a fact that need not be stored yet."""
    carried = carried._replace(fold=folding.apply(engine, carried.fold, entry))
    return _note(engine, carried, entry.fact, entry.day)


def _note(engine: Engine, carried: FoldedDiary, fact: Fact, day: int) -> FoldedDiary:
    """Remember what the use cases look up."""
    if isinstance(fact, ZoneChanged):
        return carried._replace(zone=fact.zone)
    if isinstance(fact, ConsentGiven):
        return carried._replace(consent=fact.text_hash)
    if isinstance(fact, FormAnswered) and fact.form == "long":
        return carried._replace(long_form=(day, fact), clearance=None)
    if isinstance(fact, ClearanceRecorded):
        return carried._replace(clearance=fact)
    if isinstance(fact, Enrolled):
        return carried._replace(enrolled=fact, enrolled_on=day, plan=EarlierPlan(), performed=())
    if isinstance(fact, PlanIssued):
        return _note_plan(engine, carried, fact, day)
    if isinstance(fact, ActivityNamed):
        return carried._replace(named=_named(carried.named, fact))
    if isinstance(fact, AppointmentMade):
        known = {*carried.appointments, fact.appointment}
        return carried._replace(appointments=tuple(sorted(known)))
    if isinstance(fact, DiaryMoved):
        return carried._replace(departure=Departure(fact.to, day))
    if isinstance(fact, DiaryArrived):
        return carried._replace(departure=None)
    if isinstance(fact, ProtocolAdopted):
        return _adopt(engine, carried, fact.logic_hash)
    return carried._replace(performed=performed_after(carried.performed, fact, day))


def _named(named: tuple[tuple[str, str], ...], fact: ActivityNamed) -> tuple[tuple[str, str], ...]:
    """Empty words take an activity away."""
    key = (fact.limb, fact.activity)
    kept = {*named} - {key}
    return tuple(sorted(kept | {key} if fact.words.strip() else kept))


def _note_plan(engine: Engine, carried: FoldedDiary, fact: PlanIssued, day: int) -> FoldedDiary:
    plan = plan_after(carried.plan, fact, carried.performed, day - carried.enrolled_on)
    carried = carried._replace(plan=plan)
    if not is_of_earlier_edition(engine, carried):
        return carried
    live = follow_plan(engine, carried.fold.live, plan)
    return carried._replace(fold=carried.fold._replace(live=live))


def _adopt(engine: Engine, carried: FoldedDiary, logic_hash: str) -> FoldedDiary:
    """Put an edition in force. Where another one was, the diary goes on under this pack."""
    earlier = carried.adopted not in ("", logic_hash)
    carried = carried._replace(adopted=logic_hash)
    if not earlier or logic_hash != engine.pack.logic_hash:
        return carried
    asked = bool(carried.asked_again)
    live, told = adopt(engine, carried.fold.live, carried.plan, ask=asked)
    fold = carried.fold._replace(live=live)
    return carried._replace(fold=fold, asked_again=(), adoption=told)
