"""A run that was read from a file, as plain values that wait for the person's answers.

They travel in the page, signed; none of them is a place.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hamstrong.app.record.run_files import ReadRun
from hamstrong.engine.facts import RunInterval
from hamstrong.exchange.run_recording import Lap
from hamstrong.exchange.runs import ImportedRun

_PLAIN = ("source", "seconds", "metres", "unbroken_s", "activity", "doubt")


def draft_of(read: ReadRun) -> dict[str, Any]:
    """The plain values of a run that was read."""
    run = read.run
    return {
        "day": read.day,
        "started": run.started.isoformat(),
        "intervals": [list(interval) for interval in run.intervals],
        "notes": list(run.notes),
        "laps": [list(lap) for lap in run.laps],
        **{name: getattr(run, name) for name in _PLAIN},
    }


def read_of(draft: Mapping[str, Any]) -> ReadRun:
    """The run of such values."""
    return ReadRun(
        ImportedRun(
            started=datetime.fromisoformat(draft["started"]),
            intervals=tuple(RunInterval(*interval) for interval in draft["intervals"]),
            notes=tuple(draft["notes"]),
            laps=tuple(Lap(*lap) for lap in draft.get("laps", ())),
            **{name: draft[name] for name in _PLAIN},
        ),
        draft["day"],
    )
