"""Paths of every track and goal: rising stages, with a gate at each of the steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from hamstrong.protocol.draft import PackDraft, unresolved
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.model import Gate

_PATHS = PackPlace("pack.yaml", ("paths",))


def check_paths(draft: PackDraft) -> Iterator[UnplacedFault]:
    """Missing paths, stages out of order, and steps without a gate or without its least days."""
    if draft.pack is None:
        return
    yield from unresolved(_PATHS, tuple(draft.pack.paths), draft.ids("pack/tracks"), what="tracks")
    for track in draft.pack.tracks.values():
        goals = draft.pack.paths.get(track.id, {})
        yield from unresolved(
            _PATHS.at(track.id), tuple(goals), draft.ids("pack/goals"), what="goals"
        )
        for goal in draft.pack.goals:
            place = _PATHS.at(track.id, goal)
            path = goals.get(goal, ())
            yield from _order(place, path, track.first_stage)
            yield from _steps(place, path, track.id, draft)
            yield from _not_empty(path, track.id, goal, draft)


def gate_between(gates: Mapping[str, Gate], source: int, target: int) -> Gate | None:
    """The gate of one step of a path: the one for exactly this step, else the one from anywhere."""
    exact = [g for g in gates.values() if (g.source, g.target) == (source, target)]
    anywhere = [g for g in gates.values() if (g.source, g.target) == (None, target)]
    return next(iter(exact + anywhere), None)


def _order(place: PackPlace, path: tuple[int, ...], first: int) -> Iterator[UnplacedFault]:
    if not path:
        yield UnplacedFault(place, "missing-path", "a list of stages, for instance [1, 2, 3, 6]")
    elif path[0] != first or list(path) != sorted(set(path)):
        expected = f"rising stages that start at the track's first stage, {first}"
        yield UnplacedFault(place, "wrong-path", expected, list(path))


def _steps(
    place: PackPlace, path: tuple[int, ...], track: str, draft: PackDraft
) -> Iterator[UnplacedFault]:
    if draft.gates is None:
        return
    for number in path:
        yield from unresolved(place, number, draft.ids("pack/stages"), what="stages")
    for source, target in pairwise(path):
        gate = gate_between(draft.gates.gates, source, target)
        step = f"{source} to {target}"
        if gate is None:
            yield UnplacedFault(place, "no-gate", f"a gate in gates.yaml from {step}", list(path))
        elif track not in gate.min_days:
            expected = f"the least days of gate {gate.id} for {track}"
            yield UnplacedFault(
                PackPlace("gates.yaml", ("gates", gate.id, "min_days")), "no-gate", expected
            )


def _not_empty(
    path: tuple[int, ...], track: str, goal: str, draft: PackDraft
) -> Iterator[UnplacedFault]:
    """An empty record passes no gate (S12): some criterion must hold for this track and goal."""
    if draft.gates is None:
        return
    known = draft.gates.criteria
    for source, target in pairwise(path):
        gate = gate_between(draft.gates.gates, source, target)
        if gate is None:
            continue
        criteria = [known[name] for name in gate.criteria if name in known]
        if not any(criterion.applies_to(track, goal) for criterion in criteria):
            place = PackPlace("gates.yaml", ("gates", gate.id, "criteria"))
            expected = f"at least one criterion that counts for {track} and {goal}"
            yield UnplacedFault(place, "empty-gate", expected, list(gate.criteria))
