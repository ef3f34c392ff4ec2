"""`hamstrong correct`: the first answer stays, the new one counts."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from tests.cli.sitting import Sitting
from tests.engine.facts.golden_facts import FIRST as GOLDEN

from hamstrong.app import FactIn, Moment, open_app
from hamstrong.app.record.corrections import CORRECTABLE
from hamstrong.cli.answers import ABOUT
from hamstrong.cli.exits import Exit
from hamstrong.engine.decide.asks import ask_of
from hamstrong.engine.facts import (
    Fact,
    FormAnswered,
    RunInterval,
    RunLogged,
    RunTimed,
    SittingLogged,
    TestLogged,
    name_of,
)
from hamstrong.engine.facts.codec import fact_name


def number_of(home: Sitting, what: str) -> str:
    """The number under which an answer is listed; the newest if there are several."""
    listed = " ".join(home.run("correct", "--list")[1].split())
    found = re.search(rf"(\d+) \w+, \d+ \w+\. {what}", listed)
    assert found is not None, listed
    return found[1]


def test_a_morning_put_right_lowers_the_plan_at_once(home: Sitting) -> None:
    assert home.run("checkin", "--nprs", "0", "--no-limp")[0] == Exit.DONE
    before = home.run("today")[1]
    number = number_of(home, "How much did the sore spot")
    code, said = home.run("correct", number, "--set", "nprs=4", "--set", "new_limp=true")
    assert code == Exit.DONE, said
    assert "the first answer stays in the diary" in " ".join(said.split())
    assert home.run("today")[1] != before
    assert "pain 4, a new limp" in " ".join(home.run("correct", "--list")[1].split())
    with open_app(home.folder) as app:
        stored = app.diary.read(app.persons()[0])
    mornings = [json.loads(fact.payload) for fact in stored if fact.name == "MorningAnswered"]
    assert mornings[-1]["nprs"] == 0
    assert stored[-1].name == "FactCorrected"


def test_an_answer_is_chosen_and_asked_again_with_nothing_preselected(home: Sitting) -> None:
    home.run("log", "walk", "30", "--nprs", "0")
    home.answers = {
        r"Which answer do you want to put right\?": "1",
        r"How many minutes did you walk\?": "20",
        r"How much did it hurt\?": "2",
    }
    code, said = home.run("correct")
    assert code == Exit.DONE, said
    assert "A walk, in minutes. 20, pain 2" in home.run("correct", "--list")[1]


def test_a_set_is_put_right(home: Sitting) -> None:
    home.run("log", "set", "bridge", "--rung", "bridge-2x10", "--repetitions", "10", "--nprs", "1")
    home.answers = {r"How many did you do\?": "8", r"How much did it hurt\?": "3"}
    code, said = home.run("correct", number_of(home, "Bridge"))
    assert code == Exit.DONE, said
    assert "Bridge, both legs: 1 set of 8, pain 3" in " ".join(
        home.run("correct", "--list")[1].split()
    )


def test_an_answer_left_open_stays_as_it_is(home: Sitting) -> None:
    home.run("log", "walk", "30")
    home.answers = {r"How many minutes did you walk\?": "s"}
    code, said = home.run("correct", number_of(home, "A walk"))
    assert code == Exit.DONE
    assert "stays as it is" in said
    assert "A walk, in minutes. 30" in home.run("correct", "--list")[1]


@pytest.mark.parametrize(
    ("args", "code", "part"),
    [
        (["999"], Exit.WRONG_INPUT, "999 cannot be put right"),
        (["--set", "minutes"], Exit.USAGE, "'minutes'"),
        (["--set", "minutes=0"], Exit.WRONG_INPUT, "from 1 to 1440"),
        (["--set", "minutes=half"], Exit.WRONG_INPUT, "whole number"),
        (["--set", "mood=3"], Exit.WRONG_INPUT, "correct this field"),
    ],
)
def test_a_correction_that_cannot_be_is_named(
    home: Sitting, args: list[str], code: Exit, part: str
) -> None:
    home.run("log", "walk", "30")
    number = [] if args[0].isdigit() else [number_of(home, "A walk")]
    found, said = home.run("correct", *number, *args)
    assert (found, part in said) == (code, True), said


def test_with_nothing_to_put_right_it_says_so(home: Sitting) -> None:
    home.day = home.day.replace(month=4)
    code, said = home.run("correct")
    assert code == Exit.REFUSED
    assert "nothing that could be put right" in said


def test_a_sign_ticked_by_mistake_is_taken_back_on_its_day_only(home: Sitting) -> None:
    """R-B: the lists again, and after an urgent sign no exercise that day."""
    code, said = home.run("correct", "--warning-sign")
    assert (code, "nothing to take back" in said) == (Exit.REFUSED, True)
    home.answers = {r"begin again": "y", r"Is all this still so": "2", r"Pregnant": "4"}
    assert home.run("start")[0] == Exit.REFUSED
    home.answers = {r"Is all this still so": "2"}
    code, said = home.run("correct", "--warning-sign")
    assert code == Exit.DONE, said
    assert "See someone first" not in said, "nothing of it stands any more"
    home.day += timedelta(days=1)
    assert home.run("correct", "--warning-sign")[0] == Exit.REFUSED


def test_before_the_plan_a_sign_can_be_taken_back_too(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "home", answers={"Pregnant": "4"})
    assert sitting.run("start")[0] == Exit.REFUSED
    sitting.answers = {r"Is all this still so": "2"}
    code, said = sitting.run("correct", "--warning-sign")
    assert (code, "You can start" in said) == (Exit.DONE, True), said
    assert sitting.run("start")[0] == Exit.DONE


# --- every fact that can be put right


def told(home: Sitting, *facts: Fact) -> None:
    with open_app(home.folder) as app:
        at = Moment(
            datetime(home.day.year, home.day.month, home.day.day, 12, tzinfo=UTC),
            "UTC",
            str(uuid4()),
        )
        person = app.person(app.persons()[0])
        person.record(at, [FactIn.of(str(uuid4()), fact) for fact in facts])


RUN = RunLogged("run", (RunInterval("run", 600), RunInterval("walk", 300)), nprs=1)


def test_every_fact_that_can_be_put_right_has_words() -> None:
    """Runs, tests, activities, sitting and signs as well: one without words hid all the others."""
    spoken = {name_of(kind) for kind in ABOUT} | {
        fact_name(fact) for fact in GOLDEN if ask_of(fact) is not None
    }
    assert spoken | {name_of(FormAnswered)} >= CORRECTABLE


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        (RUN, "Easy running, in minutes. 15, pain 1"),
        (SittingLogged(40), "Sitting, in minutes. 40"),
        (
            TestLogged("balance_time", "left", (20.0,), 0, comfortable=None),
            "Balance on one leg, left leg: 20, pain 0",
        ),
    ],
)
def test_a_measurement_is_listed_in_words(home: Sitting, fact: Fact, line: str) -> None:
    told(home, fact)
    code, said = home.run("correct", "--list")
    assert code == Exit.DONE, said
    assert line in " ".join(said.split())


def test_the_pain_of_a_run_is_put_right(home: Sitting) -> None:
    told(home, RUN)
    home.answers = {r"How much did it hurt\?": "4"}
    code, said = home.run("correct", number_of(home, "Easy running"))
    assert code == Exit.DONE, said
    assert "15, pain 4" in " ".join(home.run("correct", "--list")[1].split())


def test_times_of_a_run_are_put_right_and_taken_back(home: Sitting) -> None:
    told(home, RunTimed("run_through", (72, 70)))
    assert "Run-throughs, in seconds. 7.2 7.0" in " ".join(home.run("correct", "--list")[1].split())
    for said, listed in (("6.9", "in seconds. 6.9"), ("none", "in seconds. no answer")):
        home.answers = {r"How many seconds\?": said}
        assert home.run("correct", number_of(home, "Run-throughs"))[0] == Exit.DONE
        assert listed in " ".join(home.run("correct", "--list")[1].split())
    home.answers = {r"How many seconds\?": ""}
    assert "stays as it is" in home.run("correct", number_of(home, "Run-throughs"))[1]


def test_minutes_of_sitting_are_put_right(home: Sitting) -> None:
    told(home, SittingLogged(40))
    home.answers = {r"How many minutes did you sit\?": "25"}
    assert home.run("correct", number_of(home, "Sitting"))[0] == Exit.DONE
    assert "Sitting, in minutes. 25" in " ".join(home.run("correct", "--list")[1].split())
