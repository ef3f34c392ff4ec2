"""GPX files: encodings, times, segments and sports that are read, and the limits before that."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exchange.run_makers import START, gpx, gpx_text, legs, points

from hamstrong.exchange import run_gpx
from hamstrong.exchange.run_errors import (
    AnotherSport,
    BrokenRunFile,
    NotARunFile,
    PlannedRoute,
    RunFileError,
    RunFileTooLarge,
)
from hamstrong.exchange.run_gpx import distance_m, read_gpx
from hamstrong.exchange.run_recording import Recording

TEN_MINUTES = legs((600, 3.0))
SEGMENT = points(legs((60, 3.0)))


def read(data: bytes | str) -> Recording:
    return read_gpx(data.encode() if isinstance(data, str) else data, UTC)


def total(recording: Recording) -> float:
    return sum(segment.metres[-1] for segment in recording.segments)


def at(text: str) -> float | None:
    """How a time is read."""
    (segment,) = read(gpx_text([(text, 0.0)])).segments
    return segment.instants[0]


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-09T17:30:00Z",
        " 2025-03-09T17:30:00z\n",  # white space around a date is allowed in XML
        "2025-03-09T18:30:00+01:00",
        "2025-03-09T18:30:00+0100",
        "2025-03-09T18:30:00+01",
        "2025-03-09T17:30:00.000000000Z",
        "2025-03-09T17:30:00,0Z",
        "2025-03-09T17:30:00",  # no zone: the person's, which is UTC here
    ],
)
def test_a_time_is_read_however_it_is_written(text: str) -> None:
    assert at(text) == START.timestamp()


@pytest.mark.parametrize("text", ["2025-03-09T17:30:00.25Z", "2025-03-09T17:30:00,250000000Z"])
def test_parts_of_a_second_are_read(text: str) -> None:
    assert at(text) == START.timestamp() + 0.25


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2025-13-09T17:30:00Z", "1970-01-01T00:00:00Z", "2999-01-01T00:00Z"]
)
def test_a_time_that_cannot_be_is_none(text: str) -> None:
    assert at(text) is None


def test_a_time_without_zone_is_taken_in_the_persons_zone_and_noted() -> None:
    """Half past five in the afternoon five hours behind is half past ten in the evening, UTC."""
    naive = START.replace(tzinfo=None)
    recording = read_gpx(gpx(legs((10, 3.0)), start=naive), timezone(timedelta(hours=-5)))
    assert recording.zone_assumed
    assert recording.segments[0].instants[0] == (START + timedelta(hours=5)).timestamp()
    assert not read(gpx(legs((10, 3.0)))).zone_assumed


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("UTF-8", "utf-8"),
        ("utf8", "utf-8"),
        ("UTF-8", "utf-8-sig"),
        ("UTF-16", "utf-16"),
        ("UTF-16", "utf-16-le"),
        ("UTF-16", "utf-16-be"),
        ("ISO-8859-1", "latin-1"),
        ("windows-1252", "cp1252"),
        ("US-ASCII", "ascii"),
        ("UTF-16", "utf-8"),  # rewritten by an app that left the first line as it was
    ],
)
def test_encodings_that_are_read(encoding: str, codec: str) -> None:
    name = "Run" if codec == "ascii" else "Course à pied"
    text = gpx_text(SEGMENT, sport=name, encoding=encoding)
    recording = read(text.encode(codec))
    assert recording.activity == "run"
    assert total(recording) == pytest.approx(180, abs=0.1)


@pytest.mark.parametrize("encoding", ["UTF-7", "UTF-32", "EBCDIC-CP-US", "idna", "no-such"])
def test_another_encoding_is_refused_by_name(encoding: str) -> None:
    with pytest.raises(BrokenRunFile, match=f"encoding {encoding}"):
        read(gpx_text(SEGMENT, encoding=encoding))


def test_bytes_that_are_not_in_the_named_encoding_are_refused_with_their_place() -> None:
    data = gpx_text(SEGMENT, sport="Lauf").encode().replace(b"Lauf", b"L\xe4uf")
    with pytest.raises(BrokenRunFile, match=f"byte {data.index(0xE4)}"):
        read(data)


@pytest.mark.parametrize("tail", ["\n", "\x00" * 40, "<!-- app -->", "<gpx></gp"])
def test_what_follows_the_document_changes_nothing(tail: str) -> None:
    assert total(read(gpx_text(SEGMENT) + tail)) == pytest.approx(180, abs=0.1)


def test_a_prefix_that_is_not_declared_is_passed_over() -> None:
    extra = "<extensions><gpxtpx:hr>120</gpxtpx:hr></extensions>"
    assert total(read(gpx_text(SEGMENT, extra=extra))) == pytest.approx(180, abs=0.1)


def test_names_with_a_prefix_are_read() -> None:
    text = gpx_text(SEGMENT).replace("<trk", "<g:trk").replace("</trk", "</g:trk")
    text = text.replace("<time", "<g:time").replace("</time", "</g:time")
    (segment,) = read(text).segments
    assert segment.instants[0] == START.timestamp()


def test_only_the_time_of_a_point_is_its_time() -> None:
    """The file's own time and the time of a sensor stand beside it."""
    extra = "<extensions><sensor><time>2001-01-01T00:00:00Z</time></sensor></extensions>"
    (segment,) = read(gpx_text(SEGMENT, extra=extra)).segments
    assert segment.instants[0] == START.timestamp()


@pytest.mark.parametrize(
    ("sport", "activity"),
    [
        ("running", "run"),
        ("Running", "run"),
        ("TrailRun", "run"),
        ("virtual_run", "run"),
        ("Strides", "run"),
        ("Lauf", "run"),
        ("Course à pied", "run"),
        ("9", "run"),  # Strava
        ("walking", "walk"),
        ("Hike", "walk"),
        ("Randonnée", "walk"),
        ("10", "walk"),  # Strava
        (None, "unknown"),
        ("", "unknown"),
        ("Morning", "unknown"),
        ("77", "unknown"),
    ],
)
def test_the_type_says_what_was_done(sport: str | None, activity: str) -> None:
    assert read(gpx_text(SEGMENT, sport=sport)).activity == activity


@pytest.mark.parametrize(
    ("sport", "name"),
    [
        ("1", "ride"),  # Strava
        ("cycling", "cycling"),
        ("e_bike_ride", "e_bike_ride"),
        ("MountainBike", "MountainBike"),
        ("Radfahren", "Radfahren"),
        ("Vélo", "Vélo"),
        ("driving", "driving"),
        ("kayaking", "kayaking"),
        ("Rowing", "Rowing"),
        ("Wheelchair Run", "Wheelchair Run"),
    ],
)
def test_another_sport_is_refused_by_its_name(sport: str, name: str) -> None:
    with pytest.raises(AnotherSport, match="track 1") as caught:
        read(gpx_text(SEGMENT, sport=sport))
    assert caught.value.sport == name


def test_a_planned_route_is_refused_as_one() -> None:
    route = '<gpx><rte><rtept lat="51" lon="7"/><rtept lat="52" lon="7"/></rte></gpx>'
    with pytest.raises(PlannedRoute):
        read(route)


@pytest.mark.parametrize("text", ["<html></html>", "<tcx/>", "<TrainingCenterDatabase/>"])
def test_other_xml_is_refused(text: str) -> None:
    with pytest.raises(NotARunFile, match="GPX"):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><gpx>&b;</gpx>',
        '<!DOCTYPE gpx SYSTEM "http://example.org/gpx.dtd"><gpx/>',
        "<!DOCTYPE gpx><gpx/>",
    ],
)
def test_entities_and_document_types_are_refused(text: str) -> None:
    with pytest.raises(BrokenRunFile, match="without entities"):
        read(text)


@pytest.mark.parametrize("lat", ["91", "-90.0001", "nan", "inf", "north", "", "1e400"])
def test_a_latitude_that_cannot_be_is_refused_without_naming_it(lat: str) -> None:
    with pytest.raises(BrokenRunFile, match=r"point 1: a lat from -90 to 90") as caught:
        read(f'<gpx><trk><trkseg><trkpt lat="{lat}" lon="7"/></trkseg></trk></gpx>')
    assert lat in ("", "inf", "nan") or lat not in str(caught.value)


@pytest.mark.parametrize("lon", ["180.5", "-181", "nan"])
def test_a_longitude_that_cannot_be_is_refused(lon: str) -> None:
    with pytest.raises(BrokenRunFile, match=r"point 1: a lon from -180 to 180"):
        read(f'<gpx><trk><trkseg><trkpt lat="7" lon="{lon}"/></trkseg></trk></gpx>')


def test_a_point_without_a_position_is_refused_with_its_number() -> None:
    text = gpx_text(SEGMENT).replace("</trkseg>", "<trkpt/></trkseg>")
    with pytest.raises(BrokenRunFile, match="point 62"):
        read(text)


def test_nesting_has_a_limit() -> None:
    deep = run_gpx.MOST_DEPTH
    read("<gpx>" + "<a>" * (deep - 1) + "</a>" * (deep - 1) + "</gpx>")
    with pytest.raises(RunFileTooLarge, match=f"{deep} deep"):
        read("<gpx>" + "<a>" * deep + "</a>" * deep + "</gpx>")


def test_elements_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_gpx, "MOST_ELEMENTS", 100)
    read("<gpx>" + "<a/>" * 99 + "</gpx>")
    with pytest.raises(RunFileTooLarge, match="100 elements"):
        read("<gpx>" + "<a/>" * 100 + "</gpx>")


def test_points_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_gpx, "MOST_POINTS", 61)
    read(gpx_text(SEGMENT))
    with pytest.raises(RunFileTooLarge, match="62 points"):
        read(gpx_text(points(legs((61, 3.0)))))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_file_that_was_cut_off_says_where(share: float) -> None:
    data = gpx(TEN_MINUTES)
    with pytest.raises(BrokenRunFile, match=r"line \d+, column \d+"):
        read(data[: int(len(data) * share)])


def test_a_quarter_of_the_earth_is_a_quarter_of_its_girth() -> None:
    """A mean radius of 6371.0088 km (IUGG): 10,007.557 km from the equator to a pole."""
    assert distance_m((0.0, 0.0), (90.0, 0.0)) == pytest.approx(10_007_557, abs=1)
    assert distance_m((0.0, 179.9), (0.0, -179.9)) == pytest.approx(22_239, abs=1)
    assert distance_m((0.0, 0.0), (0.0, 180.0)) == pytest.approx(20_015_114, abs=1)


SMALL = gpx(legs((5, 3.0)))


@settings(max_examples=300, deadline=None)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), min_size=1, max_size=8
    )
)
def test_whatever_is_damaged_is_read_or_refused_in_words(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SMALL)
    for place, value in changes:
        data[place] = value
    with suppress(RunFileError):
        read(bytes(data))


def test_a_file_of_another_year_is_read_as_of_that_year() -> None:
    old = datetime(2001, 5, 1, 12, tzinfo=UTC)
    assert read(gpx(legs((5, 3.0)), start=old)).segments[0].instants[0] == old.timestamp()
