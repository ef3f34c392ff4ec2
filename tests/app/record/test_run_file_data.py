"""Each file of the folder of made-up runs, with its right value as that folder's README has it.

The person is in Berlin, began on 3 March 2025 and looks at the files on 1 April. The folder is not
part of this project; where it is missing these tests are not collected, and the report says so. The
promises themselves are tested with files made here.
"""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.app.person import CHOICES, TIGHT, Someone

from hamstrong.app import App
from hamstrong.app.record.run_files import RunOnImpossibleDay
from hamstrong.exchange.run_errors import (
    AnotherSport,
    BrokenRunFile,
    PlannedRoute,
    TotalsOnly,
)
from hamstrong.exchange.runs import ImportedRun

LAST_OF_MARCH = date(2025, 3, 31)
ENROLLED, TODAY = date(2025, 3, 3), date(2025, 4, 1)


class Right(NamedTuple):
    """Seconds, metres, stretches (None: not looked at), what is open and noted, and the day."""

    seconds: int
    metres: int | None
    stretches: int | None = 1
    doubt: str | None = None
    notes: tuple[str, ...] = ()
    day: date = LAST_OF_MARCH


TEN_MINUTES, TWO_MINUTES = Right(600, 1800), Right(120, 360)
READ = {
    "fit_ferry_while_stopped.fit": Right(600, 1800, 2),
    "fit_header_crc_zero.fit": TEN_MINUTES,
    "fit_six_hours_around_2_m_s.fit": Right(21_599, 43_112, None),
    "fit_speed_between_distances.fit": TEN_MINUTES,
    "fit_timer_stopped_50_s.fit": TEN_MINUTES,
    "fit_treadmill_no_distance.fit": Right(1200, None, 1, "no_distance"),
    # Its records are 1,200 s at 5 m/s; the README says 600 s, which no decoder finds in it.
    "fit_unknown_sport_200.fit": Right(1200, 6000, 1, "sport"),
    "fit_walk_run_plan_one_second_short.fit": Right(1389, 3024, 9),
    "gpx_30_30_for_101_minutes.gpx": Right(6060, 13_029, 200, notes=("joined",)),
    "gpx_comma_seconds.gpx": TWO_MINUTES,
    "gpx_dst_0359.gpx": TWO_MINUTES._replace(day=date(2025, 3, 29)),
    "gpx_dst_0400.gpx": TWO_MINUTES._replace(day=date(2025, 3, 30)),
    "gpx_lower_z_and_spaces.gpx": TWO_MINUTES,
    "gpx_nanoseconds.gpx": TWO_MINUTES,
    "gpx_offset_before_midnight.gpx": TWO_MINUTES._replace(day=date(2025, 3, 30)),
    "gpx_offset_without_colon.gpx": TWO_MINUTES,
    "gpx_one_point_in_61_s.gpx": Right(1220, 3660),
    "gpx_one_point_without_time.gpx": TEN_MINUTES._replace(notes=("left_out",)),
    "gpx_prefix_not_declared.gpx": Right(60, 180),
    "gpx_segments_repeat.gpx": TEN_MINUTES,
    "gpx_slow_jog_1_9.gpx": Right(1200, 2280, 1, "slow"),
    "gpx_time_without_zone.gpx": TEN_MINUTES._replace(notes=("zone",)),
    "gpx_treadmill_no_distance.gpx": Right(1200, None, 1, "no_distance"),
    "gpx_two_points_a_second.gpx": TEN_MINUTES,
    "gpx_type_strides.gpx": TWO_MINUTES,
    "gpx_utf16.gpx": Right(60, 180),
}
REFUSED: dict[str, tuple[type[Exception], str]] = {
    "fit_course.fit": (PlannedRoute, "course"),
    "fit_elliptical.fit": (AnotherSport, "elliptical"),
    "fit_indoor_rowing.fit": (AnotherSport, "indoor rowing"),
    "fit_never_closed.fit": (BrokenRunFile, "cut off"),
    "fit_session_without_records.fit": (TotalsOnly, "no sample"),
    "gpx_before_enrolment.gpx": (RunOnImpossibleDay, "2025-02-20"),
    "gpx_tomorrow.gpx": (RunOnImpossibleDay, "2025-04-02"),
    "gpx_type_1_ride.gpx": (AnotherSport, "ride"),
    "gpx_type_driving.gpx": (AnotherSport, "driving"),
    "gpx_type_paddle.gpx": (AnotherSport, "kayaking"),
    "gpx_type_radfahren.gpx": (AnotherSport, "Radfahren"),
    "gpx_type_velo.gpx": (AnotherSport, "Vélo"),
}


@pytest.fixture
def runner(app: App) -> Someone:
    someone = Someone(app, day=ENROLLED.toordinal(), zone="Europe/Berlin")
    someone.begin(TIGHT, replace(CHOICES, goal="running"))
    someone.day = TODAY.toordinal()
    return someone


@pytest.mark.parametrize("name", READ)
def test_a_file_gives_its_right_value(data_dir: Path, runner: Someone, name: str) -> None:
    found = runner.me.read_run(runner.at, data_dir / "runs" / name)
    run, right = found.run, READ[name]
    stretches = None if right.stretches is None else len(run.intervals)
    day = date.fromordinal(found.day)
    assert Right(run.seconds, run.metres, stretches, run.doubt, run.notes, day) == right
    assert len(run.intervals) <= 200


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_is_refused_in_words_that_fit(data_dir: Path, runner: Someone, name: str) -> None:
    kind, words = REFUSED[name]
    with pytest.raises(kind, match=words):
        runner.me.read_run(runner.at, data_dir / "runs" / name)


def test_every_file_of_the_folder_is_here(data_dir: Path) -> None:
    table = (data_dir / "runs" / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `([\w.]+)` \|", table, re.MULTILINE)
    assert sorted(named) == sorted([*READ, *REFUSED])


def in_folder(folder: Path, runner: Someone, name: str) -> ImportedRun:
    return runner.me.read_run(runner.at, folder / "runs" / name).run


def test_a_plan_that_was_run_a_second_short_has_its_four_runs(
    data_dir: Path, runner: Someone
) -> None:
    """4 times 120 s of walking and 180 s of running: each run meets nine tenths of its time."""
    run = in_folder(data_dir, runner, "fit_walk_run_plan_one_second_short.fit")
    seconds = [i.seconds for i in run.intervals if i.kind == "run"]
    assert len(seconds) == 4
    assert all(162 <= s <= 183 for s in seconds)
    assert min(seconds) < 180


def test_no_ferry_is_a_sprint(data_dir: Path, runner: Someone) -> None:
    run = in_folder(data_dir, runner, "fit_ferry_while_stopped.fit")
    assert {i.kind for i in run.intervals} == {"run"}


def test_a_slow_jog_is_a_run_once_that_is_said(data_dir: Path, runner: Someone) -> None:
    run = in_folder(data_dir, runner, "gpx_slow_jog_1_9.gpx").settled("run")
    assert [(i.kind, i.seconds, i.metres) for i in run.intervals] == [("run", 1200, 2280)]
