"""Maintenance: the two short sessions, the Nordic ramp, the relapse watch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hamstrong.app.diary_view.corrected_facts import of_kind
from hamstrong.app.today.return_to_sport import WatchCard, watches
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.decide.prescription import planned_weekdays
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import PlanIssued, SetLogged
from hamstrong.engine.fold import Recorded
from hamstrong.engine.state.state import State
from hamstrong.protocol.model import Grade, Pack, Rung

_WEEK = 7


@dataclass(frozen=True, slots=True)
class MaintenanceWeeks:
    """Strength sessions done.

    Args:
        this_week: from Monday to today; `this_month` from its first day; `last` the last one's
            day, None before the first.
        weeks_in_row: whole weeks with enough sessions, one after the other, up to the last one;
            this week counts as soon as it has enough.
    """

    this_week: int
    this_month: int
    weeks_in_row: int
    last: int | None


def count_weeks(
    pack: Pack, entries: Sequence[Recorded], today: int, enough: int
) -> MaintenanceWeeks:
    """Count the sessions up to today.

    Args:
        enough: how many sessions make a week.
    """
    days = _session_days(pack, entries)
    weeks = Counter(map(_week, days))
    month = date.fromordinal(today).replace(day=1).toordinal()
    return MaintenanceWeeks(
        this_week=weeks[_week(today)],
        this_month=sum(month <= day <= today for day in days),
        weeks_in_row=_in_row(weeks, _week(today), enough),
        last=max(days, default=None),
    )


def _week(day: int) -> int:
    """Number of the week of a day; a week begins on Monday."""
    return (day - 1) // _WEEK


def _in_row(weeks: Counter[int], this: int, enough: int) -> int:
    last = this if weeks[this] >= enough else this - 1
    week = last
    while weeks[week] >= enough:
        week -= 1
    return last - week


def _session_days(pack: Pack, entries: Sequence[Recorded]) -> tuple[int, ...]:
    """Days on which the pack's share of the planned hard sets was logged."""
    issued = ((day, _sets(pack, plan)) for day, plan in of_kind(entries, PlanIssued))
    planned = {day: sets for day, sets in issued if sets}  # a light plan after it is no other one
    done = Counter(
        day for day, fact in of_kind(entries, SetLogged) if _is_hard(pack, fact.exercise)
    )
    return tuple(day for day, sets in planned.items() if 2 * done[day] >= sets)


def _sets(pack: Pack, plan: PlanIssued) -> int:
    mine = (i for i in plan.items if i.run_s is None and _is_hard(pack, i.exercise))
    return sum(item.sets * item.bouts for item in mine)


def _is_hard(pack: Pack, name: str) -> bool:
    exercise = pack.exercises.get(name)
    return exercise is not None and pack.load_classes[exercise.load_class].hard


@dataclass(frozen=True, slots=True)
class RampStep:
    """One step of the ramp with its dose, its least days and what it rests on."""

    rung: str
    sets: int
    repetitions: int | None
    per_week: int | None
    min_days: int
    sources: tuple[str, ...]
    grade: Grade


@dataclass(frozen=True, slots=True)
class RampState:
    """Where the Nordic ramp is.

    Args:
        exercise, rung: what the ladder is at; `step` of `of` rungs, from 1.
        sets, repetitions: its dose; `per_week` the most sessions a week on this step.
        idle_days: days since it was last done, None before the first; after `restarts_after`
            such days it begins anew.
        steps: the whole ramp.
        waits_for: keys that it still waits for.
    """

    exercise: str
    rung: str
    step: int
    of: int
    sets: int
    repetitions: int | None
    per_week: int | None
    steps: tuple[RampStep, ...]
    idle_days: int | None
    restarts_after: int | None
    waits_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MaintenanceCard:
    """Maintenance of one limb; `maintains` once its last stage is reached.

    Args:
        sessions_per_week: how many training days the stage uses at most.
        weekdays: those days, 0 is Monday; `weeks` what was done of them.
        ramp: None where the person has no Nordic (kit, traits or choice).
        medians: the last weekly medians of morning pain, None for a thin week.
    """

    limb: str
    stage: int
    maintains: bool
    sessions_per_week: int
    weekdays: tuple[int, ...]
    weeks: MaintenanceWeeks
    ramp: RampState | None
    watch: WatchCard
    medians: tuple[float | None, ...]
    frozen: str
    flare_day: int


def cards(engine: Engine, state: State, entries: Sequence[Recorded]) -> tuple[MaintenanceCard, ...]:
    """Maintenance of each limb."""
    watched = {w.limb: w for w in watches(engine, state, entries)}
    day = engine.open(state)
    weekdays = planned_weekdays(day)
    return tuple(
        _card(
            engine,
            opened,
            watched[opened.episode.kind.limb],
            weekdays,
            count_weeks(engine.pack, entries, state.day, len(weekdays)),
        )
        for opened in day.episodes
    )


def _card(
    engine: Engine,
    opened: OpenedEpisode,
    watch: WatchCard,
    weekdays: tuple[int, ...],
    done: MaintenanceWeeks,
) -> MaintenanceCard:
    course, episode = opened.course, opened.episode
    stage = course.stages[episode.gate.place]
    return MaintenanceCard(
        limb=episode.kind.limb,
        stage=stage.number,
        maintains=episode.gate.place == len(course.path) - 1,
        sessions_per_week=len(weekdays),
        weekdays=weekdays,
        weeks=done,
        ramp=_ramp(engine, opened),
        watch=watch,
        medians=episode.monitors.medians,
        frozen=episode.monitors.frozen,
        flare_day=episode.flare.phase,
    )


def _ramp(engine: Engine, opened: OpenedEpisode) -> RampState | None:
    course, episode = opened.course, opened.episode
    nordics = [e for e in engine.pack.exercises.values() if e.nordic and e.id in course.rungs]
    if not nordics:
        return None
    exercise = nordics[0]
    rungs = course.rungs[exercise.id]
    side = "both" if exercise.legs == "both" else episode.kind.limb
    ladder = episode.ladders.get(f"{exercise.id}:{side}")
    step = min(max(ladder.level if ladder is not None else 1, 1), len(rungs))
    rung = rungs[step - 1]
    wanted = (*exercise.requires, *exercise.requires_tracks.get(course.track.id, ()))
    bound = {key.key.id for key in course.keys}
    return RampState(
        exercise=exercise.id,
        rung=rung.id,
        step=step,
        of=len(rungs),
        sets=rung.dosage.sets,
        repetitions=rung.dosage.repetitions,
        per_week=rung.max_per_week,
        steps=tuple(_step(one) for one in rungs),
        idle_days=ladder.idle if ladder is not None and ladder.idle >= 0 else None,
        restarts_after=exercise.restart_after_days,
        waits_for=tuple(k for k in wanted if k in bound and k not in opened.keys),
    )


def _step(rung: Rung) -> RampStep:
    return RampStep(
        rung=rung.id,
        sets=rung.dosage.sets,
        repetitions=rung.dosage.repetitions,
        per_week=rung.max_per_week,
        min_days=rung.min_days,
        sources=rung.sources,
        grade=rung.grade,
    )
