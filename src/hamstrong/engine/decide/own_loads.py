"""Own loads of a plan: which weight or band an admitted line is done with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hamstrong.engine.course.course import Course
from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.decide.evidence import reason
from hamstrong.engine.decide.guard import Dose
from hamstrong.engine.decide.notices import NudgeNotice
from hamstrong.engine.state.causes import Cause
from hamstrong.engine.state.effort import StepSize
from hamstrong.engine.state.ladder import HALF_LEVEL, rung_of
from hamstrong.engine.state.load import Load, PlannedLoad, least, planned_load, size_of_step
from hamstrong.engine.state.state import Episode, split_key
from hamstrong.protocol.model import Pack, Rung
from hamstrong.protocol.rule_ids import NumberRule


def with_own_load(pack: Pack, group: Iterable[OpenedEpisode], key: str, dose: Dose) -> Dose:
    """The dose with its load; of two limbs that share an exercise the lighter one.

    While it was not asked what the person owns, and where there is nothing to begin with, the dose
    stays below the first loaded rung.
    """
    loads: list[PlannedLoad] = []
    for opened in group:
        rung = _rung(opened.course, key, dose.level)
        if rung is None or rung.own_percent is None:
            return dose
        known = opened.episode.loads.get(key, Load())
        load = own_load_at(pack, opened.course, key, dose.level, known)
        if load is None:
            level = _unloaded_level(opened.course, key, dose.level)
            return dose._replace(level=level, capped=(*dose.capped, NumberRule.FIRST_LOAD))
        loads.append(load)
    return dose._replace(load=least(loads)) if loads else dose


def own_load_at(pack: Pack, course: Course, key: str, level: int, load: Load) -> PlannedLoad | None:
    """The load of an exercise at a level; None where its rung asks for no own load, or nothing is
    owned to begin with."""
    rung = _rung(course, key, level)
    if rung is None or rung.own_percent is None:
        return None
    owned = course.loads.owned(rung)
    if not owned:
        return None
    return planned_load(pack.rules.load, owned, load, rung.own_percent, course.loads.most_kg)


def _rung(course: Course, key: str, level: int) -> Rung | None:
    rungs = course.rungs.get(split_key(key)[0], ())
    at = rung_of(level)
    return rungs[at] if level > HALF_LEVEL and at < len(rungs) else None


def _unloaded_level(course: Course, key: str, level: int) -> int:
    """The highest level up to this one whose rung asks for no own load."""
    while level > HALF_LEVEL and (rung := _rung(course, key, level)) and rung.own_percent:
        level -= 1
    return level


def wants_loads(day: OpenDay) -> bool:
    """Whether it is time to ask which weights and bands the person owns: a ladder has come to its
    first loaded rung."""
    unasked = (o for o in day.episodes if o.course.loads.by_kit is None)
    return any(any(_loaded(o.episode, o.course)) for o in unasked)


def _loaded(episode: Episode, course: Course) -> Iterator[str]:
    """Ladders at a rung with an own load, of exercises that the stage has."""
    here = course.by_id[episode.gate.place]
    for key, ladder in episode.ladders.items():
        rung = _rung(course, key, ladder.level)
        if rung is not None and rung.own_percent is not None and split_key(key)[0] in here:
            yield key


def missing_steps(pack: Pack, opened: OpenedEpisode) -> Iterator[NudgeNotice]:
    """Say that a load waits because no smaller step is owned."""
    rules, course = pack.rules.load, opened.course
    for key in _loaded(opened.episode, course):
        load = opened.episode.loads.get(key, Load())
        here, ladder = load.planned or load.clean, opened.episode.ladders[key]
        rung = _rung(course, key, ladder.level)
        if here is None or rung is None or load.effort.easy < rules.easy_sessions:
            continue
        if size_of_step(rules, course.loads.owned(rung), here) is not StepSize.USUAL:
            why = reason(pack, NumberRule.LOAD_STEP, ("exercise", split_key(key)[0]))
            because = (Cause("easy_sessions", load.effort.easy),)
            yield NudgeNotice("no_smaller_step", why, opened.episode.kind.limb, because)
