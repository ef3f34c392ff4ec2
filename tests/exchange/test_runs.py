"""Runs from files of watches and phones: what is read, what is refused, and what is never kept.

The files are made by `run_makers`, so that every figure has hand arithmetic behind it.
"""

import io
from collections.abc import Callable

import pytest
from tests.exchange.run_makers import START, fit, gpx, legs

from hamstrong.app.record import run_files
from hamstrong.exchange import runs
from hamstrong.exchange.run_errors import (
    BrokenRunFile,
    NotARunFile,
    RunFileError,
    RunFileTooLarge,
    RunWithoutTimes,
)
from hamstrong.exchange.run_intervals import Speeds, Step, intervals_of
from hamstrong.exchange.runs import ImportedRun, read_run
from hamstrong.protocol.loader import load_pack

SPEEDS = Speeds(2.0, 6.5)

Maker = Callable[[list[float]], bytes]


def read(data: bytes) -> ImportedRun:
    return read_run(io.BytesIO(data), SPEEDS)


WALK_RUN = legs((60, 1.4), (120, 3.0), (60, 1.4))


@pytest.mark.parametrize(("make", "source"), [(gpx, "gpx"), (fit, "fit")])
def test_walk_run_walk_comes_out_as_three_stretches(make: Maker, source: str) -> None:
    """60 x 1.4 + 120 x 3 + 60 x 1.4 = 528 m in 240 s."""
    run = read(make(WALK_RUN))
    assert (run.source, run.started) == (source, START)
    assert [i.kind for i in run.intervals] == ["walk", "run", "walk"]
    assert run.seconds == pytest.approx(240, abs=2)
    assert run.metres == pytest.approx(528, abs=4)
    assert [i.seconds for i in run.intervals] == pytest.approx([60, 120, 60], abs=4)


def test_a_sprint_is_told_from_a_run() -> None:
    run = read(fit(legs((60, 3.0), (8, 8.0), (60, 1.2))))
    assert [i.kind for i in run.intervals] == ["run", "sprint", "walk"]
    assert run.intervals[1].seconds == pytest.approx(8, abs=3)


def test_no_place_is_kept() -> None:
    """Neither the result nor any message holds a coordinate."""
    assert "7.12" not in repr(read(gpx(WALK_RUN)))
    for data in (gpx(WALK_RUN)[:-40], gpx(WALK_RUN, times=False), gpx(WALK_RUN, sport="cycling")):
        with pytest.raises(RunFileError) as caught:
            read(data)
        assert "7.12" not in str(caught.value)
        assert "51.0" not in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"hello", b"\x89PNG\r\n\x1a\n" + bytes(40), b"PK\x03\x04"])
def test_another_kind_of_file_is_refused(data: bytes) -> None:
    with pytest.raises(NotARunFile, match="GPX or a FIT"):
        read(data)


@pytest.mark.parametrize("data", [b"<html></html>", b"<tcx/>"])
def test_other_xml_is_refused(data: bytes) -> None:
    with pytest.raises(NotARunFile, match="GPX"):
        read(data)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("make", [gpx, fit])
def test_a_file_that_was_cut_off_says_where(make: Maker, share: float) -> None:
    data = make(WALK_RUN)
    with pytest.raises(BrokenRunFile, match=r"line|sample"):
        read(data[: int(len(data) * share)])


def test_a_damaged_fit_file_is_refused() -> None:
    data = bytearray(fit(WALK_RUN))
    data[200] ^= 0xFF
    with pytest.raises(BrokenRunFile):
        read(bytes(data))


def test_entities_and_document_types_are_refused() -> None:
    """A thousand million laughs stay unlaughed."""
    bomb = b'<!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><gpx>&b;</gpx>'
    with pytest.raises(BrokenRunFile, match="without entities"):
        read(bomb)


def test_a_route_without_times_is_refused() -> None:
    with pytest.raises(RunWithoutTimes, match="point 1"):
        read(gpx(WALK_RUN, times=False))


def test_a_file_without_points_is_refused() -> None:
    with pytest.raises(RunWithoutTimes):
        read(gpx([]))


@pytest.mark.parametrize("data", [gpx(WALK_RUN, sport="cycling"), fit(WALK_RUN, sport=2)])
def test_another_sport_is_refused(data: bytes) -> None:
    with pytest.raises(NotARunFile, match="run"):
        read(data)


def test_too_many_bytes_are_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "MOST_BYTES", 1000)
    stream = io.BytesIO(gpx(WALK_RUN))
    with pytest.raises(RunFileTooLarge):
        read_run(stream, SPEEDS)
    assert stream.tell() == 1001


def test_too_many_points_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "MOST_POINTS", 100)
    with pytest.raises(RunFileTooLarge, match="points"):
        read(fit(WALK_RUN))


def test_a_pause_and_a_jump_of_the_fix_count_for_nothing() -> None:
    """A traffic light of five minutes, then two kilometres in a second."""
    steps = [Step(1, 3.0)] * 60 + [Step(300, 2.0), Step(1, 2000.0)] + [Step(1, 3.0)] * 60
    found = intervals_of(steps, SPEEDS)
    assert [(i.kind, i.seconds, i.metres) for i in found] == [("run", 60, 180), ("run", 60, 180)]


def test_short_stretches_join_their_neighbour() -> None:
    steps = [Step(1, 3.0)] * 60 + [Step(1, 0.5)] * 6 + [Step(1, 3.0)] * 60
    (only,) = intervals_of(steps, SPEEDS)
    assert (only.kind, only.seconds, only.metres) == ("run", 126, 363)


def test_a_run_after_midnight_belongs_to_the_day_before_in_the_zone_of_the_person() -> None:
    """RULES 0: a day ends at 04:00; 17:30 UTC is 02:30 the next day in Tokyo."""
    pack = load_pack()
    here = run_files.read(pack, "UTC", io.BytesIO(gpx(WALK_RUN)))
    there = run_files.read(pack, "Asia/Tokyo", io.BytesIO(gpx(WALK_RUN)))
    far = run_files.read(pack, "Pacific/Auckland", io.BytesIO(gpx(WALK_RUN)))
    assert here.day == there.day == START.date().toordinal()
    assert far.day == here.day + 1


def test_the_fact_carries_where_it_comes_from_and_what_was_felt() -> None:
    found = run_files.read(load_pack(), "UTC", io.BytesIO(fit(WALK_RUN)))
    fact = found.fact("run", effort=3, nprs=0)
    assert (fact.source, fact.nprs, fact.effort, fact.percent) == ("fit", 0, 3, None)
    assert fact.intervals == found.run.intervals
