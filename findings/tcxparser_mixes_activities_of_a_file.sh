#!/usr/bin/env bash
# python-tcxparser 2.4.0: of a TCX file that holds two activities, some values are of the first
# activity, some of the last and some of all, and no error says so.
#
# TrainingCenterDatabase allows any number of Activity elements, and services that export a whole
# day use it. The parser keeps the first Activity for laps, calories, start and time, looks for track
# points in the whole document for the series, and takes the last one's DistanceMeters as distance.
# Each activity begins at zero metres, so the pace divides one run's time by another's distance.
#
# Seen, with a run of 200 m and one of 300 m, 60 s each, heart rates 100 and 160:
#                    duration  distance  pace   mean heart rate
#   first run alone        60       200  05:00  100
#   both in one file       60       300  03:20  130
#   the other way round    60       200  05:00  130
#
# Exits 0 while that is so, 1 once it has changed. Needs Python 3 with venv, and PyPI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check python-tcxparser==2.4.0
cd "$folder"
env/bin/python - <<'PYTHON'
import sys
from pathlib import Path

import tcxparser

NAMESPACE = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"


def activity(hour: int, metres: int, heart_rate: int) -> str:
    points = "".join(
        f"<Trackpoint><Time>2025-03-31T{hour:02}:0{minute}:00Z</Time>"
        f"<DistanceMeters>{metres * minute}</DistanceMeters>"
        f"<HeartRateBpm><Value>{heart_rate}</Value></HeartRateBpm></Trackpoint>"
        for minute in (0, 1)
    )
    return (
        f'<Activity Sport="Running"><Id>2025-03-31T{hour:02}:00:00Z</Id>'
        f'<Lap StartTime="2025-03-31T{hour:02}:00:00Z"><TotalTimeSeconds>60</TotalTimeSeconds>'
        f"<DistanceMeters>{metres}</DistanceMeters><Calories>9</Calories>"
        "<Intensity>Active</Intensity><TriggerMethod>Manual</TriggerMethod>"
        f"<Track>{points}</Track></Lap></Activity>"
    )


def values(*activities: str) -> tuple[object, ...]:
    path = Path("runs.tcx")
    path.write_text(
        f'<?xml version="1.0"?><TrainingCenterDatabase xmlns="{NAMESPACE}"><Activities>'
        f"{''.join(activities)}</Activities></TrainingCenterDatabase>",
        encoding="utf-8",
    )
    read = tcxparser.TCXParser(str(path))
    return read.duration, read.distance, read.pace, read.hr_avg


short, long = activity(7, 200, 100), activity(9, 300, 160)
seen = {
    "first run alone": values(short),
    "both in one file": values(short, long),
    "the other way round": values(long, short),
}
for name, found in seen.items():
    print(f"{name:20}", *found)
sys.exit(
    seen
    != {
        "first run alone": (60, 200, "05:00", 100),
        "both in one file": (60, 300, "03:20", 130),
        "the other way round": (60, 200, "05:00", 130),
    }
)
PYTHON
