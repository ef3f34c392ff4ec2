"""Person: one person's use cases, as every interface calls them. Thin: each asks its own module."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO, Literal
from uuid import UUID, uuid5

from hamstrong import __version__
from hamstrong.app.diary_view.days import Moment
from hamstrong.app.diary_view.diary_reader import DiaryReader
from hamstrong.app.diary_view.fold_cache import FoldCache
from hamstrong.app.diary_view.folded_diary import Departure
from hamstrong.app.diary_view.reminder_inputs import Notes
from hamstrong.app.errors import Fault, NotAllowed, NotEnrolled, Withdrawn
from hamstrong.app.person_views import PersonViews
from hamstrong.app.progress import course_report
from hamstrong.app.progress import history as telling
from hamstrong.app.progress.course_report import CourseReport, ReportParts
from hamstrong.app.progress.first_ratings import standing
from hamstrong.app.progress.history import HistoryDay
from hamstrong.app.record import enrolment
from hamstrong.app.record.at_home import require_at_home
from hamstrong.app.record.batch import OURS, Policy, Taken, plan_is_in_force
from hamstrong.app.record.corrections import CorrectableFact, correctable
from hamstrong.app.record.enrolment import Choices, Eligibility
from hamstrong.app.record.incoming_facts import FactIn
from hamstrong.app.record.move_checks import refused_move, targets_of
from hamstrong.app.record.own_runs import OpenRun, open_run
from hamstrong.app.record.recorder import Receipt, Recorder
from hamstrong.app.threads import Threads
from hamstrong.app.today import explanation, projection, replies, session_progress, todays_decision
from hamstrong.app.today.explanation import Why
from hamstrong.app.today.move_targets import MoveTarget
from hamstrong.app.today.projection import PlannedDay, WhatIf
from hamstrong.app.today.session_progress import Session
from hamstrong.app.today.todays_decision import Today
from hamstrong.diary import Diary, Tip
from hamstrong.engine.course.path import Closing
from hamstrong.engine.day.form_answers import rests_on_facts
from hamstrong.engine.decide.decisions import GateAhead, MoveRefusal, Prescription, Unlock
from hamstrong.engine.decide.gate_ahead import GatesAhead
from hamstrong.engine.decide.script import SessionScript, compile_script
from hamstrong.engine.decide.tomorrow import session_after
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    ConsentGiven,
    DiaryArrived,
    DiaryMoved,
    Enrolled,
    Fact,
    MorningAnswered,
    SessionRequested,
    SessionStarted,
)
from hamstrong.engine.facts.homes import Home
from hamstrong.engine.reply.reply import Reply
from hamstrong.engine.state.known_facts import KnownFacts
from hamstrong.engine.state.morning import is_soreness
from hamstrong.engine.state.state import PersonSettings as Settings
from hamstrong.exchange.archive import ArchiveHeader, export_archive
from hamstrong.protocol.model import FormName

if TYPE_CHECKING:
    from hamstrong.app.record.group_commit import GroupRecorder

_WHAT_IF = UUID("1b671a64-40d5-491e-99b0-da01ff1f3341")  # a random namespace


@dataclass(frozen=True)
class Stores:
    """What all persons of a diary share."""

    cache: FoldCache
    recorder: Recorder
    notes: Notes
    diary: Diary
    threads: Threads
    gates_ahead: GatesAhead

    @cached_property
    def group_recorder(self) -> GroupRecorder:
        """What stores for an event loop; a command has none and imports no asyncio."""
        from hamstrong.app.record.group_commit import GroupRecorder  # noqa: PLC0415

        return GroupRecorder(self.recorder, self.diary, self.threads)

    def close(self) -> None:
        """Let what is being stored come to its end."""
        if "group_recorder" in vars(self):
            self.group_recorder.close()


class Person(PersonViews):
    """What can be done for one person. `at` is always a `Moment`."""

    def __init__(
        self,
        person: str,
        engine: Engine,
        diary: Diary,
        stores: Stores,
        *,
        remembers: bool = False,
    ) -> None:
        reader = DiaryReader(
            person, engine.pack, diary, stores.recorder, stores.notes, remembers=remembers
        )
        super().__init__(person, engine, diary, reader)
        self._stores = stores
        self._taken: list[Taken] = []

    # --- looking

    def exists(self) -> bool:
        """Whether this person has a diary here."""
        return self.tip().seq > 0

    def tip(self) -> Tip:
        """The diary's tip: while it and the moment's day are the same, so is every look."""
        return self._reader.tip()

    def has_consented(self, at: Moment) -> bool:
        """Whether the person agreed to the words that are shown now."""
        return self.current(at).consent == self._engine.pack.text_hash

    def is_enrolled(self, at: Moment) -> bool:
        """Whether there is a plan."""
        return bool(self.state(at).episodes)

    def settings(self, at: Moment) -> Settings:
        """Goal, days, minutes, kit, traits, options and a clinician's caps."""
        return self.state(at).person

    def today(self, at: Moment) -> Today:
        """Today's decision, its plan id, and what must be answered first.

        Raises:
            DiaryAway: the diary moved; what was answered since then is not known here.
        """
        require_at_home(self.current(at))
        return self._reader.once(
            ("today", at.day),
            lambda: todays_decision.look(self._engine, self._diary, self.id, self.current(at)),
        )

    def departure(self, at: Moment) -> Departure | None:
        """Where the diary went and when; None while it is at home here."""
        return self.current(at).departure if self.exists() else None

    def session(self, at: Moment) -> Session | None:
        """Today's session so far, None before one was started."""
        return session_progress.todays_session(self._engine, self.current(at))

    def asks_tomorrow(self, at: Moment) -> bool:
        """Whether tomorrow's morning is asked after what was done so far."""
        return session_progress.asks_tomorrow(self._engine, self.current(at).fold.live)

    def open_run(self, at: Moment) -> OpenRun | None:
        """The run that today's plan still holds, for whoever did it away from the player."""
        return open_run(self.today(at), self.session(at))

    def script(self, at: Moment) -> SessionScript | None:
        """Today's plan compiled for a player, None without a plan."""
        carried = self.current(at)
        today = self.today(at)
        if today.plan_id is None:
            return None
        return compile_script(self._engine, carried.fold.live, today.plan_id)

    def session_after(self, at: Moment) -> int | None:
        """The day of the next session if today's plan is done as written; None without one."""
        decision = self.today(at).decision
        if not isinstance(decision, Prescription):
            return None
        return session_after(self._engine, self.current(at).fold.live, decision)

    def why(self, at: Moment, day: int | None = None) -> Why | None:
        """The decision of a day, by default today's, with all it rests on."""
        carried = self.current(at)
        if day is not None and day < carried.fold.live.day:
            return explanation.why_on(self._engine, self._diary, self._stores.cache, self.id, day)
        return explanation.why_today(self._engine, self._diary, self.id, carried)

    def what_if(self, at: Moment, facts: Sequence[Fact], pain: int | None = None) -> WhatIf:
        """Today and tomorrow under answers that are not saved.

        They are checked as they would be if they were.

        Raises:
            InvalidFacts: with every fault.
            UnknownPerson: nobody with that id has a diary here.
        """
        given = [FactIn.of(str(uuid5(_WHAT_IF, str(nth))), fact) for nth, fact in enumerate(facts)]
        imagined = self._stores.recorder.prepare(self.id, given, at).batch.carried
        return projection.what_if(self._engine, imagined.fold.live, pain)

    def asks_soreness(self, at: Moment, fact: MorningAnswered) -> bool:
        """Whether "the same soreness in both thighs?" would change what follows from an answer."""
        if fact.nprs is None or fact.same_soreness is not None or fact.new_limp:
            return False
        if not is_soreness(self._engine.pack.rules.morning, fact.nprs):
            return False
        without = self.what_if(at, [fact._replace(same_soreness=False)])
        return self.what_if(at, [fact._replace(same_soreness=True)]) != without

    def unlocks(self, at: Moment) -> tuple[Unlock, ...]:
        """The gate card of each limb: what opens next and what it waits for."""
        return self._engine.unlocks(self.current(at).fold.live)

    def gates_ahead(self, at: Moment) -> Mapping[str, GateAhead]:
        """The earliest day of each limb's next stage, by limb."""
        found = self._reader.once(
            ("gates_ahead", at.day),
            lambda: self._stores.gates_ahead.of(self.current(at).fold.live),
        )
        return {ahead.limb: ahead for ahead in found}

    def preview(self, at: Moment, days: int = 28) -> tuple[PlannedDay, ...]:
        """The coming days if all goes well; empty without a plan.

        Raises:
            DiaryAway: as `today` says.
        """
        require_at_home(self.current(at))
        state = self.current(at).fold.live
        return projection.preview(self._engine, state, days) if state.episodes else ()

    def move_targets(self, at: Moment, instead_of: int) -> tuple[MoveTarget, ...]:
        """The days of its week to which a training day could go, and what forbids some of them."""
        return targets_of(self._engine, self.current(at).fold.live, instead_of)

    def move_refusal(self, at: Moment, fact: SessionRequested) -> MoveRefusal | None:
        """Why a training day cannot go where a fact asks for it; None where it can."""
        return refused_move(self._engine, self.current(at).fold.live, fact)

    def history(self, at: Moment) -> tuple[HistoryDay, ...]:
        """Every day so far, for the views of progress."""
        today = self.current(at).fold.live.day
        return telling.history(self._engine, self._reader.stored(), today)

    def report(self, at: Moment) -> CourseReport:
        """The report for a clinician.

        Raises:
            NotEnrolled: there is no plan to report.
        """
        self.require_enrolled(at)
        state, entries = self.state(at), self._reader.entries()
        limbs = [episode.kind.limb for episode in state.episodes]
        parts = ReportParts(
            summary=self.summary(at),
            days=self.history(at),
            entries=entries,
            unlocks=self.unlocks(at),
            ahead=tuple(self.gates_ahead(at).values()),
            first_ratings={n: standing(self._engine, state, entries, n) for n in limbs},
        )
        return course_report.report(self._engine, state, parts)

    def correctable(self, at: Moment, days: int) -> tuple[CorrectableFact, ...]:
        """What was answered and done in the last days and can be corrected, the newest first."""
        oldest = self.current(at).fold.live.day - days + 1
        return correctable(self._engine.pack, self._reader.stored(), oldest)

    def eligibility(self, at: Moment) -> Eligibility:
        """Whether a plan may begin today, and on which track."""
        return enrolment.eligibility(self._engine, self.current(at))

    def closings(self, at: Moment, goal: str) -> tuple[Closing, ...]:
        """What this person's cautions close on the path to a goal."""
        return enrolment.closings_of(self._engine, self.current(at), goal)

    def known_facts(self, at: Moment) -> KnownFacts:
        """The answers about the person and the injury that are kept, so that no form asks again."""
        return self._engine.open(self.current(at).fold.live).lock.lock.known

    def form_to_take_back(self, at: Moment) -> FormName | None:
        """The form that withdraws what a form found today: the symptom lists once there is a plan,
        unless a fact that stands was ticked; None where nothing of today stands."""
        pack = self._engine.pack
        lock = self._engine.open(self.current(at).fold.live).lock.lock
        asked = {flag.id for flag in pack.triage.flags if flag.when}
        fresh = [key for key, state in lock.flags if state.fresh and key.flag in asked]
        if not fresh:
            return None
        causes = dict(lock.causes)
        facts = any(rests_on_facts(pack, causes.get(key, ())) for key in fresh)
        return "long" if facts or not self.is_enrolled(at) else "signs"

    # --- doing

    def consent(self, at: Moment, client_id: str, language: str = "en") -> Receipt:
        """Record consent; the first fact of a new person."""
        fact = ConsentGiven(language, self._engine.pack.text_hash)
        policy = Policy(newcomer=True)
        return self._record([FactIn.of(client_id, fact)], at, policy)

    def record(
        self,
        at: Moment,
        facts: Sequence[FactIn],
        *,
        on_fault: Literal["raise", "skip"] = "raise",
    ) -> Receipt:
        """Store facts that an interface sends, each client id once.

        Args:
            on_fault: `raise` stores nothing if any fact is wrong; `skip` leaves the wrong ones
                out and names them in the receipt.

        Raises:
            InvalidFacts: with every fault.
            UnknownPerson: there is no diary yet.
        """
        policy = Policy(skip=on_fault == "skip")
        return self._record(facts, at, policy)

    async def record_among_others(self, at: Moment, facts: Sequence[FactIn]) -> Receipt:
        """Store facts as `record` does with `skip`, sharing commits with other requests.

        For a server's event loop, which goes on while the disk works.
        """
        try:
            return await self._stores.group_recorder.record(self.id, facts, at, Policy(skip=True))
        finally:
            self._reader.forget()

    def replies(self, receipt: Receipt) -> Mapping[str, Reply]:
        """The reply to each fact that a receipt names as new, by client id."""
        found = {one.client_id: self._reply([one]) for one in receipt.taken}
        return {name: reply for name, reply in found.items() if reply is not None}

    def take_reply(self) -> Reply | None:
        """What was recorded here since this was last asked changed; None where nothing was."""
        taken, self._taken = self._taken, []
        return self._reply(taken)

    def _reply(self, taken: Sequence[Taken]) -> Reply | None:
        return replies.reply_of(self._engine, self._diary, taken)

    def tell(self, at: Moment, client_id: str, fact: Fact, day: int | None = None) -> Receipt:
        """Store one typed fact."""
        return self.record(at, [FactIn.of(client_id, fact, day)])

    def enrol(self, at: Moment, client_id: str, choices: Choices) -> Receipt:
        """Begin a plan from the last long form and these choices.

        Raises:
            NotAllowed: triage does not allow a start, or this version was withdrawn.
            InvalidFacts: days, minutes or kit leave no time for the programme.
        """
        self._require_in_force()
        fact = enrolment.enrolment(self._engine, self.current(at), choices)
        policy = Policy(own=frozenset((Enrolled,)))
        return self._record([FactIn.of(client_id, fact)], at, policy)

    def start_session(self, at: Moment, client_id: str, plan_id: str) -> Session:
        """Start today's plan: it is decided anew, recorded, and only then begins.

        Raises:
            NotAllowed: there is no plan, or `asks` must be answered first.
            StalePlan: today's plan is another one than `plan_id`.
            Withdrawn: this version gives no plan any more.
        """
        carried = self.current(at)
        if not plan_is_in_force(carried, plan_id, carried.fold.live.day):
            self._require_in_force()
            start = FactIn.of(client_id, SessionStarted(plan_id))
            self._record([start], at, Policy(strict_start=True))
        session = self.session(at)
        if session is None:
            fault = Fault("no session", "session", "must have started", "start it again")
            raise NotAllowed("not_started", fault)
        return session

    def adopt_pack(self, at: Moment, client_id: str) -> bool:
        """Record that the installed pack is in force from now on; says whether it was new.

        Stages and rungs are held to the last plans given under the other pack. Any other
        recording does the same first.
        """
        if self._reader.current(at).adopted == self._engine.pack.logic_hash:
            return False
        fact = todays_decision.adoption(self._engine)
        policy = Policy(own=OURS)
        self._record([FactIn.of(client_id, fact)], at, policy)
        return True

    def move(self, at: Moment, client_id: str, to: Home) -> Receipt:
        """Record that the diary goes to another home. Here it is only read from now on; its
        archive, brought to the other home, makes that its home.

        Raises:
            DiaryAway: it moved already.
        """
        policy = Policy(own=frozenset((DiaryMoved,)))
        return self._record([FactIn.of(client_id, DiaryMoved(to))], at, policy)

    def arrive(self, at: Moment, client_id: str, home: Home) -> bool:
        """Record that a diary which was on its way is at home here; says whether it was.

        A move that was never finished is taken back by the same fact.
        """
        carried = self.current(at)
        if carried.departure is None:
            return False
        # To move is not to travel: the days stay those of the zone that the diary has.
        there = Moment(at.now, carried.zone or at.zone, at.device)
        policy = Policy(own=frozenset((DiaryArrived,)))
        self._record([FactIn.of(client_id, DiaryArrived(home))], there, policy)
        return True

    def export(self, stream: BinaryIO) -> ArchiveHeader:
        """Write the whole diary as an archive."""
        logic = self._engine.pack.logic_hash
        return export_archive(
            self._diary, self.id, stream, app_version=__version__, logic_hash=logic
        )

    def _record(self, facts: Sequence[FactIn], at: Moment, policy: Policy) -> Receipt:
        try:
            receipt = self._stores.recorder.record(self.id, facts, at, policy)
        finally:
            self._reader.forget()
        self._taken += receipt.taken
        return receipt

    def require_enrolled(self, at: Moment) -> None:
        """Refuse what needs a plan.

        Raises:
            NotEnrolled: there is none.
        """
        if not self.is_enrolled(at):
            step = "begin with: hamstrong start"
            raise NotEnrolled(Fault("no plan", "person", "this needs a plan", step))

    def _require_in_force(self) -> None:
        why = todays_decision.withdrawal(self._engine, self._diary)
        if why is not None:
            step = "upgrade Hamstrong; your diary stays as it is"
            raise Withdrawn(Fault(why, "pack", "a withdrawn version gives no plan", step))


def derived_id(root: str, name: str) -> str:
    """A client id that follows from another, so that a repeat gives it again."""
    return str(uuid5(UUID(root), name))
