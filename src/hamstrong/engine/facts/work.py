"""Work that a person did: plans that were given, sessions, sets, runs, walks, sport, stops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from hamstrong.engine.facts.bounds import (
    CORRECTED,
    PLAN_ITEMS,
    RUN_STRETCHES,
    RUN_TIMES,
    BandClass,
    Count,
    Day,
    DecisionJson,
    Effort,
    ExerciseId,
    HoldSeconds,
    Label,
    Limb,
    LoadKg,
    MinutesOfADay,
    Nprs,
    Percent,
    PlanId,
    RepetitionsLeft,
    RungId,
    RunMetres,
    RunSeconds,
    RunTenths,
    Seq,
    SetsPlanned,
    Side,
    StopReasonId,
)
from hamstrong.protocol.model import Pace

if TYPE_CHECKING:
    from hamstrong.engine.decide.decisions import Item


class PlannedItem(NamedTuple):
    """One line of a plan as it was shown. `own_percent` says that it is done with the person's own
    load; a `first_load` is the most of one that the person names. A timed run has `steady_m` metres
    that take `steady_tenths` of a second, None where they are only measured."""

    exercise: ExerciseId
    side: Side
    rung: RungId
    sets: SetsPlanned
    ask: Label
    repetitions: Count | None = None
    holds: Count | None = None
    hold_s: HoldSeconds | None = None
    load_kg: LoadKg | None = None
    bouts: SetsPlanned = 1
    half: bool = False
    run_s: RunSeconds | None = None
    walk_s: RunSeconds = 0
    pace: Pace = "run"
    effort_percent: Percent | None = None
    run_m: RunMetres | None = None
    walk_m: RunMetres = 0
    band: BandClass | None = None
    own_percent: Percent | None = None
    first_load: bool = False
    speed_up_m: RunMetres = 0
    steady_m: RunMetres | None = None
    slow_down_m: RunMetres = 0
    steady_tenths: RunTenths | None = None


class PlanIssued(NamedTuple):
    """A plan that was acted on, with what it was made from."""

    plan_id: PlanId
    made_at_seq: Seq
    logic_hash: Label
    engine_hash: Label
    items: Annotated[tuple[PlannedItem, ...], PLAN_ITEMS]
    decision: DecisionJson = ""


class SessionStarted(NamedTuple):
    plan_id: PlanId


class SetLogged(NamedTuple):
    """One set. `half_range` means the person could not do the full range."""

    exercise: ExerciseId
    side: Side
    rung: RungId
    plan_id: PlanId | None = None
    repetitions: Count | None = None
    holds: Count | None = None
    hold_s: HoldSeconds | None = None
    load_kg: LoadKg | None = None
    nprs: Nprs | None = None
    sharp: bool = False
    half_range: bool = False
    elsewhere: bool = False


class RunInterval(NamedTuple):
    """One stretch of a run as it was really done."""

    kind: Literal["walk", "run", "sprint"]
    seconds: RunSeconds
    metres: RunMetres | None = None


class RunLogged(NamedTuple):
    """A run as it was really done, in a plan or outside of one.

    `effort` is how hard it felt, 0-10; `percent` the fastest part as percent of one's own full
    speed, by one's own estimate; `nprs` the worst pain; `level` whether the ground was level;
    `talking` whether one could speak in sentences all along.
    """

    exercise: ExerciseId
    intervals: Annotated[tuple[RunInterval, ...], RUN_STRETCHES]
    rung: RungId | None = None
    plan_id: PlanId | None = None
    effort: Effort | None = None
    percent: Percent | None = None
    nprs: Nprs | None = None
    sharp: bool = False
    elsewhere: bool = False
    level: bool | None = None
    source: Literal["player", "entered", "gpx", "fit"] = "entered"
    talking: bool | None = None


class PainReported(NamedTuple):
    """Pain of an exercise that is asked once, or pain of a set answered or mended later."""

    exercise: ExerciseId
    side: Side
    nprs: Nprs
    sharp: bool = False
    elsewhere: bool = False


class LoadReported(NamedTuple):
    """What an exercise with the person's own load was done with, and how many more repetitions the
    last set had left. Without kilograms or a band it was what the plan says."""

    exercise: ExerciseId
    side: Side
    left: RepetitionsLeft | None = None
    load_kg: LoadKg | None = None
    band: BandClass | None = None


class RunTimed(NamedTuple):
    """Times over the steady metres of today's runs of one exercise, in tenths of a second, as they
    were measured; none once they were taken back. `earlier` are the times that were said before a
    correction of the same day, the oldest first; they count against a run and never for it."""

    exercise: ExerciseId
    tenths: Annotated[tuple[RunTenths, ...], RUN_TIMES]
    earlier: Annotated[tuple[Annotated[tuple[RunTenths, ...], RUN_TIMES], ...], CORRECTED] = ()


class Stopped(NamedTuple):
    """A stop; without an exercise it ends the session. No reason counts as pain."""

    reason: StopReasonId | None = None
    exercise: ExerciseId | None = None
    side: Side | None = None


class SessionFinished(NamedTuple):
    plan_id: PlanId


class WalkLogged(NamedTuple):
    minutes: MinutesOfADay
    brisk: bool = True
    stairs: bool = False
    nprs: Nprs | None = None
    step_ups: Count | None = None


class SportLogged(NamedTuple):
    """Sport outside the programme."""

    hamstrings_loaded: bool = True


class SessionRequested(NamedTuple):
    """The person moves a training day to `day`, away from `instead_of`; the rules still decide."""

    day: Day
    instead_of: Day | None = None


class StepBackChosen(NamedTuple):
    """Back is always free; without an exercise one stage."""

    limb: Limb
    exercise: ExerciseId | None = None


def planned(item: Item) -> PlannedItem:
    """The dose of an item, without the reasons and the timing that made it."""
    return PlannedItem(**{name: getattr(item, name) for name in PlannedItem._fields})
