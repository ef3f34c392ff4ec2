"""The engine: `step`, `prescribe` and what explains them, for one pack.

Pure: an `Engine` keeps only what depends on its arguments alone: courses compiled from the pack,
recent outcomes of forms and lines of plans, and the last state that it opened and decided on. No
module keeps anything.
"""

from __future__ import annotations

from hamstrong.engine.course.compilation import compile_course
from hamstrong.engine.course.course import Course
from hamstrong.engine.criteria.readiness import Answered, ReadyStatus, readiness
from hamstrong.engine.criteria.unlocks import unlock
from hamstrong.engine.day.closing import ClosingFlag, DayShape, close_episode
from hamstrong.engine.day.form_answers import FormOutcomes
from hamstrong.engine.day.open_day import OpenDay, known_today, open_day
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.day.session_work import ran_today
from hamstrong.engine.decide.ask import Ask
from hamstrong.engine.decide.decisions import Decision, Unlock
from hamstrong.engine.decide.dosage import PlanLines
from hamstrong.engine.decide.prescription import decide, is_training_day
from hamstrong.engine.decide.refusal import open_questions
from hamstrong.engine.decide.self_tests import SelfTestStanding, standings
from hamstrong.engine.decide.views import hardness_today, person_flags, sport_counts
from hamstrong.engine.enrolment import (
    change_loads,
    change_settings,
    enrol,
    fresh_state,
    restart,
    set_cap,
)
from hamstrong.engine.facts import (
    CapRecorded,
    Enrolled,
    Fact,
    FormAnswered,
    LoadsOwned,
    SessionRequested,
    SettingsChanged,
)
from hamstrong.engine.state.alternation import close_alternation
from hamstrong.engine.state.calendar import POWER, calendar_hardness_allows, close_calendar
from hamstrong.engine.state.lock import (
    FlagKey,
    FlagStanding,
    Lock,
    close_lock,
    get_flag,
    raise_flag,
)
from hamstrong.engine.state.run_days import close_run_days
from hamstrong.engine.state.self_test_results import close_results
from hamstrong.engine.state.state import Episode, EpisodeKind, PersonSettings, State
from hamstrong.engine.training_days import move_day, moves_after
from hamstrong.engine.triage import has_meaning, traits_after
from hamstrong.protocol.model import Pack

ENGINE_VERSION = "28"
"""Raised whenever equal facts and an equal pack may give another decision."""


class DayInThePastError(ValueError):
    """A fact about a day that is closed; late entries go through `fold.Fold`."""


class Engine:
    """Decisions for one pack."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._opened: tuple[State, OpenDay] | None = None
        self._decided: tuple[State, Decision] | None = None
        self._outcomes = FormOutcomes(pack)
        self._lines = PlanLines(pack)
        self._courses: dict[tuple[EpisodeKind, PersonSettings], Course] = {}
        stages = (stage.alternating for stage in pack.stages.values())
        self._alternating = frozenset(action for action in stages if action is not None)
        self._restart_flags = frozenset(f.id for f in pack.triage.flags if f.closes_episode)

    def course(self, kind: EpisodeKind, person: PersonSettings) -> Course:
        """The compiled course of an episode; built once per combination."""
        key = (kind, person)
        found = self._courses.get(key)
        if found is None:
            found = self._courses[key] = compile_course(self.pack, kind, person)
        return found

    def start(self, day: int) -> State:
        """The state before the first fact, on its first day."""
        return fresh_state(self.pack, day)

    def step(self, state: State, fact: Fact, day: int | None = None) -> State:
        """Take in one fact about the open day, or about a later one that it opens.

        Raises:
            DayInThePastError: `day` lies before the open day.
        """
        if day is not None and day != state.day:
            if day < state.day:
                raise DayInThePastError(f"day {day} lies before the open day {state.day}")
            state = self.advance(state, day)
        state = state._replace(facts=(*state.facts, fact))
        if isinstance(fact, Enrolled):
            return enrol(self.pack, state, fact)
        if isinstance(fact, SettingsChanged):
            return change_settings(self.course, state, fact)
        if isinstance(fact, LoadsOwned):
            return change_loads(self.pack, self.course, state, fact)
        if isinstance(fact, CapRecorded):
            return set_cap(self.course, state, fact)
        if isinstance(fact, SessionRequested):
            return move_day(state, fact)
        if isinstance(fact, FormAnswered) and state.episodes:
            return self._with_facts(state)
        return state

    def _with_facts(self, state: State) -> State:
        """Let what a form told of the person narrow the plan, as far as it says something new."""
        known = known_today(self._outcomes, self.course, state)
        traits = traits_after(self.pack, state.person.traits, known)
        if traits == state.person.traits:
            return state
        return change_settings(self.course, state, SettingsChanged(traits=tuple(sorted(traits))))

    def advance(self, state: State, day: int) -> State:
        """Close days until `day` is open. Days without facts change less and less, then nothing
        but the date and the weekday, so a long silence costs no more than it takes to settle."""
        while state.day < day:
            closed = self.close(state)
            settled = closed._replace(day=state.day) == state and _weekday_free(closed)
            state = closed._replace(day=day) if settled else closed
        return state

    def open(self, state: State) -> OpenDay:
        """Read the open day; the last reading is kept, for one look asks it several questions."""
        kept = self._opened
        if kept is not None and kept[0] is state:
            return kept[1]
        opened = open_day(self._outcomes, self.course, state)
        self._opened = (state, opened)
        return opened

    def prescribe(self, state: State) -> Decision:
        """Today's decision. Equal states give equal decisions; the last one is kept."""
        kept = self._decided
        if kept is not None and kept[0] is state:
            return kept[1]
        decision = decide(self._lines, self.open(state))
        self._decided = (state, decision)
        return decision

    def asks(self, state: State) -> tuple[Ask, ...]:
        """Today's open questions: those of the decision, which need not be made for them."""
        return open_questions(self.pack, self.open(state))

    def unlocks(self, state: State) -> tuple[Unlock, ...]:
        """What opens next for each limb."""
        day = self.open(state)
        found = (unlock(self.pack, day, opened) for opened in day.episodes)
        return tuple(u for u in found if u is not None)

    def tests(self, state: State) -> tuple[SelfTestStanding, ...]:
        """Every self-test today: open, or the rule that forbids it."""
        return standings(self.pack, self.open(state))

    def readiness(self, state: State, limb: str, answered: Answered) -> tuple[ReadyStatus, ...]:
        """What speaks for a limb's return to sport.

        Raises:
            KeyError: the limb has no plan.
        """
        day = self.open(state)
        found = {o.episode.kind.limb: o for o in day.episodes}
        return readiness(self.pack, day, found[limb], answered)

    def what_if(self, state: State, *facts: Fact, tomorrow: bool = False) -> Decision:
        """The decision that these answers would give, saving nothing."""
        for fact in facts:
            state = self.step(state, fact)
        return self.prescribe(self.advance(state, state.day + 1) if tomorrow else state)

    def close(self, state: State) -> State:
        """Close the open day and open the next."""
        day = self.open(state)
        hard, nordic = hardness_today(self.pack, day)
        running, ran = self.pack.rules.running, ran_today(self.pack, day.read)
        shape = DayShape(
            hardness=hard,
            nordic=nordic,
            sport=day.read.sport,
            training_day=is_training_day(day) if day.episodes else False,
            refused=bool(person_flags(day)) or day.lock.over,
            tests=day.tests,
            date=state.day,
        )
        lock = day.lock.lock
        episodes: list[Episode] = []
        held: frozenset[str] | None = None
        for opened in day.episodes:
            closed = close_episode(self.pack, state.person, opened, day.read, day.lock, shape)
            episodes.append(self._maybe_restart(state, closed.episode, lock))
            lock = self._raise(state, opened, closed.flags, lock)
            held = closed.held if held is None else held | (closed.held or frozenset())
        return State(
            day=state.day + 1,
            person=state.person,
            episodes=tuple(episodes),
            lock=close_lock(self.pack.rules.diary, lock),
            calendar=close_calendar(state.calendar, hard, nordic=nordic),
            sport_blocked=self._sport_blocked(state, day, hard),
            tests=close_results(self.pack, day.tests),
            moves=moves_after(state.moves, state.day),
            run_days=close_run_days(running, state.run_days, ran=ran, busy=bool(hard) or ran),
            alternation=close_alternation(state.alternation, self._alternating, held),
        )

    def _raise(
        self, state: State, opened: OpenedEpisode, flags: tuple[ClosingFlag, ...], lock: Lock
    ) -> Lock:
        for flag, because in flags:
            limb = opened.episode.kind.limb
            lock = raise_flag(lock, FlagKey(flag, limb), state.day, because=because)
        return lock

    def _maybe_restart(self, state: State, episode: Episode, lock: Lock) -> Episode:
        """After a pop or pull is cleared a new episode begins at the first stage."""
        if not episode.closed:
            return episode
        standing = [get_flag(lock, FlagKey(f, "")).standing for f in self._restart_flags]
        if any(s >= FlagStanding.ASKED_AGAIN for s in standing):
            return episode
        bone = has_meaning(self.pack, state.person.traits, "sitting_bone")
        return restart(self.pack, episode, sitting_bone=bone)

    def _sport_blocked(self, state: State, day: OpenDay, hard: int) -> int:
        """Days in a row on which sport outside left no day for hard work."""
        limit = self.pack.rules.calendar.sport_blocks_days
        by_sport = day.read.sport and sport_counts(day)
        allowed = calendar_hardness_allows(self.pack.rules.calendar, day.calendar)
        if not by_sport and (allowed or hard == POWER):
            return 0
        return min(limit, state.sport_blocked + 1) if by_sport or state.sport_blocked else 0


def _weekday_free(state: State) -> bool:
    """Nothing in the state still counts days or weeks."""
    return not state.episodes
