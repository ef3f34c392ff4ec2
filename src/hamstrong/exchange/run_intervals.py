"""Stretches of walking, running and sprinting from seconds and metres, by speed alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from hamstrong.engine.facts import RunInterval

Kind = Literal["walk", "run", "sprint"]

PAUSE_S = 60.0
"""A longer time between two samples is a pause, not a slow walk."""
IMPOSSIBLE_M_S = 12.5
"""Nobody has run faster; a faster step is a jump of the satellites' fix."""
SMOOTH_S = 3.0
SHORTEST_S: dict[Kind, float] = {"walk": 10.0, "run": 10.0, "sprint": 2.0}


MOST_POINTS = 200_000


@dataclass(frozen=True, slots=True)
class Track:
    """What a reader takes from a file: instants and metres gone since the sample before.

    Args:
        times: aware instants in the order of the file.
        metres: as many; the first is 0.
    """

    source: Literal["gpx", "fit"]
    times: Sequence[datetime]
    metres: Sequence[float]


class Speeds(NamedTuple):
    """From which speed on a stretch is a run, and a sprint, in metres a second."""

    run_m_s: float
    sprint_m_s: float


class Step(NamedTuple):
    """Seconds and metres between two samples."""

    seconds: float
    metres: float


class _Stretch(NamedTuple):
    kind: Kind
    seconds: float
    metres: float


def intervals_of(steps: Sequence[Step], speeds: Speeds) -> tuple[RunInterval, ...]:
    """Stretches in order; what is too short to mean anything joins its neighbour."""
    found: list[_Stretch] = []
    for part in _between_pauses(steps):
        found += _joined(_classed(part, speeds))
    return tuple(
        RunInterval(s.kind, max(1, round(s.seconds)), round(s.metres))
        for s in found
        if s.seconds >= 1
    )


def _between_pauses(steps: Sequence[Step]) -> list[list[Step]]:
    parts: list[list[Step]] = [[]]
    for step in steps:
        if step.seconds > PAUSE_S or step.metres / step.seconds > IMPOSSIBLE_M_S:
            parts.append([])
        else:
            parts[-1].append(step)
    return [part for part in parts if part]


def _classed(steps: list[Step], speeds: Speeds) -> list[_Stretch]:
    found: list[_Stretch] = []
    for step, speed in zip(steps, _smoothed(steps), strict=True):
        kind: Kind = "walk"
        if speed >= speeds.run_m_s:
            kind = "sprint" if speed >= speeds.sprint_m_s else "run"
        found.append(_Stretch(kind, step.seconds, step.metres))
    return _merged(found)


def _smoothed(steps: list[Step]) -> list[float]:
    """Mean speed over a short window that ends with each step."""
    speeds, first, seconds, metres = [], 0, 0.0, 0.0
    for index, step in enumerate(steps):
        seconds, metres = seconds + step.seconds, metres + step.metres
        while seconds - steps[first].seconds >= SMOOTH_S and first < index:
            seconds, metres = seconds - steps[first].seconds, metres - steps[first].metres
            first += 1
        speeds.append(metres / seconds)
    return speeds


def _merged(stretches: list[_Stretch]) -> list[_Stretch]:
    found: list[_Stretch] = []
    for one in stretches:
        if found and found[-1].kind == one.kind:
            last = found[-1]
            found[-1] = _Stretch(one.kind, last.seconds + one.seconds, last.metres + one.metres)
        else:
            found.append(one)
    return found


def _joined(stretches: list[_Stretch]) -> list[_Stretch]:
    """Take the shortest stretch that is too short into the one before it, else after it."""
    while len(stretches) > 1:
        short = [i for i, s in enumerate(stretches) if s.seconds < SHORTEST_S[s.kind]]
        if not short:
            break
        index = min(short, key=lambda i: stretches[i].seconds)
        into = index - 1 if index else 1
        kind = stretches[into].kind
        stretches = _merged([s._replace(kind=kind) if i == index else s
                             for i, s in enumerate(stretches)])  # fmt: skip
    return stretches
