"""Simulated people: what they feel, what is counted of their weeks, when a milestone is reached."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import MorningAnswered, RunLogged, SetLogged
from hamstrong.proof.simulation.course import live_course
from hamstrong.proof.simulation.patient import Patient, start_patient
from hamstrong.proof.simulation.people import CourseKey, ideal_group, quantile, required_people
from hamstrong.proof.simulation.report import course_report, header, keys_of, span, to_page, to_text
from hamstrong.protocol.courses import FirstPerformed, RungCompleted, StageReached
from hamstrong.protocol.loader import DEFAULT_PACK, load_pack
from hamstrong.protocol.texts import load_texts
from hamstrong.words.texts import WordTexts

PACK = load_pack()
ENGINE = Engine(PACK)
KEY = CourseKey("tightness", "daily_life", "twice")
MONDAY = 739_004


def patient(seed: int | None = None, key: CourseKey = KEY) -> Patient:
    return start_patient(ENGINE, required_people(PACK), key, first_day=MONDAY, seed=seed)


def pains(person: Patient) -> list[int | None]:
    return [f.nprs for f in person.told if isinstance(f, SetLogged | RunLogged)]


def test_an_ideal_person_does_everything_and_feels_nothing() -> None:
    person = patient()
    live_course(person, {}, 0)
    live_course(person, dict(PACK.courses.milestones), 20)
    assert set(pains(person)) == {0}
    assert {f.nprs for f in person.told if isinstance(f, MorningAnswered)} == {0}


def test_a_realistic_person_feels_the_pains_of_the_pack_one_in_a_session() -> None:
    person = patient(seed=3)
    last = StageReached(id="last", stage=6, sources=(), grade="E")
    live_course(person, {"last": last}, 60)
    feels = required_people(PACK).realistic
    assert set(pains(person)) == set(feels.pains)
    by_plan: dict[str | None, set[int | None]] = {}
    for fact in person.told:
        if isinstance(fact, SetLogged):
            by_plan.setdefault(fact.plan_id, set()).add(fact.nprs)
    assert {len(found) for found in by_plan.values()} == {1}


def test_realistic_mornings_are_never_bad_twice_running() -> None:
    person, bad = patient(seed=1), required_people(PACK).realistic.bad_morning
    drawn: list[int | None] = []
    for _ in range(2000):
        person.wake()
        drawn.append(person.morning)
    assert 30 < drawn.count(bad) < 110  # one in thirty of 2,000 is 67
    assert not any(a == b == bad for a, b in pairwise(drawn))


def test_equal_seeds_live_equal_courses() -> None:
    first, second = (live_course(patient(seed=7), {}, 0) for _ in range(2))
    assert first == second


def test_a_week_counts_one_leg_of_one_leg_work_and_both_of_both_leg_work() -> None:
    person = patient()
    lived = live_course(person, dict(PACK.courses.milestones), 6)
    logged = [f for f in person.told if isinstance(f, SetLogged) and f.side in ("left", "both")]
    done = [f for f in logged if not PACK.exercises[f.exercise].adjunct]
    sets = lived.weeks[0].sets
    assert sum(sets.values()) == len(done)
    assert sets["brace"] == sum(PACK.exercises[f.exercise].action == "brace" for f in done)
    assert lived.weeks[0].runs == 0


def test_a_completed_rung_is_dated_on_the_session_that_a_later_morning_made_count() -> None:
    exercise = "heel_drag"
    rung = PACK.exercises[exercise].ladder[0].id
    completed = RungCompleted(id="a", exercise=exercise, rung=rung, sources=(), grade="E")
    first = FirstPerformed(id="b", exercises=(exercise,), sources=(), grade="E")
    lived = live_course(patient(), {"completed": completed, "first": first}, 30)
    assert lived.days["first"] <= lived.days["completed"] < lived.last_day


def test_the_first_day_of_an_injury_counts_from_the_injury() -> None:
    person = patient(key=CourseKey("strain", "running", "thrice"))
    assert person.state.day - MONDAY == PACK.tracks["strain"].starts_days_after_injury
    (episode,) = person.state.episodes
    assert episode.kind.track == "strain"


@pytest.mark.parametrize(
    ("days", "share", "found"),
    [
        ([1, 2, 3, 4], 0.5, 2),
        ([4, 3, 2, 1, 5], 0.5, 3),
        ([1, None, None], 0.5, None),
        ([1, 2, None], 0.5, 2),
        ([], 0.5, None),
    ],
)
def test_a_quantile_counts_whoever_never_gets_there_as_last(
    days: list[int | None], share: float, found: int | None
) -> None:
    assert quantile(days, share) == found


def test_a_span_says_when_not_everybody_gets_there() -> None:
    assert [span([3, 3]), span([9, 4]), span([4, None]), span([None])] == [
        "3",
        "4-9",
        "4, not all",
        "-",
    ]


def test_every_track_goal_and_week_is_simulated_on_demand() -> None:
    few, every = keys_of(PACK, everything=False), keys_of(PACK, everything=True)
    assert set(few) <= set(every)
    goals = sum(len(goals) for goals in PACK.paths.values())
    assert len(every) == goals * len(required_people(PACK).weeks)


def test_text_and_page_name_every_milestone_with_its_published_figure() -> None:
    made = header(PACK, 1)
    made["courses"] = [course_report(ENGINE, KEY, 1)]
    texts = WordTexts(load_texts(DEFAULT_PACK, "en"))
    page, text = to_page(made, texts), "\n".join(to_text(made, texts))
    for milestone in made["courses"][0]["milestones"]:
        name = texts.get("milestones", milestone["id"], "name")
        assert name in page
        assert name in text
        assert span(milestone["ideal"]) in page
    assert "day 5 (2 to 8), supervised" in page


def test_the_page_of_the_docs_shows_the_stored_figures() -> None:
    root = Path(__file__).parents[2]
    figures = json.loads((root / "bench/results/courses.json").read_text(encoding="utf-8"))
    page = (root / "docs/reference/courses.md").read_text(encoding="utf-8")
    assert page == to_page(figures, WordTexts(load_texts(DEFAULT_PACK, "en")))


def test_people_start_on_each_weekday_once() -> None:
    group = ideal_group(ENGINE, KEY)
    assert len(group.lived) == 7
