"""Shortfall: why a choice of days, minutes and kit does not fit a stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


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
