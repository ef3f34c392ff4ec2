#!/usr/bin/env bash
# gpxpy 1.6.2: well-formed GPX whose elements carry a namespace prefix is read as a file without
# tracks, and no error says so.
#
# XML lets a document bind a namespace to a prefix (<g:gpx xmlns:g="...">), and lets white space stand
# around the equals sign of an attribute (xmlns = "..."). gpxpy cuts the default namespace out of
# the text by a pattern that knows neither, so no element has the name that it looks for. White
# space around a time, which XML Schema collapses, loses the time likewise.
#
# Seen, as tracks, points, and points with a time:
#   default namespace      1 2 2
#   prefixed elements      0 0 0
#   spaces around equals   0 0 0
#   space around the time  1 2 0
# The package gpx (2026.4.0) reads 1 2 2 in all four.
#
# Exits 0 while that is so, 1 once it has changed. Needs Python 3 with venv, and PyPI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check gpxpy==1.6.2 gpx==2026.4.0
"$folder/env/bin/python" - <<'PYTHON'
import sys

import gpx
import gpxpy

NAMESPACE = "http://www.topografix.com/GPX/1/1"


def document(prefix: str, bound: str, pad: str = "") -> str:
    points = "".join(
        f'<{prefix}trkpt lat="51.{n}" lon="7"><{prefix}time>{pad}2025-03-31T07:00:0{n}Z{pad}</{prefix}time>'
        f"</{prefix}trkpt>"
        for n in range(2)
    )
    return (
        f'<{prefix}gpx version="1.1" creator="finding" {bound}><{prefix}trk><{prefix}trkseg>'
        f"{points}</{prefix}trkseg></{prefix}trk></{prefix}gpx>"
    )


def by_gpxpy(text: str) -> tuple[int, int, int]:
    tracks = gpxpy.parse(text).tracks
    points = [p for track in tracks for segment in track.segments for p in segment.points]
    return len(tracks), len(points), sum(p.time is not None for p in points)


def by_gpx(text: str) -> tuple[int, int, int]:
    tracks = gpx.from_string(text).trk
    points = [p for track in tracks for segment in track.trkseg for p in segment.trkpt]
    return len(tracks), len(points), sum(p.time is not None for p in points)


CASES = {
    "default namespace": (document("", f'xmlns="{NAMESPACE}"'), (1, 2, 2)),
    "prefixed elements": (document("g:", f'xmlns:g="{NAMESPACE}"'), (0, 0, 0)),
    "spaces around equals": (document("", f'xmlns = "{NAMESPACE}"'), (0, 0, 0)),
    "space around the time": (document("", f'xmlns="{NAMESPACE}"', pad="\n"), (1, 2, 0)),
}
changed = False
for name, (text, expected) in CASES.items():
    seen, other = by_gpxpy(text), by_gpx(text)
    print(f"{name:22} gpxpy {seen}  gpx {other}")
    changed = changed or seen != expected or other != (1, 2, 2)
if changed:
    sys.exit("gpxpy or gpx has changed: this is no longer so")
PYTHON
