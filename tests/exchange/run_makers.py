"""Makes GPX and FIT files byte by byte, so that every figure has hand arithmetic behind it."""

import struct
from datetime import UTC, datetime, timedelta

START = datetime(2025, 3, 9, 17, 30, tzinfo=UTC)
FIT_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
METRES_PER_DEGREE = 111_194.9  # of latitude on a sphere of 6371 km


def legs(*parts: tuple[int, float]) -> list[float]:
    """Metres each second: so many seconds at such a speed."""
    return [speed for seconds, speed in parts for _ in range(seconds)]


def gpx(
    metres: list[float],
    *,
    times: bool = True,
    sport: str = "running",
    start: datetime = START,
) -> bytes:
    """A track due north, one point a second; instants are written in the zone of `start`."""
    lat, points = 51.0, []
    for second in range(len(metres) + 1):
        if second:
            lat += metres[second - 1] / METRES_PER_DEGREE
        at = (start + timedelta(seconds=second)).isoformat().replace("+00:00", "Z")
        time = f"<time>{at}</time>" if times else ""
        points.append(f'<trkpt lat="{lat:.8f}" lon="7.12345678">{time}</trkpt>')
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1"><trk>'
        f"<type>{sport}</type><trkseg>{''.join(points)}</trkseg></trk></gpx>"
    ).encode()


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


def fit(metres: list[float], *, sport: int = 1, start: datetime = START) -> bytes:
    """Records with time, distance and a position that must not be read; then a session."""
    began = int((start - FIT_EPOCH).total_seconds())
    fields = bytes([253, 4, 0x86, 5, 4, 0x86, 0, 4, 0x85])  # timestamp, distance, latitude
    body = bytes([0x40, 0, 0]) + struct.pack("<H", 20) + bytes([3]) + fields
    gone = 0.0
    for second in range(len(metres) + 1):
        gone += metres[second - 1] if second else 0.0
        body += b"\x00" + struct.pack("<IIi", began + second, round(gone * 100), 608_000_000)
    body += bytes([0x41, 0, 0]) + struct.pack("<H", 18) + bytes([1, 5, 1, 0x00])
    body += b"\x01" + bytes([sport])
    head = struct.pack("<BBHI4s", 14, 0x20, 2100, len(body), b".FIT")
    whole = head + struct.pack("<H", crc16(head)) + body
    return whole + struct.pack("<H", crc16(whole))
