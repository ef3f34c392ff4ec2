"""Course of one episode as a compiled value: its candidates, gates and keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.engine.course.availability import LoadPlan
from hamstrong.engine.state.ladder import LadderPlan
from hamstrong.engine.state.monitors import MonitorPlan
from hamstrong.engine.state.state import EpisodeKind, ladder_key
from hamstrong.protocol.criteria import Criterion
from hamstrong.protocol.model import (
    Exercise,
    Gate,
    Key,
    LoadClass,
    Rung,
    Stage,
    Track,
)


class CompiledCriterion(NamedTuple):
    """A criterion after substitution, with the latch slots that it needs full and how full."""

    criterion: Criterion
    slots: tuple[tuple[str, int], ...]


class CompiledGate(NamedTuple):
    """The gate out of one place on the path."""

    gate: Gate
    criteria: tuple[CompiledCriterion, ...]
    min_days: int


class CompiledKey(NamedTuple):
    """A key and its criteria after substitution."""

    key: Key
    criteria: tuple[CompiledCriterion, ...]


class Candidate(NamedTuple):
    """An exercise that may be chosen at one place on the path, statically.

    `max_level` is the highest level that kit, person and compression limits allow there; `keyed`
    the levels above which a key is needed, as (level, key). `gate_exercise` says that the gate out
    of the place names it, `first_choice` that the stage does, `slots` are the latches of what that
    gate asks of it, `key_slots` those of open keys, and `named_rungs` the rungs that the gate
    names; `daily` marks an isometric of the days before its track's gate, and `rungs` are those up
    to the highest level; `on_the_day` the levels from which on a criterion has to be met on that
    very day.
    """

    exercise: Exercise
    load_class: LoadClass
    daily: bool
    max_level: int
    keyed: tuple[tuple[int, str], ...]
    gate_exercise: bool
    first_choice: bool
    ladder_key: str
    slots: tuple[tuple[str, int], ...]
    key_slots: tuple[tuple[str, int], ...]
    named_rungs: frozenset[str]
    rungs: tuple[Rung, ...]
    on_the_day: tuple[tuple[int, str], ...] = ()


class Course(NamedTuple):
    """All that is fixed for one episode. `sides` are worked in this order: the involved leg first,
    so that neither left nor right decides what is done when a session ends early.

    By place: `candidates` in the order of the pool; `by_id` what the limb may be given there,
    `earlier` two-leg work of places behind it that another limb may still need; `allowed` all of
    these and the `isometrics` of the first stage; `gate_ladders` keys of the gate's exercises.
    `spacings` the longest planned distance of two sessions there, in days.
    `loads` says what the person may be given to carry, `on_the_day` holds the criteria that rungs
    ask on their own day, by name;
    `runs` are the exercises that are running, `gates_ask_runs` whether a gate names one;
    `rest_limit` the idle days before a gap begins.
    `minutes_needed` are, by place, those of a session there where the person offers too few.
    """

    kind: EpisodeKind
    track: Track
    path: tuple[int, ...]
    stages: tuple[Stage, ...]
    gates: tuple[CompiledGate | None, ...]
    keys: tuple[CompiledKey, ...]
    candidates: tuple[tuple[Candidate, ...], ...]
    by_id: tuple[Mapping[str, Candidate], ...]
    earlier: tuple[Mapping[str, Candidate], ...]
    isometrics: tuple[Candidate, ...]
    allowed: tuple[frozenset[str], ...]
    gate_ladders: tuple[frozenset[str], ...]
    rungs: Mapping[str, tuple[Rung, ...]]
    ladders: Mapping[str, LadderPlan]
    slot_limits: Mapping[str, int]
    clock_max: int
    age_max: int
    fail_free_max: int
    passes_max: int
    spacings: tuple[int, ...]
    monitors: tuple[MonitorPlan, ...]
    sides: tuple[str, ...]
    restart_min: int
    runs: tuple[str, ...]
    gates_ask_runs: bool
    rest_limit: int
    loads: LoadPlan
    minutes_needed: tuple[int | None, ...]
    on_the_day: Mapping[str, CompiledCriterion]


def gate_ladders(candidates: tuple[Candidate, ...]) -> frozenset[str]:
    ids = (c.exercise.id for c in candidates if c.gate_exercise)
    return frozenset(ladder_key(name, side) for name in ids for side in ("left", "right", "both"))


def candidate_at(course: Course, place: int, exercise: str) -> Candidate | None:
    """What an exercise is to a limb at a place of its path, None where it has no place."""
    return course.by_id[place].get(exercise) or course.earlier[place].get(exercise)
