"""Files of watches and phones on their pages: refused in words, asked about first, then kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from hamstrong.engine.facts import RunInterval, SportLogged, WalkLogged
from hamstrong.exchange import runs as run_files
from tests.app.person import Someone
from tests.exchange.run_makers import FitFile, fit, gpx, legs
from tests.web.house import DAY, ORIGIN, Browser, House
from tests.web.runs.facts import FELT, runs

EARLY = datetime(DAY.year, DAY.month, DAY.day, 6, tzinfo=UTC)
THREE_MINUTES = legs((180, 3.0))
SUMMARY = FitFile()
SUMMARY.session(1)


def sent(browser: Browser, content: bytes, status: int) -> str:
    files = {"file": ("a.gpx", content, "application/gpx+xml")}
    return str(browser.post("/runs/file", {}, status, files=files).text)


def beside(someone: Someone) -> list[object]:
    """Walks and other sport in the diary."""
    facts = someone.me.state(someone.at).facts
    return [fact for fact in facts if isinstance(fact, (WalkLogged, SportLogged))]


def test_a_file_is_shown_before_it_is_kept_and_brings_no_place(
    house: House, runner: Someone
) -> None:
    browser = house.browser()
    seen = sent(browser, gpx(THREE_MINUTES, start=EARLY), 200)
    assert "3 min" in seen
    assert "7.123" not in seen
    assert runs(runner) == []
    browser.post("/runs/file/keep", FELT)
    (run,) = runs(runner)
    assert run.source == "gpx"
    assert sum(i.seconds for i in run.intervals) == 180


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello", "not the file of a run"),
        (b"", "not the file of a run"),
        (FitFile(2).data(), "not the file of a run"),
        (gpx(THREE_MINUTES, start=EARLY)[:600], "cut off or damaged"),
        (fit(THREE_MINUTES, start=EARLY)[:-40], "cut off or damaged"),
        (gpx(THREE_MINUTES, start=EARLY, sport="Vélo"), "another sport, <bdi>Vélo</bdi>"),
        (fit(THREE_MINUTES, start=EARLY, sport=4, sub_sport=14), "<bdi>indoor rowing</bdi>"),
        (FitFile(6).data(), "planned route or workout"),
        (SUMMARY.data(), "totals only"),
        (gpx(THREE_MINUTES, times=False), "points without times"),
        (gpx([], start=EARLY), "points without times"),
        (gpx(THREE_MINUTES, start=EARLY - timedelta(days=40)), "is of Wednesday 22 January"),
        (gpx(THREE_MINUTES, start=EARLY + timedelta(days=1)), "is of Tuesday 4 March"),
    ],
)
def test_a_bad_file_gets_a_clear_word(
    house: House, runner: Someone, content: bytes, words: str
) -> None:
    page = sent(house.browser(), content, 422)
    assert words in page
    assert 'href="#file"' in page
    assert 'href="/outside"' in page
    assert runs(runner) == []


def test_a_form_without_a_file_says_so(house: House, runner: Someone) -> None:
    assert 'href="#file"' in str(house.browser().post("/runs/file", {}, 422).text)
    assert runs(runner) == []


def test_a_huge_file_is_refused_before_it_is_read(
    house: House, runner: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_files, "MOST_BYTES", 1000)
    content = gpx(THREE_MINUTES, start=EARLY)
    assert "larger than one run" in sent(house.browser(), content, 422)
    assert runs(runner) == []


def test_a_fit_file_is_shown_and_kept(house: House, runner: Someone) -> None:
    browser = house.browser()
    content = fit(legs((60, 1.4), (120, 3.0)), start=EARLY)
    assert "3 min, 0.4 km" in sent(browser, content, 200)
    browser.post("/runs/file/keep", {**FELT, "percent": "60"})
    (run,) = runs(runner)
    assert (run.source, run.percent) == ("fit", 60)
    assert [i.kind for i in run.intervals] == ["walk", "run"]


def test_a_file_from_another_time_zone_belongs_to_the_day_here(
    house: House, runner: Someone
) -> None:
    """Half past two in the night in Auckland is the afternoon of the day before in London."""
    away = timezone(timedelta(hours=13))
    start = datetime(DAY.year, DAY.month, DAY.day + 1, 2, 30, tzinfo=away)
    browser = house.browser()
    assert "Monday 3 March" in sent(browser, gpx(THREE_MINUTES, start=start), 200)
    browser.post("/runs/file/keep", FELT)
    assert len(runs(runner)) == 1


def test_the_same_file_is_kept_once(house: House, runner: Someone) -> None:
    browser, content = house.browser(), gpx(THREE_MINUTES, start=EARLY)
    sent(browser, content, 200)
    browser.post("/runs/file/keep", FELT)
    again = sent(browser, content, 200)
    assert "in your diary already" in again
    assert "Save this run" not in again
    browser.post("/runs/file/keep", FELT)
    assert len(runs(runner)) == 1


def test_another_run_of_the_day_is_pointed_out(house: House, runner: Someone) -> None:
    """The player may have logged what the watch recorded."""
    browser = house.browser()
    browser.post("/runs", {"minutes": "3", **FELT})
    page = sent(browser, gpx(THREE_MINUTES, start=EARLY), 200)
    assert "Save this one only if it is another" in page
    browser.post("/runs/file/keep", FELT)
    assert len(runs(runner)) == 2


def test_a_file_may_be_the_plans_run_or_another(run_day: tuple[Browser, Someone]) -> None:
    browser, someone = run_day
    start = datetime.combine(someone.at.now.date(), EARLY.timetz())
    content = gpx(legs((120, 1.4), (180, 3.0)) * 4, start=start)
    sent(browser, content, 200)
    browser.post("/runs/file/keep", FELT, 422)
    browser.post("/runs/file/keep", {**FELT, "planned": "yes"})
    (run,) = runs(someone)
    assert run.plan_id is not None
    assert run.rung is not None
    assert run.source == "gpx"


# --- what only the person knows is asked first

TREADMILL = fit(legs((1200, 0.0)), sub_sport=1, start=EARLY)
OPEN = [
    (TREADMILL, "This has no distance. Was it a walk or a run on a treadmill?"),
    (gpx(THREE_MINUTES, start=EARLY, sport=None), "The file does not say which sport."),
    (fit(THREE_MINUTES, start=EARLY, sport=200), "The file does not say which sport."),
    (gpx(legs((1200, 1.9)), start=EARLY), "This was slow for a run. What was it?"),
    (fit(legs((200, 8.0)), start=EARLY), "Nobody runs this fast for so long."),
    (fit(legs((200, 3.0)), start=EARLY, sport=11), "This has parts as quick as running."),
]


@pytest.mark.parametrize(("content", "question"), OPEN)
def test_what_is_open_is_asked_before_any_other_question(
    house: House, runner: Someone, content: bytes, question: str
) -> None:
    browser = house.browser()
    page = sent(browser, content, 200)
    assert question in page
    assert 'name="pain"' not in page
    assert 'name="effort"' not in page
    assert "checked" not in page
    browser.post("/runs/file/keep", FELT)  # and nothing is kept before it is answered
    browser.post("/runs/file/walk", WALKED)
    browser.post("/runs/file/what", {}, 422)
    assert runs(runner) == beside(runner) == []


WALKED = {"brisk": "yes", "stairs": "no", "pain": "1"}


def test_a_treadmill_run_is_kept_with_the_distance_that_was_told(
    house: House, runner: Someone
) -> None:
    browser = house.browser()
    sent(browser, TREADMILL, 200)
    answer = browser.post("/runs/file/what", {"what": "run", "km": "3,2"})
    assert "20 min, 3.2 km" in browser.get(answer.headers["location"])
    browser.post("/runs/file/keep", FELT)
    (run,) = runs(runner)
    assert run.intervals == (RunInterval("run", 1200, 3200),)


def test_a_distance_may_be_left_open(house: House, runner: Someone) -> None:
    browser = house.browser()
    sent(browser, TREADMILL, 200)
    browser.post("/runs/file/what", {"what": "run", "km": ""})
    assert " km" not in browser.get("/runs/file/next")
    browser.post("/runs/file/keep", FELT)
    (run,) = runs(runner)
    assert run.intervals == (RunInterval("run", 1200),)


@pytest.mark.parametrize("km", ["0", "three", "3200", "-1", "3.2.1", "1e1", "0.01"])
def test_a_distance_that_cannot_be_is_asked_again(house: House, runner: Someone, km: str) -> None:
    browser = house.browser()
    sent(browser, TREADMILL, 200)
    page = str(browser.post("/runs/file/what", {"what": "run", "km": km}, 422).text)
    assert "from 0.05 to 100" in page
    assert f'value="{km}"' in page
    assert runs(runner) == []


def test_a_walk_of_a_file_becomes_a_walk(house: House, runner: Someone) -> None:
    """From the question, and from a file that says so itself."""
    browser = house.browser()
    sent(browser, TREADMILL, 200)
    browser.post("/runs/file/what", {"what": "walk"})
    assert "a walk of 20 min in one go" in browser.get("/runs/file/next")
    browser.post("/runs/file/walk", {"brisk": "yes", "stairs": "no"}, 422)
    browser.post("/runs/file/walk", WALKED)
    page = sent(browser, fit(legs((1795, 1.4)), sport=17, start=EARLY), 200)
    assert "a walk of 30 min in one go" in page
    browser.post("/runs/file/walk", {**WALKED, "stairs": "yes", "pain": "0"})
    assert beside(runner) == [
        WalkLogged(20, brisk=True, stairs=False, nprs=1),
        WalkLogged(30, brisk=True, stairs=True, nprs=0),
    ]
    assert runs(runner) == []


@pytest.mark.usefixtures("runner")
def test_a_second_walk_of_one_length_is_pointed_out(house: House) -> None:
    browser, walk = house.browser(), fit(legs((600, 1.4)), sport=11, start=EARLY)
    assert "already" not in sent(browser, walk, 200)
    browser.post("/runs/file/walk", WALKED)
    assert "in your diary of this day already" in sent(browser, walk, 200)


def test_another_sport_is_offered_as_sport_beside_the_plan(house: House, runner: Someone) -> None:
    browser = house.browser()
    sent(browser, fit(THREE_MINUTES, sport=200, start=EARLY), 200)
    browser.post("/runs/file/what", {"what": "other"})
    assert "sport beside your plan" in browser.get("/runs/file/next")
    browser.post("/runs/file/keep", FELT)  # it is no run
    browser.post("/runs/file/sport", {}, 422)
    browser.post("/runs/file/sport", {"loaded": "light"})
    assert beside(runner) == [SportLogged(hamstrings_loaded=False)]
    assert runs(runner) == []


def test_a_slow_jog_is_a_run_all_through(house: House, runner: Someone) -> None:
    browser = house.browser()
    sent(browser, gpx(legs((1200, 1.9)), start=EARLY), 200)
    browser.post("/runs/file/what", {"what": "run"})
    browser.post("/runs/file/keep", FELT)
    (run,) = runs(runner)
    assert [(i.kind, i.seconds) for i in run.intervals] == [("run", 1200)]


def test_an_answer_without_a_file_leads_back(house: House, runner: Someone) -> None:
    browser = house.browser()
    answers = {"what": {"what": "run"}, "walk": WALKED, "sport": {"loaded": "light"}}
    for path, fields in answers.items():
        assert browser.post(f"/runs/file/{path}", fields).headers["location"] == "/runs"
    assert browser.goes_to("/runs/file/next") == "/runs"
    assert runs(runner) == beside(runner) == []


def test_what_was_done_to_a_file_is_said(house: House, runner: Someone) -> None:
    browser = house.browser()
    naive = EARLY.replace(tzinfo=None)
    assert "does not say its time zone" in sent(browser, gpx(THREE_MINUTES, start=naive), 200)
    many = gpx(legs((30, 3.0), (30, 1.3)) * 101, start=EARLY)
    assert "more stretches than can be saved" in sent(browser, many, 200)
    browser.post("/runs/file/keep", FELT)
    (run,) = runs(runner)
    assert len(run.intervals) <= 200


def test_what_a_file_calls_its_sport_stays_plain_text(house: House, runner: Someone) -> None:
    content = gpx(THREE_MINUTES, start=EARLY, sport="cycling &lt;b&gt;far&lt;/b&gt;")
    page = sent(house.browser(), content, 422)
    assert "<bdi>cycling &lt;b&gt;far&lt;/b&gt;</bdi>" in page
    assert runs(runner) == []


@pytest.mark.parametrize(
    ("path", "said"),
    [("/runs/file", "Choose a smaller file."), ("/settings/cap", "Go back and write less.")],
)
def test_what_is_too_large_is_named_a_file_only_where_one_is_sent(
    house: House, someone: Someone, path: str, said: str
) -> None:
    assert someone.me.exists()
    announced = {
        "origin": ORIGIN, "content-length": str(10**9),
        "content-type": "multipart/form-data; boundary=a-line",
    }  # fmt: skip
    answer = house.browser().client.post(path, content=b"", headers=announced)
    assert answer.status_code == 413
    assert said in answer.text
    assert ("file" in answer.text.partition("<main")[2]) == (path == "/runs/file")
