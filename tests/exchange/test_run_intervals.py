"""Stretches by speed: short ones join, sums are kept, and too many become fewer."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstrong.engine.facts import RunInterval
from hamstrong.exchange.run_intervals import (
    SHORTEST_S,
    RawInterval,
    Speeds,
    fewer,
    intervals_of,
    stretches_of,
)
from hamstrong.exchange.run_track import Step

SPEEDS = Speeds(2.0, 6.5)


def found(*parts: list[Step]) -> tuple[RunInterval, ...]:
    return intervals_of(stretches_of(parts, SPEEDS))


def at(seconds: int, speed: float) -> list[Step]:
    return [Step(1, speed)] * seconds


def test_a_pause_parts_two_runs() -> None:
    assert found(at(60, 3.0), at(60, 3.0)) == (
        RunInterval("run", 60, 180),
        RunInterval("run", 60, 180),
    )


def test_short_stretches_join_their_neighbour() -> None:
    (only,) = found(at(60, 3.0) + at(6, 0.5) + at(60, 3.0))
    assert only == RunInterval("run", 126, 363)


def test_a_short_beginning_joins_what_follows_and_a_short_end_what_was_before() -> None:
    assert [i.kind for i in found(at(5, 1.0) + at(60, 3.0) + at(5, 1.0))] == ["run"]


def test_a_sprint_of_some_seconds_is_a_stretch_of_its_own() -> None:
    kinds = [i.kind for i in found(at(60, 3.0) + at(8, 8.0) + at(60, 1.2))]
    assert kinds == ["run", "sprint", "walk"]


def test_steps_of_a_minute_are_read_like_steps_of_a_second() -> None:
    steps = [Step(60, 84), Step(60, 180), Step(60, 180), Step(60, 84)]
    assert found(steps) == (
        RunInterval("walk", 60, 84),
        RunInterval("run", 120, 360),
        RunInterval("walk", 60, 84),
    )


STEPS = st.lists(
    st.tuples(st.floats(0.5, 30), st.floats(0.0, 12.0)).map(lambda s: Step(s[0], s[0] * s[1])),
    min_size=1,
    max_size=80,
)


@given(parts=st.lists(STEPS, min_size=1, max_size=3))
def test_sums_are_those_of_the_run(parts: list[list[Step]]) -> None:
    steps = [step for part in parts for step in part]
    intervals = found(*parts)
    assert sum(i.seconds for i in intervals) == round(sum(s.seconds for s in steps))
    if all(s.seconds >= 1 for s in stretches_of(parts, SPEEDS)):
        assert sum(i.metres or 0 for i in intervals) == round(sum(s.metres for s in steps))


@given(steps=STEPS)
def test_stretches_alternate_and_none_is_too_short(steps: list[Step]) -> None:
    stretches = stretches_of([steps], SPEEDS)
    assert all(one.kind != after.kind for one, after in pairwise(stretches))
    if len(stretches) > 1:
        assert all(one.seconds >= SHORTEST_S[one.kind] for one in stretches)


KINDS = {"walk": 1.2, "run": 3.0, "sprint": 8.0}
STRETCHES = st.lists(
    st.tuples(st.sampled_from(sorted(KINDS)), st.integers(10, 60), st.integers(0, 3)),
    min_size=1,
    max_size=60,
)


@given(drawn=STRETCHES, most=st.integers(1, 40))
def test_fewer_stretches_keep_the_sums_and_the_sprints(
    drawn: list[tuple[str, int, int]], most: int
) -> None:
    stretches = [
        RawInterval(kind, float(seconds), seconds * KINDS[kind], part)  # type: ignore[arg-type]
        for kind, seconds, part in sorted(drawn, key=lambda d: d[2])
    ]
    joined = fewer(stretches, SPEEDS, most)
    assert len(joined) <= most
    for name in ("seconds", "metres"):
        whole = sum(getattr(one, name) for one in stretches)
        assert sum(getattr(one, name) for one in joined) == pytest.approx(whole)
    if len(stretches) <= most:
        assert joined == stretches


def test_the_shortest_walk_between_two_runs_goes_first() -> None:
    stretches = [
        RawInterval("run", 60, 180),
        RawInterval("walk", 12, 14),
        RawInterval("run", 60, 180),
        RawInterval("walk", 40, 48),
        RawInterval("sprint", 5, 40),
    ]
    assert fewer(stretches, SPEEDS, 3) == [
        RawInterval("run", 132, 374),
        RawInterval("walk", 40, 48),
        RawInterval("sprint", 5, 40),
    ]


def test_a_joined_stretch_is_what_its_mean_speed_says() -> None:
    """A run of 10 s between walks of a minute: 154 m in 130 s is a walk."""
    stretches = [
        RawInterval("walk", 60, 60),
        RawInterval("run", 10, 34),
        RawInterval("walk", 60, 60),
    ]
    assert fewer(stretches, SPEEDS, 2) == [RawInterval("walk", 130, 154)]


def test_no_stretch_is_joined_over_a_pause_while_another_can_be() -> None:
    stretches = [
        RawInterval("run", 11, 33, 0),
        RawInterval("run", 60, 180, 1),
        RawInterval("walk", 50, 60, 1),
    ]
    assert fewer(stretches, SPEEDS, 2)[0] == RawInterval("run", 11, 33, 0)
