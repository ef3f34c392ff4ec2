"""How hard a day was: easy, hard or power (RULES 0)."""

from __future__ import annotations

from hamstrong.engine.day.record import DayRecord
from hamstrong.engine.day.run_work import is_power, makes_power_day
from hamstrong.engine.facts import PlannedItem
from hamstrong.engine.state.calendar import EASY, HARD, POWER
from hamstrong.protocol.model import LoadClass, Pack


def hardness(
    pack: Pack, day: DayRecord, *, sport_counts: bool, runs_count: bool = True
) -> tuple[int, bool]:
    """How hard today counts (RULES 0) and whether it had Nordics.

    One logged set of a hard class counts, prescribed or not; a hard plan that was started and
    left without a set counts too.

    Args:
        sport_counts: sport outside of the plan counts as hard.
        runs_count: runs do; where training goes on they are sport like any other.
    """
    runs = day.runs if runs_count else []
    unsaid = [i for i in day.planned if day.started and not _was_reached(day, i)]
    done = {s.exercise for s in day.sets} | {r.exercise for r in runs}
    done |= {i.exercise for i in unsaid}
    exercises = [pack.exercises[e] for e in done if e in pack.exercises]
    classes = [pack.load_classes[e.load_class] for e in exercises]
    classes += _of_tests(pack, day)
    nordic = any(e.nordic for e in exercises)
    fast = any(makes_power_day(pack, run) for run in runs)
    if fast or any(c.power for c in classes) or any(_is_fast(pack, i) for i in unsaid):
        return POWER, nordic
    hard = any(c.hard for c in classes) or (day.sport and sport_counts)
    return (HARD if hard else EASY), nordic


def _of_tests(pack: Pack, day: DayRecord) -> list[LoadClass]:
    """A self-test is work of its class, whoever asked for it."""
    known = [pack.tests[t.test] for t in day.tests if t.test in pack.tests]
    return [pack.load_classes[test.load_class] for test in known]


def _is_fast(pack: Pack, item: PlannedItem) -> bool:
    load_class = pack.load_classes[pack.exercises[item.exercise].load_class]
    return is_power(pack.rules.calendar, load_class, item.effort_percent)


def _was_reached(day: DayRecord, item: PlannedItem) -> bool:
    """Whether the diary says how this planned item went: a set or a stop of it or of the day.
    An adjunct's set says nothing about the session that was planned with it."""
    logged = {s.exercise for s in day.session_sets} | {r.exercise for r in day.runs}
    if item.exercise in logged:
        return True
    return bool(logged) or any(s.exercise in (None, item.exercise) for s in day.stops)
