"""A run from a file, as the person may add it to the diary: its day, its stretches, its fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from hamstrong.app.diary_view.days import Moment
from hamstrong.app.errors import Fault, NotAllowed
from hamstrong.engine.facts import RunLogged
from hamstrong.exchange.run_intervals import Speeds
from hamstrong.exchange.runs import ImportedRun, read_run
from hamstrong.protocol.model import Pack


@dataclass(frozen=True, slots=True)
class ReadRun:
    """A run from a file. `day` is the training day on which it began, in the person's zone."""

    run: ImportedRun
    day: int

    def fact(
        self,
        exercise: str,
        *,
        effort: int | None = None,
        percent: int | None = None,
        nprs: int | None = None,
        level: bool | None = None,
    ) -> RunLogged:
        """The fact to record about `day`, with what no file can know: pain, effort, ground."""
        return RunLogged(
            exercise=exercise,
            intervals=self.run.intervals,
            effort=effort,
            percent=percent,
            nprs=nprs,
            level=level,
            source=self.run.source,
        )


def read(pack: Pack, zone: str, stream: BinaryIO) -> ReadRun:
    """Read a file by the pack's speeds.

    Raises:
        RunFileError: the file gives no run.
        NotAllowed: the pack names no speeds.
    """
    speeds = pack.way_back.speeds
    if speeds is None:
        step = "log the run by hand"
        raise NotAllowed("no_speeds", Fault("a file", pack.id, "this pack reads no runs", step))
    run = read_run(stream, Speeds(speeds.run_m_s, speeds.sprint_m_s))
    return ReadRun(run, Moment(run.started, zone, "file").day)
