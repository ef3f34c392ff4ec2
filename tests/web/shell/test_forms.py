"""Forms: read strictly, saved once, refused kindly, and silent about what was in them."""

from __future__ import annotations

import json
import logging
from uuid import uuid4

import pytest
from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.testclient import TestClient

from hamstrong.web.shell.forms import BadForm, Form
from hamstrong.web.shell.pages import see
from tests.web.people import ORIGIN, csrf, owner
from tests.web.shell.conftest import PRIVATE_ANSWER


def _form(*pairs: tuple[str, str]) -> Form:
    return Form(str(uuid4()), FormData(list(pairs)))


def _post(client: TestClient, path: str, **fields: str) -> tuple[int, str, str]:
    data = {"form_id": str(uuid4())} | fields
    if "csrf" not in data:
        data["csrf"] = csrf(client)
    answer = client.post(path, data=data, headers={"origin": ORIGIN})
    return answer.status_code, answer.text, answer.headers.get("location", "")


def test_nought_is_an_answer_and_nothing_is_none() -> None:
    assert _form(("pain", "0")).nprs("pain") == 0
    empty = _form()
    assert empty.nprs("pain") is None
    with pytest.raises(BadForm):
        empty.require()


@pytest.mark.parametrize("said", ["11", "-1", "3.0", " 3", "", "three", "٣"])
def test_what_is_no_pain_answer_is_refused(said: str) -> None:
    form = _form(("pain", said))
    assert form.nprs("pain") is None
    assert form.faults == {"pain": "shell.form.choose_one"}


@pytest.mark.parametrize(
    ("ticked", "read", "fault"),
    [
        ([], None, "shell.form.none_or_some"),
        (["none"], (), None),
        (["numb"], ("numb",), None),
        (["numb", "none"], None, "shell.form.none_and_some"),
        (["other"], None, "shell.form.choose_one"),
    ],
)
def test_none_of_these_must_be_said_and_excludes_the_rest(
    ticked: list[str], read: tuple[str, ...] | None, fault: str | None
) -> None:
    form = _form(*(("signs", value) for value in ticked))
    assert form.many("signs", {"numb", "night"}, none="none") == read
    assert form.faults.get("signs") == fault


def test_all_faults_are_named_at_once() -> None:
    form = _form(("minutes", "500"))
    form.nprs("pain")
    form.integer("minutes", least=5, most=60)
    form.text("who")
    assert set(form.faults) == {"pain", "minutes", "who"}


def test_a_doubled_press_is_saved_once_and_both_see_the_same_page(workshop: Starlette) -> None:
    client = owner(workshop)
    one = str(uuid4())
    token = csrf(client)
    answers = [
        _post(client, "/styleguide", pain="3", form_id=one, csrf=token)[::2] for _ in range(2)
    ]
    assert answers == [(303, "/styleguide")] * 2
    shown = client.get("/styleguide").text
    assert shown.count('role="status"') == 1
    assert 'role="status"' not in client.get("/styleguide").text


def test_another_answer_under_a_saved_form_is_stale_not_lost(workshop: Starlette) -> None:
    client = owner(workshop)
    one = str(uuid4())
    assert _post(client, "/styleguide", pain="3", form_id=one)[0] == 303
    status, text, _ = _post(client, "/styleguide", pain="5", form_id=one)
    assert status == 409
    assert "out of date" in text


def test_a_refused_form_may_be_mended_under_its_id(workshop: Starlette) -> None:
    client = owner(workshop)
    one = str(uuid4())
    status, text, _ = _post(client, "/styleguide", form_id=one)
    assert status == 422
    assert 'aria-describedby="pain-range pain-hint pain-fault"' in text
    assert _post(client, "/styleguide", pain="5", form_id=one)[0] == 303


def test_a_form_without_its_id_is_refused(workshop: Starlette) -> None:
    assert _post(owner(workshop), "/keep", pain="3", form_id="x")[0] == 422


def test_a_form_with_a_file_carries_its_token_too(workshop: Starlette) -> None:
    client = owner(workshop)
    fields = {"csrf": csrf(client), "form_id": str(uuid4())}
    files = {"file": ("a.txt", b"x" * 500)}
    answer = client.post("/upload", data=fields, files=files, headers={"origin": ORIGIN})
    assert (answer.status_code, answer.text) == (200, "500 memory")
    fields["csrf"] = "0" * 64
    answer = client.post("/upload", data=fields, files=files, headers={"origin": ORIGIN})
    assert answer.status_code == 403


def test_json_needs_the_token_in_its_header(workshop: Starlette) -> None:
    client = owner(workshop)
    body = json.dumps({"csrf": csrf(client)})
    headers = {"origin": ORIGIN, "content-type": "application/json"}
    assert client.post("/api/v0/facts", content=body, headers=headers).status_code == 403
    headers["x-csrf-token"] = csrf(client)
    assert client.post("/api/v0/facts", content=body, headers=headers).text == body


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
def test_too_much_is_refused(workshop: Starlette, kind: str) -> None:
    client = owner(workshop)
    headers = {"origin": ORIGIN, "content-type": kind}
    if kind.endswith("json"):
        headers["x-csrf-token"] = csrf(client)
    answer = client.post("/api/v0/facts", content=b"x" * (64 * 1024 + 1), headers=headers)
    assert answer.status_code == 413
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_goes_wrong_says_nothing_of_the_person(
    workshop: Starlette, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = owner(workshop).get("/break")
    assert answer.status_code == 500
    assert "on our side" in answer.text
    assert PRIVATE_ANSWER not in answer.text + caplog.text
    assert "RuntimeError" in caplog.text
    assert "conftest.py" in caplog.text


def test_the_api_speaks_in_problems(workshop: Starlette) -> None:
    answer = owner(workshop).get("/api/v0/nowhere")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "urn:hamstrong:http.404",
        "title": "Not Found",
        "status": 404,
        "faults": [],
        "asks": [],
    }


def test_a_stale_form_says_what_next(workshop: Starlette) -> None:
    client = owner(workshop)
    status, text, _ = _post(client, "/stale")
    assert status == 409
    assert "Open the page again" in text


def test_a_figures_style_passes_the_policy_by_its_nonce(workshop: Starlette) -> None:
    client = owner(workshop)
    first, second = client.get("/figure"), client.get("/figure")
    nonce = first.text.partition('nonce="')[2].partition('"')[0]
    assert f"'nonce-{nonce}'" in first.headers["content-security-policy"]
    assert nonce not in second.text


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/\\evil", "a"])
def test_a_redirect_stays_on_this_server(elsewhere: str) -> None:
    with pytest.raises(ValueError, match="stays on this server"):
        see(elsewhere)


def test_the_theme_is_kept_by_the_browser(workshop: Starlette) -> None:
    client = owner(workshop)
    assert _post(client, "/theme", theme="dark", back="/more")[::2] == (303, "/more")
    assert 'data-theme="dark"' in client.get("/more").text
    assert _post(client, "/theme", theme="dark", back="//evil.example")[2] == "/more"
    client.cookies.set("hamstrong-theme", '"><script>')
    assert "<script>" not in client.get("/more").text
