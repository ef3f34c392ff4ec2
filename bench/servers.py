"""The servers of `bench/serve.py`, each in a process of its own, until it is told to end.

    python -m bench.servers app FOLDER PEOPLE...    # the product on a diary
    python -m bench.servers floor FOLDER PERSON     # Starlette and SQLAlchemy, nothing else

The product runs as `hamstrong serve` runs it, garbage collection and templates included. Each
prints one line of JSON when it can be asked. The product's clock is set by lines of seconds
on its standard input, each answered by a line, so that days can pass.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hamstrong.app import open_app
from hamstrong.cli.garbage_collection import collecting_rarely
from hamstrong.cli.web_server import run_as_command
from hamstrong.web.features import FEATURES
from hamstrong.web.listeners.servers import Stand, run
from hamstrong.web.listeners.sockets import LOOPBACK, listen
from hamstrong.web.shell import Settings, create_app
from hamstrong.web.shell.application import shell_of_app
from hamstrong.web.shell.sessions import Kind, csrf_of

_READ = text("select max(seq) from facts where person = :person")
_WRITE = text("insert into bare (name, payload) values (:name, :payload)")


class Clock:
    """Says what it was last told."""

    def __init__(self) -> None:
        self.now = float(sys.stdin.readline())

    def __call__(self) -> float:
        return self.now

    def listen(self) -> None:
        for line in sys.stdin:
            self.now = float(line)
            _say(now=self.now)


def serve_app(folder: Path, people: Sequence[str]) -> None:
    listener, clock = listen(LOOPBACK, None), Clock()
    origin = f"http://{LOOPBACK}:{listener.port}"
    with open_app(folder) as app:
        settings = Settings(origins=frozenset({origin}), clock=clock, state_dir=folder / "web")
        web = create_app(app, settings, FEATURES)
        shell = shell_of_app(web)
        _say(
            port=listener.port,
            headers={
                person: _browser(shell.sessions.begin(Kind.LOCAL, person), person, origin)
                for person in people
            },
        )
        threading.Thread(target=clock.listen, daemon=True).start()
        run_as_command(shell, [Stand(app=web, listener=listener, origins=settings.origins)])


def _browser(secret: str, person: str, origin: str) -> list[tuple[str, str]]:
    """What a browser that was let in sends along."""
    return [
        ("cookie", f"hamstrong-session-{origin.rsplit(':', 1)[1]}={secret}"),
        ("origin", origin),
        ("x-csrf-token", csrf_of(secret, person)),
    ]


def serve_floor(folder: Path, person: str) -> None:
    """The same question to the same file, and one durable row per request beside it."""
    reader = create_engine(f"sqlite:///{folder / 'diary.db'}")
    writer = _writer(folder / "bare.db")

    async def read(_request: Request) -> Response:
        with reader.connect() as connection:
            found = connection.execute(_READ, {"person": person}).scalar()
        return JSONResponse({"seq": found})

    async def write(request: Request) -> Response:
        (fact,) = await request.json()
        row = {"name": fact["name"], "payload": json.dumps(fact["payload"])}
        with writer.begin() as connection:
            connection.execute(_WRITE, row)
        return JSONResponse({"stored": True})

    web = Starlette(routes=[Route("/", read), Route("/", write, methods=["POST"])])
    listener = listen(LOOPBACK, None)
    _say(port=listener.port, headers={person: []})
    run([Stand(app=web, listener=listener, origins=frozenset())])


def _writer(database: Path) -> Engine:
    engine = create_engine(f"sqlite:///{database}")

    @event.listens_for(engine, "connect")
    def _durable(connection: Any, _entry: Any) -> None:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")

    with engine.begin() as connection:
        connection.execute(
            text("create table bare (seq integer primary key, name text, payload text)")
        )
    return engine


def _say(**told: Any) -> None:
    print(json.dumps(told), flush=True)


def main() -> None:
    kind, folder, *people = sys.argv[1:]
    if kind == "app":
        with collecting_rarely():
            serve_app(Path(folder), people)
    else:
        serve_floor(Path(folder), people[0])


if __name__ == "__main__":
    main()
