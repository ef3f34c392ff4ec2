"""Reads GPX by defusedxml, in one pass, with limits on everything before it is believed.

Of a position only the distance to the one before it is kept. Names, notes, heart rates and
whatever else the file holds are passed over unread.
"""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml import sax
from defusedxml.common import DefusedXmlException

from hamstrong.diary import Fault
from hamstrong.exchange.run_errors import (
    AGAIN,
    EXPORT_AGAIN,
    EXPORT_ALONE,
    AnotherSport,
    BrokenRunFile,
    NotARunFile,
    PlannedRoute,
    RunFileTooLarge,
)
from hamstrong.exchange.run_recording import MOST_POINTS, Activity, RecordedSegment, Recording
from hamstrong.exchange.run_sports import gpx_activity

MOST_DEPTH = 64
MOST_ELEMENTS = 2_000_000
MOST_TEXT = 80
"""Characters of a time or a type that are looked at."""
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "iso8859-1": "ISO-8859-1",
    "cp1252": "Windows-1252",
    "ascii": "ASCII",
}
"""Encodings that are read, by the codec's name."""
YEARS = (1980, 2100)
"""A time outside of these years is a clock that was never set."""

_EARTH_M = 6_371_008.8  # mean radius (IUGG)
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)


def read_gpx(data: bytes, zone: tzinfo) -> Recording:
    """Take times and distances from a GPX file.

    Whatever follows the end of the document is left unread: some apps add a few bytes.

    Args:
        zone: of the person, for times that have none.

    Raises:
        NotARunFile: other XML.
        AnotherSport: a track that is neither a run nor a walk.
        PlannedRoute: a route or way points, and no track.
        BrokenRunFile: not well-formed, entities or a DTD, an encoding that is not read, or a
            position that cannot be.
        RunFileTooLarge: more points or elements than a run has, or nested too deep.
    """
    reader = _Reader(zone)
    parser = sax.make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(reader)
    try:
        parser.feed(_document(data))
        parser.close()
    except SAXParseException as error:
        place = f"line {error.getLineNumber()}, column {(error.getColumnNumber() or 0) + 1}"
        rule = "well-formed XML to its end"
        raise BrokenRunFile(Fault("broken XML", place, rule, EXPORT_AGAIN)) from None
    except DefusedXmlException as error:
        rule = "XML without entities or a document type"
        raise BrokenRunFile(Fault(type(error).__name__, "file", rule, AGAIN)) from None
    return reader.recording()


def _document(data: bytes) -> str:
    """The text of the document, decoded by its mark or its first line."""
    codec = _codec(data)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        rule = "text in the encoding that its first line names"
        place = f"byte {error.start}"
        raise BrokenRunFile(Fault(f"{len(data)} bytes", place, rule, EXPORT_AGAIN)) from None
    end = text.rfind("</gpx")
    close = text.find(">", end) if end >= 0 else -1
    # The parser takes text as it is, whatever encoding its first line names.
    return (text if close < 0 else text[: close + 1]).lstrip()


def _codec(data: bytes) -> str:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return codec
    declared = _DECLARED.match(data[:400])
    if declared is None:
        return "utf-8"
    name = declared[1].decode("ascii")
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        codec = ""
    if codec == "utf-16":  # its first line was read byte by byte, so it is another one
        return "utf-8"
    if codec in ENCODINGS:
        return codec
    rule = f"one of {', '.join(ENCODINGS.values())}"
    raise BrokenRunFile(Fault(f"encoding {name}", "line 1", rule, EXPORT_AGAIN))


class _Reader(ContentHandler):
    """Collects the points of all tracks, and refuses what exceeds a limit as soon as it does.

    Prefixes are cut off names and never resolved: files cut by hand often lack a declaration.
    """

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone
        self._path: list[str] = []
        self._elements = self._points = self._tracks = 0
        self._text: list[str] | None = None
        self._segments: list[RecordedSegment] = []
        self._instants: list[float | None] = []
        self._metres: list[float] = []
        self._position: tuple[float, float] | None = None
        self._planned = self._zone_assumed = False
        self._type = ""
        self._types: list[str] = []

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802  SAX's name
        local = name.rpartition(":")[2]
        path = self._path
        if not path and local != "gpx":
            raise NotARunFile(Fault("another kind of XML", "line 1", "a GPX file", AGAIN))
        path.append(local)
        self._elements += 1
        if len(path) > MOST_DEPTH or self._elements > MOST_ELEMENTS:
            rule = f"at most {MOST_ELEMENTS} elements, at most {MOST_DEPTH} deep"
            place = f"element {self._elements}"
            raise RunFileTooLarge(Fault("more elements", place, rule, EXPORT_ALONE))
        if local == "trkpt":
            self._start_point(attrs)
        elif local in ("time", "type") and path[-2] in ("trkpt", "trk"):
            self._text = []
        elif local == "trkseg":
            self._instants, self._metres, self._position = [], [], None
        elif local == "trk":
            self._tracks, self._type = self._tracks + 1, ""
        elif local in ("rte", "wpt"):
            self._planned = True

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802  SAX's signature
        local = self._path.pop()
        if self._text is not None and local in ("time", "type"):
            self._end_text("".join(self._text)[:MOST_TEXT].strip(), local)
            self._text = None
        elif local == "trkseg":
            self._segments.append(RecordedSegment(self._instants, self._metres))
        elif local == "trk":
            self._types.append(self._type)

    def characters(self, content: str) -> None:
        if self._text is not None and len(self._text) <= MOST_TEXT:
            self._text.append(content)

    def _start_point(self, attrs: Any) -> None:
        self._points += 1
        if self._points > MOST_POINTS:
            fault = Fault(f"{self._points} points", "file", f"at most {MOST_POINTS}", EXPORT_ALONE)
            raise RunFileTooLarge(fault)
        here = (self._degrees(attrs, "lat", 90.0), self._degrees(attrs, "lon", 180.0))
        gone = self._metres[-1] if self._metres else 0.0
        self._metres.append(gone + (distance_m(self._position, here) if self._position else 0.0))
        self._instants.append(None)
        self._position = here

    def _degrees(self, attrs: Any, name: str, most: float) -> float:
        """A latitude or longitude; what is wrong with it is said without it."""
        try:
            value = float(attrs.get(name, ""))
        except ValueError:
            value = math.nan
        if not -most <= value <= most:
            rule = f"a {name} from -{most:g} to {most:g} degrees"
            raise BrokenRunFile(
                Fault(f"another {name}", f"point {self._points}", rule, EXPORT_AGAIN)
            )
        return value

    def _end_text(self, text: str, local: str) -> None:
        if local == "type" and self._path[-1] == "trk":
            self._type = text
        elif local == "time" and self._path[-1] == "trkpt" and self._instants:
            self._instants[-1] = self._instant(text)

    def _instant(self, text: str) -> float | None:
        """Seconds since 1970; None for a text that is no time of our years."""
        try:
            moment = datetime.fromisoformat(text.upper())
        except ValueError:
            return None
        if not YEARS[0] <= moment.year < YEARS[1]:
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=self._zone)
            self._zone_assumed = True
        return moment.timestamp()

    def recording(self) -> Recording:
        """What was read.

        Raises:
            AnotherSport: a track says so.
            PlannedRoute: there is no point of a track.
        """
        activity = _activity(self._types)
        if not self._points and self._planned:
            step = "choose the activity that was recorded"
            raise PlannedRoute(Fault("a planned route", "file", "a recorded activity", step))
        return Recording("gpx", activity, self._segments, zone_assumed=self._zone_assumed)


def _activity(types: Sequence[str]) -> Activity:
    found: set[Activity] = set()
    for nth, text in enumerate(types, start=1):
        one = gpx_activity(text)
        if one is None:
            raise AnotherSport("ride" if text.isdigit() else text, f"track {nth}")
        found.add(one)
    return found.pop() if len(found) == 1 else "unknown"


def distance_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Metres between two positions in degrees, latitude first, on a sphere (haversine)."""
    lat, other_lat = math.radians(one[0]), math.radians(other[0])
    up = math.sin((other_lat - lat) / 2) ** 2
    over = math.sin(math.radians(other[1] - one[1]) / 2) ** 2
    share = min(1.0, up + math.cos(lat) * math.cos(other_lat) * over)
    return 2 * _EARTH_M * math.asin(math.sqrt(share))
