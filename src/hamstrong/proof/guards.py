"""The guard asked about everything: all views, candidates, levels and caps.

Whether an item is refused depends on the views and on what kind of work it is, not on its rung;
at which dose it is admitted depends on the ladder, the keys and the caps. The two are asked
apart, each in every combination, so that they add up instead of multiplying.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, product
from math import prod
from typing import Any, NamedTuple

from hamstrong.engine.decide.guard import Denied, Dose, LimbView, PersonView, Request, admit
from hamstrong.engine.state.calendar import CalendarView
from hamstrong.engine.state.flare import ISOMETRIC_DAY
from hamstrong.engine.state.ladder import HALF_LEVEL, START_LEVEL, Ladder
from hamstrong.proof.courses import CandidateLine, CourseStage
from hamstrong.proof.unread import Fields, Reader, View
from hamstrong.protocol.model import CalendarRules, Pack
from hamstrong.protocol.rule_ids import RaisedFlag, flag_rule

KEY = "asked:left"
FLARE_DAYS = (0, ISOMETRIC_DAY, ISOMETRIC_DAY + 1)


class GuardCase(NamedTuple):
    """One question to the guard and its answer."""

    setting: CourseStage
    person: PersonView
    limb: LimbView
    request: Request
    answer: Dose | Denied


QUIET_CALENDAR = CalendarView(hard_yesterday=False, hard_count=0, power_count=0, nordic_count=0)
QUIET_PERSON = PersonView(
    calendar=QUIET_CALENDAR,
    hard_rule=None,
    isometrics_only=False,
    excluded=frozenset(),
    cap_sets=None,
    nothing_rule=None,
)


def open_limb(setting: CourseStage, line: CandidateLine, keys: frozenset[str]) -> LimbView:
    """A limb that nothing holds."""
    return LimbView(
        blocked_rule=None,
        flare_day=0,
        stretch_open=True,
        keys=keys,
        stopped=frozenset(),
        stage=setting.course.path[setting.place],
        allowed=frozenset({line.candidate.exercise.id}),
        met_today=frozenset(name for _, name in line.candidate.on_the_day),
    )


def calendars(rules: CalendarRules, *, quick: bool) -> Fields:
    """Both sides of each limit, and beyond it; the guard only compares a count with its limit."""
    return {
        "hard_yesterday": (False, True),
        "hard_count": _around(rules.max_hard_in_window, quick=quick),
        "power_count": _around(rules.max_power_in_window, quick=quick),
        "nordic_count": _around(rules.max_nordics_in_window, quick=quick),
    }


def calendar_views(rules: CalendarRules) -> tuple[CalendarView, ...]:
    """Every calendar, one by one."""
    return tuple(CalendarView(*view) for view in product(*calendars(rules, quick=False).values()))


def _around(limit: int, *, quick: bool) -> tuple[int, ...]:
    return (limit - 1, limit) if quick else (limit - 1, limit, limit + 1)


class Whether(NamedTuple):
    """One kind of work, and every view that the guard may have when it is asked for it."""

    setting: CourseStage
    request: Request
    calendar: Fields
    person: Fields
    limb: Fields

    def size(self) -> int:
        """How many combinations of views there are."""
        fields = (*self.calendar.values(), *self.person.values(), *self.limb.values())
        return prod(map(len, fields))


def asked_whether(
    pack: Pack, settings: tuple[CourseStage, ...], *, quick: bool
) -> Iterator[Whether]:
    """One line of each kind of work, fresh, left out and done yesterday, with every view."""
    for setting, line in kinds_of_work(settings):
        exercise, ladder = line.candidate.exercise.id, Ladder(level=START_LEVEL)
        request = Request(
            candidate=line.candidate,
            load_class=line.load_class,
            key=KEY,
            ladder=ladder,
            rungs=line.rungs,
        )
        limb = {k: (v,) for k, v in open_limb(setting, line, _keys(line))._asdict().items()}
        limb |= _limb(exercise, pack.rules.flare.path_days)
        for state in (ladder, ladder._replace(out=1), ladder._replace(idle=1)):
            yield Whether(
                setting=setting,
                request=request._replace(ladder=state),
                calendar=calendars(pack.rules.calendar, quick=quick),
                person=_person(exercise),
                limb=limb,
            )


def ask_whether(pack: Pack, whether: Whether, reader: Reader) -> GuardCase:
    """Ask the guard about one kind of work, its views read by `reader`."""
    calendar: Any = View(reader, whether.calendar)
    person: Any = View(reader, {**whether.person, "calendar": (calendar,)})
    limb: Any = View(reader, whether.limb)
    answer = admit(pack.rules, person, limb, whether.request)
    return GuardCase(
        setting=whether.setting, person=person, limb=limb, request=whether.request, answer=answer
    )


def kinds_of_work(
    settings: tuple[CourseStage, ...],
) -> tuple[tuple[CourseStage, CandidateLine], ...]:
    """One line for each kind of work that the guard's rules can tell apart."""
    found: dict[object, tuple[CourseStage, CandidateLine]] = {}
    for setting in settings:
        for line in setting.lines:
            exercise = line.candidate.exercise
            # A rung says whether a run is fast, so a run whose lowest rung is fast is its own kind.
            kind = (
                line.load_class,
                exercise.adjunct,
                exercise.is_stretch,
                exercise.nordic,
                exercise.days_apart,
                line.rungs[0].effort_percent,
            )
            found.setdefault(kind, (setting, line))
    return tuple(found.values())


def _keys(line: CandidateLine) -> frozenset[str]:
    return frozenset(key for _, key in line.candidate.keyed)


def _person(exercise: str) -> Fields:
    return {
        "hard_rule": (None, "morning.pass_max"),
        "isometrics_only": (False, True),
        "excluded": (frozenset(), frozenset({exercise})),
        "cap_sets": (None,),
        "nothing_rule": (None, "back.rest"),
        "easy_run_rule": (None, "running.easy_days_apart"),
    }


def _limb(exercise: str, path_days: int) -> Fields:
    return {
        "blocked_rule": (None, flag_rule(RaisedFlag.RISING)),
        "flare_day": tuple(range(path_days + 1)),
        "stretch_open": (True, False),
        "stopped": (frozenset(), frozenset({KEY})),
        "allowed": (frozenset({exercise}), frozenset()),
    }


def asked_how_much(pack: Pack, settings: tuple[CourseStage, ...]) -> Iterator[GuardCase]:
    """Every line of every course at every level, with every set of keys, everything of that very
    day met or not, and every cap."""
    for setting, line in distinct_lines(settings):
        keys = _keys(line)
        levels = range(HALF_LEVEL, len(line.rungs) + 1)
        caps = (None, *range(START_LEVEL, len(line.rungs) + 1, max(1, len(line.rungs) - 1)))
        today = frozenset(name for _, name in line.candidate.on_the_day)
        for known, met in product(_subsets(keys), _subsets(today)):
            limb = open_limb(setting, line, known)._replace(met_today=met)
            full = QUIET_CALENDAR._replace(power_count=pack.rules.calendar.max_power_in_window)
            views = (QUIET_CALENDAR, full) if line.load_class.run else (QUIET_CALENDAR,)
            for level, day, lead, sets, calendar in product(
                levels, FLARE_DAYS, caps, (None, 1), views
            ):
                request = Request(
                    candidate=line.candidate,
                    load_class=line.load_class,
                    key=KEY,
                    ladder=Ladder(level=level),
                    rungs=line.rungs,
                    lead_cap=lead,
                )
                view = limb._replace(flare_day=day)
                person = QUIET_PERSON._replace(cap_sets=sets, calendar=calendar)
                yield GuardCase(
                    setting=setting,
                    person=person,
                    limb=view,
                    request=request,
                    answer=admit(pack.rules, person, view, request),
                )


def asked_how_often(pack: Pack, settings: tuple[CourseStage, ...]) -> Iterator[GuardCase]:
    """Lines with a weekly limit of their own: every level, eased or not, after every count."""
    for setting, line in distinct_lines(settings):
        if not line.candidate.exercise.nordic:
            continue
        limb = open_limb(setting, line, _keys(line))
        counts = range(pack.rules.calendar.max_nordics_in_window + 2)
        levels = range(HALF_LEVEL, len(line.rungs) + 1)
        for level, eased, count in product(levels, (False, True), counts):
            ladder = Ladder(level=level, eased=eased)
            request = Request(
                candidate=line.candidate,
                load_class=line.load_class,
                key=KEY,
                ladder=ladder,
                rungs=line.rungs,
            )
            calendar = QUIET_CALENDAR._replace(nordic_count=count)
            person = QUIET_PERSON._replace(calendar=calendar)
            yield GuardCase(
                setting=setting,
                person=person,
                limb=limb,
                request=request,
                answer=admit(pack.rules, person, limb, request),
            )


def distinct_lines(
    settings: tuple[CourseStage, ...],
) -> tuple[tuple[CourseStage, CandidateLine], ...]:
    """Lines that differ in what the dose depends on, each also with every lower highest rung."""
    found: dict[object, tuple[CourseStage, CandidateLine]] = {}
    for setting in settings:
        for line in setting.lines:
            for top in {START_LEVEL, line.candidate.max_level}:
                candidate = line.candidate._replace(max_level=top)
                key = (
                    candidate.exercise.id,
                    top,
                    candidate.keyed,
                    candidate.on_the_day,
                    len(line.rungs),
                )
                found.setdefault(key, (setting, line._replace(candidate=candidate)))
    return tuple(found.values())


def _subsets(keys: frozenset[str]) -> Iterator[frozenset[str]]:
    ordered = sorted(keys)
    sizes = range(len(ordered) + 1)
    yield from map(frozenset, chain.from_iterable(combinations(ordered, n) for n in sizes))
