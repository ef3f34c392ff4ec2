"""A run from a file, as the person may add it to the diary: its day, its stretches, its fact."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from hamstrong.app.diary_view.days import date_text, day_of, zone_of
from hamstrong.app.errors import Fault, NotAllowed
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import RunLogged, WalkLogged
from hamstrong.engine.fold import FoldState, ImpossibleDayError, check_day
from hamstrong.exchange.run_intervals import Speeds
from hamstrong.exchange.runs import Activity, ImportedRun, read_run
from hamstrong.protocol.model import Pack

_MINUTE_S = 60


class RunOnImpossibleDay(NotAllowed):
    """The file is of a day that the diary does not take: `oldest` to `latest` are possible."""

    def __init__(self, day: int, oldest: int, latest: int) -> None:
        rule = f"a day from {date_text(oldest)} to {date_text(latest)}"
        step = "choose the file of another run, or check the clock of the watch"
        super().__init__("run_day", Fault(date_text(day), "day of the file", rule, step))
        self.day, self.oldest, self.latest = day, oldest, latest


@dataclass(frozen=True, slots=True)
class ReadRun:
    """A run from a file. `day` is the training day on which it began, in the person's zone."""

    run: ImportedRun
    day: int

    @property
    def walk_minutes(self) -> int:
        """Whole minutes in one go, for a walk."""
        return max(1, round(self.run.unbroken_s / _MINUTE_S))

    def settled(self, answer: Activity, metres: int | None = None) -> ReadRun:
        """The same once the person has said what it was, and how far where no file knows it."""
        return replace(self, run=self.run.settled(answer, metres))

    def fact(
        self,
        exercise: str,
        *,
        effort: int | None = None,
        percent: int | None = None,
        nprs: int | None = None,
        sharp: bool = False,
        level: bool | None = None,
        talking: bool | None = None,
    ) -> RunLogged:
        """The fact to record about `day`, with what no file can know: pain, effort, ground."""
        return RunLogged(
            exercise=exercise,
            intervals=self.run.intervals,
            effort=effort,
            percent=percent,
            nprs=nprs,
            sharp=sharp,
            level=level,
            talking=talking,
            source=self.run.source,
        )

    def walk(self, *, brisk: bool, stairs: bool, nprs: int | None) -> WalkLogged:
        """The fact of a walk, likewise."""
        return WalkLogged(self.walk_minutes, brisk=brisk, stairs=stairs, nprs=nprs)


def read(pack: Pack, zone: str, source: bytes | Path | BinaryIO) -> ReadRun:
    """Read a file by the pack's speeds; times without a zone are taken in the person's.

    Raises:
        RunFileError: the file gives no run.
        NotAllowed: the pack names no speeds.
    """
    speeds = pack.way_back.speeds
    if speeds is None:
        step = "log the run by hand"
        raise NotAllowed("no_speeds", Fault("a file", pack.id, "this pack reads no runs", step))
    run = read_run(source, Speeds(speeds.run_m_s, speeds.sprint_m_s), zone_of(zone))
    return ReadRun(run, day_of(run.started, zone))


def require_possible_day(engine: Engine, fold: FoldState, day: int, today: int) -> None:
    """Refuse a file of a day that a fact cannot be about, before anything is asked.

    Raises:
        RunOnImpossibleDay: naming the day and those that are possible.
    """
    try:
        check_day(engine, fold, day, today)
    except ImpossibleDayError:
        oldest = max(today - engine.pack.rules.diary.late_days, fold.enrolled_day or 1)
        raise RunOnImpossibleDay(day, oldest, today) from None
