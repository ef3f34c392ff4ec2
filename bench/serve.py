"""How fast one process on SQLite answers, beside a bare endpoint that makes the same database call.

    .venv/bin/python -m bench.serve [ROUNDS]

Product and floor are processes of their own, asked in turn within each round, so that a slow minute
of the machine hits both; every figure is the median over the rounds. The clients share the machine
with the servers, so the figures are a lower bound.
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
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookiejar import CookieJar
from pathlib import Path
from typing import IO, Any

from bench.load import Figures, Target, after_each, load, median, request
from bench.seeding import seed
from tests.app.person import Someone

from hamstrong.app import open_app

ROOT = Path(__file__).resolve().parents[1]
CLIENTS = (1, 16)
SECONDS = 1.0
MANY_SETS = 10_000
WRITES = 100


@dataclass(frozen=True)
class Server:
    """A server that runs, and how to be let in."""

    pid: int
    port: int
    headers: list[tuple[str, str]]

    def get(self, path: str) -> Target:
        message = request("GET", path, self.port, self.headers)
        return Target(self.port, lambda: message)

    def log_a_set(self, path: str, payload: dict[str, object]) -> Target:
        def make() -> bytes:
            fact = {"client_id": str(uuid.uuid4()), "name": "SetLogged", "payload": payload}
            body = json.dumps([fact]).encode()
            return request("POST", path, self.port, self.headers, body)

        return Target(self.port, make)


@contextlib.contextmanager
def running(kind: str, folder: Path, person: Someone) -> Iterator[Server]:
    day = person.at.now.date().isoformat()
    command = [sys.executable, "-m", "bench.servers", kind, str(folder), person.id, day]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        told = json.loads(_said(process).readline())
        pairs = [(name, value) for name, value in told["headers"]]
        try:
            yield Server(process.pid, told["port"], pairs)
        finally:
            process.terminate()


def a_set(folder: Path, person: Someone) -> dict[str, object]:
    """A set of today's plan, as the player sends it."""
    with open_app(folder) as app:
        script = app.person(person.id).script(person.at)
        segments = () if script is None else script.segments
        segment = next(s for s in segments if s.kind in ("work", "hold"))
    return {name: getattr(segment, name) for name in ("exercise", "side", "rung")} | {"nprs": 1}


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


def _said(process: subprocess.Popen[Any]) -> IO[Any]:
    if process.stdout is None:
        raise SystemExit("the server's output is not ours to read")
    return process.stdout


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


def first_visit(server: Server) -> tuple[int, int]:
    """Bytes and requests of Today for a browser that has nothing yet."""
    connection = HTTPConnection("127.0.0.1", server.port)

    def fetch(path: str) -> bytes:
        connection.request("GET", path, headers={**dict(server.headers), "accept-encoding": "gzip"})
        return connection.getresponse().read()

    page = fetch("/")
    linked = dict.fromkeys(
        path.split("#")[0] for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.decode())
    )
    sizes = [len(gzip.compress(page)), *(len(fetch(path)) for path in linked)]
    return sum(sizes), len(sizes)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    folder = Path(tempfile.mkdtemp())
    few, many = folder / "few", folder / "many"
    new, old = seed(few, 0), seed(many, MANY_SETS)
    done = a_set(many, old)
    starts = sorted(first_answer(folder / f"start{n}") for n in range(3))
    print(f"start of the command to the first page {starts[1]:.2f} s")
    with (
        running("app", few, new) as young,
        running("app", many, old) as app,
        running("floor", many, old) as floor,
    ):
        weight, requests = first_visit(app)
        print(f"first visit {weight / 1000:.0f} kB in {requests} requests")
        load(app.get("/"), 1, SECONDS)
        reads = in_turn({"floor": floor.get("/"), "today": app.get("/")}, rounds)
        for clients in CLIENTS:
            show("floor: the same question", clients, reads["floor", clients])
            show("today", clients, reads["today", clients], reads["floor", clients])
        freshly(young, app, a_set(few, new), done, rounds)
        logged = {"floor": floor.log_a_set("/", done), "set": app.log_a_set("/api/v1/facts", done)}
        writes = in_turn(logged, rounds)
        for clients in CLIENTS:
            show("floor: one durable row", clients, writes["floor", clients])
            show("log a set durably", clients, writes["set", clients], writes["floor", clients])
        worst = max(writes["set", clients].worst_ms for clients in CLIENTS)
        print(f"longest wait of a writer {worst:.0f} ms")
        print(f"memory of the whole tree {pss_mb(app.pid):.0f} MB after all this")


def freshly(
    young: Server, old: Server, one: dict[str, object], two: dict[str, object], rounds: int
) -> None:
    """Today right after a write, with hardly any sets behind it and with many."""
    found: dict[str, list[Figures]] = {"few": [], "many": []}
    for _ in range(rounds):
        for name, server, done in (("few", young, one), ("many", old, two)):
            write = server.log_a_set("/api/v1/facts", done)
            found[name].append(after_each(write, server.get("/"), WRITES // rounds))
    show("today after a write, few sets", 1, median(found["few"]))
    show(f"today after a write, {MANY_SETS} sets", 1, median(found["many"]))


if __name__ == "__main__":
    main()
