#!/usr/bin/env bash
# ics 0.7.3: an alarm that is set to the end of an event is read and written as one set to its start.
#
# RFC 5545 lets a trigger count from the end of an event (TRIGGER;RELATED=END). ics keeps the
# duration and drops the parameter, so after reading and writing a calendar once the alarm rings at
# another time; icalendar keeps it.
#
# Seen, for an event from 07:00 to 07:30 with the trigger "five minutes after the end":
#   ics 0.7.3         TRIGGER:PT5M              rings at 07:05
#   icalendar 7.3.2   TRIGGER;RELATED=END:PT5M  rings at 07:35
#
# Exits 0 while that is so, 1 once it has changed. Needs Python 3 with venv, and PyPI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check ics==0.7.3 icalendar==7.3.2
"$folder/env/bin/python" -W ignore - <<'PYTHON'
import sys

import icalendar
import ics

CALENDAR = "\r\n".join(
    (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//finding//EN",
        "BEGIN:VEVENT",
        "UID:session@example.invalid",
        "DTSTAMP:20250301T000000Z",
        "DTSTART:20250331T070000Z",
        "DTEND:20250331T073000Z",
        "SUMMARY:Session",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:How was it?",
        "TRIGGER;RELATED=END:PT5M",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
)


def trigger(text: str) -> str:
    return next(line for line in text.splitlines() if line.startswith("TRIGGER"))


seen = {
    "ics": trigger(ics.Calendar(CALENDAR).serialize()),
    "icalendar": trigger(icalendar.Calendar.from_ical(CALENDAR).to_ical().decode()),
}
for name, line in seen.items():
    print(f"{name:10} {line}")
sys.exit(seen != {"ics": "TRIGGER:PT5M", "icalendar": "TRIGGER;RELATED=END:PT5M"})
PYTHON
