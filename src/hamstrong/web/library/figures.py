"""Figures of the library: small still ones for the list, the moving one, those of faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from hamstrong.body.chart import LengthWords, length_chart
from hamstrong.body.faults import FaultPair, fault_pair
from hamstrong.body.figure import FigureLook, Side, animated_svg, figure_at, lasts_s, sequence_of
from hamstrong.body.movement_pair import MovementPair, movement_pair
from hamstrong.protocol.model import Exercise, Pack

Scheme = Literal["auto", "light", "dark"]
_STILL_AT = 0.45  # of the repetition: the moment that tells one exercise from another
_HAMSTRING_WORK = 0.85


def still(pack: Pack, exercise_id: str, scheme: Scheme) -> str:
    """A small picture of the middle of a repetition."""
    return _still(pack.logic_hash, _Held(pack.exercises[exercise_id]), scheme)


class _Held:
    """An exercise as a key of the cache: its id stands for it, under one hash of the pack."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise

    def __hash__(self) -> int:
        return hash(self.exercise.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.exercise.id == self.exercise.id


@lru_cache(maxsize=256)
def _still(logic_hash: str, held: _Held, scheme: Scheme) -> str:  # noqa: ARG001 - part of the key
    exercise = held.exercise
    look = FigureLook(scheme=scheme, ghost=False, arrow=False)
    return figure_at(exercise, 0, "right", lasts_s(exercise, 0) * _STILL_AT, look=look).svg


def moving(exercise: Exercise, rung: int, side: Side, kit: str | None, title: str) -> str:
    """The picture that plays one repetition by itself."""
    look = FigureLook(side=side, load=_HAMSTRING_WORK, title=title)
    return animated_svg(exercise, rung, look=look, kit=kit)


def small_movement(
    exercise: Exercise, rung: int, side: Side, kit: str | None, title: str
) -> MovementPair | None:
    """Start and end side by side, where the movement is too small to be seen well."""
    look = FigureLook(side=side, load=_HAMSTRING_WORK, title=title)
    return movement_pair(exercise, rung, look, kit)


def faults(
    exercise: Exercise, side: Side, lines: Sequence[Mapping[str, str]]
) -> dict[str, FaultPair]:
    """The right way and the mistake, by the name that the words give the mistake's figure."""
    look = FigureLook(side=side, load=_HAMSTRING_WORK)
    drawn = {sequence.id: sequence for sequence in exercise.sequences if sequence.is_fault}
    return {
        line["figure"]: fault_pair(
            exercise, drawn[line["figure"]], look, titles=(line["do"], line["see"])
        )
        for line in lines
        if line.get("figure") in drawn
    }


def length(exercise: Exercise, rung: int, kit: str | None, words: LengthWords) -> str:
    """How long the hamstrings become over one repetition."""
    return length_chart(exercise, sequence_of(exercise, rung, kit), rung, words)
