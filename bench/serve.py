"""How fast one process on SQLite answers, beside a bare endpoint that makes the same database call.

    .venv/bin/python bench/serve.py [SECONDS]

Both servers run in this one process, one after the other, on 127.0.0.1 only. The clients share the
machine, so the figures are a lower bound.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx2
import uvicorn
from sqlalchemy import create_engine, text
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.app.person import Someone

from hamstrong.app import App, open_app
from hamstrong.web.features import FEATURES
from hamstrong.web.shell import Settings, create_app
from hamstrong.web.shell.application import shell_of_app
from hamstrong.web.shell.presence import system_zone

CLIENTS = (1, 16)


@contextlib.contextmanager
def served(web: ASGIApp, port: int) -> Iterator[None]:
    server = uvicorn.Server(
        uvicorn.Config(web, port=port, log_level="error", access_log=False, lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    try:
        yield
    finally:
        server.should_exit = server.force_exit = True
        thread.join(10)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def bare(database: Path) -> Starlette:
    """The floor: the same question to the same file, and nothing else."""
    engine = create_engine(f"sqlite:///{database}")

    async def read(_request: Request) -> Response:
        with engine.connect() as connection:
            found = connection.execute(text("select max(seq) from facts")).scalar()
        return JSONResponse({"seq": found})

    return Starlette(routes=[Route("/", read)])


async def ask(origin: str, path: str, clients: int, seconds: float, **more: object) -> str:
    took: list[float] = []
    headers, body = more.get("headers"), more.get("body")
    end = time.perf_counter() + seconds

    async def one() -> None:
        async with httpx2.AsyncClient(base_url=origin, headers=headers) as client:
            while time.perf_counter() < end:
                begin = time.perf_counter()
                if callable(body):
                    answer = await client.post(path, json=body())
                else:
                    answer = await client.get(path)
                if answer.status_code != 200:
                    raise SystemExit(f"{path}: {answer.status_code} {answer.text[:300]}")
                took.append(time.perf_counter() - begin)

    begin = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(clients)))
    rate = len(took) / (time.perf_counter() - begin)
    parts = statistics.quantiles(took, n=100)
    return f"{rate:8.0f}/s  p50 {parts[49] * 1e3:6.2f} ms  p99 {parts[98] * 1e3:7.2f} ms"


def pss_mb() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def somebody(app: App) -> Someone:
    person = Someone(app, zone=system_zone()).begin()
    for _ in range(10):
        person.answer_all()
        if person.today().plan_id is not None:
            break
        person.day += 1
    return person


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    begun = time.perf_counter()
    folder = Path(tempfile.mkdtemp())
    with open_app(folder) as app:
        port = free_port()
        origin = f"http://127.0.0.1:{port}"
        person = somebody(app)
        settings = Settings(origins=frozenset({origin}), today=person.at.now.date())
        opened = time.perf_counter()
        web = create_app(app, settings, FEATURES)
        with served(web, port):
            token = shell_of_app(web).invitations.start()
            client = httpx2.Client(base_url=origin)
            client.get(f"/start?token={token}")
            page = client.get("/more")
            csrf = page.text.split('name="csrf-token" content="')[1].split('"')[0]
            print(f"app made to first answer {time.perf_counter() - opened:.2f} s")
            cookie = "; ".join(f"{k}={v}" for k, v in client.cookies.items())
            headers = {"cookie": cookie, "origin": origin, "x-csrf-token": csrf}
            script = person.me.script(person.at)
            first = next(s for s in script.segments if s.kind in ("work", "hold"))
            payload = {
                "exercise": first.exercise,
                "side": first.side,
                "rung": first.rung,
                "nprs": 1,
            }

            def one_set() -> list[dict[str, object]]:
                return [{"client_id": str(uuid4()), "name": "SetLogged", "payload": payload}]

            for clients in CLIENTS:
                for name, path in (("today", "/"), ("plan", "/api/v1/plan")):
                    told = asyncio.run(ask(origin, path, clients, seconds, headers=headers))
                    print(f"{name:12}{clients:3} clients {told}")
            for clients in CLIENTS:
                told = asyncio.run(
                    ask(origin, "/api/v1/facts", clients, seconds, headers=headers, body=one_set)
                )
                print(f"{'log a set':12}{clients:3} clients {told}")
            logged = person.me.history(person.at)[-1].sets
            begin = time.perf_counter()
            client.get("/", headers=headers)
            print(f"today after {logged} sets {(time.perf_counter() - begin) * 1e3:.1f} ms")
            print(f"memory of server and clients {pss_mb():.0f} MB")
        floor = free_port()
        with served(bare(folder / "diary.db"), floor):
            for clients in CLIENTS:
                told = asyncio.run(ask(f"http://127.0.0.1:{floor}", "/", clients, seconds))
                print(f"{'bare':12}{clients:3} clients {told}")
    print(f"all in {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
