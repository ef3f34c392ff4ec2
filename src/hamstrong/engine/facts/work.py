"""What a person did: plans that were given, sessions, sets, runs, walks, sport, stops."""

from __future__ import annotations

from typing import Literal, NamedTuple

from hamstrong.protocol.model import Pace


class PlannedItem(NamedTuple):
    """One line of a plan as it was shown."""

    exercise: str
    side: str
    rung: str
    sets: int
    ask: str
    repetitions: int | None = None
    holds: int | None = None
    hold_s: int | None = None
    load_kg: float | None = None
    bouts: int = 1
    half: bool = False
    run_s: int | None = None
    walk_s: int = 0
    pace: Pace = "run"
    effort_percent: int | None = None


class PlanIssued(NamedTuple):
    """A plan that was acted on, with what it was made from."""

    plan_id: str
    made_at_seq: int
    logic_hash: str
    engine_hash: str
    items: tuple[PlannedItem, ...]
    decision: str = ""


class SessionStarted(NamedTuple):
    plan_id: str


class SetLogged(NamedTuple):
    """One set. `half_range` means the person could not do the full range."""

    exercise: str
    side: str
    rung: str
    plan_id: str | None = None
    repetitions: int | None = None
    holds: int | None = None
    hold_s: int | None = None
    load_kg: float | None = None
    nprs: int | None = None
    sharp: bool = False
    half_range: bool = False
    elsewhere: bool = False


class RunInterval(NamedTuple):
    """One stretch of a run as it was really done."""

    kind: Literal["walk", "run", "sprint"]
    seconds: int
    metres: int | None = None


class RunLogged(NamedTuple):
    """A run as it was really done, in a plan or outside of one.

    `effort` is how hard it felt, 0-10; `percent` the fastest part as percent of one's own full
    speed, by one's own estimate; `nprs` the worst pain; `level` whether the ground was level.
    """

    exercise: str
    intervals: tuple[RunInterval, ...]
    rung: str | None = None
    plan_id: str | None = None
    effort: int | None = None
    percent: int | None = None
    nprs: int | None = None
    sharp: bool = False
    elsewhere: bool = False
    level: bool | None = None
    source: Literal["player", "entered", "gpx", "fit"] = "entered"


class PainReported(NamedTuple):
    """Pain of an exercise that is asked once, or pain of a set answered or mended later."""

    exercise: str
    side: str
    nprs: int
    sharp: bool = False
    elsewhere: bool = False


class Stopped(NamedTuple):
    """A stop; without an exercise it ends the session. No reason counts as pain (RULES 3)."""

    reason: str | None = None
    exercise: str | None = None
    side: str | None = None


class SessionFinished(NamedTuple):
    plan_id: str


class WalkLogged(NamedTuple):
    minutes: int
    brisk: bool = True
    stairs: bool = False
    nprs: int | None = None
    step_ups: int | None = None


class SportLogged(NamedTuple):
    """Sport outside the programme."""

    hamstrings_loaded: bool = True


class SessionRequested(NamedTuple):
    """The person moves a training day to `day`, away from `instead_of`; the rules still decide."""

    day: int
    instead_of: int | None = None


class StepBackChosen(NamedTuple):
    """Back is always free; without an exercise one stage."""

    limb: str
    exercise: str | None = None
