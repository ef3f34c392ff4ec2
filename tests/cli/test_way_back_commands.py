"""Self-tests, the return, sitting and appointments at a terminal."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.cli.sitting import Sitting

FINE_AT_70 = {r"back of your thigh now": "2", r"Your age": "70"}


@pytest.fixture
def home(tmp_path: Path) -> Sitting:
    """Two days of somebody."""
    sitting = Sitting(tmp_path / "home")
    sitting.live(2)
    return sitting


def test_a_test_is_listed_stored_and_told(home: Sitting) -> None:
    assert "balance_time" in home.run("test")[1]
    code, said = home.run("test", "balance_time", "--side", "left", "--value", "20", "--nprs", "0")
    assert code == 0
    assert "20 seconds" in said
    assert "first result" in said


def test_an_unknown_test_names_the_known_ones(home: Sitting) -> None:
    code, said = home.run("test", "wish")
    assert code == 2
    assert "balance_time" in said


def test_an_impossible_reading_is_refused_with_its_place(home: Sitting) -> None:
    code, said = home.run("test", "balance_time", "--side", "left", "--value", "4000")
    assert code != 0
    assert "values.0" in said


def test_a_guided_test_shows_the_sheet_and_asks_each_side(home: Sitting) -> None:
    code, said = home.run("test", "balance_time")
    assert code == 0
    assert "A fall is never worth a second" in said
    assert said.count("20 seconds") == 2


def test_the_card_gives_no_leave(home: Sitting) -> None:
    code, said = home.run("return")
    assert code == 0
    assert "never gives leave" in said
    assert "not asked yet" in said


def test_a_return_begins_the_watch(home: Sitting) -> None:
    home.run("return", "--returned")
    home.day += timedelta(days=1)
    assert "Day 1 of 28" in home.run("return")[1]


def test_appointments_are_kept(home: Sitting) -> None:
    day = (home.day + timedelta(days=7)).isoformat()
    code, said = home.run("appointment", "add", f"{day} 09:30", "Physio", "--ask", "May I run?")
    assert code == 0
    assert "09:30" in said
    assert "May I run?" in said
    ident = said.split()[0]
    later = (home.day + timedelta(days=8)).isoformat()
    assert "10:15" in home.run("appointment", "move", ident, f"{later} 10:15")[1]
    assert "cancelled" in home.run("appointment", "cancel", ident)[1]
    assert home.run("appointment", "cancel", "nothing")[0] != 0


def test_sitting_is_stored_and_says_where_it_belongs(home: Sitting) -> None:
    code, said = home.run("sitting", "30")
    assert code == 0
    assert "belongs to a sore tendon" in " ".join(said.split())
    assert home.run("sitting", "0")[0] != 0


def test_the_pull_is_guided_with_its_error(tmp_path: Path) -> None:
    """On a terminal the same words stand beside the number as on the page."""
    sitting = Sitting(tmp_path / "home", answers=FINE_AT_70)
    sitting.live(1)
    pulls = ("--value", "20", "--value", "22.5", "--value", "19")
    said = sitting.run("test", "pull_on_scale", "--side", "left", *pulls, "--nprs", "0")[1]
    assert "22.5 kg" in said
    assert "Only 15 percent or more is a change" in said
    assert "From 70 on, fewer than 10 (women) or 12 (men) is called low." in sitting.run("test")[1]
    assert "13 rises" in sitting.run("test", "chair_rises", "--value", "13", "--nprs", "0")[1]
