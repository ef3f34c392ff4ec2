"""How fast one process on SQLite answers, beside a bare endpoint that makes the same database call.

    .venv/bin/python -m bench.serve [ROUNDS]

Product and floor are processes of their own, asked in turn within each round, so that a slow minute
of the machine hits both; every figure is the median over the rounds. The clients share the machine
with the servers, so the figures are a lower bound. What is logged are real sessions: each round is
a training day of the whole household (`bench/seeding.py`), and each client logs one person's sets
after the other's. The floor stores the same facts.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection
from http.cookiejar import CookieJar
from pathlib import Path
from typing import IO, Any

from bench.load import Figures, Target, after_each, load, load_once, median, request, work_off
from bench.seeding import Household, Payload, seed
from tests.app.person import Someone

from hamstrong.diary import open_diary
from hamstrong.web.shell.system_zone import system_zone

ROOT = Path(__file__).resolve().parents[1]
CLIENTS = (1, 16)
PEOPLE = 17
SECONDS = 1.0
MANY_SETS = 10_000


def _said(process: subprocess.Popen[Any]) -> IO[Any]:
    if process.stdout is None:
        raise SystemExit("the server's output is not ours to read")
    return process.stdout


@dataclass(frozen=True)
class Server:
    """A server that runs, and how each person is let in."""

    process: subprocess.Popen[Any]
    port: int
    headers: dict[str, list[tuple[str, str]]]

    def get(self, path: str, person: str) -> Target:
        return Target(self.port, request("GET", path, self.port, self.headers[person]))

    def log(self, path: str, person: str, sets: Iterable[Payload]) -> list[bytes]:
        """A request for each set, as the player sends it."""
        return [
            request("POST", path, self.port, self.headers[person], _fact(done)) for done in sets
        ]

    def set_clock(self, at: datetime) -> None:
        if self.process.stdin is None:
            raise SystemExit("the server's clock is not ours to set")
        self.process.stdin.write(f"{at.timestamp()}\n".encode())
        self.process.stdin.flush()
        _said(self.process).readline()


def _fact(payload: Payload) -> bytes:
    fact = {"client_id": str(uuid.uuid4()), "name": "SetLogged", "payload": payload}
    return json.dumps([fact]).encode()


@contextlib.contextmanager
def running(kind: str, folder: Path, people: Sequence[Someone]) -> Iterator[Server]:
    command = [sys.executable, "-m", "bench.servers", kind, str(folder)]
    command += [person.id for person in people]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe) as process:
        if process.stdin is not None and kind == "app":
            process.stdin.write(f"{people[0].at.now.timestamp()}\n".encode())
            process.stdin.flush()
        told = json.loads(_said(process).readline())
        pairs = {who: [(a, b) for a, b in given] for who, given in told["headers"].items()}
        try:
            yield Server(process, told["port"], pairs)
        finally:
            process.terminate()


def in_turn(targets: dict[str, Target], rounds: int) -> dict[tuple[str, int], Figures]:
    """Ask each in each round from one client and from many; give the medians."""
    runs: dict[tuple[str, int], list[Figures]] = {}
    for _ in range(rounds):
        for clients in CLIENTS:
            for name, target in targets.items():
                runs.setdefault((name, clients), []).append(load(target, clients, SECONDS))
    return {key: median(found) for key, found in runs.items()}


def show(name: str, clients: int, figures: Figures, beside: Figures | None = None) -> None:
    share = "" if beside is None else f"   {figures.per_s / beside.per_s:4.0%} of the floor"
    print(
        f"{name:34}{clients:3} clients {figures.per_s:7.0f}/s  p50 {figures.p50_ms:6.2f} ms"
        f"  p99 {figures.p99_ms:6.2f} ms  worst {figures.worst_ms:6.1f} ms{share}",
        flush=True,
    )


def pss_mb(pid: int) -> float:
    """Proportional memory of a process and its children."""
    tree = [pid]
    for one in tree:
        for task in Path(f"/proc/{one}/task").iterdir():
            tree += map(int, (task / "children").read_text(encoding="ascii").split())
    return sum(_pss_kb(one) for one in tree) / 1024


def _pss_kb(pid: int) -> int:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))


def first_answer(folder: Path) -> float:
    """Seconds from starting the command to the first whole page."""
    program = str(Path(sys.executable).parent / "hamstrong")
    command = [program, "serve", "--no-browser", "--data-dir"]
    begun = time.perf_counter()
    with subprocess.Popen(
        [*command, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        link = next(line.strip() for line in _said(process) if "/start?token=" in line)
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        browser.open(link).read()
        browser.open(link.split("/start")[0] + "/").read()
        took = time.perf_counter() - begun
        process.terminate()
    return took


def first_visit(server: Server, person: str) -> tuple[int, int]:
    """Bytes and requests of Today for a browser that has nothing yet."""
    connection = HTTPConnection("127.0.0.1", server.port)

    def fetch(path: str) -> bytes:
        connection.request(
            "GET", path, headers={**dict(server.headers[person]), "accept-encoding": "gzip"}
        )
        return connection.getresponse().read()

    page = fetch("/")
    linked = dict.fromkeys(
        path.split("#")[0] for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.decode())
    )
    sizes = [len(gzip.compress(page)), *(len(fetch(path)) for path in linked)]
    return sum(sizes), len(sizes)


def log_in_turn(
    household: Household, app: Server, floor: Server, rounds: int
) -> dict[tuple[str, int], Figures]:
    """Log a training day of everybody in each round, from one client and from many; the medians."""
    runs: dict[tuple[str, int], list[Figures]] = {}
    for _ in range(rounds):
        for clients in CLIENTS:
            sets = household.start_a_session_day()
            app.set_clock(household.old.at.now)
            for person in sets:
                load_once(app.get("/", person))  # whoever logs has seen the page before
            ours = [app.log("/api/v1/facts", who, done) for who, done in sets.items()]
            bare = [floor.log("/", household.old.id, done) for done in sets.values()]
            runs.setdefault(("floor", clients), []).append(work_off(floor.port, bare, clients))
            runs.setdefault(("set", clients), []).append(work_off(app.port, ours, clients))
    return {key: median(found) for key, found in runs.items()}


def freshly(household: Household, app: Server, rounds: int) -> dict[str, Figures]:
    """Today right after each set of a session, with few and with many sets behind it."""
    found: dict[str, list[Figures]] = {"few": [], "many": []}
    for _ in range(rounds):
        sets = household.start_a_session_day()
        app.set_clock(household.old.at.now)
        for name, person in (("few", household.young[0].id), ("many", household.old.id)):
            today = app.get("/", person)
            load_once(today)
            write = app.log("/api/v1/facts", person, sets[person])
            found[name].append(after_each(app.port, write, today.message))
    return {name: median(figures) for name, figures in found.items()}


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    folder = Path(tempfile.mkdtemp())
    starts = sorted(first_answer(folder / f"start{n}") for n in range(3))
    print(f"start of the command to the first page {starts[1]:.2f} s")
    with open_diary(folder / "diary") as diary:
        household = seed(diary, PEOPLE, MANY_SETS, system_zone())
        household.start_a_session_day()
        with (
            running("app", folder / "diary", household.everybody) as app,
            running("floor", folder / "diary", [household.old]) as floor,
        ):
            measure(household, app, floor, rounds)


def measure(household: Household, app: Server, floor: Server, rounds: int) -> None:
    me = household.old.id
    weight, requests = first_visit(app, me)
    print(f"first visit {weight / 1000:.0f} kB in {requests} requests")
    load(app.get("/", me), 1, SECONDS)
    reads = in_turn({"floor": floor.get("/", me), "today": app.get("/", me)}, rounds)
    for clients in CLIENTS:
        show("floor: the same question", clients, reads["floor", clients])
        show("today", clients, reads["today", clients], reads["floor", clients])
    fresh = freshly(household, app, rounds)
    show("today after a write, few sets", 1, fresh["few"])
    show(f"today after a write, {MANY_SETS} sets", 1, fresh["many"])
    writes = log_in_turn(household, app, floor, rounds)
    for clients in CLIENTS:
        show("floor: one durable row", clients, writes["floor", clients])
        show("log a set durably", clients, writes["set", clients], writes["floor", clients])
    worst = max(writes["set", clients].worst_ms for clients in CLIENTS)
    print(f"longest wait of a writer {worst:.0f} ms")
    print(f"memory of the whole tree {pss_mb(app.process.pid):.0f} MB after all this")


if __name__ == "__main__":
    main()
