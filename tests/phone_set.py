"""The phone set at work: a life of a day in one process without threads; prints what it imported.

Run by `test_phone_set` in a process of its own, since imports and threads of other tests would hide
what this needs.
"""

from __future__ import annotations

import _thread
import asyncio
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlencode
from uuid import uuid4

import anyio.to_thread
from bench.callers import Answer, Browser, InProcess
from bench.forms import read_page

import hamstrong
from hamstrong.app import App, open_app
from hamstrong.app.threads import Threads
from hamstrong.body import figure  # noqa: F401 - a part of the set
from hamstrong.web.features import FEATURES
from hamstrong.web.shell import Settings, create_app
from hamstrong.web.shell.application import shell_of_app
from hamstrong.web.shell.sessions import Kind, csrf_of
from tests.app.person import Someone

WITH_EVERY_START = {"_distutils_hack"}  # by setuptools, where it is installed
ORIGIN = "http://127.0.0.1:8765"
FORM = "application/x-www-form-urlencoded"
CALM = {"new_limp": "no", "walking": "yes", "sharp": "no"}
WAYS_IN = {"/start", "/pair", "/phones", "/login"}  # of a server; each says that it is none here
OTHER_LIBRARIES = {"/plan/calendar.ics"}  # icalendar is loaded when a calendar is asked for
NO_CONTENT = {"/favicon.ico"}
OF_A_SERVER = {"/session-worker.js"}  # a file of the built client, which only a server has
BESIDE_PAGES = ("/api/v1/plan", "/api/v1/why", "/api/v1/archive", "/static/shell/mark.svg")


def forbid_threads() -> None:
    """Let every way to a thread fail."""

    def refuse(*_args: object, **_options: object) -> NoReturn:
        raise RuntimeError("a thread was asked for")

    for owner, name in (
        (_thread, "start_new_thread"),
        (threading, "_start_new_thread"),
        (anyio.to_thread, "run_sync"),
        (asyncio.BaseEventLoop, "run_in_executor"),
    ):
        setattr(owner, name, refuse)


class Phone:
    """The web app on a diary in one file, and the one browser that uses it."""

    def __init__(self, app: App, someone: Someone) -> None:
        self.someone = someone
        settings = Settings(origins=frozenset({ORIGIN}), clock=self.now)
        self.web = create_app(app, settings, FEATURES)
        secret = shell_of_app(self.web).sessions.begin(Kind.LOCAL, someone.id)
        self.csrf = csrf_of(secret, someone.id)
        cookies = {"hamstrong-session-8765": secret}
        self.browser = Browser(InProcess(self.web, ORIGIN), ORIGIN, cookies)

    def now(self) -> float:
        """The instant at which the person is."""
        return self.someone.at.now.timestamp()

    def get(self, path: str) -> Answer:
        found = self.browser.get(path)
        for _ in range(3):
            if found.status not in (302, 303):
                break
            found = self.browser.get(found.header("location"))
        return found

    def answer(self, path: str, **wanted: str) -> Answer:
        """Fill in the first form of a page that posts, calmly, and send it."""
        forms, _ = read_page(self.get(path).text, path)
        form = next(form for form in forms if form.method == "POST")
        fields = [
            (name, wanted.get(name) or _calm(name, control.values))
            for name, control in form.controls.items()
            if control.type != "checkbox" or name in wanted
        ]
        sent = self.browser.post(form.action, FORM, urlencode(fields).encode())
        assert sent.status in (200, 303), (path, sent.status, sent.text[-800:])
        return sent

    def post_facts(self, *facts: dict[str, Any]) -> Answer:
        body = json.dumps(facts).encode()
        token = {"x-csrf-token": self.csrf}
        return self.browser.post("/api/v1/facts", "application/json", body, token)

    def pages(self) -> Iterator[str]:
        """Every address without a parameter that a browser may ask for."""
        left_out = WAYS_IN | OTHER_LIBRARIES | NO_CONTENT | OF_A_SERVER
        for route in self.web.routes:
            methods, path = getattr(route, "methods", None) or (), getattr(route, "path", "")
            if "GET" in methods and "{" not in path and path not in left_out:
                yield path
        yield from BESIDE_PAGES


def _calm(name: str, values: list[str]) -> str:
    if name in CALM and CALM[name] in values:
        return CALM[name]
    return values[0] if values else ""


def imported() -> list[str]:
    """The packages outside the standard library that were imported so far."""
    found = {
        name.partition(".")[0]
        for name, module in sys.modules.items()
        if "site-packages" in (getattr(module, "__file__", None) or "")
    }
    return sorted(found - WITH_EVERY_START)


def live(phone: Phone) -> dict[str, Any]:
    """Begin, look at Today, check in, take the script, log a set; say how each was answered."""
    someone = phone.someone
    told: dict[str, Any] = {}
    told["code"] = str(Path(hamstrong.__file__).parent)
    told["begin"] = phone.get("/").text
    phone.answer("/welcome", consent="yes")
    assert someone.me.has_consented(someone.at)
    someone.begin()
    while someone.today().plan_id is None or not any(
        ask.kind.value == "morning" for ask in someone.today().open_asks
    ):
        someone.answer_all()
        someone.work()
        someone.day += 1
    told["today"] = phone.get("/").text
    open_before = len(someone.today().open_asks)
    phone.answer("/check-in", q_short_check="none")
    told["answered"] = open_before - len(someone.today().open_asks)
    someone.answer_all()
    plan = someone.today().plan_id or ""
    told["script"] = json.loads(phone.get("/api/v1/script").body)
    session = someone.me.start_session(someone.at, someone.new_id(), plan)
    item = session.lines[0].item
    payload = {
        "exercise": item.exercise, "side": item.side, "rung": item.rung, "plan_id": plan,
        "repetitions": item.repetitions, "holds": item.holds, "hold_s": item.hold_s,
        "load_kg": item.load_kg, "nprs": 0,
    }  # fmt: skip
    sent = phone.post_facts({"client_id": str(uuid4()), "name": "SetLogged", "payload": payload})
    told["fact"] = sent.status
    after = someone.me.session(someone.at)
    told["logged"] = 0 if after is None else sum(len(line.logged) for line in after.lines)
    told["packages"] = imported()
    return told


def main() -> None:
    """Print what was seen, as JSON."""
    forbid_threads()
    with open_app(Path(sys.argv[1]) / "diary.log", threads=Threads.NONE) as app:
        phone = Phone(app, Someone(app))
        told = live(phone)
        told["pages"] = {path: phone.get(path).status for path in phone.pages()}
        told["packages_of_all_pages"] = imported()
        told["threads"] = [thread.name for thread in threading.enumerate()]
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
