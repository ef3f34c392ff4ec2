"""`hamstrong` alone takes a person from the first page through weeks of sessions."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from tests.cli.sitting import Sitting

from hamstrong.app import open_app
from hamstrong.cli.exits import Exit


@pytest.fixture
def sitting(tmp_path: Path) -> Sitting:
    return Sitting(tmp_path / "home")


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sitting, list[str]]:
    """Three weeks of somebody who answers everything and feels nothing."""
    someone = Sitting(tmp_path_factory.mktemp("weeks") / "home")
    return someone, someone.live(21)


HOW_MANY = re.compile("Press Enter|Sit tall on a firm chair")


def facts(sitting: Sitting) -> list[str]:
    with open_app(sitting.folder) as app:
        (person,) = app.persons()
        return [fact.name for fact in app.diary.read(person)]


def test_the_first_page_says_what_it_is_for_and_who_reviewed_it(sitting: Sitting) -> None:
    _, said = sitting.run()
    first = said.index("A home plan")
    assert first < said.index("No doctor or physio has checked this plan yet") < said.index("agree")
    assert said.index("agree") < said.index("Question 1 of")


def test_who_does_not_agree_leaves_no_trace(sitting: Sitting) -> None:
    sitting.answers = {r"Do you agree\?": "n"}
    code, said = sitting.run()
    assert code == Exit.DONE
    assert "Nothing was stored" in said
    with open_app(sitting.folder) as app:
        assert app.persons() == ()


def test_three_weeks_lead_two_stages_on(weeks: tuple[Sitting, list[str]]) -> None:
    someone, said = weeks
    assert "stage 1, Activate" in said[0]
    assert "stage 3, Load" in said[-1]
    assert all("Today's work is over." in text for text in said if "Start now?" in text)
    with open_app(someone.folder) as app:
        (person,) = app.persons()
        stored = app.diary.read(person)
    assert len({fact.client_id for fact in stored}) == len(stored)
    assert {fact.name for fact in stored} >= {
        "ConsentGiven", "FormAnswered", "Enrolled", "PlanIssued", "SessionStarted", "SetLogged",
        "SessionFinished", "MorningAnswered", "PainNowAnswered", "BaselineAnswered",
        "ZoneChanged", "ProtocolAdopted",
    }  # fmt: skip


def test_only_a_session_announces_the_question_of_the_next_morning(sitting: Sitting) -> None:
    """R-C2: nothing is owed after stretches alone."""
    for _ in range(60):
        (said,) = sitting.live(1)
        worked, announced = "Today's work is over." in said, "Tomorrow we ask" in said
        if worked and not announced:
            assert "Calf stretch" in said
            return
        assert worked == announced
    raise AssertionError("no day with stretches alone comes")


def test_no_id_of_the_pack_is_ever_shown(weeks: tuple[Sitting, list[str]]) -> None:
    _, said = weeks
    for text in said:
        for word in text.replace("\n", " ").split():
            assert "_" not in word.strip(".,()"), word


def test_rest_is_shown_as_a_plan(weeks: tuple[Sitting, list[str]]) -> None:
    someone, _ = weeks
    code, said = someone.run("plan", "--days", "28")
    assert code == Exit.DONE
    assert "If all goes well" in said
    assert "Training" in said


def test_a_second_run_on_one_day_asks_nothing_again(sitting: Sitting) -> None:
    sitting.live(1)
    sitting.day -= timedelta(days=1)
    before = facts(sitting)
    code, said = sitting.run()
    assert code == Exit.DONE
    assert "Today's work is done." in said
    assert facts(sitting) == before


def test_a_chest_pain_ends_triage_at_once(sitting: Sitting) -> None:
    sitting.answers = {"Chest pain or tightness": "1"}
    code, said = sitting.run()
    assert code == Exit.DONE
    assert "Get help now" in said
    assert "Call 112, 911 or 999" in said
    assert "Question 3 of" not in said
    assert "Enrolled" not in facts(sitting)
    code, said = sitting.run()
    assert "Get help now" in said
    assert sitting.run("today")[0] == Exit.REFUSED


def test_strong_pain_in_a_set_leads_to_the_symptom_lists(sitting: Sitting) -> None:
    sitting.answers = {r"How much did it hurt\?": "6", r"Was it a sharp": "n"}
    code, said = sitting.run()
    assert code == Exit.DONE, said
    assert "Today's work is over." in said
    assert said.count("need help right now. Two sore") == 2
    sitting.answers = {}
    sitting.day += timedelta(days=1)
    code, said = sitting.run()
    assert code == Exit.DONE
    assert "today" in said.lower()


def test_a_pop_in_a_set_closes_the_plan(sitting: Sitting) -> None:
    sitting.answers = {"Press Enter when it is done": "x", r"What is it\?": "1"}
    code, said = sitting.run()
    assert code == Exit.DONE
    assert "Something popped or pulled while you trained" in said


def test_breaking_off_in_the_list_says_that_nothing_of_it_was_kept(sitting: Sitting) -> None:
    sitting.breaks_off_at = "Question 5 of"
    code, said = sitting.run()
    assert code == Exit.PAUSED
    assert "Nothing of this list was saved" in said
    assert "FormAnswered" not in facts(sitting)


def test_breaking_off_in_a_session_keeps_every_set_before(sitting: Sitting) -> None:
    sitting.breaks_off_at = "Set 2 of 3"
    code, said = sitting.run()
    assert code == Exit.PAUSED
    assert "is saved" in said
    before = facts(sitting).count("SetLogged")
    assert before == 2
    sitting.breaks_off_at = None
    code, said = sitting.run()
    assert code == Exit.DONE
    assert "Set 1 of 1" not in said  # the first exercise was done before
    assert facts(sitting).count("SetLogged") == 4
    assert facts(sitting).count("SessionStarted") == 1


def test_the_how_of_an_exercise_can_be_asked_for(sitting: Sitting) -> None:
    given = iter(["?", "7"])
    sitting.first = lambda asked: next(given, None) if HOW_MANY.search(asked) else None
    code, said = sitting.run()
    assert code == Exit.DONE
    assert "Put the foot of the working leg under its knee." in said
    with open_app(sitting.folder) as app:
        (person,) = app.persons()
        sets = [json.loads(f.payload) for f in app.diary.read(person) if f.name == "SetLogged"]
    assert sets[0]["holds"] == 7


def test_nothing_is_preselected(sitting: Sitting) -> None:
    """An empty line is no answer, anywhere but for a set done as planned."""
    empty = iter([""] * 12)
    sitting.first = lambda asked: None if "Press Enter" in asked else next(empty, None)
    code, said = sitting.run()
    assert code == Exit.DONE
    assert said.count("That does not fit.") == 12


def test_a_fresh_limp_waits_and_normal_walking_lifts_it(sitting: Sitting) -> None:
    """A limp before day 3 is asked again from day 3 on; normal lifts it."""
    sitting.answers = {
        r"How did it start\?": "1",
        r"How many days ago": "1",
        r"How do you walk\?": "2",
        r"hurt today\?": "2",
    }
    code, said = sitting.run()
    assert code == Exit.DONE
    assert "First care, and no exercise yet" in said
    assert "Your plan is ready." in said
    assert "HowIsItAnswered" in facts(sitting)
    assert said.count("hurt today?") == 1
    assert sitting.run()[1].count("hurt today?") == 0
    sitting.day += timedelta(days=2)
    sitting.answers = {r"Do you walk as you always do with": "y"}
    code, said = sitting.run()
    assert code == Exit.DONE
    assert "stage 1, Activate" in said


def test_breaking_off_in_the_choices_goes_on_with_the_choices(sitting: Sitting) -> None:
    sitting.breaks_off_at = "How many minutes do you have"
    code, said = sitting.run()
    assert code == Exit.PAUSED
    assert "the choices start" in said
    sitting.breaks_off_at = None
    code, said = sitting.run()
    assert code == Exit.DONE
    assert "Question 1 of" not in said
    assert "Your plan is ready." in said


def test_after_an_emergency_nothing_that_opens_a_session_is_asked(sitting: Sitting) -> None:
    """S1: what to do now comes last on the screen, with no question behind it."""
    sitting.live(1)
    sitting.answers = {r"Any of these now\?": "1"}
    _, said = sitting.run()
    assert "Any of these now?" in said
    assert "Get help now" in said
    assert "hurt right now?" not in said
    code, said = sitting.run("today")
    assert code == Exit.REFUSED
    assert "Get help now" in said
    assert "Still to answer" not in said


def test_what_opens_a_session_is_named_while_one_can_follow(sitting: Sitting) -> None:
    sitting.live(1)
    _, said = sitting.run("today")
    assert "Still to answer" in said
    assert "hurt right now?" in said
