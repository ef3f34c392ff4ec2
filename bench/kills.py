"""200 kills of the server while people log sets: nothing acknowledged is lost, nothing is doubled.

    .venv/bin/python -m bench.kills [--share 0.05] [--seed N] [--save]

The server is ended by SIGKILL at random moments: while it opens the diary, while it serves, while
it commits. Each of several people sends a set, waits for the answer and sends the next; what was
not answered is sent again under its client id, as the player's outbox does. One kill in five is
that of a server on PostgreSQL. At the end each acknowledged fact is in the diary once, at the place
that was answered, the places have no gap, and nothing is there that nobody sent.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import killed_server
from bench.diary import postgres_server
from bench.long_run import ROOT, Result, main, of_share
from tests.app.person import Someone
from tests.web.scenes import lives

from hamstrong.app import open_app
from hamstrong.diary import open_diary
from hamstrong.engine.facts import SetLogged
from hamstrong.engine.facts.codec import encode_fact
from hamstrong.web.shell.system_zone import system_zone

SEED = 20261130
KILLS = 200
PEOPLE = 4
_SLOWEST_S = 20.0
_MOST_FAULTS = 20


@dataclass
class Sender:
    """One person's phone: sends a set until it is answered, then the next."""

    person: str
    payload: dict[str, Any]
    port: int
    draw: random.Random
    headers: dict[str, str] = field(default_factory=dict)
    acknowledged: dict[str, int] = field(default_factory=dict)
    sent: set[str] = field(default_factory=set)
    pending: bytes = b""
    pending_id: str = ""
    repeats: int = 0
    faults: list[str] = field(default_factory=list)

    def work(self, ended: threading.Event) -> None:
        """Send until the event; a server that is away is asked again at once."""
        while not ended.is_set() and len(self.faults) < _MOST_FAULTS:
            if not self.headers:  # nobody was let in yet
                ended.wait(0.005)
                continue
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            away = contextlib.suppress(OSError, http.client.HTTPException)
            with away, contextlib.closing(connection):
                self._send_on(connection, ended)
            ended.wait(0.005)

    def _send_on(self, connection: http.client.HTTPConnection, ended: threading.Event) -> None:
        while not ended.is_set():
            if self.pending_id in self.acknowledged or not self.pending_id:
                self._next()
            self.sent.add(self.pending_id)
            connection.request("POST", "/api/v1/facts", self.pending, self.headers)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                self.faults.append(f"answered {answer.status}: {body[:200]!r}")
                return
            (told,) = json.loads(body)["results"]
            self.repeats += told["state"] == "known"
            self.acknowledged[self.pending_id] = told["seq"]

    def _next(self) -> None:
        self.pending_id = str(uuid.UUID(int=self.draw.getrandbits(128), version=4))
        fact = {"client_id": self.pending_id, "name": "SetLogged", "payload": self.payload}
        self.pending = json.dumps([fact]).encode()


@dataclass
class Household:
    """Where the diary is, who lives there, and how many facts they had before the first kill."""

    where: str
    state: Path
    now: float
    senders: list[Sender]
    before: dict[str, int]

    @property
    def acknowledged(self) -> int:
        return sum(len(sender.acknowledged) for sender in self.senders)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def move_in(where: str, state: Path, seed: int, people: int = PEOPLE) -> Household:
    """Begin a diary of people who are all in the middle of a session."""
    port, senders, now = _free_port(), [], 0.0
    with open_app(where) as app:
        for number in range(people):
            someone = Someone(app, str(uuid.UUID(int=seed * 100 + number)), zone=system_zone())
            lives.working(someone)
            session = someone.me.session(someone.at)
            if session is None:
                raise SystemExit("no session to log sets in")
            item = session.lines[0].item
            done = SetLogged(
                item.exercise, item.side, item.rung, someone.today().plan_id, item.repetitions,
                item.holds, item.hold_s, item.load_kg, nprs=1,
            )  # fmt: skip
            draw = random.Random(seed * 1_000 + number)
            senders.append(Sender(someone.id, encode_fact(done)[2], port, draw))
            now = someone.at.now.timestamp()
        before = {sender.person: app.diary.last_seq(sender.person) for sender in senders}
    return Household(where, state, now, senders, before)


@contextlib.contextmanager
def forking() -> Iterator[subprocess.Popen[str]]:
    """A process that forks a server for each order, and ends them when it is no longer needed."""
    command = [sys.executable, "-m", killed_server.__name__]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, text=True, bufsize=1, cwd=ROOT
    ) as process:
        yield process
        if process.stdin is not None:
            process.stdin.close()


@contextlib.contextmanager
def serving(
    forker: subprocess.Popen[str], home: Household
) -> Iterator[tuple[int, dict[str, dict[str, str]]]]:
    """A server that nobody kills before the end; its port, and each person's headers."""
    if forker.stdin is None or forker.stdout is None:
        raise SystemExit("the server's pipes are not ours")
    port = _free_port()
    people = [sender.person for sender in home.senders]
    order = {"where": home.where, "state": str(home.state), "port": port,
             "now": home.now, "people": people}  # fmt: skip
    forker.stdin.write(json.dumps(order) + "\n")
    told: dict[str, str] = {}
    while "serving" not in told:
        word, _, rest = forker.stdout.readline().strip().partition(" ")
        if word in ("", "dead"):
            raise SystemExit("the server did not start")
        told[word] = rest
    try:
        yield port, json.loads(told["headers"])
    finally:
        os.kill(int(told["born"]), signal.SIGTERM)
        while forker.stdout.readline().strip() not in ("dead", ""):
            pass


def _one_life(
    nursery: subprocess.Popen[str], home: Household, seconds: float, *, from_birth: bool
) -> None:
    """Let a server live for so long from its birth, or from its first answer, then kill it."""
    if nursery.stdin is None or nursery.stdout is None:
        raise SystemExit("the server's pipes are not ours")
    first = not home.senders[0].headers
    order = {
        "where": home.where, "state": str(home.state), "port": home.senders[0].port,
        "now": home.now, "people": [s.person for s in home.senders] if first else [],
    }  # fmt: skip
    nursery.stdin.write(json.dumps(order) + "\n")
    child = 0
    for line in nursery.stdout:
        word, _, rest = line.strip().partition(" ")
        if word == "dead":
            return
        if word == "born":
            child = int(rest)
        if word == "headers":
            for sender in home.senders:
                sender.headers.update(json.loads(rest)[sender.person])
        if word == "born" and from_birth:
            threading.Timer(seconds, os.kill, (child, signal.SIGKILL)).start()
        if word == "serving" and not from_birth:
            threading.Thread(target=_kill_after_an_answer, args=(home, child, seconds)).start()
    raise SystemExit("the process that forks servers died")


def _kill_after_an_answer(home: Household, child: int, seconds: float) -> None:
    before, latest = home.acknowledged, time.monotonic() + _SLOWEST_S
    while home.acknowledged == before and time.monotonic() < latest:
        time.sleep(0.002)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)


def _kill_again_and_again(home: Household, kills: int, draw: random.Random) -> None:
    ended = threading.Event()
    threads = [threading.Thread(target=s.work, args=(ended,)) for s in home.senders]
    for thread in threads:
        thread.start()
    with forking() as nursery:
        try:
            for number in range(kills):
                # Every fourth server dies while it opens the diary, or soon after.
                early = number % 4 == 3
                _one_life(nursery, home, draw.uniform(0.0, 0.3), from_birth=early)
        finally:
            ended.set()
            for thread in threads:
                thread.join(_SLOWEST_S)


def _judge(home: Household, result: Result, store: str) -> None:
    with open_diary(home.where) as diary:
        diary.check()
        for sender in home.senders:
            facts = diary.read(sender.person)
            result.faults += [f"{store}: {fault}" for fault in sender.faults]
            result.faults += _wrong(sender, facts, home.before[sender.person], store)
            result.count(f"{store}: facts acknowledged", len(sender.acknowledged))
            result.count(f"{store}: facts stored", len(facts) - home.before[sender.person])
            result.count(f"{store}: repeats answered as known", sender.repeats)


def _wrong(sender: Sender, facts: Any, before: int, store: str) -> Iterator[str]:
    places: dict[str, list[int]] = {}
    for fact in facts[before:]:
        places.setdefault(fact.client_id, []).append(fact.seq)
    lost = [one for one, seq in sender.acknowledged.items() if places.get(one) != [seq]]
    doubled = [one for one, seqs in places.items() if len(seqs) > 1]
    if lost:
        yield f"{store}: {len(lost)} acknowledged facts are not where they were said to be"
    if doubled:
        yield f"{store}: {len(doubled)} facts are stored twice"
    if set(places) - sender.sent:
        yield f"{store}: facts that nobody sent"
    if [fact.seq for fact in facts] != list(range(1, len(facts) + 1)):
        yield f"{store}: a gap in the diary"


def run(share: float, seed: int) -> Result:
    """Kill so many servers, four in five on SQLite."""
    result, draw = Result(seed, share), random.Random(seed)
    kills = of_share(KILLS, share)
    on_postgres = max(1, kills // 5)
    with tempfile.TemporaryDirectory() as folder:
        home = move_in(f"{folder}/diary", Path(folder) / "web", seed)
        _kill_again_and_again(home, kills - on_postgres, draw)
        result.count("SQLite: kills", kills - on_postgres)
        _judge(home, result, "SQLite")
    with tempfile.TemporaryDirectory() as folder, postgres_server() as url:
        home = move_in(url, Path(folder) / "web", seed)
        _kill_again_and_again(home, on_postgres, draw)
        result.count("PostgreSQL: kills", on_postgres)
        _judge(home, result, "PostgreSQL")
    return result


if __name__ == "__main__":
    main("kills", SEED, run)
