"""Numbers of the diary about pain and dose, for a page. Counts, never causes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hamstrong.app import HistoryDay

MARKED = ("stage", "flare", "flag", "flag_lifted", "stopped")


class ExerciseRow(NamedTuple):
    """One exercise over all days: on how many days pain was answered, and how much it was."""

    exercise: str
    days: int
    worst: int
    last: int
    hurt_days: int
    recent: tuple[tuple[int, int], ...]


def window(days: Sequence[HistoryDay], weeks: int | None) -> Sequence[HistoryDay]:
    """The last weeks, or everything."""
    return days if weeks is None else days[-7 * weeks :]


def has_answers(days: Sequence[HistoryDay]) -> bool:
    """Whether there is anything to draw."""
    return any(d.mornings or d.taps or d.pain or d.sets or d.adjunct_sets for d in days)


def legs(days: Sequence[HistoryDay]) -> tuple[str, ...]:
    """Legs with a morning answer, in a fixed order."""
    known = {limb for day in days for limb in (*day.mornings, *day.taps)}
    return tuple(limb for limb in ("left", "right") if limb in known)


def morning(day: HistoryDay, limb: str) -> int | None:
    """The morning's pain of one leg; the one-tap answer where no morning was asked."""
    found = day.mornings.get(limb)
    return day.taps.get(limb) if found is None else found


def by_exercise(days: Sequence[HistoryDay], hurts_from: int) -> list[ExerciseRow]:
    """Every exercise with an answered pain; those that hurt on most days first."""
    found: dict[str, list[tuple[int, int]]] = {}
    for day in days:
        for exercise, pain in day.pain.items():
            found.setdefault(exercise, []).append((day.day, pain))
    rows = [
        ExerciseRow(
            exercise=name,
            days=len(answers),
            worst=max(pain for _, pain in answers),
            last=answers[-1][1],
            hurt_days=sum(pain >= hurts_from for _, pain in answers),
            recent=tuple(answers[-8:]),
        )
        for name, answers in found.items()
    ]
    return sorted(rows, key=lambda r: (-r.hurt_days, -r.worst, r.exercise))


def summary(days: Sequence[HistoryDay]) -> tuple[int, int, int] | None:
    """Answered mornings of the last seven days: how many, the least and the most pain."""
    answers = [v for day in days[-7:] for v in (*day.mornings.values(), *day.taps.values())]
    return (len(answers), min(answers), max(answers)) if answers else None
