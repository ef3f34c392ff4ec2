"""Compilation of a course: the pack narrowed to a track, goal, kit and person, ready to look up.

Done once per combination and cached by the engine, so that a daily decision only reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.engine.capacity.minutes_needed import minutes_needed
from hamstrong.engine.course.availability import (
    has_its_stage,
    is_offered,
    load_plan,
    usable_rungs,
)
from hamstrong.engine.course.candidates import candidates_of, keyed_levels, place_of
from hamstrong.engine.course.course import (
    Candidate,
    CompiledCriterion,
    CompiledGate,
    CompiledKey,
    Course,
    gate_ladders,
)
from hamstrong.engine.course.gates import (
    OTHER_SIDE,
    compile_criteria,
    compile_gate,
    concerns,
    slot_limits_of,
)
from hamstrong.engine.course.path import path_of
from hamstrong.engine.state.calendar import gap_limit
from hamstrong.engine.state.ladder import LadderPlan, plan_ladder
from hamstrong.engine.state.monitors import MonitorPlan
from hamstrong.engine.state.state import EpisodeKind, PersonSettings
from hamstrong.engine.training_days import longest_spacing, planned_of
from hamstrong.protocol.criteria import DaysInStage, EpisodeDay, MorningsPassed, NoFailInDays
from hamstrong.protocol.model import (
    Exercise,
    Pack,
    Rung,
    Stage,
    Track,
)


def compile_course(pack: Pack, kind: EpisodeKind, person: PersonSettings) -> Course:
    """Narrow the pack to one episode.

    Raises:
        KeyError: track or goal unknown to the pack.
    """
    track = pack.tracks[kind.track]
    path, gates, keys = compile_path(pack, kind, person)
    stages = tuple(pack.stages[number] for number in path)
    offered = {
        e.id: e
        for e in pack.exercises.values()
        if is_offered(pack, e, person, kind.track) and has_its_stage(e, person, kind.track, path)
    }
    rungs = {e.id: usable_rungs(pack, e, person, kind.track) for e in offered.values()}
    keyed = {name: keyed_levels(offered[name], rungs[name], kind.track, keys) for name in offered}
    candidates = tuple(
        tuple(
            candidates_of(
                pack, kind, person, rungs, place_of(stage, gate, keys, person.goal), keyed
            )
        )
        for stage, gate in zip(stages, gates, strict=True)
    )
    by_id = tuple({c.exercise.id: c for c in place} for place in candidates)
    earlier = tuple(_earlier(kind, by_id[:place]) for place in range(len(path)))
    isometrics = tuple(c for c in candidates[0] if c.load_class.isometric)
    course = Course(
        kind=kind,
        track=track,
        path=path,
        stages=stages,
        gates=gates,
        keys=keys,
        candidates=candidates,
        by_id=by_id,
        earlier=earlier,
        isometrics=isometrics,
        allowed=_allowed(by_id, earlier, isometrics),
        gate_ladders=tuple(gate_ladders(place) for place in candidates),
        rungs=rungs,
        ladders=_ladders(pack, kind.track, offered, rungs),
        slot_limits=slot_limits_of(gates, keys),
        clock_max=max(pack.rules.pain.early_days, _longest(gates, keys)),
        age_max=_most(EpisodeDay, gates, keys),
        fail_free_max=_most(NoFailInDays, gates, keys),
        passes_max=_most(MorningsPassed, gates, keys),
        spacings=tuple(_spacing(pack, person, stage) for stage in stages),
        monitors=tuple(_monitor_plan(pack, track, gate, person.goal) for gate in gates),
        sides=(kind.limb, OTHER_SIDE[kind.limb]) if kind.alone else (kind.limb,),
        restart_min=_restart_min(pack, offered),
        runs=tuple(e.id for e in offered.values() if pack.load_classes[e.load_class].run),
        gates_ask_runs=any(
            c.gate_exercise and c.load_class.run for place in candidates for c in place
        ),
        rest_limit=pack.rules.gap.bands[0].from_days,
        loads=load_plan(pack, person),
        minutes_needed=(),
        on_the_day=_on_the_day(pack, kind, person, rungs),
    )
    return course._replace(minutes_needed=minutes_needed(pack, course, person))


def _on_the_day(
    pack: Pack, kind: EpisodeKind, person: PersonSettings, rungs: Mapping[str, tuple[Rung, ...]]
) -> Mapping[str, CompiledCriterion]:
    """The criteria that rungs ask on their own day, as far as they concern this person."""
    named = dict.fromkeys(n for ladder in rungs.values() for r in ladder for n in r.requires_today)
    found = ((name, compile_criteria(pack, kind, person, (name,))) for name in named)
    return {name: compiled[0] for name, compiled in found if compiled}


class CompiledPath(NamedTuple):
    """The stages of a course, the gate out of each, and the keys: what it asks, whatever it has."""

    stages: tuple[int, ...]
    gates: tuple[CompiledGate | None, ...]
    keys: tuple[CompiledKey, ...]


def compile_path(pack: Pack, kind: EpisodeKind, person: PersonSettings) -> CompiledPath:
    """Narrow what the pack asks to one episode.

    Raises:
        KeyError: track or goal unknown to the pack.
    """
    path = path_of(pack, kind, person)
    gates = tuple(compile_gate(pack, kind, person, path, i) for i in range(len(path)))
    return CompiledPath(path, gates, _keys(pack, kind, person))


def _keys(pack: Pack, kind: EpisodeKind, person: PersonSettings) -> tuple[CompiledKey, ...]:
    """The keys that concern this episode, in the order of the pack."""
    return tuple(
        CompiledKey(key, compile_criteria(pack, kind, person, key.criteria_for(person.goal)))
        for key in pack.keys.values()
        if concerns(key, kind, person)
    )


def _allowed(
    by_id: tuple[Mapping[str, Candidate], ...],
    earlier: tuple[Mapping[str, Candidate], ...],
    isometrics: tuple[Candidate, ...],
) -> tuple[frozenset[str], ...]:
    """By place: its own exercises, earlier two-leg work, and the holds of the first stage."""
    holds = frozenset(c.exercise.id for c in isometrics)
    return tuple(holds.union(here, before) for here, before in zip(by_id, earlier, strict=True))


def _ladders(
    pack: Pack,
    track: str,
    offered: Mapping[str, Exercise],
    rungs: Mapping[str, tuple[Rung, ...]],
) -> Mapping[str, LadderPlan]:
    idle_max = gap_limit(pack.rules.gap)
    return {
        name: plan_ladder(exercise, rungs[name], pack, idle_max, track)
        for name, exercise in offered.items()
    }


def _restart_min(pack: Pack, offered: Mapping[str, Exercise]) -> int:
    """The shortest idle time after which a ladder begins anew, the longest gap's by default."""
    own = (e.restart_after_days for e in offered.values())
    longest = pack.rules.gap.bands[-1].from_days
    return min((days for days in own if days is not None), default=longest)


def _spacing(pack: Pack, person: PersonSettings, stage: Stage) -> int:
    """Days of a stage lie as far apart as it plans them: Maintain leaves some of the named out."""
    rules = pack.rules.gap
    if stage.daily:
        return rules.spacing_first_stage
    return longest_spacing(
        planned_of(person.training_days, stage.max_training_days), rules.spacing_max
    )


def _earlier(
    kind: EpisodeKind, behind: tuple[Mapping[str, Candidate], ...]
) -> Mapping[str, Candidate]:
    """Two-leg work of the places behind, each as the last of them had it: a limb that is ahead
    goes on with what the other one still needs. A limb alone needs none of it."""
    found: dict[str, Candidate] = {}
    for place in () if kind.alone else behind:
        found.update({name: c for name, c in place.items() if c.exercise.legs == "both"})
    return found


def _longest(gates: tuple[CompiledGate | None, ...], keys: tuple[CompiledKey, ...]) -> int:
    """The most days of one stage that a gate or a key asks for."""
    return max((*(g.min_days for g in gates if g), _most(DaysInStage, gates, keys)))


_Counted = DaysInStage | EpisodeDay | MorningsPassed | NoFailInDays


def _most(
    kind: type[_Counted], gates: tuple[CompiledGate | None, ...], keys: tuple[CompiledKey, ...]
) -> int:
    """The largest number that a criterion of this kind asks for; 0 where there is none."""
    groups = [gate.criteria for gate in gates if gate] + [key.criteria for key in keys]
    counted = (c.criterion for group in groups for c in group if isinstance(c.criterion, kind))
    return max((criterion.count for criterion in counted), default=0)


def _monitor_plan(pack: Pack, track: Track, gate: CompiledGate | None, goal: str) -> MonitorPlan:
    rules = pack.rules.referral
    usual = max(gate.min_days, gate.gate.usual_days.get(goal, 0)) if gate else 0
    slow = max(track.slow_min_days, rules.slow_factor * usual) if gate else 0
    return MonitorPlan(rules, track.no_change_weeks, slow, pack.rules.morning.baseline_gate_answers)
