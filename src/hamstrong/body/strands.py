"""Strands of the three hamstrings at a moment: how red and how thick each is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from hamstrong.body.motion import Frame
from hamstrong.body.muscle import MUSCLES, relative_length

Colour = Literal["length", "load"]
# Lengths (relative to standing) between which the colour runs from pale to full.
_PALE, _FULL = 0.84, 1.22
_FAINT = 0.30
# How red a working muscle is by the rank of its load class, and an idle one.
_IDLE = 0.35


@dataclass(frozen=True, slots=True)
class Strand:
    """Opacity of the red, and thickness relative to standing."""

    opacity: float
    thickness: float


def strands(frame: Frame, colour: Colour, load: float) -> Mapping[str, Strand]:
    """Return the look of each hamstring.

    Args:
        frame: the moment.
        colour: by `length`, or by `load` (pale while the muscle rests).
        load: 0 … 1, how hard the exercise's class is.
    """
    looks = {}
    for muscle in MUSCLES:
        length = relative_length(muscle, frame.hip_deg, frame.knee_deg)
        reach = min(max((length - _PALE) / (_FULL - _PALE), 0.0), 1.0)
        by_load = _IDLE + (1.0 - _IDLE) * load if frame.loaded else _FAINT
        opacity = _FAINT + (1.0 - _FAINT) * reach if colour == "length" else by_load
        looks[muscle] = Strand(opacity, length**-1.5)
    return looks
