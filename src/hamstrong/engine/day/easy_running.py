"""Easy running in the evening: which runs it is, what they leave, and where it enters the ladder.

Between `easy`, which counts the minutes, and the closing of an episode.
"""

from __future__ import annotations

from hamstrong.engine.course.course import Course
from hamstrong.engine.course.gap_names import gap_names
from hamstrong.engine.day.run_work import BOTH
from hamstrong.engine.day.session_work import DayWork
from hamstrong.engine.state.action_gaps import ActionGap
from hamstrong.engine.state.easy_running import Easy, close_easy
from hamstrong.engine.state.ladder import START_LEVEL, Ladder, Worked
from hamstrong.engine.state.state import Episode, ladder_key, split_key
from hamstrong.protocol.model import Pack, Rung

MINUTE_S = 60


def is_easy_run(course: Course, episode: Episode, key: str) -> bool:
    """A run before running is planned, on a track with easy running: it moves no ladder."""
    name = split_key(key)[0]
    easy = course.track.early_running == "easy"
    return easy and name in course.runs and name not in course.by_id[episode.gate.place]


def end_easy_day(pack: Pack, course: Course, episode: Episode, work: DayWork) -> Easy:
    """Easy running: did a run hurt more than a clean one may?"""
    runs = [r for k, r in work.results.items() if r.done and is_easy_run(course, episode, k)]
    limit = pack.rules.pain.clean_max
    hurt = any((r.worst is not None and r.worst > limit) or r.worked is Worked.DOWN for r in runs)
    return close_easy(pack.rules.running, episode.easy, ran=bool(runs), hurt=hurt)


def enter_running(pack: Pack, course: Course, before: Episode, after: Episode) -> Episode:
    """Whoever ran easily all along begins where that is no more running than before, at most at
    the rung that the pack names; never a ladder that was begun already. From then on a pause is a
    gap of running."""
    place = after.gate.place
    if place <= before.gate.place or not after.easy.minutes:
        return after
    for name in course.runs:
        entry, key = pack.exercises[name].easy_entry, ladder_key(name, BOTH)
        if entry is None or name not in course.by_id[place] or key in after.ladders:
            continue
        level = easy_level(course.rungs[name], entry, after.easy.minutes)
        gaps = dict.fromkeys(gap_names(pack, course, key), ActionGap())
        after = after._replace(
            ladders={**after.ladders, key: Ladder(level=level)}, gaps={**after.gaps, **gaps}
        )
    return after


def easy_level(rungs: tuple[Rung, ...], entry: str, minutes: int) -> int:
    """The highest level up to the entry rung whose running lasts no longer than this."""
    level = START_LEVEL
    for index, rung in enumerate(rungs):
        if rung.dosage.sets * (rung.dosage.run_s or 0) <= minutes * MINUTE_S:
            level = START_LEVEL + index
        if rung.id == entry:
            break
    return level
