"""Which criteria the work before a passed morning has met."""

from __future__ import annotations

from collections.abc import Mapping

from hamstrong.engine.course.course import Course
from hamstrong.engine.course.gates import NEVER
from hamstrong.engine.state.ladder import START_LEVEL, rung_of
from hamstrong.engine.state.morning import Asked, MorningSignals, Verdict
from hamstrong.engine.state.state import Episode, Work, split_key
from hamstrong.protocol.model import Criterion, Pack


def confirmed_moments(
    course: Course, episode: Episode, signals: MorningSignals, earned: Mapping[str, int]
) -> dict[str, int]:
    """Criterion moments that this passed morning confirms."""
    if signals.asked is not Asked.SESSION or signals.verdict is not Verdict.PASS:
        return {}
    moments: dict[str, int] = {}
    compiled = course.gates[episode.gate.place]
    stage = course.path[episode.gate.place]
    groups = [compiled.criteria] if compiled else []
    groups += [key.criteria for key in course.keys if key.key.from_stage <= stage]
    for group in groups:
        for item in group:
            for slot, _ in item.slots:
                if _is_confirmed(course, episode, item.criterion, slot, earned):
                    moments[slot] = 1
    return moments


def _is_confirmed(
    course: Course, episode: Episode, criterion: Criterion, slot: str, earned: Mapping[str, int]
) -> bool:
    if criterion.kind == "rung_clean":
        return _rung_earned(course, criterion, slot, earned)
    if criterion.kind == "repetitions":
        return any(_repetitions(work, criterion, slot) for work in episode.pending)
    if criterion.kind == "clean_sessions":
        return _clean_session(episode.pending, criterion.load_class)
    return False


def _rung_earned(
    course: Course, criterion: Criterion, slot: str, earned: Mapping[str, int]
) -> bool:
    exercise = criterion.exercise or ""
    needed = next(
        (i for i, r in enumerate(course.rungs.get(exercise, ())) if r.id == criterion.rung), None
    )
    if needed is None:
        return False
    for key, level in earned.items():
        name, side = split_key(key)
        own = side in ("both", course.kind.limb) if ":" not in slot else slot.endswith(f":{side}")
        if name == exercise and own and level >= START_LEVEL and rung_of(level) >= needed:
            return True
    return False


def _repetitions(work: Work, criterion: Criterion, slot: str) -> bool:
    exercise, side = split_key(work.key)
    sided = slot.endswith(f":{side}") if criterion.each_side else True
    enough = work.repetitions >= (criterion.count or NEVER)
    low = work.worst is not None and (
        criterion.pain_max is None or work.worst <= criterion.pain_max
    )
    return exercise == criterion.exercise and sided and enough and low


def _clean_session(pending: tuple[Work, ...], load_class: str | None) -> bool:
    """A session counts when it had work of the class and all of that was clean."""
    of_class = [work for work in pending if work.load_class == load_class]
    return bool(of_class) and all(work.clean for work in of_class)


def is_strong(pack: Pack, course: Course, episode: Episode) -> bool:
    """A key exercise stands the pack's number of rungs above its start."""
    above = START_LEVEL + pack.rules.stretch.key_rungs_above
    needed, ladders = course.gate_ladders[episode.gate.place], episode.ladders
    return any(key in ladders and ladders[key].level >= above for key in needed)
