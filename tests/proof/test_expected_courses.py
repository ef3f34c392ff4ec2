"""S24: ideal and realistic people pass each milestone within the days that the pack expects.

`IDEAL_NOT_YET` and `REALISTIC_NOT_YET` list what the rules do not give yet, with the days they
give. A line that begins to hold fails here, so that neither table says less than is true.
"""

import pytest

from hamstrong.engine.engine import Engine
from hamstrong.proof.simulation.people import SimulatedGroup, ideal_group, quantile, realistic_group
from hamstrong.proof.simulation.report import HALF, key_of
from hamstrong.protocol.courses import ExpectedCourse, RealisticPeople
from hamstrong.protocol.loader import load_pack

PACK = load_pack()
EXPECTED = PACK.courses.expected
SEEDS = range(10)

IDEAL_NOT_YET = {
    "strain_running": {
        "first_lowering": "27-31",
        "first_jog": "29-33",
        "easy_20_minutes": "46-50",
        "own_load": "79-87",
        "first_one_leg": "71-87",
        "first_brisk": "48-52",
        "fast_clean": "86-96",
        "maintain": "95-105",
    },
    "strain_field_sport": {
        "first_lowering": "27-31",
        "first_jog": "29-33",
        "easy_20_minutes": "46-50",
        "own_load": "83-143",
        "first_one_leg": "71-87",
        "first_brisk": "48-52",
        "fast_clean": "86-96",
        "full_sprint": "121-131",
        "maintain": "123-133",
    },
    "tendinopathy_running": {
        "first_lowering": "25-28",
        "own_load": "61-69",
        "first_one_leg": "97-107",
        "first_brisk": "47-55",
        "maintain": "77-83",
    },
    "tightness_daily_life": {
        "first_lowering": "31-34",
        "own_load": "73-76",
        "first_one_leg": "66-69",
        "maintain": "71-74",
    },
    "prevention_field_sport": {
        "first_lowering": "21-24",
        "own_load": "119-122",
        "first_one_leg": "84-87",
        "maintain": "110-113",
    },
}
REALISTIC_NOT_YET = {
    "strain_running": "nobody gets out of stage 1",
    "strain_field_sport": "nobody gets out of stage 1",
    "tendinopathy_running": "some stall",
    "tightness_daily_life": "nobody gets out of stage 1",
    "prevention_field_sport": "most stall",
}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(PACK)


def off_range(expected: ExpectedCourse, group: SimulatedGroup) -> dict[str, object]:
    """Milestones that some weekday does not reach within its days."""
    return {
        name: group.days(name)
        for name, (first, last) in expected.days.items()
        if not all(day is not None and first <= day <= last for day in group.days(name))
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_s24_ideal_people_pass_each_milestone_in_its_days_from_every_weekday(
    engine: Engine, name: str
) -> None:
    group = ideal_group(engine, key_of(EXPECTED[name]))
    found = off_range(EXPECTED[name], group)
    assert found.keys() == IDEAL_NOT_YET.get(name, {}).keys(), found
    assert group.interruptions() == {}


@pytest.mark.parametrize("name", EXPECTED)
def test_s24_realistic_people_are_not_far_behind_and_nothing_stops_them(
    engine: Engine, name: str
) -> None:
    found = behind(engine, EXPECTED[name])
    assert bool(found) == (name in REALISTIC_NOT_YET), found


def behind(engine: Engine, expected: ExpectedCourse) -> dict[str, object]:
    """What of the promise to realistic people does not hold, with its figures."""
    assert PACK.courses.people is not None
    feels, key = PACK.courses.people.realistic, key_of(expected)
    ideal, realistic = ideal_group(engine, key), realistic_group(engine, key, SEEDS)
    found: dict[str, object] = dict(realistic.interruptions())
    for name in expected.days:
        median = quantile(ideal.days(name), HALF)
        for share, factor in ((HALF, feels.median_factor), (feels.most_share, feels.most_factor)):
            day = quantile(realistic.days(name), share)
            if median is None or day is None or day > latest(feels, factor, median):
                found[f"{name} at {share}"] = (day, median)
    return found


def latest(feels: RealisticPeople, factor: float, ideal: int) -> float:
    """The last day that a factor allows: at least the week in which a missed session is made."""
    return max(feels.least_days, factor * ideal)
