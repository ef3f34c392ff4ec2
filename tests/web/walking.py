"""How a person without scripts goes through forms of several screens, for all tests."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from hamstrong.app import App
from tests.web.house import Browser

PLAN = (
    ("goal", {"goal": "daily_life", "days": ["0", "2", "4"]}),
    (
        "kit",
        {
            "minutes": "45",
            "kit": ["chair", "counter", "wall", "step", "towel", "stairs", "weight"],
        },
    ),
)


def words(page: str) -> str:
    """What the main part of a page says, without tags."""
    found = re.search(r"<main.*?</main>", page, re.DOTALL)
    assert found
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", found[0]))).strip()


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no field {name}"
    return html.unescape(found[1])


def last_page(browser: Browser, path: str) -> tuple[str, str]:
    """Follow redirects; give where they end and what stands there."""
    for _ in range(6):
        answer = browser.client.get(path)
        if answer.status_code != 303:
            assert answer.status_code == 200, f"{path}: {answer.status_code}"
            return path, answer.text
        path = answer.headers["location"]
    raise AssertionError("redirects do not end")


def answer_form(
    browser: Browser, app: App, form: str, values: dict[str, str | int] | None = None, *ticks: str
) -> str:
    """Answer a form screen by screen; give where it leads."""
    values = values or {}
    path = f"/triage/{form}"
    for _ in range(16):
        path, text = last_page(browser, path)
        if not path.startswith("/triage"):
            return path
        fields: dict[str, str | list[str]] = {
            "page": hidden(text, "page"),
            "draft": hidden(text, "draft"),
            **given_to(app, text, values, *ticks),
        }
        path = browser.post(f"/triage/{form}", fields).headers["location"]
    return path


def given_to(
    app: App, text: str, values: Mapping[str, str | int], *ticks: str
) -> dict[str, str | list[str]]:
    """The fields that answer every question of a page."""
    fields: dict[str, str | list[str]] = {}
    for name in dict.fromkeys(re.findall(r'name="q_(\w+)"', text)):
        screen = next(s for s in app.pack.triage.screens if s.id == name)
        mine = [tick for tick in ticks if tick in screen.symptoms]
        fields[f"q_{name}"] = mine or "none" if screen.kind == "list" else str(values[name])
    return fields


def answer_week(browser: Browser, app: App, **fields: str) -> str:
    """Answer the weekly questions without a sign, well unless said otherwise; give where it leads.

    Args:
        fields: answers for every leg by the name of the field, without the leg.
    """
    path, text = last_page(browser, "/check-in/weekly")
    good = {"change": "better", "worst": "0", "no_limits": "yes"} | fields
    while path.startswith("/check-in/weekly"):
        legs = re.findall(r'name="change_(left|right)"', text)
        given = {f"{name}_{leg}": value for leg in set(legs) for name, value in good.items()}
        for name in (*app.pack.way_back.watch.signs,) if legs else ():
            given |= {f"sign_{name}_{leg}": "no" for leg in set(legs)}
        asked: dict[str, str | list[str]] = {**given, **given_to(app, text, {})}
        told = {"screen": hidden(text, "screen"), "draft": hidden(text, "draft"), **asked}
        path = browser.post("/check-in/weekly", told).headers["location"]
        if path.startswith("/check-in/weekly"):
            path, text = last_page(browser, path)
    return path


def make_plan(browser: Browser) -> str:
    """Choose everything that a plan needs; give where it leads."""
    path = "/welcome/goal"
    for step, fields in PLAN:
        assert path == f"/welcome/{step}"
        path = browser.post(path, fields).headers["location"]
    return path


def check_in(browser: Browser, app: App, **fields: str) -> str:
    """Answer everything that is asked, well unless said otherwise; give where it ends."""
    good = {"pain": "0", "pain_now": "0", "limp": "no", "normal": "yes", "change": "better"}
    good |= {"worst": "0", "no_limits": "yes", "left": "20", "right": "20"} | fields
    for _ in range(12):
        path, text = last_page(browser, "/check-in")
        if path.startswith("/check-in/weekly"):
            answer_week(browser, app, **{k: good[k] for k in ("change", "worst", "no_limits")})
        elif path.startswith("/triage/"):
            answer_form(browser, app, path.split("/")[2].split("?")[0])
        elif path == "/check-in":
            plain = dict.fromkeys(re.findall(r'name="(value_\w+)"', text), "no")
            asked = {"ask": hidden(text, "ask"), **plain, **good, **given_to(app, text, {})}
            browser.post("/check-in", asked)
        else:
            return path
    raise AssertionError("the check-in does not end")
