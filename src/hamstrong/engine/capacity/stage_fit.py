"""Stage fit: what one stage of a course has no place or no time for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from hamstrong.engine.capacity.hard_day import HardDay
from hamstrong.engine.capacity.needs import Needs, needs_at
from hamstrong.engine.capacity.shortfall import Shortfall
from hamstrong.engine.course.course import Candidate, Course
from hamstrong.protocol.minutes import bout_seconds
from hamstrong.protocol.model import Exercise, Pack, Stage

_TIMES_A_WEEK = 2
_MINUTE_S = 60
_MOST_DAYS = 3  # more days than these change nothing: each key exercise needs only two of them


def stage_shortfalls(
    pack: Pack, course: Course, place: int, days: int, minutes: int
) -> Iterator[Shortfall]:
    """What the key exercises of one place on the path lack.

    Args:
        days: of training a week.
        minutes: that the person offers for a session.
    """
    stage, needs = course.stages[place], needs_at(pack, course, place)
    yield from needs.lost
    slots, limit = slots_of(stage), minutes_of(stage, minutes, alone=course.kind.alone)
    if stage.daily:
        taken = {
            name: _daily_s(course.by_id[place][name], level, alone=course.kind.alone) / _MINUTE_S
            for name, level in needs.levels.items()
        }
        yield from shortfalls_of(stage.number, slots, limit, days, taken)
    else:
        yield from _on_hard_days(pack, course, place, needs, slots, limit)


def _on_hard_days(
    pack: Pack, course: Course, place: int, needs: Needs, slots: int, limit: int
) -> Iterator[Shortfall]:
    """What a planned hard day has no place or no time for, as the engine itself chooses: the owed
    work on every such day, and each key exercise on those without the alternating action."""
    stage = course.stages[place]
    day = HardDay(pack, course, place, needs)
    turns = ((), (stage.alternating,)) if stage.alternating is not None else ((),)
    for turn in turns:
        yield from day.lacks((*stage.owed, *turn), None, slots, limit)
    for name in needs.levels:
        if name in day.costs:
            yield from day.lacks(stage.owed, name, slots, limit)


def _daily_s(candidate: Candidate, level: int, *, alone: bool) -> float:
    """Seconds of an exercise of a daily stage at its longest rung up to a level."""
    exercise = candidate.exercise
    one_side = exercise.legs == "both" or alone
    return longest_s(exercise, level) * (1 if one_side else 2)


def longest_s(exercise: Exercise, level: int) -> float:
    """Seconds of one side at the longest rung up to a level, the rest after it included."""
    dosages = [rung.dosage for rung in exercise.ladder[: level + 1]]
    return max(bout_seconds(dosage) + dosage.rest_s for dosage in dosages)


def slots_of(stage: Stage) -> int:
    """Exercises a day that a stage has places for from its first day on."""
    first = stage.first_days_max_exercises
    return stage.max_exercises if first is None else min(stage.max_exercises, first)


def minutes_of(stage: Stage, minutes: int, *, alone: bool) -> int:
    """Minutes a day: the person's own, cut to the stage's where it has any."""
    own = stage.max_minutes if alone else stage.max_minutes_two_limbs
    return minutes if own is None else min(minutes, own)


def shortfalls_of(
    stage: int, slots: int, limit: int, days: int, minutes: dict[str, float]
) -> Iterator[Shortfall]:
    """What is missing for each exercise to be done twice a week.

    Args:
        slots: exercises a day.
        limit: minutes a day.
        minutes: what each exercise takes on a day, all sides.
    """
    names = tuple(sorted(minutes))
    plans = list(_plans(names, min(days, _MOST_DAYS)))
    fewest = min(max(len(day) for day in plan) for plan in plans)
    if fewest > slots:
        yield Shortfall(stage=stage, kind="slots", names=names, needs=fewest, has=slots)
    shortest = min(max(sum(minutes[name] for name in day) for day in plan) for plan in plans)
    if shortest > limit:
        yield Shortfall(
            stage=stage, kind="minutes", names=names, needs=round(shortest, 1), has=limit
        )


def _plans(names: tuple[str, ...], days: int) -> Iterator[list[list[str]]]:
    """Every way to give each exercise its two days of the week."""
    pairs = list(combinations(range(days), min(_TIMES_A_WEEK, days)))
    for chosen in product(pairs, repeat=len(names)):
        plan: list[list[str]] = [[] for _ in range(days)]
        for name, pair in zip(names, chosen, strict=True):
            for day in pair:
                plan[day].append(name)
        yield plan
