"""Capacity: whether each stage's key exercises can be done twice a week with what was chosen.

The linter asks it of every choice that a pack offers; enrolment asks it of one person and
refuses with the reason. It judges the course that the engine itself compiles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import combinations, product
from math import ceil
from typing import Literal

from hamstrong.engine.course.compilation import compile_course
from hamstrong.engine.course.course import Candidate, Course
from hamstrong.engine.decide.chooser import Admitted, Cost, Need, choose
from hamstrong.engine.state.state import EpisodeKind, PersonSettings
from hamstrong.protocol.criteria import (
    CleanSessions,
    Criterion,
    EitherRung,
    KeyMet,
    Repetitions,
    RungClean,
)
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.half_dose import halved
from hamstrong.protocol.minutes import bout_seconds, set_seconds
from hamstrong.protocol.model import Dosage, Exercise, Pack, Rung, Stage

_TIMES_A_WEEK = 2
_MINUTE_S = 60
_DAY_MINUTES = 240
_MOST_DAYS = 3  # more days than these change nothing: each key exercise needs only two of them


@dataclass(frozen=True, slots=True)
class CapacityCase:
    """What decides how much work fits. `kit` None means everything that the pack knows."""

    track: str
    goal: str
    limbs: int
    days: int
    minutes: int
    kit: frozenset[str] | None = None
    traits: frozenset[str] = frozenset()

    def __str__(self) -> str:
        """Return the choice in a few words."""
        traits = f", {' and '.join(sorted(self.traits))}" if self.traits else ""
        legs = "one leg" if self.limbs == 1 else "both legs"
        return f"{self.track}, {self.goal}, {legs}, {self.days} days, {self.minutes} min{traits}"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Why a choice does not fit a stage: slots, minutes, or an exercise out of reach.

    `names` are the exercises concerned, `needs` and `has` exercises or minutes a day.
    """

    stage: int
    kind: Literal["slots", "minutes", "out_of_reach"]
    names: tuple[str, ...]
    needs: float = 0.0
    has: float = 0.0
    criterion: str = ""


def shortfalls(pack: Pack, choice: CapacityCase) -> tuple[Shortfall, ...]:
    """Return every stage of the choice's path in which its key exercises do not fit."""
    course = course_of(pack, choice, "left")
    return tuple(
        shortfall
        for place in range(len(course.path))
        for shortfall in _in_stage(pack, course, place, choice)
    )


def course_of(pack: Pack, choice: CapacityCase, limb: str) -> Course:
    """Compile the course that the engine would give a leg of this choice."""
    person = PersonSettings(
        goal=choice.goal,
        training_days=tuple(range(choice.days)),
        minutes=choice.minutes,
        kit=frozenset(pack.kits) if choice.kit is None else choice.kit,
        traits=choice.traits,
    )
    return compile_course(pack, EpisodeKind(limb, choice.track, alone=choice.limbs == 1), person)


def needed_kit(pack: Pack, track: str, goal: str) -> tuple[str, ...]:
    """Return the kit without which a gate of the path cannot be reached, whatever else is owned."""
    whole = frozenset(pack.kits)
    days, minutes = pack.rules.calendar.max_training_days, max(pack.minutes_offered)
    needed = []
    for item in sorted(whole):
        lacking = whole - {item}
        found = shortfalls(pack, CapacityCase(track, goal, 1, days, minutes, lacking))
        if any(shortfall.kind == "out_of_reach" for shortfall in found):
            needed.append(item)
    return tuple(needed)


def check_capacity(pack: Pack) -> Iterator[UnplacedFault]:
    """A finding for each stage that a choice which the pack offers cannot get through."""
    seen: Counter[Shortfall] = Counter()
    first: dict[Shortfall, CapacityCase] = {}
    for choice in _offered(pack):
        for shortfall in shortfalls(pack, choice):
            if choice.kit is not None and shortfall.kind == "out_of_reach":
                continue  # enrolment names the missing kit and refuses
            seen[shortfall] += 1
            first.setdefault(shortfall, choice)
    for shortfall, count in seen.items():
        yield _finding(shortfall, first[shortfall], count)


def _offered(pack: Pack) -> Iterator[CapacityCase]:
    """The tightest choices on offer: fewest days, each trait, each kit missing. With the most
    minutes: enrolment refuses what does not fit into fewer."""
    days, minutes = pack.rules.calendar.min_training_days, max(pack.minutes_offered)
    whole = frozenset(pack.kits)
    traits = [frozenset[str](), *(frozenset({trait}) for trait in pack.traits)]
    traits.append(frozenset(pack.traits))
    for track, goal, limbs in product(pack.tracks, pack.goals, (1, 2)):
        for some in traits:
            yield CapacityCase(track, goal, limbs, days, minutes, traits=some)
        for item in sorted(whole):
            yield CapacityCase(track, goal, limbs, days, minutes, kit=whole - {item})


@dataclass(slots=True)
class Needs:
    """The key exercises of one stage with the highest rung that its gate asks for, and what of
    its gate is out of reach."""

    levels: dict[str, int] = field(default_factory=dict)
    lost: list[Shortfall] = field(default_factory=list)


def _in_stage(pack: Pack, course: Course, place: int, choice: CapacityCase) -> Iterator[Shortfall]:
    stage, needs = course.stages[place], needs_at(pack, course, place)
    yield from needs.lost
    slots, limit = slots_of(stage), minutes_of(stage, choice)
    if stage.daily:
        minutes = {
            name: _daily_s(course.by_id[place][name], level, choice) / _MINUTE_S
            for name, level in needs.levels.items()
        }
        yield from shortfalls_of(stage.number, slots, limit, choice.days, minutes)
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


class HardDay:
    """A planned hard day at one place on a path, everything at its longest rung there."""

    def __init__(self, pack: Pack, course: Course, place: int, needs: Needs) -> None:
        self._pack, self._stage = pack, course.stages[place]
        here = [c for c in course.candidates[place] if not c.load_class.run]
        self._candidates = {c.exercise.id: c for c in here if c.load_class.hard}
        self.costs = {
            name: _longest(pack, c, needs.levels.get(name), warm_up=bool(self._warm_up(())))
            for name, c in self._candidates.items()
        }

    def lacks(
        self, owed: tuple[str, ...], key: str | None, slots: int, limit: int
    ) -> Iterator[Shortfall]:
        """What a day with each owed action that the person can do, and a key exercise, lacks."""
        actions = {c.exercise.action for c in self._candidates.values()}
        able = tuple(action for action in owed if action in actions)
        whole = {*able, *(() if key is None else (self._candidates[key].exercise.action,))}
        names = able if key is None else (*able, key)
        if len(whole) > slots:
            yield Shortfall(self._stage.number, "slots", names, len(whole), slots)
        elif not self._fits(able, key, limit):
            enough = (n for n in range(limit, _DAY_MINUTES) if self._fits(able, key, n))
            least = next(enough, _DAY_MINUTES)
            yield Shortfall(self._stage.number, "minutes", names, least, limit)

    def _fits(self, owed: tuple[str, ...], key: str | None, minutes: int) -> bool:
        admitted = [
            Admitted(name, c.exercise.action, Need.OPEN if name == key else Need.TURN, 0)
            for name, c in self._candidates.items()
        ]
        seconds = (minutes - self._warm_up(owed)) * _MINUTE_S
        choice = choose(owed, admitted, self.costs, len(self.costs), seconds)
        names = {one.exercise for one in choice.chosen}
        return not choice.missing and (key is None or key in names)

    def _warm_up(self, owed: tuple[str, ...]) -> int:
        power = any(
            c.load_class.power and c.exercise.action in owed for c in self._candidates.values()
        )
        return self._stage.power_warm_up_minutes if power else self._stage.warm_up_minutes


def _longest(pack: Pack, candidate: Candidate, level: int | None, *, warm_up: bool) -> Cost:
    """The longest an exercise takes on a day, cut as far as it may be: at any of its rungs, and of
    a key exercise up to the one that the gate asks for."""
    sides = 1 if candidate.exercise.legs == "both" else 2
    rungs = candidate.rungs if level is None else candidate.rungs[: level + 1]
    divisor = pack.rules.ladder.reduced_sets_divisor
    cut = (_cut_s(pack, candidate, rung) for rung in rungs)
    easy = (_easy_s(divisor, rung.dosage) for rung in rungs) if warm_up else iter((0.0,))
    return Cost((ceil(sides * max(cut)),), ceil(sides * max(easy)))


def _cut_s(pack: Pack, candidate: Candidate, rung: Rung) -> float:
    dosage = rung.dosage
    sets = dosage.sets
    if rung.id not in candidate.named_rungs:
        sets = min(sets, pack.rules.calendar.least_sets)
    return sets * (set_seconds(dosage) + dosage.rest_s)


@lru_cache(maxsize=512)
def _easy_s(divisor: int, dosage: Dosage) -> float:
    """Seconds of an easy set on one leg, with the rest after it."""
    return bout_seconds(halved(replace(dosage, sets=1), divisor)) + dosage.rest_s


def needs_at(pack: Pack, course: Course, place: int) -> Needs:
    """What the gate out of one place on a path asks to be trained."""
    stage, candidates = course.stages[place], dict(course.by_id[place])
    needs = Needs()
    # Sessions of a class come last: an exercise that is needed anyway may be what they count.
    for criterion in sorted(_criteria(course, place), key=lambda c: isinstance(c, CleanSessions)):
        _add(pack, criterion, candidates, stage, needs)
    return needs


def _criteria(course: Course, place: int) -> Iterator[Criterion]:
    """The criteria of the gate out of a stage and of every key that it waits for."""
    gate = course.gates[place]
    if gate is None:
        return
    waits = set(gate.gate.keys)
    for compiled in gate.criteria:
        yield compiled.criterion
        if isinstance(compiled.criterion, KeyMet):
            waits.add(compiled.criterion.key)
    for key in course.keys:
        if key.key.id in waits:
            for compiled in key.criteria:
                yield compiled.criterion


def _add(
    pack: Pack,
    criterion: Criterion,
    candidates: dict[str, Candidate],
    stage: Stage,
    needs: Needs,
) -> None:
    wanted: str
    name: str | None
    level: int | None
    match criterion:
        case CleanSessions(load_class=wanted):
            known = {n: c for n, c in candidates.items() if n in needs.levels}
            name, level = _cheapest(wanted, known) or _cheapest(wanted, candidates), 0
        case EitherRung():
            # Its work takes no place of its own: a session has lowering work in any case.
            if not _is_in_reach(pack, criterion, candidates):
                names = tuple(choice.exercise for choice in criterion.either)
                lost = Shortfall(stage.number, "out_of_reach", names, criterion=criterion.id)
                needs.lost.append(lost)
            return
        case RungClean(exercise=wanted) | Repetitions(exercise=wanted):
            name, level = wanted, _level(criterion, candidates.get(wanted))
        case _:
            return
    if name is None or level is None:
        lost = Shortfall(stage.number, "out_of_reach", (wanted,), criterion=criterion.id)
        needs.lost.append(lost)
    else:
        needs.levels[name] = max(level, needs.levels.get(name, 0))


def _is_in_reach(pack: Pack, criterion: EitherRung, candidates: dict[str, Candidate]) -> bool:
    """Whether the person can get to one of the rungs that a criterion names."""
    return any(
        choice.exercise in candidates
        and pack.exercises[choice.exercise].rung_index(choice.rung)
        < candidates[choice.exercise].max_level
        for choice in criterion.either
    )


def _level(criterion: RungClean | Repetitions, candidate: Candidate | None) -> int | None:
    """Index of the rung that a criterion asks for, None when the person cannot get there."""
    if candidate is None:
        return None
    for rung in candidate.rungs:
        if _shows(criterion, rung):
            return candidate.exercise.rung_index(rung.id)
    return None


def _shows(criterion: RungClean | Repetitions, rung: Rung) -> bool:
    """Whether a criterion can be met on this rung."""
    if isinstance(criterion, RungClean):
        return rung.id == criterion.rung
    repetitions = rung.dosage.repetitions
    return repetitions is not None and repetitions >= criterion.count


def _cheapest(load_class: str, candidates: dict[str, Candidate]) -> str | None:
    fitting = [c for c in candidates.values() if c.exercise.load_class == load_class]
    if not fitting:
        return None
    return min(fitting, key=lambda c: bout_seconds(c.exercise.ladder[0].dosage)).exercise.id


def _daily_s(candidate: Candidate, level: int, choice: CapacityCase) -> float:
    """Seconds of an exercise of a daily stage at its longest rung up to a level."""
    exercise = candidate.exercise
    one_side = exercise.legs == "both" or choice.limbs == 1
    return longest_s(exercise, level) * (1 if one_side else 2)


def longest_s(exercise: Exercise, level: int) -> float:
    """Seconds of one side at the longest rung up to a level, the rest after it included."""
    dosages = [rung.dosage for rung in exercise.ladder[: level + 1]]
    return max(bout_seconds(dosage) + dosage.rest_s for dosage in dosages)


def slots_of(stage: Stage) -> int:
    """Exercises a day that a stage has room for from its first day on."""
    first = stage.first_days_max_exercises
    return stage.max_exercises if first is None else min(stage.max_exercises, first)


def minutes_of(stage: Stage, choice: CapacityCase) -> int:
    """Minutes a day: the person's own, cut to the stage's where it has any."""
    own = stage.max_minutes if choice.limbs == 1 else stage.max_minutes_two_limbs
    return choice.minutes if own is None else min(choice.minutes, own)


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
        yield Shortfall(stage, "slots", names, fewest, slots)
    shortest = min(max(sum(minutes[name] for name in day) for day in plan) for plan in plans)
    if shortest > limit:
        yield Shortfall(stage, "minutes", names, round(shortest, 1), limit)


def _plans(names: tuple[str, ...], days: int) -> Iterator[list[list[str]]]:
    """Every way to give each exercise its two days of the week."""
    pairs = list(combinations(range(days), min(_TIMES_A_WEEK, days)))
    for chosen in product(pairs, repeat=len(names)):
        plan: list[list[str]] = [[] for _ in range(days)]
        for name, pair in zip(names, chosen, strict=True):
            for day in pair:
                plan[day].append(name)
        yield plan


def _finding(shortfall: Shortfall, choice: CapacityCase, count: int) -> UnplacedFault:
    names = ", ".join(shortfall.names)
    more = f" (and {count - 1} more choices)" if count > 1 else ""
    where = f"stage {shortfall.stage} of {choice}{more}"
    if shortfall.kind == "out_of_reach":
        place = PackPlace("gates.yaml", ("criteria", shortfall.criterion))
        expected = f"a criterion that can be reached in {where}, or a substitute for it"
        return UnplacedFault(place, "out-of-reach", expected, names)
    if shortfall.kind == "slots":
        place = PackPlace("pack.yaml", ("stages", shortfall.stage, "max_exercises"))
        expected = f"at least {shortfall.needs:g} exercises a day for {names} in {where}"
        return UnplacedFault(place, "no-slots", expected, int(shortfall.has))
    place = PackPlace("pack.yaml", ("minutes_offered",))
    expected = f"at least {shortfall.needs:g} minutes for {names} in {where}"
    return UnplacedFault(place, "no-minutes", expected, int(shortfall.has))
