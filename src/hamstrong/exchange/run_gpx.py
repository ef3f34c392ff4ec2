"""Reads GPX: defusedxml looks the file over, gpxpy reads it, positions are dropped at once."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from xml.etree.ElementTree import ParseError

import gpxpy
import gpxpy.gpx
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from hamstrong.diary import Fault
from hamstrong.exchange.run_errors import AGAIN, BrokenRunFile, NotARunFile, RunWithoutTimes
from hamstrong.exchange.run_intervals import Track

_ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']""")
_OTHER_SPORTS = ("cycl", "bik", "ride", "swim", "row", "ski")


def read_gpx(data: bytes) -> Track:
    """Take instants and distances from a GPX file.

    Raises:
        NotARunFile: other XML, or another sport.
        BrokenRunFile: not well-formed, entities or a DTD, or values that are no numbers.
        RunWithoutTimes: a route, or points without a time.
    """
    text = _decoded(data)
    _look_over(text)
    try:
        gpx = gpxpy.parse(text)
    except (gpxpy.gpx.GPXException, ValueError) as error:
        step = "export the run again from your watch or app"
        raise BrokenRunFile(
            Fault(type(error).__name__, "file", "a readable GPX file", step)
        ) from None
    _require_running(gpx)
    return _track(gpx)


def _decoded(data: bytes) -> str:
    named = _ENCODING.match(data.lstrip(b"\xef\xbb\xbf"))
    encoding = named[1].decode("ascii") if named else "utf-8"
    if encoding.lower() in ("utf-8", "utf8"):
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        rule = "text in the encoding that its first line names"
        raise BrokenRunFile(Fault(f"{len(data)} bytes", "line 1", rule, AGAIN)) from None
    # The text is decoded now, so the parser must not decode it again.
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1)


def _look_over(text: str) -> None:
    try:
        root = fromstring(text, forbid_dtd=True)
    except ParseError as error:
        line, column = error.position
        place = f"line {line}, column {column + 1}"
        rule = "well-formed XML to its end"
        step = "export the run again; the file seems cut off"
        raise BrokenRunFile(Fault("broken XML", place, rule, step)) from None
    except DefusedXmlException as error:
        rule = "XML without entities or a document type"
        raise BrokenRunFile(Fault(type(error).__name__, "file", rule, AGAIN)) from None
    if root.tag.rpartition("}")[2] != "gpx":
        raise NotARunFile(Fault("another kind of XML", "line 1", "a GPX file", AGAIN))


def _require_running(gpx: gpxpy.gpx.GPX) -> None:
    for number, track in enumerate(gpx.tracks, start=1):
        sport = str(track.type).lower()
        if any(word in sport for word in _OTHER_SPORTS):
            step = "log it as sport outside of the plan"
            raise NotARunFile(Fault("another sport", f"track {number}", "a run or a walk", step))


def _track(gpx: gpxpy.gpx.GPX) -> Track:
    times: list[datetime] = []
    metres: list[float] = []
    for segment in (s for track in gpx.tracks for s in track.segments):
        before = None
        for point in segment.points:
            if point.time is None:
                place = f"point {len(times) + 1}"
                step = "export the recorded activity, not a planned route"
                raise RunWithoutTimes(Fault("no time", place, "every point has a time", step))
            zoned = point.time if point.time.tzinfo else point.time.replace(tzinfo=UTC)
            times.append(zoned)
            metres.append((point.distance_2d(before) or 0.0) if before else 0.0)
            before = point
    return Track("gpx", times, metres)
