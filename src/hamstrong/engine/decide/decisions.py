"""Decisions of the engine: a prescription or a refusal, each with its evidence.

A closed set of typed values without prose. A refusal has no field that could carry a plan.
"""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.decide.ask import Ask
from hamstrong.engine.decide.evidence import Reason
from hamstrong.engine.decide.notices import Notice
from hamstrong.protocol.model import Pace


class Item(NamedTuple):
    """One exercise on one side, with its dose for today.

    `holds` holds of `hold_s` seconds or `repetitions` per set; `tempo` is lift, pause and lower
    in seconds; `ask` says when pain is asked; `seconds` is the time one bout takes. A run has
    `sets` intervals of `run_s` seconds at `effort_percent` of full speed, each after `walk_s`;
    where it goes by distance, of `run_m` metres after `walk_m`. A timed run has `steady_m` of its
    metres between `speed_up_m` and `slow_down_m`, to be run in `steady_tenths` of a second; without
    that they are only measured, or run as fast as one likes.
    A line with `own_percent` is done with the person's own load: `load_kg` or a class of `band`,
    or none; of a `first_load` it is the most, and the person names what they used.
    """

    exercise: str
    side: str
    rung: str
    load_class: str
    sets: int
    rest_s: int
    ask: str
    repetitions: int | None = None
    holds: int | None = None
    hold_s: int | None = None
    tempo: tuple[float, float, float] | None = None
    load_kg: float | None = None
    bouts: int = 1
    half: bool = False
    seconds: float = 0.0
    reasons: tuple[Reason, ...] = ()
    run_s: int | None = None
    walk_s: int = 0
    pace: Pace = "run"
    effort_percent: int | None = None
    run_m: int | None = None
    walk_m: int = 0
    band: str | None = None
    own_percent: int | None = None
    first_load: bool = False
    speed_up_m: int = 0
    steady_m: int | None = None
    slow_down_m: int = 0
    steady_tenths: int | None = None


class LeftOut(NamedTuple):
    """An exercise that the guard refused today, and the rule that refused it."""

    exercise: str
    side: str
    reason: Reason


class StepBack(NamedTuple):
    """One strictly lower choice that is open now."""

    kind: str
    limb: str
    exercise: str
    to: str


class SelfTestOffer(NamedTuple):
    """A self-test that something waits for and that may be done now, before the session."""

    test: str
    limb: str
    sides: tuple[str, ...]
    reason: Reason


class EasyRun(NamedTuple):
    """Easy running today, before running is planned: the most minutes and effort 0-10, and the
    rule that allows it or, with 0 minutes, forbids it."""

    minutes: int
    effort_max: int
    reason: Reason


class CriterionStatus(NamedTuple):
    """One line of a gate card: `met`, `not_met` or `not_asked`."""

    criterion: str
    status: str
    have: int
    need: int


class Unlock(NamedTuple):
    """What opens next for a limb and what it waits for; `days_left` are those that the stage still
    takes at least, `minutes_needed` those of a session where too few are offered. On which day it
    could open: `gate_ahead.gates_ahead`."""

    limb: str
    gate: str
    target: int
    days_left: int
    criteria: tuple[CriterionStatus, ...]
    waits_for_approval: bool = False
    minutes_needed: int | None = None


def opens_by_itself(unlock: Unlock) -> bool:
    """Whether training alone opens the gate: nobody has to say a word first."""
    return not unlock.waits_for_approval and unlock.minutes_needed is None


class GateAhead(NamedTuple):
    """When a limb's gate opens if all that is planned is done clean and every question is
    answered well. Not `found`: not before `day`, the last that was looked at."""

    limb: str
    day: int
    found: bool


class Prescription(NamedTuple):
    """Today's plan. No items means rest or walking, which is a plan too.

    `warm_up_minutes` of brisk walking and then the `easy_sets`, one of each side, come before the
    items and are not logged; `minutes` holds all of it but the run, which has `run_minutes` of its
    own. `asks` names what must be answered before
    the session may start; `spares` an admitted exercise that did not fit and may be swapped in;
    `easy_run` easy running before running is planned, for goals with running.
    """

    day: int
    stages: tuple[tuple[str, int], ...]
    items: tuple[Item, ...]
    adjuncts: tuple[Item, ...]
    warm_up_minutes: int
    minutes: int
    reasons: tuple[Reason, ...]
    left_out: tuple[LeftOut, ...]
    asks: tuple[Ask, ...]
    step_back: tuple[StepBack, ...]
    unlocks: tuple[Unlock, ...]
    notices: tuple[Notice, ...] = ()
    flare_day: int = 0
    started: bool = False
    spares: tuple[Item, ...] = ()
    easy_sets: tuple[Item, ...] = ()
    easy_run: EasyRun | None = None
    tests: tuple[SelfTestOffer, ...] = ()
    run_minutes: int = 0


class Refusal(NamedTuple):
    """No exercise today: why, what lifts all of it, the earliest day, and each thing that stands
    in the way with what helps meanwhile as a notice."""

    day: int
    kind: str
    reasons: tuple[Reason, ...]
    lifts: tuple[str, ...]
    earliest_day: int | None
    notices: tuple[Notice, ...]
    asks: tuple[Ask, ...] = ()

    @property
    def waits_for_walking(self) -> bool:
        """Whether a normal walk is all that it takes: the limp of the first days."""
        return bool(self.lifts) and all(lift.startswith("walking_normal:") for lift in self.lifts)


Decision = Prescription | Refusal


class MoveRefusal(NamedTuple):
    """A training day cannot go to `day`: the rule that forbids hard work there, as far as is known
    today, and the nearest other day of its week that may hold it (None: there is none)."""

    day: int
    reason: Reason
    nearest_day: int | None
