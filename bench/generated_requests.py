"""20,000 generated requests that reach the handlers, none of which may make the server fail.

    .venv/bin/python -m bench.generated_requests [--share 0.05] [--seed N] [--save]

In the diaries of many lives, the pages' own forms are read from their HTML and sent back with the
right session, token and host and with odd values; facts that are nearly right go to the JSON
interface, and odd questions into addresses. One in twenty goes over a real socket. No answer may be
a 500, nothing may be logged as an error, and no log may hold what a person wrote.
"""

from __future__ import annotations

import contextlib
import json
import logging
import random
import re
import signal
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from bench import odd_values
from bench.callers import Answer, Browser, Caller, InProcess, OverSocket
from bench.forms import PageForm, body_of, made_odd, read_page, with_own_id
from bench.long_run import Result, main, of_share
from bench.near_facts import NearFacts, written
from bench.near_files import NearFiles
from starlette.applications import Starlette
from tests.app.person import PERSON, Someone
from tests.web.browsers import serving
from tests.web.scenes import lives

from hamstrong.app import App, compose
from hamstrong.diary import MemoryDiary
from hamstrong.protocol.loader import load_pack
from hamstrong.web.features import FEATURES
from hamstrong.web.shell import Settings, create_app
from hamstrong.web.shell.application import shell_of_app
from hamstrong.web.shell.system_zone import system_zone

SEED = 20261129
REQUESTS = 20_000
REACHED = "requests that reached a handler"
LONGEST_S = 20
_ON_A_SOCKET = 20
_GUARD = {401, 403, 421}
_ORIGIN = "http://127.0.0.1:8765"
_FIRST_PAGES = (
    "/", "/check-in", "/check-in/weekly", "/check-in/answers", "/plan", "/session", "/progress",
    "/more", "/data", "/settings", "/warning-signs", "/outcome", "/outcome/clinic", "/runs",
    "/tests", "/outside", "/sitting", "/sport", "/appointments", "/exercise-pain", "/how-is-it",
    "/leave", "/what-if", "/what-if/all", "/staying-well", "/staying-well/back", "/legs", "/learn",
    "/library", "/print", "/rules", "/safety", "/about", "/phones", "/welcome", "/triage/long",
    "/triage/short", "/triage/weekly", "/warm-up", "/settings/clinician", "/settings/plan",
)  # fmt: skip
# The first press ends the session or the diary: these come last in a life.
_LAST = ("/data/erase", "/leave", "/phones/forget")
LIVES: tuple[Callable[[Someone], None], ...] = (
    lives.ready, lives.working, lives.nobody, lives.consented, lives.told(), lives.enrolled,
    lives.before_session, lives.done, lives.flare(2), lives.failed_morning,
    lives.strong_pain_before, lives.weeks, lives.on_a_run, lives.runner, lives.back_in_sport,
    lives.both_legs, lives.maintaining, lives.field_player, lives.after_a_pop, lives.resting,
)  # fmt: skip


class _Overdue(Exception):
    """An answer did not come in time."""


class _Log(logging.Handler):
    """Keeps what is logged, in the words in which it would be written."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append((record.levelno, logging.Formatter().format(record)))


@dataclass
class Life:
    """One diary behind one web app, and a browser that was let in."""

    app: App
    web: Starlette
    browser: Browser
    draw: random.Random
    result: Result
    log: _Log
    near: NearFacts
    files: NearFiles
    token: str = ""
    forms: dict[Any, PageForm] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)

    def enter(self) -> None:
        """Follow a start link and look around."""
        token = shell_of_app(self.web).invitations.start()
        self.browser.get(f"/start?token={token}")
        self.look_around()

    def look_around(self) -> None:
        """Read the pages and what they lead to, for their forms as they are now."""
        self._read_token()
        self.forms.clear()
        seen: dict[str, None] = dict.fromkeys(_FIRST_PAGES)
        for path in list(seen):
            seen |= dict.fromkeys(self._read(path))
        further = [path for path in seen if path not in _FIRST_PAGES]
        for path in self.draw.sample(further, min(20, len(further))):
            self._read(path)
        self.paths = [path for path in seen if not path.startswith(("/static", "/start"))]

    def _read_token(self) -> None:
        found = re.search(r'name="csrf-token" content="([^"]+)"', self.browser.get("/more").text)
        self.token = found[1] if found else ""

    def _read(self, path: str) -> list[str]:
        answer = self.browser.get(path)
        for _ in range(3):
            if answer.status in (302, 303, 307):
                answer = self.browser.get(answer.header("location"))
        self._judge("GET", path, answer, generated=False)
        return self._learn(answer, path) if "text/html" in answer.header("content-type") else []

    def _learn(self, answer: Answer, path: str) -> list[str]:
        """Keep the forms of a page, and give the pages that it leads to."""
        forms, links = read_page(answer.text, path)
        self.forms |= {form.key: form for form in forms}
        return links

    def ask(self) -> None:
        """Send one generated request."""
        kind = self.draw.random()
        if kind < 0.5:
            self._form()
        elif kind < 0.85:
            self._facts()
        elif kind < 0.9:
            self._what_if()
        else:
            self._address()

    def _form(self) -> None:
        draw = self.draw
        forms = [
            form for form in self.forms.values()
            if not form.action.startswith(_LAST) or draw.random() < 0.02
        ]  # fmt: skip
        form = draw.choice(forms)
        fields = form.filled(draw)
        if draw.random() < 0.8:
            fields = made_odd(form, fields, draw)
        fields = with_own_id(fields, draw)
        if form.method == "GET":
            self._judge("GET", form.action, self.browser.get(_asked(form.action, fields)))
            return
        kind, body = body_of(form, fields, self.files.file)
        answer = self.browser.post(form.action, kind, body, {"x-csrf-token": self.token})
        self._judge("POST", form.action, answer)
        # The next step of a form is only found behind the one before.
        if answer.status == 303 and draw.random() < 0.3:
            self._read(answer.header("location"))
        elif "text/html" in answer.header("content-type"):
            self._learn(answer, form.action)

    def _facts(self) -> None:
        facts = [self.near.fact() for _ in range(self.draw.choice((1, 1, 1, 2, 5)))]
        self._post_json("/api/v1/facts", facts)

    def _what_if(self) -> None:
        self._post_json("/api/v1/what-if", self.near.what_if())

    def _post_json(self, path: str, value: object) -> None:
        body = written(self.draw, value)
        more = {"x-csrf-token": self.token}
        self._judge("POST", path, self.browser.post(path, "application/json", body, more))

    def _address(self) -> None:
        draw = self.draw
        path = draw.choice([*self.paths, "/api/v1/why", "/api/v1/plan", "/api/v1/script"])
        if draw.random() < 0.5:
            parts = urlsplit(path).path.split("/")
            parts[draw.randrange(1, len(parts))] = odd_values.text(draw)[:300]
            path = quote("/".join(parts))
        names = ("day", "limb", "week", "month", "from", "to", "step", "screen", "next", "back",
                 "exercise", "token", "page", "pain", "side", "test", "fact", "error")  # fmt: skip
        given = [(draw.choice(names), odd_values.text(draw)) for _ in range(draw.randrange(3))]
        self._judge("GET", path.split("?")[0], self.browser.get(_asked(path, given)))

    def _judge(self, method: str, path: str, answer: Answer, *, generated: bool = True) -> None:
        result = self.result
        if generated and answer.status in _GUARD:
            result.count("stopped by the guard, not counted")
            # Somebody ended the session, or chose another person, whose pages have another token.
            if answer.status == 401:
                self.enter()
            else:
                self._read_token()
            return
        if generated:
            result.count(REACHED)
            result.count(f"answered {answer.status // 100}xx")
        else:
            result.count("pages read for their forms")
        if answer.status >= 500 or b"Traceback (most recent" in answer.body:
            told = answer.text[:600] if "json" in answer.header("content-type") else ""
            result.faults.append(f"{method} {path[:80]}: {answer.status} {told}")
        for level, line in self.log.lines:
            if level >= logging.ERROR or "Traceback" in line:
                told = " / ".join(
                    part.strip() for part in line.splitlines()[:1] + line.splitlines()[-3:]
                )
                result.faults.append(f"{method} {path[:80]} logged: {told[:600]}")
            elif odd_values.MARK in line:
                result.faults.append(f"{method} {path[:80]} logged what was sent")
        self.log.lines.clear()

    @property
    def reached(self) -> int:
        return int(self.result.figures.get(REACHED, 0))


def _asked(path: str, fields: list[tuple[str, str]]) -> str:
    joint = "&" if "?" in path else "?"
    return path + (joint + urlencode(fields) if fields else "")


def run(share: float, seed: int) -> Result:
    """Send so many requests to each life in turn."""
    result, draw = Result(seed, share), random.Random(seed)
    wanted = of_share(REQUESTS, share)
    chosen = draw.sample(LIVES, min(len(LIVES), max(4, round(len(LIVES) * share * 5))))
    pack = load_pack()
    with logged() as log:
        for number, live in enumerate(chosen):
            app = compose(pack, MemoryDiary())
            someone = Someone(app, id=PERSON, zone=system_zone())
            live(someone)
            until = wanted * (number + 1) // len(chosen)
            at_first = int(result.figures.get(REACHED, 0))
            on_socket = at_first + max(1, (until - at_first) // _ON_A_SOCKET)
            for place, end in ((_in_process, until - (on_socket - at_first)), (_served, until)):
                with place(app, someone.at.now.date()) as (web, caller, origin):
                    near = NearFacts(draw, _known(app), someone.day)
                    files = NearFiles(draw, app, near)
                    one = Life(app, web, Browser(caller, origin), draw, result, log, near, files)
                    _send_until(one, end)
        result.count("lives", len(chosen))
    return result


def _send_until(life: Life, end: int) -> None:
    life.enter()
    turn = 0
    while life.reached < end:
        turn += 1
        try:
            with _in_time():
                life.ask()
                if turn % 250 == 0 or not life.forms:
                    life.look_around()
        except _Overdue:
            life.result.faults.append(
                f"no answer within {LONGEST_S} s of processor time; {life.log.lines[-1:]}"
            )
            return


def _known(app: App) -> list[tuple[str, dict[str, Any]]]:
    return [
        (fact.name, json.loads(fact.payload))
        for person in app.diary.persons()
        for fact in app.diary.read(person)
    ]


def _settings(origin: str, today: date, folder: Path) -> Settings:
    return Settings(origins=frozenset({origin}), today=today, state_dir=folder)


@contextlib.contextmanager
def _in_process(app: App, today: date) -> Iterator[tuple[Starlette, Caller, str]]:
    with tempfile.TemporaryDirectory() as folder:
        web = create_app(app, _settings(_ORIGIN, today, Path(folder)), FEATURES)
        caller = InProcess(web, _ORIGIN)
        yield web, caller, _ORIGIN
        caller.close()


@contextlib.contextmanager
def _served(app: App, today: date) -> Iterator[tuple[Starlette, Caller, str]]:
    with tempfile.TemporaryDirectory() as folder:

        def make(origin: str) -> Starlette:
            return create_app(app, _settings(origin, today, Path(folder)), FEATURES)

        with serving(make) as served:
            caller = OverSocket(served.origin)
            yield served.web, caller, served.origin
            caller.close()


@contextlib.contextmanager
def logged() -> Iterator[_Log]:
    log, root = _Log(), logging.getLogger()
    root.addHandler(log)
    try:
        yield log
    finally:
        root.removeHandler(log)


@contextlib.contextmanager
def _in_time() -> Iterator[None]:
    def overdue(*_: object) -> None:
        raise _Overdue

    # Processor time: a busy machine makes no answer overdue.
    before = signal.signal(signal.SIGPROF, overdue)
    signal.setitimer(signal.ITIMER_PROF, LONGEST_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


if __name__ == "__main__":
    main("generated_requests", SEED, run)
