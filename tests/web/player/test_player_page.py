# mypy: disable-error-code="union-attr, misc"
# A None where a session or script should be fails the test by itself.
"""A session without scripts: every state of the page, set by set."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from hamstrong.body.figure import animated_svg
from hamstrong.engine.decide.decisions import Prescription, Refusal
from tests.app.person import CHOICES, FINE, Someone
from tests.web.house import Browser, House
from tests.web.scenes import lives

NOTHING_SORE = FINE


def set_id(text: str) -> str:
    found = re.search(r'name="set" value="([^"]+)"', text)
    assert found
    return found.group(1)


def plan_id(text: str) -> str:
    found = re.search(r'name="plan_id" value="([^"]+)"', text)
    assert found
    return found.group(1)


def answers(text: str, pain: int, **more: str) -> dict[str, str]:
    fields = {"set": set_id(text), "how": "whole", **more}
    return fields | ({"pain": str(pain)} if 'name="pain"' in text else {})


def begin(house: House) -> Browser:
    browser = house.browser()
    browser.post("/session/start", {"plan_id": plan_id(browser.get("/session"))})
    return browser


def test_whoever_has_no_plan_is_led_to_the_start(house: House) -> None:
    browser = house.browser()
    assert browser.goes_to("/session") == "/"
    assert browser.goes_to("/session/practice") == "/"
    assert browser.goes_to("/session/stop") == "/session"


def test_open_questions_come_first(house: House, ready: Someone) -> None:
    ready.day += 1
    for _ in range(14):
        if ready.today().plan_id and ready.today().must_answer:
            break
        ready.answer_all()
        ready.day += 1
    browser = house.restart(ready.at.now.date())
    assert browser.goes_to("/session") == "/check-in?start=now"
    plan = ready.today().plan_id or ""
    answer = browser.post("/session/start", {"plan_id": plan})
    assert answer.headers["location"] == "/check-in?start=now"


def test_a_whole_session_is_logged_set_by_set(house: House, ready: Someone) -> None:
    browser, text = begin(house), ""
    for _ in range(60):
        text = browser.get("/session")
        if "/session/set" not in text:
            break
        browser.post("/session/set", answers(text, 1))
    assert "That is it for today" in text
    session = ready.me.session(ready.at)
    assert session.ended
    assert all(line.left == 0 for line in session.lines)


def test_a_set_sent_twice_is_logged_once(house: House, ready: Someone) -> None:
    browser = begin(house)
    fields = answers(browser.get("/session"), 0)
    one = "00000000-0000-4000-8000-000000000001"
    browser.post("/session/set", fields, form_id=one)
    browser.post("/session/set", fields, form_id=one)
    browser.post("/session/set", fields)  # the same page in a second tab
    assert sum(len(line.logged) for line in ready.me.session(ready.at).lines) == 1
    assert "was saved already" in browser.get("/session")


def test_an_unanswered_set_is_asked_again_and_not_saved(house: House, ready: Someone) -> None:
    browser = begin(house)
    text = browser.get("/session")
    answer = browser.post("/session/set", {"set": set_id(text)}, status=422)
    assert "Please choose one" in answer.text
    assert answer.text.index("Please choose one") < answer.text.index("<h1"), "seen at once"
    assert "checked" not in answer.text
    wrong = answers(text, 1, how="less", count="-4")
    again = browser.post("/session/set", wrong, status=422).text
    assert 'value="less" checked' in again, "what was answered is not asked twice"
    assert 'name="count" value="-4"' in again
    assert not any(line.logged for line in ready.me.session(ready.at).lines)


def test_less_than_planned_is_kept_as_it_was(house: House, ready: Someone) -> None:
    browser = begin(house)
    browser.post("/session/set", answers(browser.get("/session"), 1, how="less", count="0"))
    logged = [s for line in ready.me.session(ready.at).lines for s in line.logged]
    assert (logged[0].repetitions, logged[0].holds).count(0) == 1


def test_pain_of_four_ends_the_exercise_and_the_rest_goes_on(house: House, ready: Someone) -> None:
    browser = begin(house)
    text = browser.get("/session")
    while 'name="pain"' not in text:
        browser.post("/session/set", answers(text, 0))
        text = browser.get("/session")
    hurt = set_id(text).rsplit(".", 2)[0]
    browser.post("/session/set", answers(text, 4))
    after = browser.get("/session")
    assert "ends for today" in after
    assert ready.me.session(ready.at) is not None
    if "/session/set" in after:
        assert not set_id(after).startswith(hurt)


def test_strong_pain_ends_the_session(house: House, ready: Someone) -> None:
    browser = begin(house)
    text = browser.get("/session")
    while 'name="pain"' not in text:
        browser.post("/session/set", answers(text, 0))
        text = browser.get("/session")
    browser.post("/session/set", answers(text, 9))
    assert "work is over." in browser.get("/session")
    assert isinstance(ready.today().decision, Refusal)


def test_a_pop_stops_everything_and_leads_to_what_to_do(house: House, ready: Someone) -> None:
    browser = begin(house)
    assert "What is it?" in browser.get("/session/stop")
    answer = browser.post("/session/stop", {"reason": "pop_or_pull"})
    assert answer.headers["location"] == "/"
    decision = ready.today().decision
    assert isinstance(decision, Refusal)
    assert decision.kind == "professional_first"
    assert "/session/set" not in browser.get("/session")


@pytest.mark.parametrize("reason", ["tired", "time", "none", "sharp_pain", "other"])
def test_a_stop_ends_the_session_and_keeps_what_was_done(
    house: House, ready: Someone, reason: str
) -> None:
    browser = begin(house)
    browser.post("/session/set", answers(browser.get("/session"), 0))
    browser.post("/session/stop", {"reason": reason})
    session = ready.me.session(ready.at)
    assert session.ended
    assert sum(len(line.logged) for line in session.lines) == 1
    assert "/session/set" not in browser.get("/session")


def test_a_cramp_rests_and_goes_on(house: House, ready: Someone) -> None:
    browser = begin(house)
    first = set_id(browser.get("/session"))
    browser.post("/session/stop", {"reason": "cramp"})
    text = browser.get("/session")
    assert set_id(text) == first
    browser.post("/session/stop", {"reason": "cramp"})
    assert first.split(".")[0] not in set_id(browser.get("/session"))
    assert not ready.me.session(ready.at).ended


def test_an_unknown_stop_reason_is_refused(house: House, ready: Someone) -> None:
    browser = begin(house)
    browser.post("/session/stop", {"reason": "bored"}, status=422)
    assert not ready.me.session(ready.at).ended


def test_skip_and_swap_leave_an_exercise_out_and_log_nothing(house: House, ready: Someone) -> None:
    browser = begin(house)
    first = set_id(browser.get("/session"))
    browser.post("/session/swap", {"set": first})
    swapped = set_id(browser.get("/session"))
    assert swapped.split(".")[0] != first.split(".")[0]
    for _ in range(10):
        text = browser.get("/session")
        if "/session/set" not in text:
            break
        browser.post("/session/skip", {"set": set_id(text)})
    session = ready.me.session(ready.at)
    assert session.ended
    assert not any(line.logged for line in session.lines)


def test_end_here_finishes(house: House, ready: Someone) -> None:
    browser = begin(house)
    browser.post("/session/finish", {})
    assert ready.me.session(ready.at).ended
    browser.post("/session/finish", {})


def test_a_restart_in_the_middle_goes_on_at_the_same_set(house: House, ready: Someone) -> None:
    browser = begin(house)
    browser.post("/session/set", answers(browser.get("/session"), 0))
    before = set_id(browser.get("/session"))
    assert set_id(house.restart(ready.at.now.date()).get("/session")) == before


def test_a_plan_of_yesterday_cannot_be_started(house: House, ready: Someone) -> None:
    assert ready.today().plan_id
    browser = house.browser()
    browser.post("/session/start", {"plan_id": "0" * 32})
    assert ready.me.session(ready.at) is None
    assert "has changed" in browser.get("/session")


def test_a_set_page_of_yesterday_leads_on(house: House, ready: Someone) -> None:
    browser = begin(house)
    fields = answers(browser.get("/session"), 0)
    later = house.restart(ready.at.now.date().replace(day=ready.at.now.day + 1))
    later.post("/session/set", fields)
    assert later.client.get("/session").status_code in (200, 303)


def test_practice_shows_every_exercise_and_keeps_nothing(house: House, ready: Someone) -> None:
    browser = house.browser()
    seq = ready.today().seq
    for n in ("1", "2", "99", "x", "-1", "²"):
        assert "Nothing here is saved" in browser.get(f"/session/practice?n={n}")
    assert ready.today().seq == seq


def test_stretches_alone_take_minutes_too(house: House, someone: Someone) -> None:
    """They count towards no limit of the plan, and a person plans the evening with them."""
    lives.resting(someone)
    decision = someone.today().decision
    assert isinstance(decision, Prescription)
    assert not decision.items
    work_s = sum(item.sets * (item.hold_s or 0) for item in decision.adjuncts)
    assert work_s, "this life stretches by then"
    browser = house.restart(someone.at.now.date())
    for path in ("/session", "/"):
        said = re.sub(r"<[^>]+>", "", browser.get(path))
        found = re.search(r"(?:About )?(\d+) min", said)
        assert found, path
        assert work_s / 60 <= int(found[1]) <= 2 * work_s / 60 + 1


def test_whoever_has_a_towel_is_shown_no_ball(house: House) -> None:
    """Heels on a ball, on sliders or on a towel: a towel slides as sliders do."""
    kit = tuple(item for item in CHOICES.kit if item not in ("ball", "slider"))
    someone = house.someone().begin(NOTHING_SORE, replace(CHOICES, kit=kit))
    text = house.restart(someone.at.now.date()).get("/library/bridge_curl")
    drawn = re.search(r"(<svg[^>]*viewBox.*?class=\"k .*?</svg>)", text, re.DOTALL)
    assert drawn
    usual = animated_svg(house.app.pack.exercises["bridge_curl"], 0)
    assert 'class="k ball"' in usual, "this is how a ball would be known"
    assert 'class="k ball"' not in drawn[1]
    assert 'class="k slider"' in drawn[1]


def test_the_data_block_is_the_script_and_closes_nothing(house: House, ready: Someone) -> None:
    text = begin(house).get("/session")
    block = re.search(r"data-player-data>(.*?)</script>", text, re.DOTALL)
    assert block
    assert "<" not in block.group(1)
    told = json.loads(html.unescape(block.group(1)))
    assert told["script"]["plan_id"] == ready.me.session(ready.at).plan_id


def test_the_words_of_the_player_are_all_there(house: House, ready: Someone, root: Path) -> None:
    assert ready.today().plan_id
    text = house.browser().get("/session")
    block = re.search(r"data-player-data>(.*?)</script>", text, re.DOTALL)
    assert block
    wanted = json.loads((root / "client/src/player/words.en.json").read_text(encoding="utf-8"))
    assert json.loads(block.group(1))["words"] == wanted
