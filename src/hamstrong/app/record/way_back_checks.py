"""Whether a fact of the way back can be: known tests and signs, possible readings, named
activities, appointments that exist. Never whether it was wise."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from hamstrong.app.errors import Fault
from hamstrong.app.record.ranges import in_range, one_of
from hamstrong.engine.facts import (
    ActivitiesRated,
    ActivityNamed,
    AppointmentMade,
    AppointmentMoved,
    SittingLogged,
    TestLogged,
    WatchAnswered,
)
from hamstrong.protocol.model import Pack
from hamstrong.protocol.self_tests import SelfTest

NPRS = (0, 10)
SCORE = (0, 10)
REPETITIONS = (0, 1000)
MOST_SECONDS, MOST_DEGREES = 3600, 180
SITTING_MINUTES = (1, 1440)
MINUTE_OF_DAY = (0, 1439)
MOST_READINGS = 10
MOST_WORDS, MOST_QUESTIONS, MOST_ID = 200, 20, 64
AHEAD_DAYS = 730


class Asked(NamedTuple):
    """What a fact of the way back is checked against."""

    pack: Pack
    limbs: tuple[str, ...]
    today: int
    place: str


def tested_faults(asked: Asked, fact: TestLogged) -> Iterator[Fault]:
    """Every fault of a self-test."""
    place, tests = asked.place, asked.pack.tests
    yield from one_of(fact.test, tests, f"{place}.test", "name a test of the pack")
    yield from one_of(fact.side, ("left", "right"), f"{place}.side", "name the leg you tested")
    yield from in_range(fact.nprs, NPRS, f"{place}.nprs", "pain is a whole number")
    if len(fact.values) > MOST_READINGS:
        rule = f"at most {MOST_READINGS} readings"
        yield Fault(f"{len(fact.values)} readings", f"{place}.values", rule, "send the last ones")
    if fact.test in tests:
        for index, value in enumerate(fact.values):
            high = _largest(tests[fact.test])
            yield from in_range(value, (0, high), f"{place}.values.{index}", "a possible reading")


def _largest(test: SelfTest) -> int:
    if test.measure == "seconds":
        return test.longest_s or MOST_SECONDS
    if test.measure == "degrees":
        return test.largest_deg or MOST_DEGREES
    return REPETITIONS[1]


def naming_faults(asked: Asked, fact: ActivityNamed, named: Collection[str]) -> Iterator[Fault]:
    """Every fault of an activity's words; the words themselves are never in a message."""
    place, most = asked.place, asked.pack.way_back.activities.most
    yield from one_of(fact.limb, asked.limbs, f"{place}.limb", "name a leg of your plan")
    yield from _short(fact.activity, MOST_ID, f"{place}.activity")
    yield from _short(fact.words, MOST_WORDS, f"{place}.words", may_be_empty=True)
    if fact.words.strip() and fact.activity not in named and len(named) >= most:
        rule = f"at most {most} activities"
        yield Fault("one more activity", place, rule, "take another one away first")


def rating_faults(asked: Asked, fact: ActivitiesRated, named: Collection[str]) -> Iterator[Fault]:
    """Every fault of the scores."""
    place = asked.place
    yield from one_of(fact.limb, asked.limbs, f"{place}.limb", "name a leg of your plan")
    for name, score in fact.scores:
        if name not in named:
            step = "name the activity first"
            yield Fault("an unknown activity", f"{place}.scores", "must have been named", step)
        yield from in_range(score, SCORE, f"{place}.scores", "a score is a whole number")


def watch_faults(asked: Asked, fact: WatchAnswered) -> Iterator[Fault]:
    """Every fault of the weekly answers after the return."""
    yield from one_of(fact.limb, asked.limbs, f"{asked.place}.limb", "name a leg of your plan")
    signs = asked.pack.way_back.watch.signs
    for sign, _ in fact.signs:
        yield from one_of(sign, signs, f"{asked.place}.signs", "name a sign of the pack")


def sitting_faults(asked: Asked, fact: SittingLogged) -> Iterator[Fault]:
    """Every fault of logged sitting."""
    yield from in_range(
        fact.minutes, SITTING_MINUTES, f"{asked.place}.minutes", "minutes of one day"
    )


def appointment_faults(asked: Asked, fact: AppointmentMade | AppointmentMoved) -> Iterator[Fault]:
    """Every fault of an appointment's place in time and of its words."""
    place = asked.place
    days = (asked.today - asked.pack.rules.diary.late_days, asked.today + AHEAD_DAYS)
    if not days[0] <= fact.on_day <= days[1]:
        rule = f"a day from four weeks ago to {AHEAD_DAYS} days ahead"
        yield Fault(f"day {fact.on_day}", f"{place}.on_day", rule, "choose the day again")
    yield from in_range(fact.minute, MINUTE_OF_DAY, f"{place}.minute", "a minute of the day")
    if isinstance(fact, AppointmentMade):
        yield from _short(fact.appointment, MOST_ID, f"{place}.appointment")
        yield from _short(fact.who, MOST_WORDS, f"{place}.who")
        if len(fact.questions) > MOST_QUESTIONS:
            rule = f"at most {MOST_QUESTIONS} questions"
            yield Fault("more questions", f"{place}.questions", rule, "leave some out")
        for question in fact.questions:
            yield from _short(question, MOST_WORDS, f"{place}.questions")


def known_faults(asked: Asked, appointment: str, known: Collection[str]) -> Iterator[Fault]:
    """An appointment that is moved or cancelled must have been made."""
    if appointment not in known:
        rule, step = "must be an appointment of this diary", "look up its id in the list"
        yield Fault("an unknown appointment", f"{asked.place}.appointment", rule, step)


def _short(text: str, most: int, place: str, *, may_be_empty: bool = False) -> Iterator[Fault]:
    """Words are the person's own: a message names how many there are, never which."""
    if not text.strip() and not may_be_empty:
        yield Fault("no words", place, "must not be empty", "write at least one word")
    if len(text) > most:
        yield Fault(f"{len(text)} characters", place, f"at most {most} characters", "shorten it")
