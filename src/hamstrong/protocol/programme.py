"""Programme besides its criteria: gates and keys, tracks, stages and goals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from hamstrong.protocol.knowledge import Grade


@dataclass(frozen=True, slots=True)
class Gate:
    """The way out of `source` (None = whichever stage is last before `target`) into `target`.

    `usual_days` are the days, per goal, that the gate takes when every session is clean, where that
    is more than its minimum days: a multiple of them without reaching it is called slow.
    """

    id: str
    target: int
    criteria: tuple[str, ...]
    min_days: Mapping[str, int]
    sources: tuple[str, ...]
    grade: Grade
    source: int | None = None
    keys: tuple[str, ...] = ()
    usual_days: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Key:
    """A named set of criteria that opens exercises rather than a stage (the long-length key).

    A key with `goals` is there for these alone; `by_goal` gives other criteria for a goal. A move
    back clears it; with `cleared_at` only one to this stage does.
    """

    id: str
    tracks: tuple[str, ...]
    from_stage: int
    criteria: tuple[str, ...]
    sources: tuple[str, ...]
    grade: Grade
    goals: tuple[str, ...] = ()
    by_goal: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cleared_at: int | None = None

    def criteria_for(self, goal: str) -> tuple[str, ...]:
        """The criteria that open this key for a goal."""
        return self.by_goal.get(goal, self.criteria)


@dataclass(frozen=True, slots=True)
class CompressionLimit:
    """Largest hip flexion allowed while the hamstring is loaded, in the named stages."""

    stages: tuple[int, ...]
    isometric_hip_deg: float
    repetition_hip_deg: float


@dataclass(frozen=True, slots=True)
class Track:
    """A course by condition.

    `early_running` is what holds before the stages in which running is planned: `none` forbids
    it, `easy` lets easy running go on, `own` leaves it to the person. `works_at_pain_before`: the
    pain before a session that leaves others holds alone leaves the plan, without progress. Before
    `usual_passes_until_stage` a morning of the usual value that is held elsewhere passes.
    """

    id: str
    first_stage: int
    sport_counts_as_hard: bool = True
    both_thighs_hold: bool = False
    starts_days_after_injury: int = 0
    baseline_on_injury_day: int | None = None
    walking_watch: bool = False
    no_change_weeks: int | None = None
    slow_min_days: int = 0
    compression: CompressionLimit | None = None
    isometrics_until_stage: int | None = None
    sitting_tips: bool = False
    early_running: Literal["none", "easy", "own"] = "none"
    works_at_pain_before: bool = False
    usual_passes_until_stage: int | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A criterion-based part of the programme: what may be chosen in it and how much.

    Every planned hard day holds an exercise of each action that is `owed`; the first one after a
    hard day without the `alternating` action holds that too. A run that makes a power day is one of
    the alternating action once the key `fast_runs_serve_after` is met; without such a key it never
    is. `first_choice` names exercises that serve their action before others of it, where no gate
    says which, but for their own `optional_goals`. `max_running_minutes` bounds the running of one
    day, its walks apart.
    """

    number: int
    id: str
    max_exercises: int
    pools: Mapping[str, tuple[str, ...]]
    first_days: int = 0
    first_days_max_exercises: int | None = None
    max_minutes: int | None = None
    max_minutes_two_limbs: int | None = None
    warm_up_minutes: int = 0
    power_warm_up_minutes: int = 0
    max_training_days: int | None = None
    daily: bool = False
    sport_counts_as_hard: bool = True
    owed: tuple[str, ...] = ()
    alternating: str | None = None
    first_choice: tuple[str, ...] = ()
    fast_runs_serve_after: str | None = None
    max_running_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """What the person trains for; decides how far the path goes.

    `days_apart` is how many days two of the person's training days lie apart at least, both ways
    round the week; 0 where the spacing of hard days is enough.
    """

    id: str
    days_apart: int = 0
    options: tuple[str, ...] = ()
