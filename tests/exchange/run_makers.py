"""Makes GPX and FIT files byte by byte, so that every figure has hand arithmetic behind it."""

import struct
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

START = datetime(2025, 3, 9, 17, 30, tzinfo=UTC)
FIT_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
METRES_PER_DEGREE = 111_195.08  # of latitude on a sphere of 6371.0088 km

Point = tuple[float | str | None, float]
"""Seconds after the start, a time as text, or no time at all; and metres north of the start."""


def legs(*parts: tuple[int, float]) -> list[float]:
    """Metres each second: so many seconds at such a speed."""
    return [speed for seconds, speed in parts for _ in range(seconds)]


def points(metres: Sequence[float], *, first: float = 0.0, north: float = 0.0) -> list[Point]:
    """A point a second, from `first` seconds and `north` metres on."""
    found: list[Point] = [(first, north)]
    for second, moved in enumerate(metres, start=1):
        north += moved
        found.append((first + second, north))
    return found


def gpx_text(
    *segments: Sequence[Point],
    sport: str | None = "running",
    start: datetime = START,
    encoding: str = "UTF-8",
    extra: str = "",
) -> str:
    """A track due north in segments; instants are written in the zone of `start`, or in none.

    Args:
        extra: written into each point after its time.
    """
    kind = "" if sport is None else f"<type>{sport}</type>"
    parts = "".join(
        f"<trkseg>{''.join(_trkpt(point, start, extra) for point in segment)}</trkseg>"
        for segment in segments
    )
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n'
        '<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1"><trk>'
        f"{kind}{parts}</trk></gpx>"
    )


def _trkpt(point: Point, start: datetime, extra: str) -> str:
    when, north = point
    if isinstance(when, (int, float)):
        when = (start + timedelta(seconds=when)).isoformat().replace("+00:00", "Z")
    time = "" if when is None else f"<time>{when}</time>"
    lat = 51.0 + north / METRES_PER_DEGREE
    return f'<trkpt lat="{lat:.8f}" lon="7.12345678">{time}{extra}</trkpt>'


def gpx(
    metres: Sequence[float],
    *,
    times: bool = True,
    sport: str | None = "running",
    start: datetime = START,
) -> bytes:
    """A track of one segment, one point a second."""
    segment = [(when if times else None, north) for when, north in points(metres)]
    return gpx_text(segment, sport=sport, start=start).encode()


CRC = (
    0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
    0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400,
)  # fmt: skip


def crc16(data: bytes) -> int:
    """The check sum of the FIT format, by half bytes."""
    crc = 0
    for byte in data:
        for half in (byte & 0xF, byte >> 4):
            crc = (crc >> 4) & 0x0FFF ^ CRC[crc & 0xF] ^ CRC[half]
    return crc


FILE_ID, SESSION, LAP, RECORD, EVENT = 0, 18, 19, 20, 21
TIMER_START, TIMER_STOP_ALL = 0, 4
_ENUM, _UINT16, _UINT32, _SINT32 = 0x00, 0x84, 0x86, 0x85
_FORMATS = {_ENUM: "B", _UINT16: "H", _UINT32: "I", _SINT32: "i"}
_NOTHING = {_ENUM: 0xFF, _UINT16: 0xFFFF, _UINT32: 0xFFFFFFFF, _SINT32: 0x7FFFFFFF}


class FitFile:
    """A FIT file to which messages are added one by one.

    Args:
        kind: `file_id.type`; 4 is an activity, 6 a course, None leaves the message out.
    """

    def __init__(self, kind: int | None = 4, *, start: datetime = START) -> None:
        self._began = int((start - FIT_EPOCH).total_seconds())
        self._body = bytearray()
        self._locals: dict[tuple[tuple[int, int], ...], int] = {}
        if kind is not None:
            self.message(FILE_ID, ((0, _ENUM, kind),))

    def message(self, number: int, fields: Iterable[tuple[int, int, int | None]]) -> None:
        """A data message, with its definition where that is new.

        Args:
            fields: number, base type and raw value of each; None is the type's invalid value.
        """
        values = tuple(fields)
        shape = ((number, 0), *((field, base) for field, base, _ in values))
        if shape not in self._locals:
            local = self._locals[shape] = len(self._locals)
            self._body += bytes([0x40 | local, 0, 0]) + struct.pack("<HB", number, len(values))
            for field, base, _ in values:
                self._body += bytes([field, struct.calcsize(_FORMATS[base]), base])
        self._body.append(self._locals[shape])
        for _, base, value in values:
            self._body += struct.pack(
                "<" + _FORMATS[base], _NOTHING[base] if value is None else value
            )

    def record(self, second: int, metres: float | None = None, speed: float | None = None) -> None:
        """A sample; a field that is None is not in the message at all. Each has a latitude."""
        fields = [(253, _UINT32, self._began + second), (0, _SINT32, 608_000_000)]
        if metres is not None:
            fields.append((5, _UINT32, round(metres * 100)))
        if speed is not None:
            fields.append((6, _UINT16, round(speed * 1000)))
        self.message(RECORD, fields)

    def records(self, metres: Sequence[float], *, first: int = 0, gone: float = 0.0) -> None:
        """A sample a second with the distance gone so far."""
        self.record(first, gone)
        for second, moved in enumerate(metres, start=first + 1):
            gone += moved
            self.record(second, gone)

    def lap(self, seconds: float, metres: float) -> None:
        """A lap of the watch, with its moving time and distance."""
        long, far = round(seconds * 1000), round(metres * 100)
        self.message(LAP, ((8, _UINT32, long), (9, _UINT32, far)))

    def timer(self, second: int, kind: int) -> None:
        self.message(EVENT, ((253, _UINT32, self._began + second), (0, _ENUM, 0), (1, _ENUM, kind)))

    def session(self, sport: int | None, sub_sport: int | None = None) -> None:
        fields = [(5, _ENUM, sport)]
        if sub_sport is not None:
            fields.append((6, _ENUM, sub_sport))
        self.message(SESSION, fields)

    def data(self) -> bytes:
        """The whole file with its checksums."""
        head = struct.pack("<BBHI4s", 14, 0x20, 2100, len(self._body), b".FIT")
        whole = head + struct.pack("<H", crc16(head)) + bytes(self._body)
        return whole + struct.pack("<H", crc16(whole))


def fit(
    metres: Sequence[float],
    *,
    sport: int | None = 1,
    sub_sport: int | None = None,
    start: datetime = START,
) -> bytes:
    """Records with time, distance and a position that must not be read; then a session."""
    file = FitFile(start=start)
    file.records(metres)
    file.session(sport, sub_sport)
    return file.data()
