"""Load changes: what the day leaves of each own load, and lines whose load nobody has named yet."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.engine.course.course import Course
from hamstrong.engine.day.own_loads import is_short, load_reports
from hamstrong.engine.decide.own_loads import own_load_at
from hamstrong.engine.engine import Engine
from hamstrong.engine.reply.reply import ExerciseChange, ExerciseKind
from hamstrong.engine.reply.situation import Situation, after_good_morning
from hamstrong.engine.state.ladder import Ladder, Worked
from hamstrong.engine.state.load import Amount, Load, PlannedLoad, lighter
from hamstrong.engine.state.state import Episode, ladder_key, split_key
from hamstrong.protocol.model import Pack


def load_changes(
    engine: Engine, before: Situation, after: Situation, limb: str
) -> Iterator[ExerciseChange]:
    """The own loads of a limb that are other ones now, and those that tomorrow's morning raises."""
    course, was, now = after.opened[limb].course, before.left[limb], after.left[limb]
    for key in now.loads:
        earlier, here = _at(engine.pack, course, was, key), _at(engine.pack, course, now, key)
        kind = None if earlier is None or here is None else _kind(earlier, here)
        if here is not None and kind is not None and _level(was, key) == _level(now, key):
            yield _change(kind, key, here.amount)
    yield from _promised(engine, before, after, limb)


def _at(pack: Pack, course: Course, episode: Episode, key: str) -> PlannedLoad | None:
    load = episode.loads.get(key, Load())
    return own_load_at(pack, course, key, _level(episode, key), load)


def _level(episode: Episode, key: str) -> int:
    return episode.ladders.get(key, Ladder()).level


def _kind(before: PlannedLoad, after: PlannedLoad) -> ExerciseKind | None:
    if before.is_first:
        return None if after.is_first else "load_named"
    if lighter(after.amount, before.amount):
        return "load_down"
    return "load_up" if lighter(before.amount, after.amount) else None


def _promised(
    engine: Engine, before: Situation, after: Situation, limb: str
) -> Iterator[ExerciseChange]:
    """Loads that rise if tomorrow's morning is fine, by what was said now about the last set."""
    was, now = before.left[limb], after.left[limb]
    earlier = {work.key: work.own for work in was.pending}
    told = [w.key for w in now.pending if w.own is not None and w.own != earlier.get(w.key)]
    if not told:
        return
    course, passed = after.opened[limb].course, after_good_morning(engine, after.tomorrow)[limb]
    for key in told:
        here, then = _at(engine.pack, course, now, key), _at(engine.pack, course, passed, key)
        if here is None or then is None or _level(now, key) != _level(passed, key):
            continue
        if not here.is_first and lighter(here.amount, then.amount):
            yield _change("load_would_rise", key, then.amount)


def _change(kind: ExerciseKind, key: str, load: Amount) -> ExerciseChange:
    exercise, side = split_key(key)
    return ExerciseChange(kind, exercise, side, load=load)


def is_load_open(now: Situation, key: str) -> bool:
    """Whether today's line asks for an own load and nobody has said what it was done with."""
    return any(
        item.own_percent is not None and not load_reports(key, now.day.read)
        for item in now.day.read.planned
        if ladder_key(item.exercise, item.side) == key
    )


def waits_for_load(now: Situation, key: str, worked: Worked) -> bool:
    """Whether only the load is missing of a line that was done in full."""
    if worked not in (Worked.CLEAN, Worked.NEUTRAL) or not is_load_open(now, key):
        return False
    items = (i for i in now.day.read.planned if ladder_key(i.exercise, i.side) == key)
    return not any(is_short(item, key, now.day.read) for item in items)
