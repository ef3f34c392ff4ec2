"""FIT files: which samples, stops and sports are read, and what is refused."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exchange.run_makers import (
    TIMER_START,
    TIMER_STOP_ALL,
    FitFile,
    crc16,
    fit,
    legs,
)

from hamstrong.exchange import run_fit
from hamstrong.exchange.run_errors import (
    AnotherSport,
    BrokenRunFile,
    NotARunFile,
    PlannedRoute,
    RunFileError,
    RunFileTooLarge,
    TotalsOnly,
)
from hamstrong.exchange.run_fit import read_fit
from hamstrong.exchange.run_recording import Lap, Stop

TEN_MINUTES = legs((600, 3.0))


def total(data: bytes) -> float:
    return sum(segment.metres[-1] - segment.metres[0] for segment in read_fit(data).segments)


def test_distance_is_not_counted_twice_where_speed_stands_between_distances() -> None:
    """Ten minutes at 3 m/s; the distance comes with every fourth sample, speed with the others."""
    file = FitFile()
    for second in range(601):
        if second % 4 == 0:
            file.record(second, 3.0 * second)
        else:
            file.record(second, speed=3.0)
    file.session(1)
    assert total(file.data()) == pytest.approx(1800)


def test_samples_between_two_distances_lie_between_them() -> None:
    file = FitFile()
    file.record(0, 0.0)
    for second in range(1, 10):
        file.record(second)
    file.record(10, 30.0)
    (segment,) = read_fit(file.data()).segments
    assert list(segment.metres) == pytest.approx([3.0 * n for n in range(11)])


def test_speed_serves_where_no_distance_is_counted() -> None:
    """60 s at 2.5 m/s is 150 m."""
    file = FitFile()
    for second in range(61):
        file.record(second, speed=2.5)
    assert total(file.data()) == pytest.approx(150)


def test_speed_goes_on_after_the_last_distance() -> None:
    """30 m by distance in 10 s, then 10 s at 2 m/s."""
    file = FitFile()
    file.records(legs((10, 3.0)))
    for second in range(11, 21):
        file.record(second, speed=2.0)
    assert total(file.data()) == pytest.approx(50)


def test_a_first_distance_that_comes_late_counts_from_the_first_sample() -> None:
    file = FitFile()
    for second in range(5):
        file.record(second)
    file.records(legs((5, 3.0)), first=5, gone=15.0)
    assert total(file.data()) == pytest.approx(30)


def test_a_distance_that_starts_again_at_zero_loses_nothing() -> None:
    """Two files one after the other in one, 180 m each."""
    second = FitFile()
    second.records(legs((60, 3.0)), first=100)
    assert total(fit(legs((60, 3.0))) + second.data()) == pytest.approx(360)


def test_laps_are_read_with_their_time_and_distance() -> None:
    file = FitFile()
    file.records(TEN_MINUTES)
    file.lap(6.04, 20.3)
    file.lap(75.5, 100)
    file.session(1)
    assert list(read_fit(file.data()).laps) == [Lap(6.04, 20.3), Lap(75.5, 100.0)]


def test_stops_of_the_timer_are_read() -> None:
    file = FitFile()
    file.timer(0, TIMER_START)
    file.records(TEN_MINUTES)
    for second, kind in ((100, TIMER_STOP_ALL), (150, TIMER_START), (600, TIMER_STOP_ALL)):
        file.timer(second, kind)
    recording = read_fit(file.data())
    begin = recording.segments[0].instants[0]
    assert begin is not None
    assert list(recording.stops) == [
        Stop(begin + 100, begin + 150),
        Stop(begin + 600, float("inf")),
    ]


@pytest.mark.parametrize(
    ("sport", "sub_sport", "activity"),
    [
        (1, None, "run"),
        (1, 1, "run"),  # treadmill
        (1, 3, "run"),  # trail
        (4, 1, "run"),  # fitness equipment, treadmill
        (4, 45, "run"),  # fitness equipment, indoor running
        (11, None, "walk"),
        (17, None, "walk"),  # hiking
        (4, 27, "walk"),  # fitness equipment, indoor walking
        (0, None, "unknown"),  # generic
        (4, None, "unknown"),
        (10, 0, "unknown"),  # training, generic
        (200, None, "unknown"),  # a number that no profile knows
        (None, None, "unknown"),
    ],
)
def test_sport_and_sub_sport_say_what_was_done(
    sport: int | None, sub_sport: int | None, activity: str
) -> None:
    assert read_fit(fit(TEN_MINUTES, sport=sport, sub_sport=sub_sport)).activity == activity


@pytest.mark.parametrize(
    ("sport", "sub_sport", "name"),
    [
        (2, None, "cycling"),
        (5, None, "swimming"),
        (7, None, "soccer"),
        (15, None, "rowing"),
        (4, 14, "indoor rowing"),
        (4, 15, "elliptical"),
        (10, 20, "strength training"),
        (10, 43, "yoga"),
    ],
)
def test_another_sport_is_refused_by_its_name(sport: int, sub_sport: int | None, name: str) -> None:
    with pytest.raises(AnotherSport) as caught:
        read_fit(fit(TEN_MINUTES, sport=sport, sub_sport=sub_sport))
    assert caught.value.sport == name


def test_a_file_of_two_sports_is_refused_for_the_other_one() -> None:
    file = FitFile()
    file.records(TEN_MINUTES)
    file.session(1)
    file.session(2)
    with pytest.raises(AnotherSport, match="session 2"):
        read_fit(file.data())


@pytest.mark.parametrize("kind", [5, 6])
def test_a_planned_route_or_workout_is_no_run(kind: int) -> None:
    file = FitFile(kind)
    file.records(TEN_MINUTES)
    with pytest.raises(PlannedRoute):
        read_fit(file.data())


def test_settings_of_a_watch_are_no_run() -> None:
    with pytest.raises(NotARunFile, match="settings"):
        read_fit(FitFile(2).data())


def test_an_activity_typed_in_by_hand_has_totals_only() -> None:
    file = FitFile()
    file.session(1)
    with pytest.raises(TotalsOnly):
        read_fit(file.data())


def test_a_file_that_the_watch_never_closed_is_refused_as_cut_off() -> None:
    """Its header still says 0 bytes, as it was written before the run."""
    data = bytearray(fit(TEN_MINUTES))
    data[4:8] = bytes(4)
    data[12:14] = bytes(2)
    with pytest.raises(BrokenRunFile, match="closed"):
        read_fit(bytes(data))


def test_a_header_without_a_checksum_is_allowed() -> None:
    data = bytearray(fit(TEN_MINUTES)[:-2])
    data[12:14] = bytes(2)
    assert total(bytes(data) + crc16(bytes(data)).to_bytes(2, "little")) == pytest.approx(1800)


@pytest.mark.parametrize("tail", [b"\x00", b"\n", bytes(512), b"exported by an app"])
def test_bytes_after_the_end_change_nothing(tail: bytes) -> None:
    assert total(fit(TEN_MINUTES) + tail) == pytest.approx(1800)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_file_that_was_cut_off_says_how_much_is_there(share: float) -> None:
    data = fit(TEN_MINUTES)
    cut = data[: int(len(data) * share)]
    with pytest.raises(BrokenRunFile, match=f"byte {len(cut)} of {len(data)}"):
        read_fit(cut)


def test_too_many_messages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_fit, "MOST_MESSAGES", 602)
    read_fit(fit(legs((598, 3.0))))
    with pytest.raises(RunFileTooLarge):
        read_fit(fit(TEN_MINUTES))


def test_too_many_samples_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_fit, "MOST_POINTS", 601)
    read_fit(fit(TEN_MINUTES))
    with pytest.raises(RunFileTooLarge, match="601 samples"):
        read_fit(fit([*TEN_MINUTES, 3.0]))


SMALL = fit(legs((20, 3.0)))


@settings(max_examples=300, deadline=None)
@given(
    changes=st.lists(
        st.tuples(st.integers(14, len(SMALL) - 3), st.integers(0, 255)), min_size=1, max_size=12
    )
)
def test_whatever_is_damaged_is_read_or_refused_in_words(changes: list[tuple[int, int]]) -> None:
    """The checksum is made to fit, so that the damage reaches the decoder."""
    data = bytearray(SMALL[:-2])
    for place, value in changes:
        data[place] = value
    with suppress(RunFileError):
        read_fit(bytes(data) + crc16(bytes(data)).to_bytes(2, "little"))
