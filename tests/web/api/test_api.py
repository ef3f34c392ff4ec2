# mypy: disable-error-code="union-attr, misc"
# A None where a session or script should be fails the test by itself.
"""The JSON interface, as the player and other programs use it."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest

from hamstrong.app import parse_batch
from hamstrong.app.record.incoming_facts import FactIn
from hamstrong.web.api import routes, schemas
from tests.app.person import FINE, Someone
from tests.web.house import ORIGIN, House, fact


def first_set(ready: Someone) -> dict[str, object]:
    script = ready.me.script(ready.at)
    segment = next(s for s in script.segments if s.kind in ("work", "hold"))
    return {
        "exercise": segment.exercise, "side": segment.side, "rung": segment.rung,
        "plan_id": script.plan_id, "nprs": 1,
    }  # fmt: skip


def test_nobody_yet_has_no_plan_and_says_so(house: House) -> None:
    browser = house.browser()
    plan = browser.ask("/plan")
    assert plan["plan_id"] is None
    assert browser.ask("/script", 404)["type"] == "urn:hamstrong:script.none"
    assert browser.ask("/archive", 404)["type"] == "urn:hamstrong:person.unknown"
    assert browser.send("/what-if", {}, 409)["type"] == "urn:hamstrong:person.not_enrolled"
    assert browser.ask("/report", 409)["type"] == "urn:hamstrong:person.not_enrolled"
    told = browser.send("/facts", [fact("WalkLogged", {"minutes": 10})], 404)
    assert told["type"] == "urn:hamstrong:person.unknown"


def test_the_plan_script_and_reasons_have_the_promised_form(house: House, ready: Someone) -> None:
    browser = house.browser()
    plan = schemas.PlanOut.model_validate(browser.ask("/plan"))
    assert plan.kind == "prescription"
    assert plan.plan_id
    script = schemas.Script.model_validate(browser.ask("/script"))
    assert script.model_dump()["plan_id"] == plan.plan_id
    why = browser.ask("/why")
    schemas.WhyOut.model_validate(why)
    schemas.Report.model_validate(browser.ask("/report"))
    assert browser.ask("/report")["limbs"][0]["track"] == "tightness"
    assert why["reasons"]
    assert why["facts"]
    assert why["day"] == ready.day


def test_a_batch_sent_twice_is_stored_once(house: House, ready: Someone) -> None:
    browser = house.browser()
    plan_id = browser.ask("/plan")["plan_id"]
    batch = [
        fact("SessionStarted", {"plan_id": plan_id}),
        fact("SetLogged", first_set(ready)),
    ]
    first = browser.send("/facts", batch)
    again = browser.send("/facts", batch)
    assert [r["state"] for r in first["results"]] == ["stored", "stored"]
    assert [r["state"] for r in again["results"]] == ["known", "known"]
    assert [r["seq"] for r in first["results"]] == [r["seq"] for r in again["results"]]
    schemas.FactsOut.model_validate(again)
    session = ready.me.session(ready.at)
    assert sum(len(line.logged) for line in session.lines) == 1


def test_each_new_fact_is_answered_by_its_own_reply_and_a_repeat_by_none(
    house: House, ready: Someone
) -> None:
    """S13: pain of 4 ends the exercise and brings it back easier; typed, and in words."""
    browser = house.browser()
    plan_id = browser.ask("/plan")["plan_id"]
    hurt = fact("SetLogged", {**first_set(ready), "nprs": 4})
    batch = [fact("SessionStarted", {"plan_id": plan_id}), hurt, fact("WalkLogged", {"minutes": 0})]
    told = schemas.FactsOut.model_validate(browser.send("/facts", batch)).model_dump()
    started, ended, refused = (result["reply"] for result in told["results"])
    assert started["changes"] == []
    assert started["text"]["lines"] == ["Saved. Nothing else changes."]
    assert [change["kind"] for change in ended["changes"]] == ["ends_today", "half_dose"]
    assert [(c["kind"], c["value"]) for c in ended["changes"][0]["because"]] == [("pain", 4)]
    assert ended["text"]["lines"][0] == "You answered 4 of 10 while you worked today."
    assert refused is None
    again = browser.send("/facts", batch)["results"]
    assert [result["reply"] for result in again] == [None, None, None]


def test_a_wrong_fact_is_named_and_the_right_ones_are_kept(house: House, ready: Someone) -> None:
    browser = house.browser()
    batch = [
        fact("WalkLogged", {"minutes": 20}),
        fact("WalkLogged", {"minutes": -3}),
        fact("Dreamt", {}),
        fact("PlanIssued", {}),
        fact("WalkLogged", {"minutes": False}),
    ]
    told = browser.send("/facts", batch)
    assert [r["state"] for r in told["results"]] == ["stored", *["refused"] * 4]
    assert all(r["faults"][0]["next_step"] for r in told["results"][1:])
    assert ready.me.history(ready.at)[-1].walk_minutes == 20


def test_a_move_to_where_hard_work_is_impossible_is_refused_with_rule_and_nearest_day(
    house: House,
) -> None:
    """R-H3: Monday was hard, so Wednesday's session goes to no Tuesday; Thursday is the nearest."""
    someone = house.someone().begin(FINE)
    someone.live(1)
    browser = house.restart(someone.at.now.date())
    move = fact("SessionRequested", {"day": someone.day, "instead_of": someone.day + 1})
    told = browser.send("/facts", [move, fact("WalkLogged", {"minutes": 20})])
    assert [r["state"] for r in told["results"]] == ["refused", "stored"]
    (fault,) = told["results"][0]["faults"]
    assert fault["value"] == "2025-03-04"
    assert fault["place"] == "facts.0.day"
    assert "calendar.min_hard_spacing_days" in fault["rule"]
    assert "2025-03-06" in fault["next_step"]


def test_what_was_done_on_a_stale_plan_is_kept_and_marked(house: House, ready: Someone) -> None:
    stale = {**first_set(ready), "plan_id": "0" * 32}
    told = house.browser().send("/facts", [fact("SetLogged", stale)])
    assert told["results"][0]["state"] == "stored"
    assert told["results"][0]["marks"] == ["stale_plan"]


@pytest.mark.parametrize(
    "body",
    ["", "{", "[1]", "{}", "[{}]", '[{"client_id":"x"}]', "[null]", "NaN", '"a"', "[" * 3000],
)
def test_a_broken_body_is_refused_with_its_faults(
    house: House, someone: Someone, body: str
) -> None:
    assert someone.me.exists()
    browser = house.browser()
    headers = {"origin": ORIGIN, "x-csrf-token": browser.csrf()}
    for path in ("/api/v1/facts", "/api/v1/what-if"):
        answer = browser.client.post(path, content=body, headers=headers)
        if path.endswith("what-if") and body == "{}":
            continue
        assert answer.status_code == 422, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        schemas.Problem.model_validate(answer.json())


def test_too_many_facts_are_refused_whole(house: House, ready: Someone) -> None:
    told = house.browser().send(
        "/facts", [fact("WalkLogged", {"minutes": 1}) for _ in range(501)], 422
    )
    assert told["type"] == "urn:hamstrong:facts.invalid"
    assert ready.me.history(ready.at)[-1].walk_minutes == 0


def test_a_batch_gathered_offline_is_read_beside_the_event_loop(
    house: House, ready: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ready.me.exists()
    beside: list[bool] = []

    def read(body: bytes) -> tuple[FactIn, ...]:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            beside.append(True)
        else:
            beside.append(False)
        return parse_batch(body)

    monkeypatch.setattr(routes, "parse_batch", read)
    for number in (1, 200):
        house.browser().send("/facts", [fact("WalkLogged", {"minutes": 1}) for _ in range(number)])
    assert beside == [False, True]


def test_facts_have_at_most_2_mib(house: House, ready: Someone) -> None:
    assert ready.me.exists()
    browser = house.browser()
    headers = {"origin": ORIGIN, "x-csrf-token": browser.csrf()}
    for size, status in ((2 * 1024 * 1024, 200), (2 * 1024 * 1024 + 1, 413)):
        body = b"[" + b" " * (size - 2) + b"]"
        answer = browser.client.post("/api/v1/facts", content=body, headers=headers)
        assert answer.status_code == status


def test_answers_to_try_out_are_counted_before_their_faults_are_named(
    house: House, ready: Someone
) -> None:
    assert ready.me.exists()
    told = house.browser().send("/what-if", {"facts": [[]] * 2_001}, 422)
    assert [found["rule"] for found in told["faults"]] == ["must have at most 2000 elements"]


def test_what_if_saves_nothing_and_tells_both_days(house: House, ready: Someone) -> None:
    browser = house.browser()
    before = browser.ask("/plan")
    assert before["plan_id"] == ready.today().plan_id
    told = browser.send("/what-if", {"pain": 6})
    schemas.WhatIfOut.model_validate(told)
    assert told["today"]["kind"] == "prescription"
    bad = browser.send(
        "/what-if", {"facts": [{"name": "Stopped", "payload": {"reason": "pop_or_pull"}}]}
    )
    assert bad["today"]["kind"] == "refusal"
    assert browser.ask("/plan") == before


@pytest.mark.parametrize("pain", [-1, 11, True, "4", 4.5])
def test_a_pain_that_cannot_be_is_refused(house: House, someone: Someone, pain: object) -> None:
    assert someone.me.exists()
    told = house.browser().send("/what-if", {"pain": pain}, 422)
    assert told["faults"][0]["place"] == "pain"


@pytest.mark.parametrize("day", ["x", "-1", "0", "99999999", "1.5", "²"])
def test_a_day_that_cannot_be_is_refused(house: House, someone: Someone, day: str) -> None:
    assert someone.me.exists()
    house.browser().ask(f"/why?day={day}", 422)


def test_a_day_before_the_diary_has_no_reasons(house: House, someone: Someone) -> None:
    told = house.browser().ask(f"/why?day={someone.day - 1}", 404)
    assert told["type"] == "urn:hamstrong:why.none"


def test_the_archive_can_be_read_back(house: House, ready: Someone) -> None:
    import io  # noqa: PLC0415

    answer = house.browser().client.get("/api/v1/archive")
    archive = house.app.read_archive(io.BytesIO(answer.content))
    assert archive.header.person == ready.id


PATHS = ("/facts", "/plan", "/script", "/why", "/report", "/what-if", "/archive")


@pytest.mark.parametrize("path", PATHS)
def test_strangers_and_other_pages_get_nothing(house: House, someone: Someone, path: str) -> None:
    assert someone.me.exists()
    stranger, browser = house.stranger().client, house.browser()
    assert stranger.get(f"/api/v1{path}").status_code == 401
    elsewhere = {"sec-fetch-site": "cross-site", "origin": "https://example.org"}
    assert browser.client.get(f"/api/v1{path}", headers=elsewhere).status_code == 403
    token = {"x-csrf-token": browser.csrf()}
    assert browser.client.post(f"/api/v1{path}", headers=elsewhere | token).status_code == 403
    own = {"origin": ORIGIN, "content-type": "application/json"}
    assert browser.client.post(f"/api/v1{path}", headers=own).status_code == 403


def test_an_unknown_path_is_a_problem_too(house: House) -> None:
    told = house.browser().ask(f"/{uuid4()}", 404)
    assert told["type"] == "urn:hamstrong:http.404"
