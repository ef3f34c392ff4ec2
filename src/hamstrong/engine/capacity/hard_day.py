"""Hard day: what a planned one takes at its longest, as the engine itself chooses its work."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from hamstrong.engine.capacity.needs import Needs
from hamstrong.engine.capacity.shortfall import Shortfall
from hamstrong.engine.course.course import Candidate, Course
from hamstrong.engine.decide.chooser import Admitted, Cost, Need, choose
from hamstrong.protocol.half_dose import halved_set
from hamstrong.protocol.minutes import set_seconds
from hamstrong.protocol.model import Dosage, Pack, Rung

_MINUTE_S = 60
_DAY_MINUTES = 240


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
            yield Shortfall(
                stage=self._stage.number, kind="slots", names=names, needs=len(whole), has=slots
            )
        elif not self._fits(able, key, limit):
            enough = (n for n in range(limit, _DAY_MINUTES) if self._fits(able, key, n))
            least = next(enough, _DAY_MINUTES)
            yield Shortfall(
                stage=self._stage.number, kind="minutes", names=names, needs=least, has=limit
            )

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


def _easy_s(divisor: int, dosage: Dosage) -> float:
    """Seconds of an easy set on one leg, with the rest after it."""
    return set_seconds(halved_set(dosage, divisor)) + dosage.rest_s
