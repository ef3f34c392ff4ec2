"""The flare-up path as a three-day plan: which day it is, what each day holds, how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.engine import Engine
from hamstrong.engine.state.state import State

Holds = Literal["walk", "isometrics", "one_rung_lower"]
EXITS = ("good_morning", "form_finds", "not_by_day", "second_flare")
HOLDS: tuple[Holds, ...] = ("walk", "isometrics", "one_rung_lower")


@dataclass(frozen=True, slots=True)
class FlareCard:
    """The path of one limb.

    Args:
        day, of: the day of the path, from 1; a day repeats until its morning passes or holds.
        days: what each day holds, in order.
        waits_for_form: strong pain was said today; the symptom lists come first, and the path
            begins tomorrow unless they find something else.
        waits_for_morning: this day goes over into the next once the morning is answered well.
        exits: how the path ends, in order of hope (words: `flare_exits`).
        reach_by_day: the last day on which the last day of the path may be reached; later it is
            for a professional.
    """

    limb: str
    day: int
    of: int
    days: tuple[Holds, ...]
    waits_for_form: bool
    waits_for_morning: bool
    reach_by_day: int | None
    exits: tuple[str, ...] = EXITS


def cards(engine: Engine, state: State) -> tuple[FlareCard, ...]:
    """The path of each limb that is on it or comes to it."""
    return tuple(
        card for opened in engine.open(state).episodes if (card := _card(engine, state, opened))
    )


def _card(engine: Engine, state: State, opened: OpenedEpisode) -> FlareCard | None:
    rules, day = engine.pack.rules.flare, engine.open(state)
    flare, limb = opened.episode.flare, opened.episode.kind.limb
    due = opened.episode.flare_due or limb in day.lock.triage_limbs
    if not flare.phase and not due and not opened.starts_flare:
        return None
    left = rules.reach_within_days - flare.age if flare.phase else rules.reach_within_days
    return FlareCard(
        limb=limb,
        day=max(1, flare.phase),
        of=rules.path_days,
        days=HOLDS[: rules.path_days],
        waits_for_form=due and not day.lock.settled,
        waits_for_morning=bool(flare.phase) and limb not in day.read.mornings,
        reach_by_day=state.day + max(0, left) if flare.phase < rules.path_days else None,
    )
