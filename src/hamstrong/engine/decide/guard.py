"""The guard: disposes of what the chooser proposes. Small, pure, and the place of the proofs.

Every item of every plan passes `admit`. The calendar, stage, compression, stretching and cap
invariants (S2, S3, S6, S7, S15) are statements about this one function and the views that it
reads. It never adds: caps join by minimum.
"""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.course.course import Candidate
from hamstrong.engine.day.run_work import is_power
from hamstrong.engine.state.calendar import CalendarView
from hamstrong.engine.state.flare import ISOMETRIC_DAY
from hamstrong.engine.state.ladder import START_LEVEL, Ladder, rung_of
from hamstrong.engine.state.load import PlannedLoad
from hamstrong.protocol.model import Exercise, LoadClass, Rules, Rung
from hamstrong.protocol.rule_ids import (
    Mechanism,
    NumberRule,
    criterion_rule,
    days_apart_rule,
    exercise_rule,
    key_rule,
)


class PersonView(NamedTuple):
    """What holds for the person today, whatever the exercise.

    `hard_rule` names the rule that forbids all hard work, or None; `easy_run_rule` likewise for
    easy running; `isometrics_only` is set by pain just before the session.
    """

    calendar: CalendarView
    hard_rule: str | None
    isometrics_only: bool
    excluded: frozenset[str]
    cap_sets: int | None
    nothing_rule: str | None
    easy_run_rule: str | None = None


class LimbView(NamedTuple):
    """What holds for one limb's episode today; `flare_day` is 0 off the flare-up path, and
    `met_today` the criteria of a rung's own day that are met."""

    blocked_rule: str | None
    flare_day: int
    stretch_open: bool
    keys: frozenset[str]
    stopped: frozenset[str]
    stage: int
    allowed: frozenset[str]
    met_today: frozenset[str] = frozenset()


class Dose(NamedTuple):
    """What is admitted: the level on the ladder and the sets' cap; `capped` names what bit. `load`
    is the person's own where the rung asks for one, `steady_tenths` the time of a timed run,
    `most_sets` what the day has time for."""

    level: int
    cap_sets: int | None
    capped: tuple[str, ...] = ()
    load: PlannedLoad | None = None
    steady_tenths: int | None = None
    most_sets: int | None = None


class Denied(NamedTuple):
    """The rule that refuses an item."""

    rule: str


def calendar_rule(rules: Rules, view: CalendarView) -> str | None:
    """The calendar rule that forbids hard work today, or None."""
    if view.hard_yesterday:
        return NumberRule.HARD_SPACING
    if view.hard_count >= rules.calendar.max_hard_in_window:
        return NumberRule.HARD_COUNT
    return None


class Request(NamedTuple):
    """What is asked of the guard: one exercise on one side.

    `key` is the ladder key; `lead_cap` the highest level for the good leg, None elsewhere.
    """

    candidate: Candidate
    load_class: LoadClass
    key: str
    ladder: Ladder
    rungs: tuple[Rung, ...]
    lead_cap: int | None = None


def admit(rules: Rules, person: PersonView, limb: LimbView, request: Request) -> Dose | Denied:
    """Admit one exercise on one side at a dose, or name the rule that refuses it."""
    rule = _refusing_rule(rules, person, limb, request)
    if rule is not None:
        return Denied(rule)
    dose = _dose(rules, person, limb, request)
    if isinstance(dose, Denied):
        return dose
    if request.candidate.exercise.nordic:
        limit = rules.calendar.max_nordics_in_window
        rung = request.rungs[-1 if request.ladder.eased else rung_of(dose.level)]
        weekly = rung.max_per_week
        if person.calendar.nordic_count >= (limit if weekly is None else min(limit, weekly)):
            return Denied(NumberRule.NORDIC_COUNT)
    return dose if person.cap_sets is None else dose._replace(cap_sets=person.cap_sets)


def _refusing_rule(
    rules: Rules, person: PersonView, limb: LimbView, request: Request
) -> str | None:
    exercise, load_class = request.candidate.exercise, request.load_class
    if person.nothing_rule is not None:
        return person.nothing_rule
    if limb.blocked_rule is not None:
        return limb.blocked_rule
    if exercise.id in person.excluded:
        return Mechanism.CAP_EXCLUDED
    if exercise.id not in limb.allowed:
        return exercise_rule(exercise.id)
    if request.key in limb.stopped:
        return NumberRule.PAIN_STOPS_EXERCISE
    if request.ladder.out:
        return NumberRule.LEFT_OUT
    if person.isometrics_only and not load_class.isometric:
        return NumberRule.PAIN_BEFORE_ISOMETRICS_ONLY
    if exercise.adjunct:
        return _adjunct_rule(limb, exercise)
    if 0 < request.ladder.idle < (exercise.days_apart or 0):
        return days_apart_rule(exercise.id)
    if load_class.easy_run and person.easy_run_rule is not None:
        return person.easy_run_rule
    return _flare_rule(limb, load_class) or hard_class_rule(rules, person, load_class)


def _adjunct_rule(limb: LimbView, exercise: Exercise) -> str | None:
    if limb.flare_day:
        return NumberRule.FLARE_PATH
    locked = exercise.is_stretch and not limb.stretch_open
    return NumberRule.STRETCH_LOCK if locked else None


def _flare_rule(limb: LimbView, load_class: LoadClass) -> str | None:
    """Day 1 nothing, day 2 isometrics, then a session of the stage without a run."""
    only_isometrics = limb.flare_day == ISOMETRIC_DAY and not load_class.isometric
    no_run = limb.flare_day > ISOMETRIC_DAY and load_class.run
    refused = limb.flare_day == 1 or only_isometrics or no_run
    return NumberRule.FLARE_PATH if refused else None


def hard_class_rule(rules: Rules, person: PersonView, load_class: LoadClass) -> str | None:
    """The rule that forbids work of this class today because it is hard, or None."""
    if not load_class.hard:
        return None
    if person.hard_rule is not None:
        return person.hard_rule
    calendar = calendar_rule(rules, person.calendar)
    if calendar is not None:
        return calendar
    if load_class.power and person.calendar.power_count >= rules.calendar.max_power_in_window:
        return NumberRule.POWER_COUNT
    return None


def hard_limb_rule(rules: Rules, person: PersonView, limb: LimbView) -> str | None:
    """The first rule, in the guard's order, that refuses every hard exercise of one limb."""
    return (
        person.nothing_rule
        or limb.blocked_rule
        or (NumberRule.PAIN_BEFORE_ISOMETRICS_ONLY if person.isometrics_only else None)
        or (NumberRule.FLARE_PATH if 0 < limb.flare_day <= ISOMETRIC_DAY else None)
        or person.hard_rule
        or calendar_rule(rules, person.calendar)
    )


def _flare_cap(limb: LimbView, request: Request) -> int | None:
    """Isometrics of day 2 are of the lowest rung; every ladder is a rung lower already."""
    isometric_day = limb.flare_day == ISOMETRIC_DAY and request.load_class.isometric
    return START_LEVEL if isometric_day else None


def is_fast(rules: Rules, request: Request, level: int) -> bool:
    """Whether a level of the asked exercise makes a power day."""
    percent = request.rungs[rung_of(level)].effort_percent
    return is_power(rules.calendar, request.load_class, percent)


def _dose(rules: Rules, person: PersonView, limb: LimbView, request: Request) -> Dose | Denied:
    """The ladder's level under every cap; a key that is missing at the first level refuses, and
    so does a power day too many where the first level is power already."""
    candidate, lead_cap = request.candidate, request.lead_cap
    level, capped = request.ladder.level, []
    if level > candidate.max_level:
        level, capped = candidate.max_level, [exercise_rule(candidate.exercise.id)]
    for needed, key in candidate.keyed:
        if key in limb.keys or level < needed:
            continue
        if needed <= START_LEVEL:
            return Denied(key_rule(key))
        level = needed - 1
        capped.append(key_rule(key))
    fast = is_fast(rules, request, level)
    if fast and person.calendar.power_count >= rules.calendar.max_power_in_window:
        slow = next(n for n in range(level, -2, -1) if n < 0 or not is_fast(rules, request, n))
        if slow < START_LEVEL:
            return Denied(NumberRule.POWER_COUNT)
        level = slow
        capped.append(NumberRule.POWER_COUNT)
    for needed, name in candidate.on_the_day:
        if name in limb.met_today or level < needed:
            continue
        if needed <= START_LEVEL:
            return Denied(criterion_rule(name))
        level = needed - 1
        capped.append(criterion_rule(name))
    flare_cap = _flare_cap(limb, request)
    if flare_cap is not None and level > flare_cap:
        level = flare_cap
        capped.append(NumberRule.FLARE_PATH)
    if lead_cap is not None and level > lead_cap:
        level = lead_cap
        capped.append(NumberRule.GOOD_LEG)
    return Dose(level, None, tuple(capped))
