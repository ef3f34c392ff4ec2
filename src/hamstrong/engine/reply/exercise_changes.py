"""Exercise changes: what ended or stays today, and the rungs that the day leaves for tomorrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hamstrong.engine.course.course import Course
from hamstrong.engine.day.session_work import Result
from hamstrong.engine.engine import Engine
from hamstrong.engine.reply.answers import RecordedAnswer, because_of
from hamstrong.engine.reply.load_changes import is_load_open, load_changes
from hamstrong.engine.reply.reply import ExerciseChange, ExerciseKind
from hamstrong.engine.reply.situation import Situation, after_good_morning
from hamstrong.engine.state.ladder import HALF_LEVEL, Ladder, Worked, needed_at, rung_of
from hamstrong.engine.state.state import split_key

_NOTHING_DONE = Result()


def exercise_changes(
    engine: Engine, before: Situation, after: Situation, answers: tuple[RecordedAnswer, ...]
) -> tuple[ExerciseChange, ...]:
    """Every exercise that is another one now than before; legs with the same change as one."""
    found = [
        change
        for limb in after.left
        if limb in before.left
        for change in _of_limb(engine, before, after, limb)
    ]
    named = (
        c._replace(because=because_of(answers, exercise=c.exercise, side=c.side)) for c in found
    )
    return _joined(tuple(dict.fromkeys(named)))


def _of_limb(
    engine: Engine, before: Situation, after: Situation, limb: str
) -> Iterator[ExerciseChange]:
    yield from _today(before.results.get(limb, {}), after.results.get(limb, {}))
    course, day = after.opened[limb].course, after.tomorrow.day
    was, now = before.left[limb], after.left[limb]
    for key, ladder in now.ladders.items():
        change = _moved(course, key, was.ladders.get(key, Ladder()), ladder)
        if change is not None:
            until = day + ladder.out if change.kind == "left_out" else None
            yield change._replace(until=until)
    yield from _no_longer_clean(before, after, limb)
    yield from load_changes(engine, before, after, limb)
    yield from _earned(engine, before, after, limb)


def _today(before: Mapping[str, Result], after: Mapping[str, Result]) -> Iterator[ExerciseChange]:
    """What ended for today, and what stays on its rung because it hurt."""
    for key, result in after.items():
        earlier = before.get(key, _NOTHING_DONE)
        if _is_ended(result) and not _is_ended(earlier):
            yield _change("ends_today", key)
        elif result.worked is Worked.BROKEN and earlier.worked is not Worked.BROKEN:
            yield _change("rung_stays", key)


def _is_ended(result: Result) -> bool:
    return result.stopped or result.worked is Worked.DOWN


def _moved(course: Course, key: str, before: Ladder, after: Ladder) -> ExerciseChange | None:
    rung = _rung(course, key, after)
    if after.out > before.out:
        return _change("left_out", key, rung)
    if after.level > before.level:
        return _change("rung_up", key, rung)
    if after.level < before.level:
        return _change("half_dose" if after.level == HALF_LEVEL else "rung_down", key, rung)
    return None


def _no_longer_clean(before: Situation, after: Situation, limb: str) -> Iterator[ExerciseChange]:
    """What was done as planned until this answer, and is done in part by it."""
    clean = {work.key for work in before.left[limb].pending if work.clean}
    for work in after.left[limb].pending:
        result = after.results[limb].get(work.key, _NOTHING_DONE)
        if work.key in clean and not work.clean and result.worked is Worked.NEUTRAL:
            yield _change("no_longer_clean", work.key)


def _clean_in(now: Situation, limb: str) -> list[str]:
    """What is done as planned; an own load only once it was said."""
    pending = now.left[limb].pending
    return [work.key for work in pending if work.clean and not is_load_open(now, work.key)]


def _earned(
    engine: Engine, before: Situation, after: Situation, limb: str
) -> Iterator[ExerciseChange]:
    """What became clean by this answer and what tomorrow's morning, if it passes, makes of it."""
    course, now = after.opened[limb].course, after.left[limb]
    known = set(_clean_in(before, limb))
    clean = [key for key in _clean_in(after, limb) if key not in known]
    if not clean:
        return
    passed = after_good_morning(engine, after.tomorrow)[now.kind.limb]
    for key in clean:
        here, then = now.ladders.get(key, Ladder()), passed.ladders.get(key, Ladder())
        if then.level > here.level:
            yield _change("would_rise", key, _rung(course, key, then))
        elif then.level == here.level and then.clean > here.clean:
            need = needed_at(course.ladders[split_key(key)[0]], then.level)
            kind: ExerciseKind = "counts_clean" if then.clean < need else "clean_enough"
            change = _change(kind, key, _rung(course, key, then))
            yield change._replace(have=then.clean, need=need)


def _rung(course: Course, key: str, ladder: Ladder) -> str:
    rungs = course.rungs.get(split_key(key)[0], ())
    return rungs[min(rung_of(ladder.level), len(rungs) - 1)].id if rungs else ""


def _change(kind: ExerciseKind, key: str, rung: str = "") -> ExerciseChange:
    exercise, side = split_key(key)
    return ExerciseChange(kind, exercise, side, rung)


def _joined(changes: tuple[ExerciseChange, ...]) -> tuple[ExerciseChange, ...]:
    """The same change of both legs as one."""
    found: dict[ExerciseChange, list[str]] = {}
    for change in changes:
        found.setdefault(change._replace(side=""), []).append(change.side)
    return tuple(
        change._replace(side=sides[0] if len(sides) == 1 else "both")
        for change, sides in found.items()
    )
