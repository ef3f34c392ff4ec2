"""Exercise pain: each exercise's dose beside the pain during it and the morning after.

Things that happened together are lined up; nothing here says that one made the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hamstrong.app.diary_view.corrected_facts import of_kind
from hamstrong.app.today.sitting import mornings_of
from hamstrong.engine.facts import PainReported, RunLogged, SetLogged
from hamstrong.engine.fold import Recorded


@dataclass(frozen=True, slots=True)
class DoseDay:
    """One exercise on one side on one day. None means "not answered", never zero.

    `seconds` are those held or run, `load_kg` the heaviest; `alone` says that nothing else was
    done that day, so that the morning after follows this exercise only.
    """

    day: int
    side: str
    rung: str
    sets: int
    repetitions: int
    seconds: int
    load_kg: float | None
    worst_nprs: int | None
    next_morning: tuple[tuple[str, int], ...]
    alone: bool


@dataclass(frozen=True, slots=True)
class ExercisePain:
    """One exercise over time, newest day last; `worst` and `answered` over all its days."""

    exercise: str
    days: tuple[DoseDay, ...]

    @property
    def worst_nprs(self) -> int | None:
        """Worst answered pain during this exercise."""
        return max((d.worst_nprs for d in self.days if d.worst_nprs is not None), default=None)


def by_exercise(entries: Sequence[Recorded]) -> tuple[ExercisePain, ...]:
    """Every exercise that was done; those that hurt most come first."""
    doses: dict[tuple[str, str, int], list[SetLogged | RunLogged]] = {}
    done: list[tuple[int, SetLogged | RunLogged]] = [*of_kind(entries, SetLogged)]
    done += of_kind(entries, RunLogged)
    for day, fact in done:
        doses.setdefault((fact.exercise, _side(fact), day), []).append(fact)
    asked = _asked_once(entries)
    mornings, busy = mornings_of(entries), _exercises_by_day(doses)
    found: dict[str, list[DoseDay]] = {}
    for (exercise, side, day), facts in sorted(doses.items(), key=lambda pair: pair[0][2]):
        alone = busy[day] == {exercise}
        dose = _dose(day, side, facts, asked.get((exercise, side, day), []), alone=alone)
        following = mornings.get(day + 1, ())
        found.setdefault(exercise, []).append(_with_morning(dose, following))
    pains = (ExercisePain(name, tuple(days)) for name, days in found.items())
    return tuple(sorted(pains, key=lambda p: (-(p.worst_nprs or 0), p.exercise)))


def _side(fact: SetLogged | RunLogged) -> str:
    return fact.side if isinstance(fact, SetLogged) else "both"


def _asked_once(entries: Sequence[Recorded]) -> dict[tuple[str, str, int], list[int]]:
    found: dict[tuple[str, str, int], list[int]] = {}
    for day, fact in of_kind(entries, PainReported):
        if not fact.elsewhere:
            found.setdefault((fact.exercise, fact.side, day), []).append(fact.nprs)
    return found


def _exercises_by_day(doses: Iterable[tuple[str, str, int]]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for exercise, _, day in doses:
        found.setdefault(day, set()).add(exercise)
    return found


def _dose(
    day: int, side: str, facts: list[SetLogged | RunLogged], asked: list[int], *, alone: bool
) -> DoseDay:
    sets = [f for f in facts if isinstance(f, SetLogged)]
    runs = [f for f in facts if isinstance(f, RunLogged)]
    felt = [f.nprs for f in facts if f.nprs is not None and not f.elsewhere]
    held = sum((f.holds or 1) * f.hold_s for f in sets if f.hold_s)
    ran = sum(i.seconds for f in runs for i in f.intervals if i.kind != "walk")
    return DoseDay(
        day=day,
        side=side,
        rung=facts[-1].rung or "",
        sets=len(sets) or sum(1 for f in runs for i in f.intervals if i.kind != "walk"),
        repetitions=sum(f.repetitions or 0 for f in sets),
        seconds=held + ran,
        load_kg=max((f.load_kg for f in sets if f.load_kg is not None), default=None),
        worst_nprs=max([*felt, *asked], default=None),
        next_morning=(),
        alone=alone,
    )


def _with_morning(dose: DoseDay, mornings: tuple[tuple[str, int], ...]) -> DoseDay:
    """The mornings of the limbs that the dose concerns; both when it was done with both."""
    mine = tuple((limb, n) for limb, n in mornings if dose.side in ("both", limb))
    return replace(dose, next_morning=mine)
