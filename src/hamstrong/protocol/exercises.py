"""Exercises: doses, rungs of a ladder, and the key poses that draw them.

Units: `_s` seconds, `_deg` degrees (hip and knee flexion positive, 0 = upright straight).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from hamstrong.protocol.knowledge import Grade

LegUse = Literal["single", "both"]
PainAsk = Literal["each_set", "first_then_once", "once"]
Variable = Literal[
    "start", "repetitions", "sets", "hold", "load", "range", "lever", "support", "stability",
    "tempo", "effort", "frequency", "legs", "intervals", "ramp",
]  # fmt: skip
Contraction = Literal["isometric", "concentric", "eccentric", "mixed", "stretch", "balance"]
View = Literal["side", "front", "back"]
Phase = Literal["start", "lift", "pause", "lower", "hold", "end"]
Pace = Literal["run", "sprint"]


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds of each phase of one repetition; a hold exercise uses `Dosage.hold_s` instead."""

    lift_s: float
    pause_s: float
    lower_s: float


@dataclass(frozen=True, slots=True)
class Dosage:
    """One bout: `sets` of `repetitions` (with `tempo`), of `hold_s`-second holds, or of runs.

    `holds` is the number of holds in a set (10 x 5 s is holds=10, hold_s=5, sets=1).
    `bouts` is how many times on a day the same dose is offered. A run goes in `sets` intervals of
    `run_s` seconds at a `pace`, each after `walk_s` seconds of walking; its `tempo` is one stride,
    for the figure alone. Where it goes by distance it is `run_m` metres after `walk_m` of walking,
    and the seconds say only how long that takes. A timed run has `steady_m` metres at one speed,
    which are timed, between `speed_up_m` and `slow_down_m`; it has no `run_m`.
    """

    sets: int
    rest_s: int
    repetitions: int | None = None
    holds: int | None = None
    hold_s: int | None = None
    tempo: Tempo | None = None
    bouts: int = 1
    run_s: int | None = None
    walk_s: int = 0
    pace: Pace = "run"
    run_m: int | None = None
    walk_m: int = 0
    speed_up_m: int = 0
    steady_m: int | None = None
    slow_down_m: int = 0

    @property
    def distance_m(self) -> int | None:
        """Metres of one run, None where it goes by time."""
        if self.steady_m is None:
            return self.run_m
        return self.speed_up_m + self.steady_m + self.slow_down_m


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of an exercise's ladder; `changes` names the one variable that differs.

    `effort_percent` is how hard to press or to run, as percent of one's strongest press or of one's
    own measured top speed; a timed run without one is only measured. `least_s` is the quickest time
    that a timed run asks for while the top speed is unknown.
    `own_percent` asks for the person's own load, as percent of the last clean one (100: that load
    itself), carried by the first of `load_kits` that they own.
    `clean_tracks` gives the clean sessions of tracks that ask for another number of them.
    `skipped_on` names tracks whose ladder goes without this rung.
    `requires_tracks` names keys that this rung and those above need, per track; `requires_today`
    criteria that have to be met on the very day; `from_stage` is the first stage that has it.
    """

    id: str
    changes: Variable
    dosage: Dosage
    sources: tuple[str, ...]
    grade: Grade
    pose: str = "default"
    load_kg: float | None = None
    own_percent: int | None = None
    load_kits: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    excluded_by: tuple[str, ...] = ()
    optional: bool = False
    clean_sessions: int | None = None
    clean_tracks: Mapping[str, int] = field(default_factory=dict)
    min_days: int = 0
    max_per_week: int | None = None
    effort_percent: int | None = None
    least_s: float | None = None
    requires_tracks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    requires_today: tuple[str, ...] = ()
    from_stage: int | None = None
    skipped_on: tuple[str, ...] = ()

    def clean_needed(self, track: str) -> int | None:
        """Clean sessions before the next rung on a track; None asks for the pack's number."""
        return self.clean_tracks.get(track, self.clean_sessions)


@dataclass(frozen=True, slots=True)
class KeyPose:
    """One drawn moment. Angles in degrees; `other_*` is the leg that does not work.

    `trunk_deg` is the trunk's inclination: 0 upright, 90 prone or bent level, -90 supine.
    For two-leg exercises leave `other_*` out: both legs share the angles. `contacts` replaces
    those of the sequence while this pose is held; `rise_m` lifts the planted feet off (a jump).
    `wrist_deg` bends a free hand back, as before it catches the body.
    Two angles belong to mistakes only: `spine_deg` rounds the back (below 0 hollows it), and
    `knee_in_deg` lets the knees fall inward, which a front view shows.
    """

    phase: Phase
    loaded: bool
    trunk_deg: float
    hip_deg: float
    knee_deg: float
    ankle_deg: float = 0.0
    other_hip_deg: float | None = None
    other_knee_deg: float | None = None
    other_ankle_deg: float | None = None
    shoulder_deg: float = 0.0
    elbow_deg: float = 0.0
    wrist_deg: float = 0.0
    neck_deg: float = 0.0
    pelvis_drop_deg: float = 0.0
    spine_deg: float = 0.0
    knee_in_deg: float = 0.0
    contacts: tuple[str, ...] | None = None
    rise_m: float = 0.0


@dataclass(frozen=True, slots=True)
class PoseSequence:
    """Named key poses of an exercise with what touches the world and what stands around.

    A contact is a part of the body, with `@` and the prop that it touches where the part and the
    props do not say it: `feet`, `other_foot`, `heels@ball`, `hands`, `back`, `shoulders`, `front`,
    `seat`. `sizes` gives a prop's height and `places` how far in front it stands, both in metres,
    where the usual ones do not fit. `push` names joints that press without moving and the heading
    of that effort (0 forward, 90 up). A sequence whose id begins with `fault_` shows a mistake in
    its last pose; `instead_of` is the sequence that it spoils, the first rung's if nothing is said.
    """

    id: str
    view: View
    contacts: tuple[str, ...]
    props: tuple[str, ...]
    poses: tuple[KeyPose, ...]
    sizes: Mapping[str, float] = field(default_factory=dict)
    places: Mapping[str, float] = field(default_factory=dict)
    push: Mapping[str, float] = field(default_factory=dict)
    instead_of: str | None = None

    @property
    def is_fault(self) -> bool:
        """Whether it shows a mistake."""
        return self.id.startswith("fault_")


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise as data. `stages` gives the earliest stage per track; an absent track = never.

    `action` is what it trains, one of the pack's; a swap stays within it.
    `only_stages` narrows to listed stages (isometrics that end with a gate); empty = open-ended.
    `requires` names keys (see `Key`) that must be met; `excluded_by` names traits of the person
    that rule it out, `excluded_on` those that do on a track, and `later_for` traits with the first
    stage that has it for them; `equal_kit` lists kits any one of which serves equally; an item of
    `equipment` is always needed; whoever owns an item of `without_kit` has something better.
    `offered_when` narrows to persons with one of these traits, or without a kit (`no_<kit>`).
    `limit_hip_deg` per track and stage lives in `Track`.
    `days_apart` is how many days lie at least between two sessions of it; `easy_entry` names the
    rung where someone begins whose easy running went on before. `paced_by` is the timed run whose
    times come before those of this one.
    `published` names facts whose dose differs from ours and is said beside it.
    `options` names wishes of a goal, one of which the person must have chosen; empty = for
    everybody.
    """

    id: str
    action: str
    load_class: str
    contraction: Contraction
    legs: LegUse
    position: Literal["supine", "prone", "standing", "sitting", "kneeling"]
    ask: PainAsk
    stages: Mapping[str, int]
    ladder: tuple[Rung, ...]
    sequences: tuple[PoseSequence, ...]
    sources: tuple[str, ...]
    equipment: tuple[str, ...] = ()
    equal_kit: tuple[tuple[str, ...], ...] = ()
    without_kit: tuple[str, ...] = ()
    offered_when: tuple[str, ...] = ()
    excluded_by: tuple[str, ...] = ()
    excluded_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    later_for: Mapping[str, int] = field(default_factory=dict)
    excluded_goals: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    requires_tracks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    last_stage: Mapping[str, int] = field(default_factory=dict)
    optional_goals: tuple[str, ...] = ()
    days_apart: int | None = None
    easy_entry: str | None = None
    paced_by: str | None = None
    nordic: bool = False
    power: bool = False
    adjunct: bool = False
    long_hold_hamstring_stretch: bool = False
    restart_after_days: int | None = None

    @property
    def is_stretch(self) -> bool:
        """Whether it is a stretch, which waits until stretching is open."""
        return self.contraction == "stretch"

    def rung_index(self, rung_id: str) -> int:
        """Position of a rung in this ladder.

        Raises:
            KeyError: when the ladder has no such rung.
        """
        for index, rung in enumerate(self.ladder):
            if rung.id == rung_id:
                return index
        raise KeyError(rung_id)


@dataclass(frozen=True, slots=True)
class LoadClass:
    """What kind of work an exercise is, and so which rules count it.

    `run` marks running: it comes first in a session, on top of the minutes, once a day. A run that
    is not hard is easy running, which has days of its own.
    """

    id: str
    rank: int
    hard: bool
    strength: bool
    power: bool
    isometric: bool
    run: bool = False

    @property
    def easy_run(self) -> bool:
        """Whether it is easy running."""
        return self.run and not self.hard
