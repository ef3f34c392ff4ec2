"""One course from its first day to its last milestone: days of milestones, and what weeks held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

from hamstrong.engine.criteria.completed_rungs import is_rung_completed
from hamstrong.engine.decide.decisions import Decision, Item, Prescription
from hamstrong.proof.simulation.patient import LIMB, Patient
from hamstrong.protocol.courses import FirstPerformed, Milestone, RungCompleted, StageReached
from hamstrong.protocol.model import Pack

_WEEK = 7
_INTERRUPTIONS = frozenset({"freeze", "referral"})


@dataclass(slots=True)
class SimulatedWeek:
    """What one week held, per leg.

    Args:
        sets: by action.
        lowering: repetitions of the pack's lowering exercises.
        minutes: planned ones of all sessions, runs included.
    """

    sets: Counter[str] = field(default_factory=Counter)
    lowering: int = 0
    minutes: int = 0
    sessions: int = 0
    runs: int = 0


@dataclass(slots=True)
class LivedCourse:
    """What became of one person.

    Args:
        days: of each milestone reached, counted from the patient's first day.
        interruptions: freezes and referrals, each with its first day.
        last_day: on which the course ended or was given up.
    """

    days: dict[str, int] = field(default_factory=dict)
    weeks: list[SimulatedWeek] = field(default_factory=list)
    interruptions: dict[str, int] = field(default_factory=dict)
    last_day: int = 0

    def week(self, day: int) -> SimulatedWeek:
        """The week of a day of the course."""
        while len(self.weeks) <= day // _WEEK:
            self.weeks.append(SimulatedWeek())
        return self.weeks[day // _WEEK]


def live_course(
    patient: Patient, milestones: Mapping[str, Milestone], most_days: int
) -> LivedCourse:
    """Live until every milestone is reached or so many days have gone by."""
    watch = _Watch(patient.engine.pack, milestones)
    lived = LivedCourse()
    while (day := patient.state.day - patient.first_day) <= most_days:
        patient.wake()
        patient.answer_all()
        decision = patient.work()
        done = _done(decision) if patient.works else ()
        watch.note(patient, done, lived, day)
        _note_week(patient.engine.pack, decision, done, lived.week(day))
        for notice in decision.notices:
            if notice.kind in _INTERRUPTIONS:
                name = getattr(notice, "name", getattr(notice, "flag", ""))
                lived.interruptions.setdefault(f"{notice.kind}:{name}", day)
        lived.last_day = day
        if watch.is_complete(lived):
            break
        patient.state = patient.engine.advance(patient.state, patient.state.day + 1)
    return lived


def _done(decision: Decision) -> tuple[Item, ...]:
    return decision.items if isinstance(decision, Prescription) else ()


def _note_week(pack: Pack, decision: Decision, done: tuple[Item, ...], week: SimulatedWeek) -> None:
    for item in done:
        if item.side not in (LIMB, "both"):
            continue
        exercise = pack.exercises[item.exercise]
        sets = item.sets * item.bouts
        week.sets[exercise.action] += sets
        if item.exercise in pack.courses.lowering:
            week.lowering += sets * (item.repetitions or 0)
        week.runs += item.run_s is not None
    if done and isinstance(decision, Prescription):
        week.minutes += decision.minutes + decision.run_minutes
        week.sessions += 1


@dataclass
class _Watch:
    """Looks for milestones in what was done and in where the engine has the person."""

    pack: Pack
    milestones: Mapping[str, Milestone]
    last_done: dict[str, int] = field(default_factory=dict)

    def is_complete(self, lived: LivedCourse) -> bool:
        return self.milestones.keys() <= lived.days.keys()

    def note(self, patient: Patient, done: tuple[Item, ...], lived: LivedCourse, day: int) -> None:
        """Note what is reached on a day; a completed rung is dated on its last session, which a
        later morning made count."""
        opened = patient.engine.open(patient.state).episodes[0].episode
        course = patient.engine.course(opened.kind, patient.state.person)
        for name, milestone in self.milestones.items():
            if name in lived.days:
                continue
            match milestone:
                case FirstPerformed(exercises=exercises, rungs=rungs):
                    if any(i.exercise in exercises or i.rung in rungs for i in done):
                        lived.days[name] = day
                case RungCompleted(exercise=exercise, rung=rung):
                    last = self.last_done.get(exercise)
                    if last is not None and is_rung_completed(course, opened, exercise, rung):
                        lived.days[name] = last
                case StageReached(stage=stage):
                    if course.path[opened.gate.place] == stage:
                        lived.days[name] = day
                case _:
                    assert_never(milestone)
        self.last_done |= {item.exercise: day for item in done}
