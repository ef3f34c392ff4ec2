#!/usr/bin/env bash
# gpxpy 1.6.2: a copy of a track recorded west of Greenwich has other instants.
#
# GPX.clone(), and copy.deepcopy of any point, make the time zone again from its own name. The name
# of a negative offset is rounded down and has one digit for the hour, so -05:00 comes back as
# +00:00 and -03:30 as -00:30: the wall clock stays and the instant moves by hours. Z, positive
# offsets, and whole hours from -10:00 on come back as they were.
#
# Seen, with the offset in the file, the time read, and the time of the clone:
#   Z      2025-03-31T07:00:00+00:00  2025-03-31T07:00:00+00:00  same
#   +05:30 2025-03-31T07:00:00+05:30  2025-03-31T07:00:00+05:30  same
#   -10:00 2025-03-31T07:00:00-10:00  2025-03-31T07:00:00-10:00  same
#   -05:00 2025-03-31T07:00:00-05:00  2025-03-31T07:00:00+00:00  moved 5:00:00
#   -03:30 2025-03-31T07:00:00-03:30  2025-03-31T07:00:00-00:30  moved 3:00:00
#
# Exits 0 while that is so, 1 once it has changed. Needs Python 3 with venv, and PyPI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check gpxpy==1.6.2
"$folder/env/bin/python" - <<'PYTHON'
import sys

import gpxpy

TRACK = """<gpx version="1.1" creator="finding" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>
<trkpt lat="45" lon="-75"><time>2025-03-31T07:00:00%s</time></trkpt></trkseg></trk></gpx>"""
EXPECTED = {"Z": 0, "+05:30": 0, "-10:00": 0, "-05:00": 5 * 3600, "-03:30": 3 * 3600}

seen = {}
for offset in EXPECTED:
    track = gpxpy.parse(TRACK % offset)
    read, copied = (g.tracks[0].segments[0].points[0].time for g in (track, track.clone()))
    moved = read - copied
    seen[offset] = int(moved.total_seconds())
    what = f"moved {moved}" if moved else "same"
    print(f"{offset:6} {read.isoformat()}  {copied.isoformat()}  {what}")
if seen != EXPECTED:
    sys.exit("gpxpy has changed: this is no longer so")
PYTHON
