"""Completed rungs: which rungs a person has behind them in this episode."""

from __future__ import annotations

from hamstrong.engine.course.course import Course
from hamstrong.engine.state.ladder import START_LEVEL, Ladder
from hamstrong.engine.state.state import Episode, split_key


def is_rung_completed(course: Course, episode: Episode, exercise: str, rung: str) -> bool:
    """Whether every side is above the rung, or has its clean sessions on it.

    Args:
        course: of the episode; a rung that the person may not use is never completed.
    """
    ids = [known.id for known in course.rungs.get(exercise, ())]
    if rung not in ids:
        return False
    level = START_LEVEL + ids.index(rung)
    mine = [a for key, a in episode.ladders.items() if split_key(key)[0] == exercise]
    return bool(mine) and all(_has_completed(ladder, level) for ladder in mine)


def _has_completed(ladder: Ladder, level: int) -> bool:
    return ladder.level > level or (ladder.level == level and ladder.proven)
