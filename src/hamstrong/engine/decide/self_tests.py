"""Self-tests of today: which are open, which a gate waits for, and the rule that forbids the rest.

A test passes the same person-wide views as an exercise: flags, holds, pain before the session,
the calendar. A maximal test is hard work and is offered only where hard work is admissible.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from hamstrong.engine.course.availability import owns
from hamstrong.engine.course.course import Candidate, CompiledCriterion
from hamstrong.engine.criteria.evaluation import criterion_is_met
from hamstrong.engine.criteria.unlocks import ready_today
from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.day.opening import OpenedEpisode, gate_of
from hamstrong.engine.day.session_work import read_work
from hamstrong.engine.decide.decisions import SelfTestOffer
from hamstrong.engine.decide.evidence import reason
from hamstrong.engine.decide.guard import Dose, LimbView, PersonView, Request, admit
from hamstrong.engine.decide.guard import hard_class_rule as guard_hard
from hamstrong.engine.decide.session import is_training_day
from hamstrong.engine.decide.views import limb_view, person_view
from hamstrong.engine.facts import TestLogged, WatchAnswered
from hamstrong.engine.state.known_facts import KnownFacts
from hamstrong.protocol.criteria import DaysInStage, SelfTestCriterion
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import (
    NumberRule,
    criterion_rule,
    key_rule,
    normal_walking_rule,
    self_test_rule,
    self_test_spacing_rule,
    self_test_stage_rule,
)
from hamstrong.protocol.self_tests import SelfTest


class SelfTestStanding(NamedTuple):
    """One test for one limb today: open, or the rule that forbids it and the day it may come.

    `never` means that track, goal, kit or a trait rules it out; `needed_for` is the criterion
    that waits for it, empty when none does.
    """

    test: str
    limb: str
    sides: tuple[str, ...]
    rule: str | None
    never: bool
    earliest_day: int | None
    needed_for: str


def standings(pack: Pack, day: OpenDay) -> tuple[SelfTestStanding, ...]:
    """Every test of the pack for every limb."""
    return tuple(
        found
        for opened in day.episodes
        for found in _of_limb(pack, day, opened, dict(_needed(pack, day, opened)), pack.tests)
    )


def _of_limb(
    pack: Pack,
    day: OpenDay,
    opened: OpenedEpisode,
    needed: Mapping[str, str],
    tests: Collection[str],
) -> list[SelfTestStanding]:
    """Some tests for one limb, in the order of the pack."""
    if not tests:
        return []
    person = person_view(pack, day)
    view = limb_view(pack, day, opened, read_work(pack, opened, day.read))
    return [
        _standing(pack, day, opened, person, view, test, needed.get(test.id, ""))
        for test in pack.tests.values()
        if test.id in tests and (opened == day.episodes[0] or not test.two_legs)
    ]


def offers(pack: Pack, day: OpenDay, *, training: bool) -> tuple[SelfTestOffer, ...]:
    """The tests that a gate or key waits for and that may be done now, before the session.

    Args:
        training: today is a day of the person's own week; a hard test is offered on no other.
    """
    if day.read.started or day.read.session_sets:
        return ()
    needed = [(opened, dict(_needed(pack, day, opened))) for opened in day.episodes]
    return tuple(
        SelfTestOffer(s.test, s.limb, s.sides, reason(pack, criterion_rule(s.needed_for)))
        for opened, tests in needed
        for s in _of_limb(pack, day, opened, tests, tests)
        if s.needed_for and s.rule is None and (training or not _is_hard(pack, s.test))
    )


def done_well(test: SelfTest, side: str, value: float, nprs: int | None = 0) -> TestLogged:
    """A test as it is logged when nothing about it is uncomfortable."""
    values = () if test.measure == "comfort" else (value,) * test.readings
    comfortable = True if test.asks_comfort else None
    return TestLogged(test=test.id, side=side, values=values, nprs=nprs, comfortable=comfortable)


def calm_watch(pack: Pack, limb: str) -> WatchAnswered:
    """The weekly questions after the return, answered in full without a sign."""
    return WatchAnswered(limb, tuple((sign, False) for sign in pack.way_back.watch.signs))


def wants_walking(pack: Pack, day: OpenDay, opened: OpenedEpisode) -> bool:
    """Whether a test that a gate waits for needs today's answer about walking."""
    track = opened.course.track.id
    needed = (pack.tests[test] for test, _ in _needed(pack, day, opened))
    return any(track in test.normal_walking_tracks for test in needed)


def _is_hard(pack: Pack, test: str) -> bool:
    return pack.load_classes[pack.tests[test].load_class].hard


def _standing(
    pack: Pack,
    day: OpenDay,
    opened: OpenedEpisode,
    person: PersonView,
    view: LimbView,
    test: SelfTest,
    needed: str,
) -> SelfTestStanding:
    never = _ruled_out(pack, day, opened, test)
    rule = self_test_rule(test.id) if never else _refusing(pack, day, opened, person, view, test)
    earliest = None
    if not never and rule is None:
        waits = _days_left(day, opened, test)
        earliest = day.state.day + waits
        rule = self_test_spacing_rule(test.id) if waits else None
    limb = opened.episode.kind.limb
    return SelfTestStanding(
        test=test.id,
        limb=limb,
        sides=(limb,) if test.two_legs else opened.course.sides,
        rule=rule,
        never=never,
        earliest_day=earliest,
        needed_for=needed,
    )


def _ruled_out(pack: Pack, day: OpenDay, opened: OpenedEpisode, test: SelfTest) -> bool:
    person = day.state.person
    return (
        opened.course.track.id not in test.from_stage
        or person.goal in test.excluded_goals
        or bool(person.traits & set(test.excluded_by))
        or not all(owns(person.kit, item, pack) for item in test.equipment)
        or _is_too_young(pack, day, test)
    )


def _is_too_young(pack: Pack, day: OpenDay, test: SelfTest) -> bool:
    """Whether a test begins at a later age; an age that nobody said is too young as well."""
    if test.from_age is None:
        return False
    years = years_of(pack, day.lock.lock.known)
    return years is None or years < test.from_age


def years_of(pack: Pack, known: KnownFacts) -> int | None:
    """The age that the person said, None before it was asked."""
    asked = {screen.id for screen in pack.triage.screens if screen.kind == "years"}
    said = (answer.value for answer in known if answer.screen in asked)
    return next((years for years in said if isinstance(years, int)), None)


def _refusing(
    pack: Pack,
    day: OpenDay,
    opened: OpenedEpisode,
    person: PersonView,
    view: LimbView,
    test: SelfTest,
) -> str | None:
    """The rule that forbids an admissible test today, or None."""
    track, load_class = opened.course.track.id, pack.load_classes[test.load_class]
    if person.nothing_rule is not None or view.blocked_rule is not None:
        return person.nothing_rule or view.blocked_rule
    if view.stage < test.from_stage[track]:
        return self_test_stage_rule(test.id, track)
    bound = {k.key.id for k in opened.course.keys}
    for key in test.requires_tracks.get(track, ()):
        if key in bound and key not in view.keys:
            return key_rule(key)
    if view.flare_day:
        return NumberRule.FLARE_PATH
    if track in test.normal_walking_tracks and not _walks(day, opened):
        return normal_walking_rule(pack, test)
    if _hurt_today(pack, day):
        return NumberRule.PAIN_STOPS_EXERCISE
    if person.isometrics_only and not load_class.isometric:
        return NumberRule.PAIN_BEFORE_ISOMETRICS_ONLY
    return guard_hard(pack.rules, person, load_class)


def _walks(day: OpenDay, opened: OpenedEpisode) -> bool:
    return day.read.walking.get(opened.episode.kind.limb) is True and not day.read.new_limp_now


def _hurt_today(pack: Pack, day: OpenDay) -> bool:
    limit = pack.rules.pain.stop_exercise_at
    return any(t.nprs is not None and t.nprs >= limit for t in day.read.tests)


def _days_left(day: OpenDay, opened: OpenedEpisode, test: SelfTest) -> int:
    """Days until every side may be tested again."""
    ages = [m.age for m in day.tests if m.test == test.id and m.side in opened.course.sides]
    return max(0, *(test.every_days - age for age in ages)) if ages else 0


def _needed(pack: Pack, day: OpenDay, opened: OpenedEpisode) -> Iterator[tuple[str, str]]:
    """Tests that an open criterion waits for, with the criterion."""
    ready = ready_today(pack, day, opened)
    for group, days in _groups(opened):
        for compiled in group:
            criterion = compiled.criterion
            if not isinstance(criterion, SelfTestCriterion):
                continue
            test = pack.tests[criterion.test]
            if ready.clock + 1 + test.early_days >= days and not criterion_is_met(ready, compiled):
                yield test.id, criterion.id
    yield from _asked_today(pack, day, opened)


def _asked_today(pack: Pack, day: OpenDay, opened: OpenedEpisode) -> Iterator[tuple[str, str]]:
    """Tests that a rung asks for on its own day: on a training day, where nothing but them keeps it
    from the plan."""
    course, episode = opened.course, opened.episode
    if not course.on_the_day or not is_training_day(day):
        return
    person = person_view(pack, day)
    view = limb_view(pack, day, opened, read_work(pack, opened, day.read))
    for candidate in course.candidates[episode.gate.place]:
        ladder = episode.ladders.get(candidate.ladder_key)
        if ladder is None or not candidate.on_the_day or _is_followed(opened, candidate):
            continue
        rungs = course.rungs[candidate.exercise.id]
        request = Request(
            candidate=candidate,
            load_class=candidate.load_class,
            key=candidate.ladder_key,
            ladder=ladder,
            rungs=rungs,
        )
        dose = admit(pack.rules, person, view, request)
        for name in dict.fromkeys(name for _, name in candidate.on_the_day):
            asked = course.on_the_day[name].criterion
            waits = isinstance(dose, Dose) and criterion_rule(name) in dose.capped
            if waits and isinstance(asked, SelfTestCriterion):
                yield asked.test, name


def _is_followed(opened: OpenedEpisode, candidate: Candidate) -> bool:
    """Whether the run that goes by the times of this one is open already."""
    here = opened.course.candidates[opened.episode.gate.place]
    after = (c for c in here if c.exercise.paced_by == candidate.exercise.id)
    return any(opened.keys.issuperset(key for _, key in c.keyed) for c in after)


def _groups(opened: OpenedEpisode) -> Iterator[tuple[tuple[CompiledCriterion, ...], int]]:
    """Open criteria with the days that their gate or key takes at least."""
    gate = gate_of(opened.course, opened.episode)
    bound = gate.gate.keys if gate is not None else ()
    if gate is not None:
        yield gate.criteria, gate.min_days
    stage = opened.course.path[opened.episode.gate.place]
    for key in opened.course.keys:
        if key.key.from_stage > stage or key.key.id in opened.keys:
            continue
        own = [c.criterion.count for c in key.criteria if isinstance(c.criterion, DaysInStage)]
        days = gate.min_days if gate is not None and key.key.id in bound else 0
        yield key.criteria, max([days, *own])
