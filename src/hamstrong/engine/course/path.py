"""Path of a course: the stages of a track and goal, as far as no caution closes a gate.

A criterion that a caution closes is never waived: the path ends in its last stage after the last
one that can be reached. Into that last stage, the work that is ruled out is not asked.
"""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.course.gates import criteria_of, find_gate
from hamstrong.engine.state.state import EpisodeKind, PersonSettings
from hamstrong.protocol.criteria import Criterion
from hamstrong.protocol.model import Pack


class Closing(NamedTuple):
    """What a person's cautions close: after stage `last` the path goes on to stage `then`.

    `shortens` says that stages of the goal are left out; else only what leads into `then` is asked
    without `criteria`.
    """

    last: int
    then: int
    criteria: tuple[str, ...]
    cautions: tuple[str, ...]
    shortens: bool


def path_of(pack: Pack, kind: EpisodeKind, person: PersonSettings) -> tuple[int, ...]:
    """The stages of this person's path.

    Raises:
        KeyError: track or goal unknown to the pack.
    """
    whole = pack.paths[kind.track][person.goal]
    for index in range(len(whole) - 2):
        if _closed(pack, kind, person, whole[index], whole[index + 1]):
            return (*whole[: index + 1], whole[-1])
    return whole


def closings(pack: Pack, kind: EpisodeKind, person: PersonSettings) -> tuple[Closing, ...]:
    """What cautions close on this person's path, in its order."""
    whole, path = pack.paths[kind.track][person.goal], path_of(pack, kind, person)
    if len(path) < 2:
        return ()
    last, then = path[-2:]
    found = []
    if path != whole:
        closed = _closed(pack, kind, person, last, whole[len(path) - 1])
        found.append(_closing(person, last, then, closed, shortens=True))
    dropped = _closed(pack, kind, person, last, then)
    if dropped:
        found.append(_closing(person, last, then, dropped, shortens=False))
    return tuple(found)


def _closed(
    pack: Pack, kind: EpisodeKind, person: PersonSettings, source: int, target: int
) -> tuple[Criterion, ...]:
    """The criteria between two stages that this person's cautions close."""
    criteria = criteria_of(pack, kind, person, find_gate(pack, source, target).criteria)
    return tuple(c for c in criteria if person.traits & set(c.closed_by))


def _closing(
    person: PersonSettings, last: int, then: int, closed: tuple[Criterion, ...], *, shortens: bool
) -> Closing:
    cautions = {trait for c in closed for trait in c.closed_by if trait in person.traits}
    return Closing(
        last=last,
        then=then,
        criteria=tuple(c.id for c in closed),
        cautions=tuple(sorted(cautions)),
        shortens=shortens,
    )
