"""The guard asked about everything: all views, candidates, levels and caps.

Whether an item is refused depends on the views and on what kind of work it is, not on its rung;
at which dose it is admitted depends on the ladder, the keys and the caps. The two are asked
apart, each in every combination, so that they add up instead of multiplying.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, product
from typing import NamedTuple

from hamstrong.engine.calendar import CalendarView
from hamstrong.engine.guard import Denied, Dose, LimbView, PersonView, Request, admit
from hamstrong.engine.ladder import HALF_LEVEL, START_LEVEL, Ladder
from hamstrong.proof.courses import Line, Setting
from hamstrong.protocol.model import CalendarRules, Pack

KEY = "asked:left"
ISOMETRIC_DAY = 2
FLARE_DAYS = (0, ISOMETRIC_DAY, ISOMETRIC_DAY + 1)


class Asked(NamedTuple):
    """One question to the guard and its answer."""

    setting: Setting
    person: PersonView
    limb: LimbView
    request: Request
    answer: Dose | Denied


QUIET_CALENDAR = CalendarView(hard_yesterday=False, hard_count=0, power_count=0, nordic_count=0)
QUIET_PERSON = PersonView(QUIET_CALENDAR, None, False, frozenset(), None, None)


def open_limb(setting: Setting, line: Line, keys: frozenset[str]) -> LimbView:
    """A limb that nothing holds."""
    return LimbView(
        blocked_rule=None,
        flare_day=0,
        flare_keys=frozenset({KEY}),
        stretch_open=True,
        keys=keys,
        stopped=frozenset(),
        stage=setting.course.path[setting.place],
        allowed=frozenset({line.candidate.exercise.id}),
    )


def calendars(rules: CalendarRules, *, quick: bool) -> tuple[CalendarView, ...]:
    """Both sides of each limit, and beyond it; the guard only compares a count with its limit."""
    hard = _around(rules.max_hard_in_window, quick=quick)
    power = _around(rules.max_power_in_window, quick=quick)
    nordic = _around(rules.max_nordics_in_window, quick=quick)
    return tuple(CalendarView(*view) for view in product((False, True), hard, power, nordic))


def _around(limit: int, *, quick: bool) -> tuple[int, ...]:
    return (limit - 1, limit) if quick else (limit - 1, limit, limit + 1)


def asked_whether(pack: Pack, settings: tuple[Setting, ...], *, quick: bool) -> Iterator[Asked]:
    """One line of each kind of work against every view."""
    for setting, line in kinds_of_work(settings):
        keys = _keys(line)
        limb = open_limb(setting, line, keys)
        ladder = Ladder(level=START_LEVEL)
        request = Request(line.candidate, line.load_class, KEY, ladder, line.rungs)
        limbs = tuple(_limbs(limb, line.candidate.exercise.id, pack.rules.flare.path_days))
        outs = (ladder, ladder._replace(out=1), ladder._replace(idle=1))
        for person in _persons(pack, line.candidate.exercise.id, quick=quick):
            for view, state in product(limbs, outs):
                question = request._replace(ladder=state)
                answer = admit(pack.rules, person, view, question)
                yield Asked(setting, person, view, question, answer)


def kinds_of_work(settings: tuple[Setting, ...]) -> tuple[tuple[Setting, Line], ...]:
    """One line for each kind of work that the guard's rules can tell apart."""
    found: dict[object, tuple[Setting, Line]] = {}
    for setting in settings:
        for line in setting.lines:
            exercise = line.candidate.exercise
            kind = (line.load_class, exercise.adjunct, exercise.nordic, exercise.days_apart)
            found.setdefault(kind, (setting, line))
    return tuple(found.values())


def _keys(line: Line) -> frozenset[str]:
    return frozenset(key for _, key in line.candidate.keyed)


def _persons(pack: Pack, exercise: str, *, quick: bool) -> Iterator[PersonView]:
    views = calendars(pack.rules.calendar, quick=quick)
    excluded = (frozenset[str](), frozenset({exercise}))
    for calendar, hard, iso, out, nothing in product(
        views, (None, "morning.pass_max"), (False, True), excluded, (None, "back.rest")
    ):
        yield PersonView(calendar, hard, iso, out, None, nothing)


def _limbs(limb: LimbView, exercise: str, path_days: int) -> Iterator[LimbView]:
    days = range(path_days + 1)
    for blocked, day, inside, stretch, stopped, allowed in product(
        (None, "flag.hold"), days, (True, False), (True, False), (False, True), (True, False)
    ):
        yield limb._replace(
            blocked_rule=blocked,
            flare_day=day,
            flare_keys=frozenset({KEY} if inside else ()),
            stretch_open=stretch,
            stopped=frozenset({KEY} if stopped else ()),
            allowed=frozenset({exercise} if allowed else ()),
        )


def asked_how_much(pack: Pack, settings: tuple[Setting, ...]) -> Iterator[Asked]:
    """Every line of every course at every level, with every set of keys and every cap."""
    for setting, line in distinct_lines(settings):
        keys = _keys(line)
        levels = range(HALF_LEVEL, len(line.rungs) + 1)
        caps = (None, *range(START_LEVEL, len(line.rungs) + 1, max(1, len(line.rungs) - 1)))
        for known in _subsets(keys):
            limb = open_limb(setting, line, known)
            full = QUIET_CALENDAR._replace(power_count=pack.rules.calendar.max_power_in_window)
            views = (QUIET_CALENDAR, full) if line.load_class.run else (QUIET_CALENDAR,)
            for level, day, lead, sets, calendar in product(
                levels, FLARE_DAYS, caps, (None, 1), views
            ):
                request = Request(
                    line.candidate, line.load_class, KEY, Ladder(level=level), line.rungs, lead
                )
                view = limb._replace(flare_day=day)
                person = QUIET_PERSON._replace(cap_sets=sets, calendar=calendar)
                yield Asked(
                    setting, person, view, request, admit(pack.rules, person, view, request)
                )


def asked_how_often(pack: Pack, settings: tuple[Setting, ...]) -> Iterator[Asked]:
    """Lines with a weekly limit of their own: every level, eased or not, after every count."""
    for setting, line in distinct_lines(settings):
        if not line.candidate.exercise.nordic:
            continue
        limb = open_limb(setting, line, _keys(line))
        counts = range(pack.rules.calendar.max_nordics_in_window + 2)
        levels = range(HALF_LEVEL, len(line.rungs) + 1)
        for level, eased, count in product(levels, (False, True), counts):
            ladder = Ladder(level=level, eased=eased)
            request = Request(line.candidate, line.load_class, KEY, ladder, line.rungs)
            calendar = QUIET_CALENDAR._replace(nordic_count=count)
            person = QUIET_PERSON._replace(calendar=calendar)
            yield Asked(setting, person, limb, request, admit(pack.rules, person, limb, request))


def distinct_lines(settings: tuple[Setting, ...]) -> tuple[tuple[Setting, Line], ...]:
    """Lines that differ in what the dose depends on, each also with every lower highest rung."""
    found: dict[object, tuple[Setting, Line]] = {}
    for setting in settings:
        for line in setting.lines:
            for top in {START_LEVEL, line.candidate.max_level}:
                candidate = line.candidate._replace(max_level=top)
                key = (candidate.exercise.id, top, candidate.keyed, len(line.rungs))
                found.setdefault(key, (setting, line._replace(candidate=candidate)))
    return tuple(found.values())


def _subsets(keys: frozenset[str]) -> Iterator[frozenset[str]]:
    ordered = sorted(keys)
    sizes = range(len(ordered) + 1)
    yield from map(frozenset, chain.from_iterable(combinations(ordered, n) for n in sizes))
