"""Way-back checks: whether such a fact can be: known tests and signs, possible readings, named
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
    TestLogged,
)
from hamstrong.protocol.model import Pack
from hamstrong.protocol.self_tests import SelfTest

MOST_REPETITIONS, MOST_SECONDS, MOST_DEGREES, MOST_KILOGRAMS = 1000, 3600, 180, 500
AHEAD_DAYS = 730


class CheckContext(NamedTuple):
    """What a fact of the way back is checked against."""

    pack: Pack
    limbs: tuple[str, ...]
    today: int
    place: str


def tested_faults(asked: CheckContext, fact: TestLogged) -> Iterator[Fault]:
    """Every fault of a self-test."""
    high = largest_reading(asked.pack.tests[fact.test])
    for index, value in enumerate(fact.values):
        place = f"{asked.place}.values.{index}"
        yield from in_range(value, (0, high), place, "a possible reading")


def largest_reading(test: SelfTest) -> int:
    """The highest reading of a test that can be, in its own unit."""
    if test.measure == "seconds":
        return test.longest_s or MOST_SECONDS
    if test.measure == "degrees":
        return test.largest_deg or MOST_DEGREES
    if test.measure == "kilograms":
        return test.largest_kg or MOST_KILOGRAMS
    return MOST_REPETITIONS


def naming_faults(
    asked: CheckContext, fact: ActivityNamed, named: Collection[str]
) -> Iterator[Fault]:
    """Every fault of a named activity."""
    place, most = asked.place, asked.pack.way_back.activities.most
    yield from one_of(fact.limb, asked.limbs, f"{place}.limb", "name a leg of your plan")
    if fact.words.strip() and fact.activity not in named and len(named) >= most:
        rule = f"at most {most} activities"
        yield Fault("one more activity", place, rule, "take another one away first")


def rating_faults(
    asked: CheckContext, fact: ActivitiesRated, named: Collection[str]
) -> Iterator[Fault]:
    """Every fault of the scores."""
    place = asked.place
    yield from one_of(fact.limb, asked.limbs, f"{place}.limb", "name a leg of your plan")
    for name, _ in fact.scores:
        if name not in named:
            step = "name the activity first"
            yield Fault("an unknown activity", f"{place}.scores", "must have been named", step)


def appointment_faults(
    asked: CheckContext, fact: AppointmentMade | AppointmentMoved
) -> Iterator[Fault]:
    """Every fault of an appointment's day."""
    place = asked.place
    days = (asked.today - asked.pack.rules.diary.late_days, asked.today + AHEAD_DAYS)
    if not days[0] <= fact.on_day <= days[1]:
        rule = f"a day from four weeks ago to {AHEAD_DAYS} days ahead"
        yield Fault(f"day {fact.on_day}", f"{place}.on_day", rule, "choose the day again")


def known_faults(asked: CheckContext, appointment: str, known: Collection[str]) -> Iterator[Fault]:
    """An appointment that is moved or cancelled must have been made."""
    if appointment not in known:
        rule, step = "must be an appointment of this diary", "look up its id in the list"
        yield Fault("an unknown appointment", f"{asked.place}.appointment", rule, step)
