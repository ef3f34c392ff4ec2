"""The report for a clinician: where a person is, what was done and felt, what comes next.

One value for every interface. Only what was recorded and what the decision says; nothing is judged
here. The words are made where it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple

from hamstrong.app.progress.first_ratings import FirstRatings
from hamstrong.app.progress.history import HistoryDay
from hamstrong.app.progress.milestones import MilestoneReached, Now, reached
from hamstrong.app.progress.self_test_card import Change, TestCard
from hamstrong.app.progress.summary import LimbSummary, Summary
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.decide.decisions import GateAhead, Unlock
from hamstrong.engine.decide.notices import Notice
from hamstrong.engine.decide.own_loads import own_load_at
from hamstrong.engine.engine import Engine
from hamstrong.engine.fold import Recorded
from hamstrong.engine.state.ladder import rung_of
from hamstrong.engine.state.load import Amount
from hamstrong.engine.state.state import State, split_key
from hamstrong.protocol.model import Pack

WEEK = 7
WEEKS = 6
_HAPPENINGS = ("stage", "flare", "flag", "flag_lifted", "stopped")


class RungNow(NamedTuple):
    """The rung of a begun exercise of the stage, and the load of its plan; None without one."""

    exercise: str
    side: str
    rung: str
    load: Amount | None


class ReportedTest(NamedTuple):
    """The last result of a self-test on one side; `value` is None where it does not count."""

    test: str
    side: str
    day: int
    value: float | None
    comfortable: bool | None
    nprs: int | None
    change: Change


class ReportedActivity(NamedTuple):
    """One of the person's own activities: the first score and the last, None while unrated."""

    words: str
    first: int | None
    last: int | None


class ReportedFreeze(NamedTuple):
    """Days on which nothing moved up; `last_day` is None while it goes on."""

    first_day: int
    last_day: int | None


class ReportedWeek(NamedTuple):
    """One week, of both legs together. None where nothing was answered.

    `days_worked` had a logged set; `sets` of `planned_sets` were performed.
    """

    first_day: int
    least_morning: int | None
    median_morning: float | None
    most_morning: int | None
    answers: int
    least_session: int | None
    most_session: int | None
    days_worked: int
    sets: int
    planned_sets: int
    walk_minutes: int
    run_minutes: float


class ReportedHappening(NamedTuple):
    """What a time line marks: a kind of `HistoryDay.events` and its detail."""

    day: int
    kind: str
    detail: str


class PainfulExercise(NamedTuple):
    """An exercise during which pain reached the mark: on how many days, and the most."""

    exercise: str
    days: int
    most: int


class LimbReport(NamedTuple):
    """One limb. `usual` is its usual morning pain; `weekly_pain` the worst of a week by the day of
    its answer, `start_pain` that of the week before the plan, `changes` the own global change,
    `can_sit` the minutes that one could sit before it hurt."""

    limb: str
    track: str
    stage: int
    first_day: int | None
    usual: int | None
    rungs: tuple[RungNow, ...]
    milestones: tuple[MilestoneReached, ...]
    tests: tuple[ReportedTest, ...]
    activities: tuple[ReportedActivity, ...]
    first_ratings: FirstRatings
    start_pain: int | None
    weekly_pain: tuple[tuple[int, int], ...]
    changes: tuple[tuple[int, str], ...]
    can_sit: tuple[tuple[int, int], ...]
    freezes: tuple[ReportedFreeze, ...]


class CourseReport(NamedTuple):
    """The report as of `day`. `sessions` of `planned` were begun in the last four weeks; `weeks`
    and `happenings` have the latest first; `questions` are those for the next appointment."""

    day: int
    first_day: int
    goal: str
    limbs: tuple[LimbReport, ...]
    sessions: int
    planned: int
    weeks: tuple[ReportedWeek, ...]
    painful: tuple[PainfulExercise, ...]
    happenings: tuple[ReportedHappening, ...]
    notices: tuple[Notice, ...]
    unlocks: tuple[Unlock, ...]
    ahead: tuple[GateAhead, ...]
    questions: tuple[str, ...]


class ReportParts(NamedTuple):
    """What other use cases already made of the diary."""

    summary: Summary
    days: tuple[HistoryDay, ...]
    entries: tuple[Recorded, ...]
    unlocks: tuple[Unlock, ...]
    ahead: tuple[GateAhead, ...]
    first_ratings: Mapping[str, FirstRatings]


def report(engine: Engine, state: State, parts: ReportParts) -> CourseReport:
    """The report as of the open day."""
    summary = parts.summary
    opened = {o.episode.kind.limb: o for o in engine.open(state).episodes}
    limbs = [_limb(engine.pack, opened[limb.limb], limb, parts) for limb in summary.limbs]
    return CourseReport(
        day=summary.day,
        first_day=parts.days[0].day,
        goal=summary.goal,
        limbs=tuple(limbs),
        sessions=summary.sessions,
        planned=summary.planned,
        weeks=_weeks(parts.days),
        painful=_painful(parts.days, engine.pack.rules.pain.finish_at),
        happenings=_happenings(parts.days),
        notices=summary.decision.notices,
        unlocks=parts.unlocks,
        ahead=parts.ahead,
        questions=summary.questions,
    )


def _limb(pack: Pack, opened: OpenedEpisode, limb: LimbSummary, parts: ReportParts) -> LimbReport:
    first = limb.first_day
    days = [day for day in parts.days if first is not None and day.day >= first]
    outcome = limb.outcome
    return LimbReport(
        limb=limb.limb,
        track=limb.track,
        stage=limb.stage,
        first_day=first,
        usual=limb.baseline,
        rungs=_rungs(pack, opened),
        milestones=reached(
            pack, limb.limb, Now(parts.summary.day, limb.stage), days, parts.entries
        ),
        tests=tuple(one for card in limb.tests for one in _results(card)),
        activities=tuple(
            ReportedActivity(
                words=activity.words,
                first=activity.scores[0][1] if activity.scores else None,
                last=activity.scores[-1][1] if activity.scores else None,
            )
            for activity in outcome.activities
        ),
        first_ratings=parts.first_ratings[limb.limb],
        start_pain=outcome.start_nprs,
        weekly_pain=outcome.pain,
        changes=outcome.changes,
        can_sit=outcome.can_sit,
        freezes=_freezes(limb.limb, days),
    )


def _rungs(pack: Pack, opened: OpenedEpisode) -> tuple[RungNow, ...]:
    """The rungs of the stage's exercises that were performed in this episode."""
    course, episode = opened.course, opened.episode
    here = course.by_id[episode.gate.place]
    found = []
    for key, ladder in sorted(episode.ladders.items()):
        exercise, side = split_key(key)
        rungs = course.rungs.get(exercise, ())
        if exercise not in here or not rungs or ladder.idle < 0:
            continue
        rung = rungs[min(rung_of(ladder.level), len(rungs) - 1)]
        known = episode.loads.get(key)
        load = None if known is None else own_load_at(pack, course, key, ladder.level, known)
        found.append(RungNow(exercise, side, rung.id, None if load is None else load.amount))
    return tuple(found)


def _results(card: TestCard) -> list[ReportedTest]:
    last = {result.side: result for result in card.results}
    return [
        ReportedTest(
            test=card.test.id,
            side=card.leg_of(side),
            day=result.day,
            value=result.value,
            comfortable=result.comfortable,
            nprs=result.nprs,
            change=card.changes[side],
        )
        for side, result in sorted(last.items())
    ]


def _freezes(limb: str, days: Sequence[HistoryDay]) -> tuple[ReportedFreeze, ...]:
    found: list[ReportedFreeze] = []
    for day in days:
        if ("freeze", limb) in day.events:
            found.append(ReportedFreeze(day.day, None))
        elif ("freeze_lifted", limb) in day.events and found:
            found[-1] = found[-1]._replace(last_day=day.day)
    return tuple(found)


def _weeks(days: Sequence[HistoryDay]) -> tuple[ReportedWeek, ...]:
    """Weeks are counted back from today, so that the last one is always whole."""
    ends = range(len(days), max(0, len(days) - WEEK * WEEKS), -WEEK)
    return tuple(_week(days[max(0, end - WEEK) : end]) for end in ends)


def _week(days: Sequence[HistoryDay]) -> ReportedWeek:
    mornings = [pain for day in days for pain in (*day.mornings.values(), *day.taps.values())]
    sessions = [day.worst_pain for day in days if day.worst_pain is not None]
    return ReportedWeek(
        first_day=days[0].day,
        least_morning=min(mornings, default=None),
        median_morning=float(median(mornings)) if mornings else None,
        most_morning=max(mornings, default=None),
        answers=len(mornings),
        least_session=min(sessions, default=None),
        most_session=max(sessions, default=None),
        days_worked=sum(1 for day in days if day.sets),
        sets=sum(day.sets for day in days),
        planned_sets=sum(day.planned_sets for day in days),
        walk_minutes=sum(day.walk_minutes for day in days),
        run_minutes=sum(day.run_minutes for day in days),
    )


def _painful(days: Sequence[HistoryDay], hurts_from: int) -> tuple[PainfulExercise, ...]:
    found: dict[str, list[int]] = {}
    for day in days:
        for exercise, pain in day.pain.items():
            if pain >= hurts_from:
                found.setdefault(exercise, []).append(pain)
    return tuple(
        PainfulExercise(name, len(felt), max(felt)) for name, felt in sorted(found.items())
    )


def _happenings(days: Sequence[HistoryDay]) -> tuple[ReportedHappening, ...]:
    return tuple(
        ReportedHappening(day.day, kind, detail)
        for day in reversed(days)
        for kind, detail in dict.fromkeys(day.events)
        if kind in _HAPPENINGS
    )
