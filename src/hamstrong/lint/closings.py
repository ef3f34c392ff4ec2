"""Closings: each caution that closes a criterion must rule out all of its work, and no other may.

That no other does is `capacity`'s finding: there its work is out of reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from hamstrong.lint.capacity import CapacityCase, shortfalls
from hamstrong.protocol.criteria import Criterion
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.model import Pack


def check_closings(pack: Pack) -> Iterator[UnplacedFault]:
    """A finding for each caution that closes a criterion whose work it leaves in reach."""
    for criterion in pack.criteria.values():
        for index, trait in enumerate(criterion.closed_by):
            if not _is_out_of_reach(pack, criterion, trait):
                place = PackPlace("gates.yaml", ("criteria", criterion.id, "closed_by", index))
                expected = "a trait that rules out every exercise of this criterion"
                yield UnplacedFault(place, "needless-closing", expected, trait)


def _is_out_of_reach(pack: Pack, criterion: Criterion, trait: str) -> bool:
    """Whether the work is out of reach with this trait on every path that would ask for it."""
    asked = replace(criterion, closed_by=())
    opened = replace(pack, criteria={**pack.criteria, criterion.id: asked})
    days, minutes = pack.rules.calendar.max_training_days, max(pack.minutes_offered)
    found = []
    for track, goal in product(pack.tracks, pack.goals):
        choice = CapacityCase(
            track=track, goal=goal, limbs=1, days=days, minutes=minutes, traits=frozenset({trait})
        )
        if criterion.applies_to(track, goal) and _asks(opened, choice, criterion):
            lost = {s.criterion for s in shortfalls(opened, choice) if s.kind == "out_of_reach"}
            found.append(criterion.id in lost)
    return bool(found) and all(found)


def _asks(pack: Pack, choice: CapacityCase, criterion: Criterion) -> bool:
    """Whether a gate on this choice's way asks for a criterion."""
    path = pack.paths[choice.track][choice.goal]
    return any(
        criterion.id in gate.criteria
        for gate in pack.gates.values()
        if gate.target in path and (gate.source is None or gate.source in path)
    )
