"""The figures of a session: each exercise as this person does it, with what they own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from starlette.requests import Request

from hamstrong.body.figure import FigureLook, Side, animated_svg, sequence_of
from hamstrong.body.kit import kit_of
from hamstrong.body.motion import lowers_first, timeline
from hamstrong.body.sampling import shortened
from hamstrong.engine.decide.decisions import Item
from hamstrong.protocol.model import Exercise, PoseSequence
from hamstrong.web.shell import app_of, me, moment_of
from hamstrong.web.shell.pack_words import pack_words
from hamstrong.words import Words

_FIGURES: dict[tuple[str, str, str, str, str | None], str] = {}
_MOST_FIGURES = 512


class Picture(NamedTuple):
    """A figure for the island: which rung and side it shows, and where its phases lie."""

    exercise: str
    rung: str
    side: str
    svg: str
    phases: str


class Shown(NamedTuple):
    """What of an exercise is drawn."""

    exercise: Exercise
    rung: int
    kit: str | None

    @property
    def sequence(self) -> PoseSequence:
        return sequence_of(self.exercise, self.rung, self.kit)


def figure(request: Request, item: Item) -> str:
    """The moving figure of one exercise."""
    pack, shown = app_of(request).pack, _shown(request, item)
    name = Words(pack, pack_words(request)).name("exercises", item.exercise)
    key = (pack.logic_hash, item.rung, item.side, name, shown.kit)
    if key not in _FIGURES:
        if len(_FIGURES) >= _MOST_FIGURES:
            _FIGURES.clear()
        side: Side = "left" if item.side == "left" else "right"
        look = FigureLook(side=side, title=name)
        _FIGURES[key] = animated_svg(
            shown.exercise, shown.rung, look=look, kit=shown.kit, close=True
        )
    return _FIGURES[key]


def pictures(request: Request, items: Iterable[Item]) -> list[Picture]:
    """The figures that the island shows, with the seconds at which their phases begin."""
    return [
        Picture(
            exercise=i.exercise,
            rung=i.rung,
            side=i.side,
            svg=figure(request, i),
            phases=_phases(_shown(request, i)),
        )
        for i in items
    ]


def lowering(request: Request, items: Iterable[Item]) -> list[str]:
    """Rungs whose repetition begins by lowering, as their figures do."""
    rungs = {item.rung: item for item in items}
    return [r for r, item in rungs.items() if lowers_first(_shown(request, item).sequence)]


def _shown(request: Request, item: Item) -> Shown:
    exercise = app_of(request).pack.exercises[item.exercise]
    owned = me(request).state(moment_of(request)).person.kit
    return Shown(exercise, exercise.rung_index(item.rung), kit_of(exercise, owned))


def _phases(shown: Shown) -> str:
    line = timeline(shown.sequence, shortened(shown.exercise.ladder[shown.rung].dosage))
    return json.dumps([[s.phase, round(s.begins_s, 3), round(s.lasts_s, 3)] for s in line])
