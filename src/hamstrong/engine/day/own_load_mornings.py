"""Own loads in the morning: the answer about yesterday's last set, and what the morning adds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.engine.course.course import Course
from hamstrong.engine.day.opening_ladders import LadderDay, followed_by, session_before
from hamstrong.engine.state.effort import LoadMorning, StepSize, broken_run, judge_effort
from hamstrong.engine.state.ladder import Followed, Ladder, rung_of
from hamstrong.engine.state.load import WHOLE, Load, confirm, move_load, size_of_step
from hamstrong.engine.state.pending_work import OwnLoadWork, Work
from hamstrong.engine.state.state import Episode, split_key
from hamstrong.protocol.model import LoadRules, Pack, Rung


def open_loads(
    pack: Pack,
    course: Course,
    episode: Episode,
    context: LadderDay,
    ladders: Mapping[str, Ladder],
) -> Mapping[str, Load]:
    """The loads after this morning.

    Args:
        episode: before its ladders were opened.
        ladders: after that.
    """
    loads = dict(episode.loads)
    free = not context.frozen and not episode.flare.phase
    for work in session_before(episode, context.signals):
        before, after = episode.ladders.get(work.key), ladders.get(work.key)
        if before is None or after is None:
            continue
        followed = followed_by(context.signals, work, before.level)
        if work.own is not None:
            now = _Now(
                course=course,
                work=work,
                own=work.own,
                followed=followed,
                ladder=after,
                may_rise=free,
            )
            loads[work.key] = _after(pack.rules.load, now, loads.get(work.key, Load()))
        elif followed is Followed.FAILED and work.key in loads:
            load = loads[work.key]
            loads[work.key] = load._replace(effort=broken_run(load.effort))
    return loads


class _Now(NamedTuple):
    """One exercise this morning: yesterday's work, its verdict, its ladder, and whether anything
    may rise. Without an answer the verdict says nothing, and what holds back is kept."""

    course: Course
    work: Work
    own: OwnLoadWork
    followed: Followed
    ladder: Ladder
    may_rise: bool


def _after(rules: LoadRules, now: _Now, load: Load) -> Load:
    course, work, own, followed, ladder, may_rise = now
    rung = _rung(course, work.key, ladder)
    clean = followed is Followed.CLEAN
    whole = own.percent == WHOLE and ladder.level == work.level
    if clean and own.percent == WHOLE:
        load = confirm(load, own.lifted)
    owned = () if rung is None else course.loads.owned(rung)
    here = load.planned or load.clean
    effort, step = judge_effort(
        rules,
        load.effort,
        LoadMorning(
            left=own.left,
            clean=clean,
            whole=whole,
            short=own.short,
            broken=own.broken or followed is Followed.FAILED,
            next_step=StepSize.NONE if here is None else size_of_step(rules, owned, here),
            may_rise=may_rise,
            eases_off=course.loads.eases_off,
        ),
    )
    return move_load(load._replace(effort=effort), owned, step)


def _rung(course: Course, key: str, ladder: Ladder) -> Rung | None:
    rungs = course.rungs.get(split_key(key)[0], ())
    at = rung_of(ladder.level)
    return rungs[at] if at < len(rungs) else None
