"""Person views: what can be looked at beside the daily plan, for every interface.

Self-tests, outcomes, the return to sport, maintenance, both limbs, appointments. Looking only; what
a person does is recorded as facts like any other. `Person` has all of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from hamstrong.app.diary_view import folded_diary
from hamstrong.app.diary_view.days import Moment
from hamstrong.app.diary_view.diary_reader import DiaryReader
from hamstrong.app.diary_view.folded_diary import FoldedDiary
from hamstrong.app.progress import (
    exercise_pain,
    first_ratings,
    limbs,
    outcomes,
    self_test_card,
    summary,
)
from hamstrong.app.progress.exercise_pain import ExercisePain
from hamstrong.app.progress.limbs import EpisodeShown, SideBySide
from hamstrong.app.progress.outcomes import OutcomeCard, Weekly
from hamstrong.app.progress.self_test_card import TestCard
from hamstrong.app.progress.summary import Parts, Summary
from hamstrong.app.record import own_runs, run_files
from hamstrong.app.record.run_files import ReadRun
from hamstrong.app.today import (
    appointments,
    flare_up,
    maintenance,
    return_to_sport,
    sitting,
    todays_decision,
    warm_up,
)
from hamstrong.app.today.appointments import Appointment, Reminder
from hamstrong.app.today.flare_up import FlareCard
from hamstrong.app.today.maintenance import MaintenanceCard
from hamstrong.app.today.return_to_sport import ReadinessCard, WatchCard
from hamstrong.app.today.sitting import SittingCard
from hamstrong.diary import Diary
from hamstrong.engine.decide.script import SessionScript
from hamstrong.engine.engine import Engine
from hamstrong.engine.state.state import State
from hamstrong.protocol.way_back import Questionnaire, WarmUpPart


class PersonViews:
    """The views of one person. `at` is always a `Moment`."""

    def __init__(self, person: str, engine: Engine, diary: Diary, reader: DiaryReader) -> None:
        self.id = person
        self._engine = engine
        self._diary = diary
        self._reader = reader

    def current(self, at: Moment) -> FoldedDiary:
        """The folded diary with today open."""
        return self._reader.once(
            ("adopted", at.day),
            lambda: folded_diary.adopted_now(self._engine, self._reader.current(at)),
        )

    def state(self, at: Moment) -> State:
        """The engine's state with today open."""
        return self.current(at).fold.live

    def tests(self, at: Moment) -> tuple[TestCard, ...]:
        """Every self-test for each limb: open or why not, results, change, symmetry."""
        return self_test_card.cards(self._engine, self.state(at), self._reader.entries())

    def outcomes(self, at: Moment) -> tuple[OutcomeCard, ...]:
        """Activities, weekly pain and global change of each limb."""
        return outcomes.cards(self._engine, self.state(at), self._reader.entries())

    def weekly(self, at: Moment) -> Weekly:
        """The weekly form with the outcomes."""
        return outcomes.weekly(self._engine, self.state(at), self._reader.entries())

    def first_ratings_due(self, at: Moment) -> tuple[OutcomeCard, ...]:
        """The limbs whose own activities are to be named and rated now."""
        return first_ratings.due(self._engine, self.state(at), self._reader.entries())

    def questionnaires(self, at: Moment) -> tuple[Questionnaire, ...]:
        """Names and addresses of licensed questionnaires, never their texts."""
        return outcomes.questionnaires(self._engine, self.state(at))

    def readiness(self, at: Moment) -> tuple[ReadinessCard, ...]:
        """What speaks for a return to sport, per limb; never leave to return."""
        return return_to_sport.readiness(self._engine, self.state(at), self._reader.entries())

    def watch(self, at: Moment) -> tuple[WatchCard, ...]:
        """The weeks of watching after the return, per limb."""
        return return_to_sport.watches(self._engine, self.state(at), self._reader.entries())

    def maintenance(self, at: Moment) -> tuple[MaintenanceCard, ...]:
        """Maintenance, the Nordic ramp and the relapse watch, per limb."""
        return maintenance.cards(self._engine, self.state(at), self._reader.entries())

    def warm_up(self, at: Moment) -> tuple[WarmUpPart, ...]:
        """The warm-up block before field training, as far as it is open today."""
        return warm_up.parts(self._engine, self.state(at))

    def warm_up_script(self, at: Moment) -> SessionScript | None:
        """That block for the player; None when nothing of it is open."""
        return warm_up.script(self._engine, self.state(at))

    def has_warm_up(self, at: Moment) -> bool:
        """Whether the block belongs to the person's goal, open today or not."""
        return warm_up.serves(self._engine, self.state(at))

    def limbs(self, at: Moment) -> SideBySide:
        """The limbs with a plan side by side."""
        return limbs.side_by_side(self._engine, self.state(at), self._reader.entries())

    def episodes(self, at: Moment) -> tuple[EpisodeShown, ...]:
        """Every episode so far, the oldest first."""
        stored = self._reader.stored()
        return limbs.episodes(self._engine, stored, self.state(at).day)

    def flare(self, at: Moment) -> tuple[FlareCard, ...]:
        """The three-day plan after strong pain, per limb that is on it."""
        return flare_up.cards(self._engine, self.state(at))

    def sitting(self, at: Moment) -> SittingCard | None:
        """The sitting budget; None where no track has one."""
        return sitting.card(self._engine.pack, self.state(at), self._reader.reminder_inputs())

    def exercise_pain(self) -> tuple[ExercisePain, ...]:
        """Each exercise's dose beside pain during and the morning after."""
        return exercise_pain.by_exercise(self._reader.entries())

    def appointments(self, at: Moment) -> tuple[Appointment, ...]:
        """Every appointment, by day and time."""
        return appointments.appointments(self._reader.reminder_inputs(), self.state(at).day)

    def read_run(self, at: Moment, source: bytes | Path | BinaryIO) -> ReadRun:
        """What a GPX or FIT file says of a run; nothing is stored and no place is kept.

        Raises:
            RunFileError: with place, rule and next step.
            NotAllowed: the pack does not say which speed is a run.
            RunOnImpossibleDay: the file is of a day that the diary does not take.
        """
        read = run_files.read(self._engine.pack, at.zone, source)
        fold = self.current(at).fold
        run_files.require_possible_day(self._engine, fold, read.day, fold.live.day)
        return read

    def known_run(self, read: ReadRun) -> own_runs.Known | None:
        """Whether the diary has this very run already, or another one of its day."""
        return own_runs.known(self._reader.entries(), read)

    def reminders(self, at: Moment) -> tuple[Reminder, ...]:
        """Appointments that today reminds of."""
        return appointments.reminders(self._engine.pack, self.appointments(at), self.state(at).day)

    def summary(self, at: Moment) -> Summary:
        """The page to bring to an appointment."""
        state, entries = self.state(at), self._reader.entries()
        coming = [a for a in self.appointments(at) if a.state == "coming"]
        parts = Parts(
            outcomes=outcomes.cards(self._engine, state, entries),
            tests=self_test_card.cards(self._engine, state, entries),
            episodes=self.episodes(at),
            questions=coming[0].questions if coming else (),
            decision=todays_decision.decide(self._engine, self._diary, self.current(at)),
        )
        return summary.summary(self._engine, state, entries, parts)
