"""S24: ideal and realistic people pass each milestone within the days that the pack expects.

`IDEAL_NOT_YET` and `REALISTIC_NOT_YET` list what the rules do not give yet, with the days they
give. A line that begins to hold fails here, so that neither table says less than is true.
"""

from functools import cache

import pytest

from hamstrong.engine.engine import Engine
from hamstrong.proof.simulation.people import SimulatedGroup, ideal_group, quantile, realistic_group
from hamstrong.proof.simulation.report import HALF, key_of
from hamstrong.protocol.courses import ExpectedCourse, RealisticPeople
from hamstrong.protocol.loader import load_pack

PACK = load_pack()
EXPECTED = PACK.courses.expected
SEEDS = range(50)

IDEAL_NOT_YET = {
    "strain_field_sport": {
        "full_sprint": "83-86",
    },
    "tightness_daily_life": {
        "own_load": "31-34",
        "first_one_leg": "20-23",
    },
    "prevention_field_sport": {
        "first_lowering": "0-3",
        "first_one_leg": "0-3",
        "maintain": "69-72",
    },
}
# Early milestones, of which a few missed days are a large share: nine of ten lower for the first
# time by day 11 (8 wanted), and have a load of their own by day 12 (10 wanted). Late ones, of which
# runs share the week with owed work: nine of ten run fast by day 135 (133 wanted) and sprint by day
# 222 (216 wanted), half sprint by day 160 (159 wanted), and one in fifty is referred on the way.
REALISTIC_NOT_YET = frozenset(
    {
        "tightness_daily_life", "prevention_field_sport", "strain_running", "strain_field_sport",
        "tendinopathy_running",
    }
)  # fmt: skip


ENGINE = Engine(PACK)
# Both tests of a course look at its ideal people: one process lives them, once.
COURSES = [pytest.param(name, marks=pytest.mark.xdist_group(f"course {name}")) for name in EXPECTED]


@cache
def ideal_people(name: str) -> SimulatedGroup:
    """Ideal people of an expected course."""
    return ideal_group(ENGINE, key_of(EXPECTED[name]))


def off_range(expected: ExpectedCourse, group: SimulatedGroup) -> dict[str, object]:
    """Milestones that some weekday does not reach within its days."""
    return {
        name: group.days(name)
        for name, (first, last) in expected.days.items()
        if not all(day is not None and first <= day <= last for day in group.days(name))
    }


@pytest.mark.parametrize("name", COURSES)
def test_s24_ideal_people_pass_each_milestone_in_its_days_from_every_weekday(name: str) -> None:
    group = ideal_people(name)
    found = off_range(EXPECTED[name], group)
    assert found.keys() == IDEAL_NOT_YET.get(name, {}).keys(), found
    assert group.interruptions() == {}


@pytest.mark.parametrize("name", COURSES)
def test_s24_realistic_people_are_not_far_behind_and_nothing_stops_them(name: str) -> None:
    found = behind(name)
    assert bool(found) == (name in REALISTIC_NOT_YET), found


def behind(name: str) -> dict[str, object]:
    """What of the promise to realistic people does not hold, with its figures."""
    assert PACK.courses.people is not None
    feels, expected = PACK.courses.people.realistic, EXPECTED[name]
    ideal, realistic = ideal_people(name), realistic_group(ENGINE, key_of(expected), SEEDS)
    found: dict[str, object] = dict(realistic.interruptions())
    for milestone in expected.days:
        median = quantile(ideal.days(milestone), HALF)
        for share, factor in ((HALF, feels.median_factor), (feels.most_share, feels.most_factor)):
            day = quantile(realistic.days(milestone), share)
            if median is None or day is None or day > latest(feels, factor, median):
                found[f"{milestone} at {share}"] = (day, median)
    return found


def latest(feels: RealisticPeople, factor: float, ideal: int) -> float:
    """The last day that a factor allows: at least the week in which a missed session is made."""
    return max(feels.least_days, factor * ideal)
