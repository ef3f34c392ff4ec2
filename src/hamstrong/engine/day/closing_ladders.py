"""The ladders of an episode in the evening: what was prescribed, done and still owed."""

from __future__ import annotations

from collections.abc import Mapping

from hamstrong.engine.course.course import Course
from hamstrong.engine.course.gap_names import gap_names
from hamstrong.engine.day.easy_running import is_easy_run
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.day.own_loads import own_load_work
from hamstrong.engine.day.record import DayRecord
from hamstrong.engine.day.session_work import DayWork, Result, ran_today, was_left
from hamstrong.engine.day.timed_runs import timed_work
from hamstrong.engine.facts import PlannedItem
from hamstrong.engine.state.action_gaps import ActionsToday, ended_today
from hamstrong.engine.state.ladder import HALF_LEVEL, Ladder, Worked, close_ladder, rung_of
from hamstrong.engine.state.morning import Asked
from hamstrong.engine.state.pending_work import Work
from hamstrong.engine.state.self_test_results import is_hard
from hamstrong.engine.state.state import Episode, ladder_key, split_key
from hamstrong.protocol.model import Pack


def close_ladders(
    pack: Pack, course: Course, episode: Episode, work: DayWork, today: ActionsToday
) -> tuple[dict[str, Ladder], bool]:
    """Every ladder after the day, and whether one of them starts the flare-up path."""
    ladders = dict(episode.ladders)
    flare, ended = False, ended_today(episode.gaps, today)
    for key in dict.fromkeys((*ladders, *work.results)):
        plan = course.ladders.get(split_key(key)[0])
        if plan is None and key in ladders:
            ladders[key] = _left_out(pack, key, ladders[key])
        if plan is None or is_easy_run(course, episode, key):
            continue
        ladder = ladders.get(key, Ladder())
        result = work.results.get(key, Result())
        closed = close_ladder(
            plan,
            ladder,
            result.worked,
            performed=result.performed,
            gap_ends=ended.issuperset(gap_names(pack, course, key)),
        )
        ladders[key] = closed.ladder
        flare = flare or closed.starts_flare
    return ladders, flare


def _left_out(pack: Pack, key: str, ladder: Ladder) -> Ladder:
    """A day of an exercise that the course lacks: where its ramp restarts after days without it,
    these days count too."""
    exercise = pack.exercises.get(split_key(key)[0])
    restart = None if exercise is None else exercise.restart_after_days
    if restart is None or not 0 <= ladder.idle < restart:
        return ladder
    return ladder._replace(idle=ladder.idle + 1)


def _prescribed_level(item: PlannedItem | None, ladder: Ladder, course_rung: str | None) -> int:
    """Level that a planned line stood for; -1 when it is not the ladder's own."""
    if item is None:
        return -1
    half = ladder.level == HALF_LEVEL
    return ladder.level if item.rung == course_rung and item.half == half else -1


def pending_work(
    pack: Pack, course: Course, episode: Episode, work: DayWork, day: DayRecord
) -> tuple[Work, ...]:
    """What waits for tomorrow's morning: every exercise of which a set was logged, or that a stop
    or a pain ended before one was."""
    found: list[Work] = []
    for key, result in work.results.items():
        exercise = pack.exercises.get(split_key(key)[0])
        begun = result.done or result.worked is Worked.DOWN
        if exercise is None or not begun or is_easy_run(course, episode, key):
            continue
        ladder = episode.ladders.get(key, Ladder())
        rungs = course.rungs.get(exercise.id, exercise.ladder)
        rung = rungs[min(rung_of(ladder.level), len(rungs) - 1)]
        level = _prescribed_level(work.planned.get(key), ladder, rung.id)
        found.append(
            Work(
                key=key,
                level=level,
                clean=result.worked is Worked.CLEAN,
                performed=result.performed,
                repetitions=result.repetitions,
                load_class=exercise.load_class,
                new_rung=not ladder.seen and not exercise.adjunct,
                worst=result.worst,
                own=own_load_work(work.planned.get(key), result, day, key),
                timed=timed_work(work.planned.get(key), day),
            )
        )
    return tuple(found)


def asked_on(pack: Pack, episode: Episode, work: DayWork, day: DayRecord) -> Asked:
    """Why tomorrow's morning is asked: a session, one that was begun and of which nothing was
    logged, sport outside, or a hard self-test."""
    hurt = any(result.worked is Worked.DOWN for result in work.session.values())
    mine = (t for t in day.tests if episode.kind.alone or t.side == episode.kind.limb)
    tested = any(is_hard(pack, t.test) for t in mine)
    left = was_left(day) or ran_today(pack, day)
    asked = work.worked or hurt or left or day.sport or tested
    return Asked.SESSION if asked else Asked.NO


def last_session(episode: Episode, work: DayWork) -> tuple[tuple[str, int], ...]:
    """Levels of today's session and of the adjuncts done with it. Adjuncts alone are no session."""
    if not work.worked:
        return ()
    return tuple(
        (key, episode.ladders.get(key, Ladder()).level)
        for key, result in work.results.items()
        if result.done
    )


def session_before_path(episode: Episode, work: DayWork) -> tuple[tuple[str, int], ...]:
    """The last session that was not part of a flare-up path."""
    today = () if episode.flare.phase else last_session(episode, work)
    return today or episode.last_session


def below_path(
    opened: OpenedEpisode, ladders: Mapping[str, Ladder], work: DayWork
) -> dict[str, Ladder]:
    """Every exercise one rung below what it was before the cause of a flare-up path
    (`flare.path_days`): in the last session, or before this morning's answers. A fail that came
    with the cause is that same rung. What the stage has and was never done comes back with half
    the dose of its lowest rung."""
    ladders = {**_never_done(opened), **ladders}
    before = {key: ladder.level for key, ladder in opened.ladders_before.items()}
    before |= dict(last_session(opened.episode, work) or opened.episode.last_session)
    return {
        key: below_level(ladder, before.get(key, ladder.level)) for key, ladder in ladders.items()
    }


def _never_done(opened: OpenedEpisode) -> dict[str, Ladder]:
    course = opened.course
    stage = course.candidates[opened.episode.gate.place]
    return {
        ladder_key(c.exercise.id, side): Ladder()
        for c in stage
        if not c.exercise.adjunct
        for side in (("both",) if c.exercise.legs == "both" else course.sides)
    }


def below_level(ladder: Ladder, level: int) -> Ladder:
    """One rung below a level, runs begun anew; what is lower already stays there."""
    return Ladder(
        level=min(ladder.level, max(HALF_LEVEL, level - 1)),
        idle=ladder.idle,
        gap_down=ladder.gap_down,
        out=ladder.out,
        was_out=ladder.was_out,
        eased=ladder.eased,
    )


def exercise_days(course: Course, episode: Episode, work: DayWork) -> int:
    limit = max((stage.first_days for stage in course.stages), default=0)
    return min(limit, episode.exercise_days + (1 if work.worked else 0))
