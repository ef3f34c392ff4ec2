"""Whatever goes wrong at the JSON interface is a problem document, whoever notices it."""

from __future__ import annotations

import errno
from typing import Any

import pytest

from hamstrong.app.person import Person
from hamstrong.diary import DiaryLocked, DiskFull, Fault, InvalidRequest
from hamstrong.web.api import schemas
from hamstrong.web.shell.problems import PROBLEM
from tests.app.person import Someone
from tests.web.house import ORIGIN, Browser, House, fact

CASES: dict[str, tuple[int, str, dict[str, Any]]] = {
    "unknown path": (404, "http.404", {"method": "GET", "url": "/api/v1/nothing"}),
    "slash too many": (404, "http.404", {"method": "POST", "url": "/api/v1/facts/"}),
    "other version": (404, "http.404", {"method": "GET", "url": "/api/v2/plan"}),
    "other method": (405, "http.405", {"method": "DELETE", "url": "/api/v1/plan"}),
    "no such method": (405, "http.405", {"method": "GET", "url": "/api/v1/facts"}),
    "other type": (
        415,
        "http.415",
        {"method": "POST", "url": "/api/v1/facts", "content": "[]",
         "headers": {"content-type": "text/plain"}},
    ),
    "too large": (
        413,
        "too_large",
        {"method": "POST", "url": "/api/v1/facts", "content": b" " * (2 * 1024 * 1024 + 1)},
    ),
    "too large for a form": (
        413,
        "too_large",
        {"method": "POST", "url": "/api/v1/what-if", "content": b" " * (64 * 1024 + 1)},
    ),
    "no json": (422, "facts.invalid", {"method": "POST", "url": "/api/v1/facts", "content": "{"}),
    "wrong day": (422, "facts.invalid", {"method": "GET", "url": "/api/v1/why?day=0"}),
    "no host": (
        421,
        "wrong_host",
        {"method": "GET", "url": "/api/v1/plan", "headers": {"host": "example.org"}},
    ),
    "socket": (
        400,
        "no_sockets",
        {"method": "GET", "url": "/api/v1/plan", "headers": {"upgrade": "websocket"}},
    ),
    "elsewhere": (
        403,
        "foreign",
        {"method": "POST", "url": "/api/v1/facts", "headers": {"origin": "https://example.org"}},
    ),
    "wrong token": (
        403,
        "token",
        {"method": "POST", "url": "/api/v1/facts", "headers": {"x-csrf-token": "no"}},
    ),
}  # fmt: skip


def told(browser: Browser, request: dict[str, Any]) -> tuple[int, str]:
    """Ask as a program does; give status and kind of the problem that comes back."""
    own = {"origin": ORIGIN, "x-csrf-token": browser.csrf()}
    answer = browser.client.request(**{**request, "headers": own | request.get("headers", {})})
    assert answer.headers["content-type"] == PROBLEM, answer.text
    schemas.Problem.model_validate(answer.json())
    assert answer.json()["status"] == answer.status_code
    return answer.status_code, answer.json()["type"].removeprefix("urn:hamstrong:")


@pytest.mark.parametrize("case", sorted(CASES))
def test_each_refusal_is_a_problem_document(house: House, someone: Someone, case: str) -> None:
    assert someone.me.exists()
    status, kind, request = CASES[case]
    assert told(house.browser(), request) == (status, kind)


def test_a_method_that_is_not_offered_names_those_that_are(house: House) -> None:
    browser = house.browser()
    headers = {"origin": ORIGIN, "x-csrf-token": browser.csrf()}
    answer = browser.client.delete("/api/v1/plan", headers=headers)
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_a_stranger_gets_a_problem_even_from_elsewhere(house: House) -> None:
    stranger = house.stranger().client
    elsewhere = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate",
                 "sec-fetch-dest": "document"}  # fmt: skip
    for headers in ({}, elsewhere):
        answer = stranger.get("/api/v1/plan", headers=headers)
        assert (answer.status_code, answer.headers["content-type"]) == (401, PROBLEM)


def test_a_fault_of_ours_is_a_problem_that_repeats_nothing(
    house: House, someone: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert someone.me.exists()

    def broken(*_: object) -> None:
        raise RuntimeError("left knee, NPRS 7")

    monkeypatch.setattr(Person, "today", broken)
    browser = house.browser()
    assert told(browser, {"method": "GET", "url": "/api/v1/plan"}) == (500, "broken")
    assert "NPRS" not in browser.client.get("/api/v1/plan").text


def test_a_fact_that_has_no_form_in_the_diary_is_for_the_sender_to_mend(
    house: House, ready: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sending it again as it is would never help, so it is no 503."""

    def refuse(*_: object) -> None:
        raise InvalidRequest(Fault("'x'", "fact.device_id", "at most 64 letters", "shorten it"))

    monkeypatch.setattr(house.app.diary, "append_all", refuse)
    browser, before = house.browser(), ready.me.tip()
    headers = {"origin": ORIGIN, "x-csrf-token": browser.csrf()}
    answer = browser.client.post(
        "/api/v1/facts", json=[fact("WalkLogged", {"minutes": 20})], headers=headers
    )
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:hamstrong:diary.invalid")
    assert answer.json()["faults"][0]["next_step"] == "shorten it"
    assert "retry-after" not in answer.headers
    assert ready.me.tip() == before


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (DiskFull(Fault("full", "diary.db", "no room", "free some")), "diary.full"),
        (DiaryLocked(Fault("locked", "diary.db", "one at a time", "wait")), "diary.locked"),
        (OSError(errno.ENOSPC, "No space left on device"), "diary.full"),
    ],
    ids=["full", "locked", "system"],
)
def test_a_diary_that_cannot_write_says_so_and_the_fact_can_be_sent_again(
    house: House, ready: Someone, monkeypatch: pytest.MonkeyPatch, error: Exception, kind: str
) -> None:
    browser, batch = house.browser(), [fact("WalkLogged", {"minutes": 20})]
    with monkeypatch.context() as patched:

        def refuse(*_: object) -> None:
            raise error

        patched.setattr(house.app.diary, "append_all", refuse)
        request = {"method": "POST", "url": "/api/v1/facts", "json": batch}
        assert told(browser, request) == (503, kind)
    assert ready.me.history(ready.at)[-1].walk_minutes == 0
    assert browser.send("/facts", batch)["results"][0]["state"] == "stored"


@pytest.mark.parametrize("instant", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_an_instant_at_the_edge_of_the_calendar_is_refused_with_its_place(
    house: House, ready: Someone, instant: str
) -> None:
    assert ready.me.exists()
    batch = [{**fact("WalkLogged", {"minutes": 20}), "instant": instant}]
    faults = house.browser().send("/facts", batch, 422)["faults"]
    assert [fault["place"] for fault in faults] == ["facts.0.instant"]


def test_a_repetition_count_beyond_its_bounds_is_named_with_its_place(
    house: House, ready: Someone
) -> None:
    assert ready.me.exists()
    payload = {"exercise": "heel_drag", "side": "left", "rung": "x", "repetitions": 10**9}
    result = house.browser().send("/facts", [fact("SetLogged", payload)])["results"][0]
    assert result["state"] == "refused"
    assert result["faults"][0]["place"] == "facts.0.repetitions"


def test_what_if_takes_no_fact_of_a_use_case_and_no_unknown_name(
    house: House, ready: Someone
) -> None:
    assert ready.me.exists()
    browser = house.browser()
    for name, payload in (
        ("PlanIssued", {}),
        ("SetLogged", {"exercise": "trampoline", "side": "left", "rung": "x"}),
        ("MorningAnswered", {"limb": "left", "nprs": 99}),
    ):
        asked = {"facts": [{"name": name, "payload": payload}]}
        assert browser.send("/what-if", asked, 422)["type"] == "urn:hamstrong:facts.invalid"


def test_the_description_is_served(house: House) -> None:
    told = house.browser().ask("/openapi.json")
    known = {"/facts", "/plan", "/script", "/why", "/report", "/what-if", "/archive"}
    assert set(told["paths"]) == known
