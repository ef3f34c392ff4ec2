"""Imported facts: each checked as a form would have checked it on its own recorded day.

A right checksum says that a file is whole, never that it is true. So facts of an archive are read
as strictly as those of any interface, in the order in which they were recorded, against the diary
as the ones before left it. What cannot be is named with its line; it is never believed in part.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from hamstrong.app.diary_view import folded_diary
from hamstrong.app.diary_view.days import date_text, latest_day
from hamstrong.app.diary_view.folded_diary import FoldedDiary
from hamstrong.app.errors import Fault, NotAllowed
from hamstrong.app.record.check_context import Context
from hamstrong.app.record.corrections import corrected_faults
from hamstrong.app.record.enrolment import Choices, enrolment
from hamstrong.app.record.fact_checks import check_fact
from hamstrong.app.record.incoming_facts import BadFact, parse_fact
from hamstrong.app.record.name_checks import name_faults
from hamstrong.diary import StoredFact
from hamstrong.engine.engine import ENGINE_VERSION, Engine
from hamstrong.engine.facts import (
    VERSIONS,
    ClearanceRecorded,
    Enrolled,
    Fact,
    FactCorrected,
    FlagAnswered,
    FormAnswered,
    PlanIssued,
    PlannedItem,
    SessionRequested,
    SettingsChanged,
)
from hamstrong.engine.facts.bounds import FIRST_DAY, LAST_DAY
from hamstrong.engine.facts.codec import DecodeError, upgrade_payload
from hamstrong.engine.facts.earlier_names import with_names_of
from hamstrong.engine.facts.stored import is_recorded_day
from hamstrong.engine.fold import ImpossibleDayError, check_day
from hamstrong.protocol.model import Pack

_AGAIN = "leave the line out, or export it again from the original diary"
_DOSE = ("repetitions", "holds", "hold_s")
_OF_A_VERSION = (
    Enrolled, SettingsChanged, FormAnswered, ClearanceRecorded, FlagAnswered, SessionRequested,
)  # fmt: skip
"""What a form offers of these depends on pack, engine and state: another version offered other
choices, so its facts are held to the names and bounds alone."""


class RefusedImport(NamedTuple):
    """A line of an archive that is not believed. Line 1 is the header."""

    line: int
    fact: StoredFact
    faults: tuple[Fault, ...]


class CheckedFacts(NamedTuple):
    """What of an archive is new to a diary: what is believed and what is not, in its order."""

    accepted: tuple[StoredFact, ...]
    refused: tuple[RefusedImport, ...]


def check_facts(
    engine: Engine, held: Sequence[StoredFact], facts: Sequence[StoredFact], now: datetime
) -> CheckedFacts:
    """Check facts on their way into a diary.

    Args:
        held: what the diary holds, in recorded order.
        facts: of the archive, in its order; those that the diary holds are passed over.
        now: aware instant; no day later than any zone's date then can have been.
    """
    check = _Check(engine, latest_day(now))
    for fact in held:
        check.know(fact)
    known = frozenset(check.known)
    accepted: list[StoredFact] = []
    refused: list[RefusedImport] = []
    for fact in facts:
        if fact.client_id in known:
            continue
        faults = check.take(fact)
        if faults:
            refused.append(RefusedImport(line_of(fact), fact, faults))
        else:
            accepted.append(fact)
    return CheckedFacts(tuple(accepted), tuple(refused))


def line_of(fact: StoredFact) -> int:
    """The line of a fact in its archive, whose first line is the header."""
    return fact.seq + 1


@dataclass
class _Check:
    """The diary as the facts so far have left it."""

    engine: Engine
    latest: int
    carried: FoldedDiary | None = None
    known: dict[str, StoredFact] = field(default_factory=dict)
    last_recorded: int = 0
    engine_then: str = ENGINE_VERSION

    def know(self, fact: StoredFact) -> None:
        """Take a fact in as it is."""
        start = self.carried or folded_diary.begin_with(self.engine, fact)
        seq = start.fold.seq + 1
        # Left-out lines leave no gap: facts are numbered as the diary will number them.
        numbered = fact if fact.seq == seq else StoredFact(**{**vars(fact), "seq": seq})
        self.carried = folded_diary.take(self.engine, start, numbered)
        self.known[fact.client_id] = fact
        if is_recorded_day(fact.recorded_day):
            self.last_recorded = max(self.last_recorded, fact.recorded_day)

    def take(self, fact: StoredFact) -> tuple[Fault, ...]:
        """Check a fact and take it in, or say everything that cannot be about it."""
        place = f"line {line_of(fact)}, {fact.name}"
        faults = tuple(self._envelope_faults(fact, place))
        if faults:
            return faults
        read = _parsed(self.engine.pack, fact, place)
        if isinstance(read, BadFact):
            return read.faults
        faults = tuple(self._faults(fact, read, place))
        if not faults:
            self.know(fact)
            self.last_recorded = fact.recorded_day
            if isinstance(read, PlanIssued):
                self.engine_then = read.engine_hash
        return faults

    def _envelope_faults(self, fact: StoredFact, place: str) -> Iterator[Fault]:
        """What cannot be about when and how often a fact was recorded."""
        if fact.client_id in self.known:
            rule = "a fact is in an archive once"
            yield Fault(fact.client_id, f"{place}.client_id", rule, _AGAIN)
        if not is_recorded_day(fact.recorded_day) or fact.recorded_day > self.latest:
            rule = f"a day of recording until {date_text(self.latest)}"
            yield Fault(date_text(fact.recorded_day), f"{place}.recorded_day", rule, _AGAIN)
        elif fact.recorded_day < self.last_recorded:
            rule = f"recorded in order, on {date_text(self.last_recorded)} or later"
            yield Fault(date_text(fact.recorded_day), f"{place}.recorded_day", rule, _AGAIN)
        first, last = date.fromordinal(FIRST_DAY).year, date.fromordinal(LAST_DAY).year
        if not first <= fact.instant.year <= last:
            rule = f"an instant in the years {first} to {last}"
            yield Fault(f"the year {fact.instant.year}", f"{place}.instant", rule, _AGAIN)

    def _faults(self, stored: StoredFact, fact: Fact, place: str) -> Iterator[Fault]:
        engine, day = self.engine, stored.recorded_day
        start = self.carried or folded_diary.begin(engine, day)
        carried = folded_diary.open_until(engine, start, day)
        unknown = tuple(name_faults(engine.pack, fact, place, _AGAIN, earlier=True))
        yield from _day_faults(engine, carried, stored, place)
        yield from unknown
        if stored.plan_id != getattr(fact, "plan_id", None):
            yield Fault("another plan", f"{place}.plan_id", "the plan of the payload", _AGAIN)
        context = Context(engine=engine, carried=carried, today=day, day=stored.day, place=place)
        if unknown:
            return  # whatever else is asked of them would name them once more
        if isinstance(fact, FactCorrected):
            yield from corrected_faults(context, fact, self.known.get(fact.corrects))
        elif isinstance(fact, PlanIssued):
            yield from _plan_faults(engine.pack, fact, place)
        elif self._same_version(carried) or not isinstance(fact, _OF_A_VERSION):
            yield from check_fact(context, fact, earlier=True)
            if isinstance(fact, Enrolled):
                yield from _triage_faults(engine, carried, fact, place)

    def _same_version(self, carried: FoldedDiary) -> bool:
        """Whether this pack and engine were in force when the next fact was recorded."""
        adopted = carried.adopted in ("", self.engine.pack.logic_hash)
        return adopted and self.engine_then == ENGINE_VERSION


def _parsed(pack: Pack, stored: StoredFact, place: str) -> Fact | BadFact:
    payload: Mapping[str, Any] = json.loads(stored.payload)
    try:
        upgraded = upgrade_payload(stored.name, stored.version, payload)
    except DecodeError as error:
        step = "upgrade Hamstrong, or export it again"
        return BadFact((Fault(f"version {stored.version}", place, str(error), step),))
    return parse_fact(stored.name, VERSIONS[stored.name], with_names_of(pack, upgraded), place)


def _day_faults(
    engine: Engine, carried: FoldedDiary, stored: StoredFact, place: str
) -> Iterator[Fault]:
    try:
        check_day(engine, carried.fold, stored.day, stored.recorded_day)
    except ImpossibleDayError:
        late = engine.pack.rules.diary.late_days
        oldest = max(stored.recorded_day - late, carried.fold.enrolled_day or 1)
        rule = f"a day from {date_text(oldest)} to {date_text(stored.recorded_day)}"
        yield Fault(date_text(stored.day), f"{place}.day", rule, _AGAIN)


def _triage_faults(
    engine: Engine, carried: FoldedDiary, fact: Enrolled, place: str
) -> Iterator[Fault]:
    """An enrolment follows from the last long form, or from a clearance after it."""
    first = fact.limbs[0]
    choices = Choices(
        goal=fact.goal,
        training_days=fact.training_days,
        minutes=fact.minutes,
        kit=fact.kit,
        options=fact.options,
        extra_traits=fact.traits,
        ask_clinician=fact.ask_clinician,
        worst_nprs=first.worst_nprs,
        easy_run_minutes=first.easy_run_minutes,
    )
    try:
        expected = enrolment(engine, carried, choices)
    except NotAllowed as refused:
        for fault in refused.faults:
            yield Fault(fault.value, f"{place}.limbs", fault.rule, _AGAIN)
        return
    if expected.limbs != fact.limbs or not set(expected.traits) <= set(fact.traits):
        rule = "the legs, track and traits that the long form before it leads to"
        yield Fault("another enrolment", f"{place}.limbs", rule, _AGAIN)


def _plan_faults(pack: Pack, fact: PlanIssued, place: str) -> Iterator[Fault]:
    """A plan was made, never said: it is readable, and asks for half of its rungs at least."""
    try:
        told = json.loads(fact.decision) if fact.decision else {}
        stages = dict(told.get("stages", ()))
    except (ValueError, TypeError, AttributeError, RecursionError):
        rule = "must be the JSON of a decision"
        yield Fault(f"{len(fact.decision)} characters", f"{place}.decision", rule, _AGAIN)
        return
    if not all(stage in pack.stages for stage in stages.values()):
        yield Fault("another stage", f"{place}.decision", "must be a stage of the pack", _AGAIN)
    for index, item in enumerate(fact.items):
        if _asks_too_little(pack, item):
            rule = f"must ask for half of {item.rung} at least"
            yield Fault("a smaller dose", f"{place}.items.{index}", rule, _AGAIN)


def _asks_too_little(pack: Pack, item: PlannedItem) -> bool:
    """Whether doing such a line would be called clean, and be next to nothing."""
    exercise = pack.exercises.get(item.exercise)
    rung = next((r for r in exercise.ladder if r.id == item.rung), None) if exercise else None
    if rung is None:
        return False
    pairs = [(getattr(rung.dosage, name), getattr(item, name)) for name in _DOSE]
    short = any(
        whole is not None and (planned is None or 2 * planned < whole) for whole, planned in pairs
    )
    return short or item.sets < 1
