"""A clinician's word at the terminal: go-ahead, approval, limits."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.app.person import Someone
from tests.app.record.test_unnamed_leave import NOBODY
from tests.cli.sitting import Sitting

from hamstrong.app import open_app
from hamstrong.cli.exits import Exit


def test_a_clearance_is_recorded_question_by_question(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "home", answers={"Pregnant": "4"})
    sitting.run("start")
    sitting.answers = {
        r"What is it for\?": "1",
        r"Who said so\?": "A. Physio",
        r"On which day were you seen\?": sitting.day.isoformat(),
        r"Until when does it count\?": (sitting.day + timedelta(days=30)).isoformat(),
        r"How far may you go\?": "2",
        r"Which plan did they name\?": "3",
        r"told that it is safe": "y",
    }
    code, said = sitting.run("clearance")
    assert code == Exit.DONE
    assert "It counts until Wednesday, 2 April" in said
    sitting.answers = {}
    code, said = sitting.run("start")
    assert code == Exit.DONE
    assert "Your plan is ready." in said


def test_a_clearance_without_a_flag_is_refused(home: Sitting) -> None:
    assert home.run("clearance")[0] == Exit.REFUSED


def test_a_clearance_can_be_told_in_one_line(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "home", answers={"Pregnant": "4"})
    sitting.run("start")
    day, until = sitting.day.isoformat(), (sitting.day + timedelta(days=30)).isoformat()
    told = ("--who", "A. Physio", "--dated", day, "--max-stage", "2", "--track", "tightness")
    late = (sitting.day + timedelta(days=100)).isoformat()
    code, said = sitting.run(
        "clearance", "--for", "pregnant", *told, "--told-safe", "--until", late
    )
    assert code == Exit.WRONG_INPUT
    assert "within 90 days" in said
    code, said = sitting.run(
        "clearance", "--for", "pregnancy", *told, "--told-safe", "--until", until
    )
    assert code == Exit.DONE, said
    assert "It counts until Wednesday, 2 April" in said


def test_an_approval_is_refused_unless_a_stage_waits_for_one(home: Sitting) -> None:
    code, said = home.run("approve")
    assert code == Exit.REFUSED
    assert "settings --ask-clinician" in said
    assert home.run("settings", "--ask-clinician")[0] == Exit.DONE
    home.answers = {r"Who said so\?": "A. Physio", r"On which day": home.day.isoformat()}
    assert home.run("approve")[0] == Exit.DONE
    with open_app(home.folder) as app:
        last = app.diary.read(app.persons()[0])[-1]
    told = json.loads(last.payload)
    assert (last.name, told["limb"], told["stage"]) == ("ApprovalRecorded", "left", 2)


def test_an_approval_of_tomorrow_is_refused(home: Sitting) -> None:
    home.run("settings", "--ask-clinician")
    later = (home.day + timedelta(days=1)).isoformat()
    code, said = home.run("approve", "--leg", "left", "--who", "A. Physio", "--dated", later)
    assert code == Exit.WRONG_INPUT
    assert "or before" in said


def test_a_cap_makes_the_plan_smaller_and_is_shown(home: Sitting) -> None:
    who = ("--who", "A. Physio", "--dated", home.day.isoformat())
    code, said = home.run("cap", *who, "--max-sets", "1", "--leave-out", "heel_drag")
    assert code == Exit.DONE, said
    items = json.loads(home.run("today", "--json")[1])["decision"]["items"]
    assert {item["sets"] for item in items} == {1}
    assert "heel_drag" not in {item["exercise"] for item in items}
    shown = " ".join(home.run("settings")[1].split())
    assert "at most 1 set, without Seated heel drag" in shown
    assert home.run("cap", *who, "--none")[0] == Exit.DONE
    assert "limits" not in home.run("settings")[1]


def test_a_cap_is_asked_for_question_by_question(home: Sitting) -> None:
    home.answers = {
        r"Who said so\?": "A. Physio",
        r"On which day": home.day.isoformat(),
        r"highest stage they allow\?": "2",
        r"exercises are you to leave out\?": "0",
        r"How many sets": "s",
    }
    assert home.run("cap")[0] == Exit.DONE
    assert "no further than Strengthen" in home.run("settings")[1]


@pytest.mark.parametrize(
    ("args", "code", "part"),
    [
        (["--max-stage", "9"], Exit.WRONG_INPUT, "must be one of 1"),
        (["--max-sets", "40"], Exit.WRONG_INPUT, "from 1 to 20"),
        (["--leave-out", "trampoline"], Exit.WRONG_INPUT, "'trampoline'"),
        (["--max-sets", "2", "--none"], Exit.USAGE, "leave one of them out"),
    ],
)
def test_a_cap_that_cannot_be_is_refused(
    home: Sitting, args: list[str], code: Exit, part: str
) -> None:
    who = ("--who", "A. Physio", "--dated", home.day.isoformat())
    found, said = home.run("cap", *who, *args)
    assert (found, part in said) == (code, True), said


@pytest.mark.parametrize("who", NOBODY[1:])  # an empty name is asked for
def test_a_clearance_by_nobody_is_refused_at_the_terminal(tmp_path: Path, who: str) -> None:
    sitting = Sitting(tmp_path / "home", answers={"Pregnant": "1"})
    sitting.run("start")
    day, until = sitting.day.isoformat(), (sitting.day + timedelta(days=30)).isoformat()
    told = ("--dated", day, "--until", until, "--max-stage", "2", "--track", "tightness")
    given = ("--for", "pregnancy", "--told-safe", "--who", who)
    code, said = sitting.run("clearance", *given, *told)
    assert code == Exit.WRONG_INPUT, said
    assert "who" in said


@pytest.mark.parametrize("who", NOBODY[1:])  # an empty name is asked for
def test_an_approval_by_nobody_is_refused_at_the_terminal(tmp_path: Path, who: str) -> None:
    sitting = Sitting(tmp_path / "home", answers={"clinician to agree": "y"})
    sitting.live(1)
    with open_app(sitting.folder) as app:
        someone = Someone(app, id=app.persons()[0], day=sitting.day.toordinal())
        while not someone.me.unlocks(someone.at)[0].waits_for_approval:
            someone.live(1)
        sitting.day, before = date.fromordinal(someone.day), someone.me.tip()
    code, said = sitting.run("approve", "--who", who, "--dated", sitting.day.isoformat())
    assert code == Exit.WRONG_INPUT, said
    assert "who" in said
    with open_app(sitting.folder) as app:
        assert app.person(someone.id).tip() == before
