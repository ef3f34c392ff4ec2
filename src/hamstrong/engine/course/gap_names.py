"""Names of the gaps that an exercise goes by: those of its action, or its own.

A way of running has its own, and so has trunk work beside the sessions: it ends no gap of balance.
"""

from __future__ import annotations

from hamstrong.engine.course.course import Course
from hamstrong.engine.state.state import split_key
from hamstrong.protocol.model import Pack


def gap_names(pack: Pack, course: Course, ladder: str) -> tuple[str, ...]:
    """The gaps that a ladder goes by: one a leg, of its action, or its own.

    Args:
        ladder: key of a ladder; none where the pack has its exercise no more.
    """
    name, side = split_key(ladder)
    exercise = pack.exercises.get(name)
    if exercise is None:
        return ()
    beside = exercise.adjunct and not exercise.is_stretch
    own = beside or pack.load_classes[exercise.load_class].run
    kind = name if own else exercise.action
    return tuple(f"{kind}:{leg}" for leg in course.sides if side in ("both", leg))
