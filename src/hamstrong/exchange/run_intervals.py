"""Run intervals: walking, running and sprinting from seconds and metres, by speed alone.

Each step is looked at once. What is too short to mean anything joins its neighbour.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

from hamstrong.engine.facts import RunInterval
from hamstrong.exchange.run_track import Step

Kind = Literal["walk", "run", "sprint"]

SMOOTH_S = 3.0
SHORTEST_S: dict[Kind, float] = {"walk": 10.0, "run": 10.0, "sprint": 2.0}
MOST_INTERVALS = 200
"""Stretches that one run may have in the diary."""


class Speeds(NamedTuple):
    """From which speed on a stretch is a run, and a sprint, in metres a second."""

    run_m_s: float
    sprint_m_s: float

    def kind(self, metres_a_second: float) -> Kind:
        """What somebody does at such a speed."""
        if metres_a_second < self.run_m_s:
            return "walk"
        return "run" if metres_a_second < self.sprint_m_s else "sprint"


class RawInterval(NamedTuple):
    """A stretch before its numbers are rounded; `part` is the part of the track that it lies in."""

    kind: Kind
    seconds: float
    metres: float
    part: int = 0


def stretches_of(parts: Sequence[Sequence[Step]], speeds: Speeds) -> list[RawInterval]:
    """Stretches in order; no stretch goes over the end of a part."""
    return [
        one._replace(part=number)
        for number, part in enumerate(parts)
        for one in _joined(_classed(part, speeds))
    ]


def intervals_of(stretches: Sequence[RawInterval]) -> tuple[RunInterval, ...]:
    """Stretches in whole seconds and metres, rounded so that their sums are those of the run."""
    seconds = [0, *(round(n) for n in accumulate(one.seconds for one in stretches))]
    metres = [0, *(round(n) for n in accumulate(one.metres for one in stretches))]
    return tuple(
        RunInterval(one.kind, after - before, to - since)
        for one, (before, after), (since, to) in zip(
            stretches, pairwise(seconds), pairwise(metres), strict=True
        )
        if after > before
    )


def fewer(stretches: Sequence[RawInterval], speeds: Speeds, most: int) -> list[RawInterval]:
    """Join the shortest stretches with their neighbours until there are at most so many.

    A joined stretch is what its mean speed says. A sprint is joined only when nothing else is left,
    and nothing is joined over a pause unless nothing else is left either.
    """
    return _Merger(stretches, speeds).down_to(most)


def _classed(steps: Sequence[Step], speeds: Speeds) -> Iterator[RawInterval]:
    """Neighbouring steps of one kind, together."""
    kind: Kind | None = None
    seconds = metres = 0.0
    for step, speed in zip(steps, _smoothed(steps), strict=True):
        now = speeds.kind(speed)
        if kind is not None and now != kind:
            yield RawInterval(kind, seconds, metres)
            seconds = metres = 0.0
        kind = now
        seconds += step.seconds
        metres += step.metres
    if kind is not None:
        yield RawInterval(kind, seconds, metres)


def _smoothed(steps: Sequence[Step]) -> Iterator[float]:
    """Mean speed over a short window that ends with each step."""
    first, seconds, metres = 0, 0.0, 0.0
    for index, step in enumerate(steps):
        seconds, metres = seconds + step.seconds, metres + step.metres
        while seconds - steps[first].seconds >= SMOOTH_S and first < index:
            seconds, metres = seconds - steps[first].seconds, metres - steps[first].metres
            first += 1
        yield metres / seconds


def _joined(stretches: Iterable[RawInterval]) -> list[RawInterval]:
    """Take what is too short into the stretch before it; the first one into the one after it."""
    found: list[RawInterval] = []
    for one in stretches:
        new = one
        if found and found[-1].kind != new.kind and _is_short(found[-1]):
            short = found.pop()
            if found:
                found[-1] = _together(found[-1].kind, found[-1], short)
            else:
                new = _together(new.kind, short, new)
        if found and found[-1].kind == new.kind:
            found[-1] = _together(new.kind, found[-1], new)
        else:
            found.append(new)
    if len(found) > 1 and _is_short(found[-1]):
        short = found.pop()
        found[-1] = _together(found[-1].kind, found[-1], short)
    return found


def _is_short(one: RawInterval) -> bool:
    return one.seconds < SHORTEST_S[one.kind]


def _together(kind: Kind, one: RawInterval, after: RawInterval) -> RawInterval:
    return RawInterval(kind, one.seconds + after.seconds, one.metres + after.metres, one.part)


class _Merger:
    """A linked list of stretches and a heap of them, the first to be joined on top."""

    def __init__(self, stretches: Sequence[RawInterval], speeds: Speeds) -> None:
        self._speeds = speeds
        self._live: dict[int, RawInterval] = dict(enumerate(stretches))
        self._before = {n: n - 1 for n in self._live if n}
        self._after = {n: n + 1 for n in self._live if n + 1 in self._live}
        self._heap = [self._entry(n) for n in self._live]
        heapq.heapify(self._heap)

    def down_to(self, most: int) -> list[RawInterval]:
        while len(self._live) > max(1, most):
            entry = heapq.heappop(self._heap)
            number = entry[-1]
            if number not in self._live:
                continue
            if entry != self._entry(number):
                heapq.heappush(self._heap, self._entry(number))
                continue
            self._join(number, self._neighbour(number))
        return [self._live[number] for number in sorted(self._live)]

    def _entry(self, number: int) -> tuple[int, float, int]:
        """How soon a stretch is joined: those beside a stretch of their part first, by seconds."""
        one = self._live[number]
        near = self._live.get(self._neighbour(number))
        rank = 0 if near is not None and near.part == one.part else 2
        return rank + ("sprint" in (one.kind, near.kind if near else "")), one.seconds, number

    def _neighbour(self, number: int) -> int:
        """The neighbour to join with: of the same part, no sprint, the shorter one."""
        beside = [n for n in (self._before.get(number), self._after.get(number)) if n is not None]
        part = self._live[number].part
        return min(beside, default=-1, key=lambda n: (
            self._live[n].part != part, self._live[n].kind == "sprint", self._live[n].seconds
        ))  # fmt: skip

    def _join(self, number: int, other: int) -> None:
        """Join two neighbours, and the new one with neighbours of its kind."""
        first, second = sorted((number, other))
        one, after = self._live[first], self._live[second]
        mean = (one.metres + after.metres) / (one.seconds + after.seconds)
        self._replace(first, second, _together(self._speeds.kind(mean), one, after))
        for near in (self._before.get(first), self._after.get(first)):
            if near is not None and self._is_alike(near, first):
                low, high = sorted((near, first))
                kind = self._live[low].kind
                self._replace(low, high, _together(kind, self._live[low], self._live[high]))
                first = low
        heapq.heappush(self._heap, self._entry(first))

    def _is_alike(self, one: int, other: int) -> bool:
        return self._live[one][::3] == self._live[other][::3]  # kind and part

    def _replace(self, first: int, second: int, joined: RawInterval) -> None:
        del self._live[second]
        self._live[first] = joined
        after = self._after.pop(second, None)
        self._before.pop(second, None)
        if after is None:
            self._after.pop(first, None)
        else:
            self._after[first] = after
            self._before[after] = first
