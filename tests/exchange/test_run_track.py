"""Cleaning a recording: metres are conserved, nothing counts twice, and a pause never adds."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hamstrong.exchange.run_errors import RunFileTooLarge, RunWithoutTimes
from hamstrong.exchange.run_recording import RecordedSegment, Recording, Stop
from hamstrong.exchange.run_track import RunTrack, Step, track_of


def segment(steps: Sequence[tuple[float, float]], first: float = 1000.0) -> RecordedSegment:
    """Samples from seconds and metres between them."""
    instants, metres = [first], [0.0]
    for seconds, moved in steps:
        instants.append(instants[-1] + seconds)
        metres.append(metres[-1] + moved)
    return RecordedSegment(instants, metres)


def track(*segments: RecordedSegment, stops: Sequence[Stop] = ()) -> RunTrack:
    return track_of(Recording("fit", "run", segments, stops))


def lengths(found: RunTrack) -> list[float]:
    return [sum(step.seconds for step in part) for part in found.parts]


def test_stamps_that_repeat_lose_no_metres() -> None:
    """Two points a second, 1.5 m each: 1800 m in 600 s."""
    found = track(segment([(0, 1.5), (1, 1.5)] * 600))
    assert (found.seconds, found.metres) == pytest.approx((600, 1800))


def test_a_step_of_more_than_a_minute_is_run_if_it_moves() -> None:
    """20 steps of 183 m in 61 s: 3660 m in 1220 s."""
    found = track(segment([(61, 183)] * 20))
    assert (found.seconds, found.metres) == (1220, 3660)


def test_a_longer_time_without_movement_is_a_pause_and_ends_a_part() -> None:
    found = track(segment([(1, 3)] * 60 + [(300, 5)] + [(1, 3)] * 60))
    assert lengths(found) == [60, 60]
    assert found.metres == 360


def test_a_pause_that_is_recorded_is_taken_out() -> None:
    """A ferry at 8 m/s from 300 to 900 s while the timer stands still: 600 s, 1800 m are left."""
    steps = [(1.0, 3.0)] * 300 + [(1.0, 8.0)] * 600 + [(1.0, 3.0)] * 300
    found = track(segment(steps), stops=[Stop(1300, 1900)])
    assert lengths(found) == [300, 300]
    assert found.metres == pytest.approx(1800)
    assert max(step.metres for part in found.parts for step in part) <= 3


def test_a_pause_without_samples_keeps_what_was_run_before_and_after() -> None:
    """The timer stood still for 50 s between two samples that are 51 s and 3 m apart."""
    steps = [(1.0, 3.0)] * 300 + [(51.0, 3.0)] + [(1.0, 3.0)] * 299
    found = track(segment(steps), stops=[Stop(1300, 1350)])
    assert lengths(found) == [600]
    assert found.metres == pytest.approx(1800)


def test_what_is_recorded_after_the_last_stop_counts_for_nothing() -> None:
    found = track(segment([(1, 3)] * 700), stops=[Stop(1600, float("inf"))])
    assert (found.seconds, found.metres) == pytest.approx((600, 1800))


def test_stops_that_leave_nothing_are_not_believed() -> None:
    found = track(segment([(1, 3)] * 60), stops=[Stop(0, float("inf"))])
    assert found.seconds == 60


def test_a_jump_of_the_fix_counts_for_nothing() -> None:
    """200 m away and back within two seconds."""
    found = track(segment([(1, 3)] * 60 + [(1, 200), (1, 200)] + [(1, 3)] * 60))
    assert (found.seconds, found.metres) == (120, 360)
    assert lengths(found) == [120]


def test_samples_without_a_time_are_left_out_and_counted() -> None:
    whole = segment([(1, 3)] * 600)
    instants = [None if n in (1, 300) else t for n, t in enumerate(whole.instants)]
    found = track(RecordedSegment(instants, whole.metres))
    assert (found.seconds, found.metres, found.left_out) == (600, 1800, 2)


@pytest.mark.parametrize("wrong", [0.0, 1e9, 1301.0, 999.0])
def test_a_wrong_clock_loses_that_sample_only(wrong: float) -> None:
    """Not set yet, far ahead, a little ahead, a little behind."""
    whole = segment([(1, 3)] * 600)
    instants = [wrong if n in (100, 101) else t for n, t in enumerate(whole.instants)]
    found = track(RecordedSegment(instants, whole.metres))
    assert (found.seconds, found.metres, found.left_out) == (600, 1800, 2)


def test_a_clock_that_is_set_during_the_run_loses_its_beginning() -> None:
    """30 of 600 samples carry a day of 1989."""
    whole = segment([(1, 3)] * 600, first=1e9)
    instants = [float(n) if n < 30 else t for n, t in enumerate(whole.instants)]
    found = track(RecordedSegment(instants, whole.metres))
    assert (found.started, found.seconds, found.metres) == (1e9 + 30, 570, 1710)


def test_too_many_samples_without_a_time_are_refused_with_the_first() -> None:
    whole = segment([(1, 3)] * 99)
    for missing, refused in ((10, False), (11, True)):
        instants = [None if 5 <= n < 5 + missing else t for n, t in enumerate(whole.instants)]
        if refused:
            with pytest.raises(RunWithoutTimes, match="point 6 of 100"):
                track(RecordedSegment(instants, whole.metres))
        else:
            assert track(RecordedSegment(instants, whole.metres)).left_out == missing


@pytest.mark.parametrize(
    "segments", [[], [RecordedSegment([], [])], [RecordedSegment([5.0], [0.0])]]
)
def test_a_recording_without_two_samples_is_refused(segments: list[RecordedSegment]) -> None:
    with pytest.raises(RunWithoutTimes, match="two points"):
        track(*segments)


def test_a_clock_that_stands_still_is_refused() -> None:
    with pytest.raises(RunWithoutTimes, match="two points"):
        track(segment([(0, 3)] * 10))


def test_several_days_in_one_file_are_refused() -> None:
    one, other = segment([(1, 3)] * 60), segment([(1, 3)] * 60, first=1000.0 + 86_400)
    with pytest.raises(RunFileTooLarge, match="a day"):
        track(one, other)


def test_segments_that_overlap_count_once() -> None:
    """0-400 s and 300-600 s, all at 3 m/s: 600 s, 1800 m."""
    found = track(segment([(1, 3)] * 400), segment([(1, 3)] * 300, first=1300.0))
    assert (found.seconds, found.metres) == pytest.approx((600, 1800))


def test_an_overlap_that_ends_between_two_samples_is_cut_there() -> None:
    found = track(segment([(1, 3)] * 10), segment([(4, 12)] * 4, first=1007.0))
    assert (found.seconds, found.metres) == pytest.approx((23, 69))


STEPS = st.lists(
    st.tuples(st.integers(1, 50), st.floats(0.4, 12.0)).map(lambda s: (float(s[0]), s[0] * s[1])),
    min_size=1,
    max_size=60,
)  # fmt: skip


@given(steps=STEPS)
def test_metres_and_seconds_are_conserved(steps: list[tuple[float, float]]) -> None:
    found = track(segment(steps))
    assert found.seconds == pytest.approx(sum(seconds for seconds, _ in steps))
    assert found.metres == pytest.approx(sum(metres for _, metres in steps))


@given(steps=STEPS, stamps=st.lists(st.integers(1, 4), min_size=60, max_size=60))
def test_metres_are_conserved_where_stamps_repeat(
    steps: list[tuple[float, float]], stamps: list[int]
) -> None:
    """Each step comes in several samples, all but the last with the stamp of its beginning."""
    fine = [
        (seconds if last else 0.0, metres / times)
        for (seconds, metres), times in zip(steps, stamps, strict=False)
        for last in [False] * (times - 1) + [True]
    ]
    found = track(segment(fine))
    assert found.metres == pytest.approx(sum(metres for _, metres in steps))


@st.composite
def cuts(draw: st.DrawFn) -> list[RecordedSegment]:
    """One recording cut into overlapping segments, some of them twice."""
    whole = segment(draw(STEPS))
    last = len(whole.instants) - 1
    edges = sorted({0, last, *draw(st.lists(st.integers(0, last), max_size=4))})
    found = []
    for low, high in pairwise(edges):
        first = max(0, low - draw(st.integers(0, 3)))
        part = RecordedSegment(whole.instants[first : high + 1], whole.metres[first : high + 1])
        found += [part] * draw(st.integers(1, 2))
    return found or [whole]


@given(segments=cuts(), data=st.data())
def test_the_order_of_segments_does_not_matter(
    segments: list[RecordedSegment], data: st.DataObject
) -> None:
    assert track(*data.draw(st.permutations(segments))) == track(*segments)


@given(segments=cuts())
def test_what_several_segments_cover_counts_once(segments: list[RecordedSegment]) -> None:
    first = min(one.instants[0] or 0.0 for one in segments)
    last = max(one.instants[-1] or 0.0 for one in segments)
    gone = max(one.metres[-1] for one in segments) - min(one.metres[0] for one in segments)
    found = track(*segments)
    assert found.seconds == pytest.approx(last - first)
    assert found.metres == pytest.approx(gone)


@given(steps=STEPS, begin=st.floats(0, 400), length=st.floats(0.1, 400))
def test_a_stop_of_the_timer_never_adds(
    steps: list[tuple[float, float]], begin: float, length: float
) -> None:
    whole = segment(steps)
    stop = Stop(1000 + begin, 1000 + begin + length)
    ended = whole.instants[-1] or 0.0
    stopped = max(0.0, min(stop.end, ended) - max(stop.begin, 1000.0))
    assume(ended - 1000 - stopped > 1.0)
    without, found = track(whole), track(whole, stops=[stop])
    assert found.metres <= without.metres + 1e-6
    assert found.seconds == pytest.approx(without.seconds - stopped, abs=1.0)


@given(steps=STEPS, at=st.integers(0, 60), pause=st.floats(0.5, 5000))
def test_a_gap_between_segments_never_adds(
    steps: list[tuple[float, float]], at: int, pause: float
) -> None:
    """The second half is recorded later, in a segment of its own."""
    whole, cut = track(segment(steps)), min(at, len(steps))
    before = segment(steps[:cut])
    after = segment(steps[cut:], first=(before.instants[-1] or 0.0) + pause)
    found = track(before, after)
    assert found.seconds == pytest.approx(whole.seconds)
    assert found.metres == pytest.approx(whole.metres)


def lazily(instants: Sequence[float]) -> int:
    """How many samples the longest part with a forward clock has, the slow and obvious way."""
    best = [1] * len(instants)
    for index, instant in enumerate(instants):
        for before in range(index):
            if instants[before] <= instant:
                best[index] = max(best[index], best[before] + 1)
    return max(best)


@settings(max_examples=200)
@given(wrong=st.dictionaries(st.integers(0, 99), st.integers(-200, 200), max_size=8))
def test_as_few_samples_as_possible_are_left_out(wrong: dict[int, int]) -> None:
    whole = segment([(1, 3)] * 99)
    instants = [(t or 0.0) + wrong.get(n, 0) for n, t in enumerate(whole.instants)]
    assert track(RecordedSegment(instants, whole.metres)).left_out == 100 - lazily(instants)


def test_steps_are_plain_numbers() -> None:
    assert track(segment([(1, 3)])).parts == [[Step(1.0, 3.0)]]
