"""Days for the chooser: every question that it may be asked at a place on a path.

All admitted sets are too many to ask one by one, and need not be: what a day owes is served before
anything else, and another action bears on it only by the seconds and places that it takes. So every
set of exercises of one action is asked beside the others' extremes: none, the shortest, the
longest, all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations, product
from math import ceil
from typing import NamedTuple

from hamstrong.engine.capacity.stage_fit import stage_shortfalls
from hamstrong.engine.course.course import Candidate
from hamstrong.engine.decide.chooser import Admitted, Cost, Need
from hamstrong.proof.courses import CourseStage
from hamstrong.protocol.minutes import set_seconds
from hamstrong.protocol.model import Pack, Rung, Stage

MINUTE_S = 60


class ChoiceCase(NamedTuple):
    """One question to the chooser; `beside_run` when a run that is not easy comes first."""

    setting: CourseStage
    owed: tuple[str, ...]
    admitted: tuple[Admitted, ...]
    costs: Mapping[str, Cost]
    places: int
    seconds: int
    beside_run: bool


def asked_choices(
    pack: Pack, settings: tuple[CourseStage, ...], *, quick: bool
) -> Iterator[ChoiceCase]:
    """Every question about the places that differ in what may be done there, each once."""
    known: set[object] = set()
    for setting in _distinct(settings):
        stage = setting.course.stages[setting.place]
        if stage.daily:
            continue
        # The most minutes are asked in any case: a broken chooser finds none of them enough.
        most = max(pack.minutes_offered)
        enough = [m for m in pack.minutes_offered if m == most or _holds(pack, setting, m)]
        candidates = [line.candidate for line in setting.lines if _is_chosen(line.candidate)]
        for longest in (True, False):
            costs = {c.exercise.id: _cost(pack, c, longest=longest) for c in candidates}
            for admitted in _admitted_sets(stage, candidates, costs, quick=quick):
                question = (stage.number, tuple((one, costs[one.exercise]) for one in admitted))
                if question not in known:
                    known.add(question)
                    yield from _asked(enough, setting, stage, admitted, costs)


def _asked(
    enough: Sequence[int],
    setting: CourseStage,
    stage: Stage,
    admitted: tuple[Admitted, ...],
    costs: Mapping[str, Cost],
) -> Iterator[ChoiceCase]:
    turns = ((), (stage.alternating,)) if stage.alternating is not None else ((),)
    for turn, minutes, run in product(turns, enough, (False, True)):
        owed = (*stage.owed, *turn)
        warm_up = stage.power_warm_up_minutes if turn or run else stage.warm_up_minutes
        yield ChoiceCase(
            setting=setting,
            owed=owed,
            admitted=tuple(one for one in admitted if not run or one.action in owed),
            costs=costs,
            places=len(owed) if run else stage.max_exercises,
            seconds=(minutes - warm_up) * MINUTE_S,
            beside_run=run,
        )


def _holds(pack: Pack, setting: CourseStage, minutes: int) -> bool:
    """Whether a session of so many minutes holds the stage: else no gate leads there."""
    days = pack.rules.calendar.min_training_days
    lacking = stage_shortfalls(pack, setting.course, setting.place, days, minutes)
    return all(one.kind != "minutes" for one in lacking)


def _admitted_sets(
    stage: Stage, candidates: list[Candidate], costs: Mapping[str, Cost], *, quick: bool
) -> Iterator[tuple[Admitted, ...]]:
    """Every set of one action beside the extremes of the others, each with either order of age."""
    actions = dict.fromkeys(c.exercise.action for c in candidates)
    by_action = {a: [c for c in candidates if c.exercise.action == a] for a in actions}
    for action, mine in by_action.items():
        sizes = (len(mine),) if quick else range(len(mine) + 1)
        subsets = chain.from_iterable(combinations(mine, n) for n in sizes)
        others = [c for c in candidates if c.exercise.action != action]
        for some, beside in product(subsets, _extremes(others, costs)):
            names = {c.exercise.id for c in (*some, *beside)}
            kept = [c for c in candidates if c.exercise.id in names]
            yield _aged(stage, kept)
            yield _aged(stage, kept[::-1])


def _extremes(candidates: list[Candidate], costs: Mapping[str, Cost]) -> list[list[Candidate]]:
    """Nothing of some actions, the shortest or longest exercise of each, everything."""
    actions = dict.fromkeys(c.exercise.action for c in candidates)
    ordered = sorted(candidates, key=lambda c: costs[c.exercise.id].seconds[-1])
    found = [[next(c for c in ordered if c.exercise.action == a) for a in actions]]
    found += [[next(c for c in ordered[::-1] if c.exercise.action == a) for a in actions]]
    return [[], *found, candidates]


def _aged(stage: Stage, candidates: list[Candidate]) -> tuple[Admitted, ...]:
    return tuple(
        Admitted(
            exercise=c.exercise.id,
            action=c.exercise.action,
            need=Need.OPEN if c.gate_exercise else Need.DAILY if c.daily else Need.TURN,
            idle=idle,
            fills=c.exercise.action != stage.alternating,
        )
        for idle, c in enumerate(candidates)
    )


def _distinct(settings: tuple[CourseStage, ...]) -> Iterator[CourseStage]:
    """Places that differ in stage, exercises, how far each goes, or what the gate names."""
    found: dict[object, CourseStage] = {}
    for setting in settings:
        candidates = (line.candidate for line in setting.lines)
        shape = tuple((c.exercise.id, c.max_level, c.named_rungs) for c in candidates)
        found.setdefault((setting.course.path[setting.place], shape), setting)
    yield from found.values()


def _is_chosen(candidate: Candidate) -> bool:
    return not (candidate.load_class.run or candidate.exercise.adjunct)


def _cost(pack: Pack, candidate: Candidate, *, longest: bool) -> Cost:
    """What an exercise takes at the rung where it takes longest, or least."""
    times = [_times(pack, candidate, rung) for rung in candidate.rungs]
    seconds = max(times) if longest else min(times)
    return Cost(seconds, seconds[0] // 2 if candidate.load_class.hard else 0)


def _times(pack: Pack, candidate: Candidate, rung: Rung) -> tuple[int, ...]:
    """Seconds on both legs with every number of sets that the rung may be cut to."""
    dosage, sides = rung.dosage, 1 if candidate.exercise.legs == "both" else 2
    each = sides * (set_seconds(dosage) + dosage.rest_s)
    fewest = pack.rules.calendar.least_sets
    least = dosage.sets if rung.id in candidate.named_rungs else min(dosage.sets, fewest)
    return tuple(ceil(n * each) for n in range(dosage.sets, least - 1, -1))
