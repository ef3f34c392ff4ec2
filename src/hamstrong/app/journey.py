"""The way back and staying well: the use cases beside the daily plan, for every face.

`me.journey` of a person. Looking only; what a person does is recorded as facts like any other.
Each method reads the diary once, or what is kept of it (`notes`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from hamstrong.app.diary_view.corrected_facts import mended
from hamstrong.app.diary_view.days import Moment
from hamstrong.app.diary_view.reminder_inputs import Notes
from hamstrong.app.progress import exercise_pain, limbs, outcomes, self_test_card, summary
from hamstrong.app.progress.exercise_pain import ExercisePain
from hamstrong.app.progress.limbs import EpisodeShown, SideBySide
from hamstrong.app.progress.outcomes import OutcomeCard, Weekly
from hamstrong.app.progress.self_test_card import TestCard
from hamstrong.app.progress.summary import Parts, Summary
from hamstrong.app.record import own_runs, run_files
from hamstrong.app.record.recorder import Recorder
from hamstrong.app.record.run_files import ReadRun
from hamstrong.app.today import (
    appointments,
    flare_up,
    maintenance,
    return_to_sport,
    sitting,
    warm_up,
)
from hamstrong.app.today.appointments import Appointment, Reminder
from hamstrong.app.today.flare_up import FlareCard
from hamstrong.app.today.maintenance import UpkeepCard
from hamstrong.app.today.return_to_sport import ReadinessCard, WatchCard
from hamstrong.app.today.sitting import SittingCard
from hamstrong.diary import Diary
from hamstrong.engine.decide.script import SessionScript
from hamstrong.engine.engine import Engine
from hamstrong.engine.fold import Recorded
from hamstrong.engine.state.state import State
from hamstrong.protocol.way_back import Questionnaire, WarmUpPart


@dataclass(frozen=True)
class Journey:
    """One person's way back. `at` is always a `Moment`."""

    person: str
    engine: Engine
    diary: Diary
    recorder: Recorder
    notes: Notes

    def _state(self, at: Moment) -> State:
        return self.recorder.current(self.person, at).fold.live

    def _entries(self) -> tuple[Recorded, ...]:
        return mended(self.diary.read(self.person))

    def tests(self, at: Moment) -> tuple[TestCard, ...]:
        """Every self-test for each limb: open or why not, results, change, symmetry."""
        return self_test_card.cards(self.engine, self._state(at), self._entries())

    def outcomes(self, at: Moment) -> tuple[OutcomeCard, ...]:
        """Activities, weekly pain and global change of each limb."""
        return outcomes.cards(self.engine, self._state(at), self._entries())

    def weekly(self, at: Moment) -> Weekly:
        """The weekly form with the outcomes, on three screens."""
        return outcomes.weekly(self.engine, self._state(at), self._entries())

    def questionnaires(self, at: Moment) -> tuple[Questionnaire, ...]:
        """Names and addresses of licensed questionnaires, never their texts."""
        return outcomes.questionnaires(self.engine, self._state(at))

    def readiness(self, at: Moment) -> tuple[ReadinessCard, ...]:
        """What speaks for a return to sport, per limb; never leave to return."""
        return return_to_sport.readiness(self.engine, self._state(at), self._entries())

    def watch(self, at: Moment) -> tuple[WatchCard, ...]:
        """The weeks of watching after the return, per limb."""
        return return_to_sport.watches(self.engine, self._state(at), self._entries())

    def upkeep(self, at: Moment) -> tuple[UpkeepCard, ...]:
        """Maintenance, the Nordic ramp and the relapse watch, per limb."""
        return maintenance.cards(self.engine, self._state(at), self._entries())

    def warm_up(self, at: Moment) -> tuple[WarmUpPart, ...]:
        """The warm-up block before field training, as far as it is open today."""
        return warm_up.parts(self.engine, self._state(at))

    def warm_up_script(self, at: Moment) -> SessionScript | None:
        """That block for the player; None when nothing of it is open."""
        return warm_up.script(self.engine, self._state(at))

    def has_warm_up(self, at: Moment) -> bool:
        """Whether the block belongs to the person's goal, open today or not."""
        return warm_up.serves(self.engine, self._state(at))

    def limbs(self, at: Moment) -> SideBySide:
        """The limbs with a plan side by side."""
        return limbs.side_by_side(self.engine, self._state(at), self._entries())

    def episodes(self, at: Moment) -> tuple[EpisodeShown, ...]:
        """Every episode so far, the oldest first."""
        stored = self.diary.read(self.person)
        return limbs.episodes(self.engine, stored, self._state(at).day)

    def flare(self, at: Moment) -> tuple[FlareCard, ...]:
        """The three-day plan after strong pain, per limb that is on it."""
        return flare_up.cards(self.engine, self._state(at))

    def sitting(self, at: Moment) -> SittingCard | None:
        """The sitting budget; None where no track has one."""
        return sitting.card(self.engine.pack, self._state(at), self.notes.of(self.person))

    def exercise_pain(self) -> tuple[ExercisePain, ...]:
        """Each exercise's dose beside pain during and the morning after."""
        return exercise_pain.by_exercise(self._entries())

    def appointments(self, at: Moment) -> tuple[Appointment, ...]:
        """Every appointment, by day and time."""
        return appointments.appointments(self.notes.of(self.person), self._state(at).day)

    def read_run(self, at: Moment, stream: BinaryIO) -> ReadRun:
        """What a GPX or FIT file says of a run; nothing is stored and no place is kept.

        Raises:
            RunFileError: with place, rule and next step.
            NotAllowed: the pack does not say which speed is a run.
        """
        return run_files.read(self.engine.pack, at.zone, stream)

    def known_run(self, read: ReadRun) -> own_runs.Known | None:
        """Whether the diary has this very run already, or another one of its day."""
        return own_runs.known(self._entries(), read)

    def reminders(self, at: Moment) -> tuple[Reminder, ...]:
        """Appointments that today reminds of."""
        return appointments.reminders(self.engine.pack, self.appointments(at), self._state(at).day)

    def summary(self, at: Moment) -> Summary:
        """The page to bring to an appointment."""
        state, entries = self._state(at), self._entries()
        coming = [a for a in self.appointments(at) if a.state == "coming"]
        parts = Parts(
            outcomes=outcomes.cards(self.engine, state, entries),
            tests=self_test_card.cards(self.engine, state, entries),
            episodes=self.episodes(at),
            questions=coming[0].questions if coming else (),
        )
        return summary.summary(self.engine, state, entries, parts)
