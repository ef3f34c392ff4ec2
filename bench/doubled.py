"""The same facts from many tabs at once, through two servers on one diary: each counts once.

    .venv/bin/python -m bench.doubled [--share 0.05] [--seed N] [--save]

In each round several tabs send batches with the same client ids at the same moment, in part the
same batch and in part overlapping ones, as an outbox does that several tabs share. Every answer has
to name the same place for the same fact, and the diary holds each once. Then plain forms: the form
of one set is pressed in all tabs at once. On SQLite and on PostgreSQL, two server processes each.
"""

from __future__ import annotations

import contextlib
import json
import random
import subprocess
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from bench.callers import Answer, OverSocket
from bench.diary import postgres_server
from bench.forms import PageForm, read_page
from bench.kills import Household, forking, move_in, serving
from bench.long_run import Result, main, of_share

from hamstrong.app import open_app
from hamstrong.diary import open_diary
from hamstrong.engine.facts import SetLogged

ROUNDS, FORMS = 400, 4
SEED = 20261203
TABS = 6
_FORM = "/session/set"
_FORM_TYPE = "application/x-www-form-urlencoded"


@dataclass
class Tab:
    """One connection to one of the servers."""

    caller: OverSocket
    headers: dict[str, str]

    def post(self, path: str, kind: str, body: bytes) -> Answer:
        headers = self.headers | {"content-type": kind}
        return self.caller("POST", path, list(headers.items()), body)

    def get(self, path: str) -> Answer:
        return self.caller("GET", path, list(self.headers.items()), b"")


def _at_once(asks: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """Let every tab send at the same moment."""
    start = threading.Barrier(len(asks))

    def one(ask: Callable[[], Answer]) -> Answer:
        start.wait()
        return ask()

    with ThreadPoolExecutor(len(asks)) as threads:
        return list(threads.map(one, asks))


def _facts(home: Household, tabs: Sequence[Tab], rounds: int, draw: random.Random) -> Iterator[str]:
    """Send the same facts from all tabs; give what went wrong."""
    places: dict[str, set[int]] = {}
    payload = home.senders[0].payload
    for _ in range(rounds):
        facts = [
            {"client_id": str(uuid.UUID(int=draw.getrandbits(128), version=4)),
             "name": "SetLogged", "payload": payload}
            for _ in range(3)
        ]  # fmt: skip
        parts = [facts[draw.randrange(2) : draw.choice((2, 3))] or facts for _ in tabs]
        bodies = [json.dumps(part).encode() for part in (*parts[:-2], facts, facts)]
        answers = _at_once(
            [
                partial(tab.post, "/api/v1/facts", "application/json", body)
                for tab, body in zip(tabs, bodies, strict=True)
            ]
        )
        for answer in answers:
            if answer.status != 200:
                yield f"answered {answer.status}: {answer.text[:200]}"
                continue
            for told in json.loads(answer.body)["results"]:
                places.setdefault(told["client_id"], set()).add(told["seq"])
    yield from (f"{len(seqs)} places for one fact" for seqs in places.values() if len(seqs) > 1)
    with open_diary(home.where) as diary:
        stored = [fact.client_id for fact in diary.read(home.senders[0].person)]
    for client_id in places:
        if stored.count(client_id) != 1:
            yield f"a fact is stored {stored.count(client_id)} times"


def _set_form(tab: Tab) -> PageForm | None:
    forms, _ = read_page(tab.get("/session").text, "/session")
    return next((form for form in forms if form.action == _FORM), None)


def _pressed(home: Household, tabs: Sequence[Tab], count: int) -> Iterator[str | None]:
    """Press the form of a set in all tabs at once; give what went wrong, and None for each set."""
    for _ in range(count):
        form = _set_form(tabs[0])
        if form is None:
            return
        hidden = [(c.name, c.values[0]) for c in form.controls.values() if c.type == "hidden"]
        body = urlencode([*hidden, ("how", "whole"), ("pain", "1")]).encode()
        before = _sets(home)
        answers = _at_once([partial(tab.post, _FORM, _FORM_TYPE, body) for tab in tabs])
        wrong = {answer.status for answer in answers} - {303}
        if wrong:
            yield f"a form that was pressed {len(tabs)} times was answered {wrong}"
        if _sets(home) - before != 1:
            yield f"a form that was pressed {len(tabs)} times logged {_sets(home) - before} sets"
        yield None


def _sets(home: Household) -> int:
    with open_diary(home.where) as diary:
        names = [fact.name for fact in diary.read(home.senders[0].person)]
    return names.count(SetLogged.__name__)


Forkers = Sequence[subprocess.Popen[str]]


@contextlib.contextmanager
def _tabs(home: Household, forkers: Forkers) -> Iterator[list[Tab]]:
    """Tabs at a server of each forking process; all read the sessions from one folder."""
    with contextlib.ExitStack() as stack:
        found = []
        for forker in forkers:
            port, headers = stack.enter_context(serving(forker, home))
            for _ in range(TABS // len(forkers)):
                caller = OverSocket(f"http://127.0.0.1:{port}")
                stack.callback(caller.close)
                found.append(Tab(caller, headers[home.senders[0].person]))
        yield found


def _run_on(where: str, forkers: Forkers, result: Result, store: str) -> None:
    draw = random.Random(result.seed)
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "web"
        home = move_in(where or f"{folder}/diary", state, result.seed, people=1)
        with _tabs(home, forkers) as tabs:
            for outcome in _pressed(home, tabs, of_share(FORMS, result.share)):
                if outcome is None:
                    result.count(f"{store}: forms pressed in {TABS} tabs")
                else:
                    result.faults.append(f"{store}: {outcome}")
            rounds = of_share(ROUNDS, result.share)
            result.count(f"{store}: rounds of facts from {TABS} tabs", rounds)
            result.faults += [f"{store}: {fault}" for fault in _facts(home, tabs, rounds, draw)]
        with open_app(home.where) as app:
            app.diary.check()


def run(share: float, seed: int) -> Result:
    """Send everything many times, on both stores."""
    result = Result(seed, share)
    with forking() as one, forking() as other:
        _run_on("", (one, other), result, "SQLite")
        with postgres_server() as url:
            _run_on(url, (one, other), result, "PostgreSQL")
    return result


if __name__ == "__main__":
    main("doubled", SEED, run)
