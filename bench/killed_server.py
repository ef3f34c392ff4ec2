"""A web server to be killed: forks a child per line of input, so that imports are paid once.

Each line of input is `{"where", "state", "port", "now", "people"}`. The child opens the diary and
serves the product on that port; with `people` it lets each of them in and prints the headers of
their browsers as one line of JSON. Prints `born PID`, `serving` and `dead` when the child is gone.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import alembic.command  # noqa: F401  loaded before the fork: the child shall live in its writes
import psycopg  # noqa: F401  the same
import uvicorn.protocols.http.httptools_impl  # noqa: F401  the same

import hamstrong.web.api.routes  # noqa: F401  the same
from hamstrong.app import open_app
from hamstrong.web.features import FEATURES
from hamstrong.web.listeners.servers import Stand, run
from hamstrong.web.listeners.sockets import LOOPBACK, listen
from hamstrong.web.shell import Settings, create_app
from hamstrong.web.shell.application import shell_of_app
from hamstrong.web.shell.sessions import Kind, csrf_of


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def _serve(order: dict[str, Any]) -> None:
    origin = f"http://{LOOPBACK}:{order['port']}"
    with open_app(order["where"]) as app:
        settings = Settings(
            origins=frozenset({origin}),
            clock=lambda: float(order["now"]),
            state_dir=Path(order["state"]),
        )
        web = create_app(app, settings, FEATURES)
        sessions = shell_of_app(web).sessions
        if order["people"]:
            found = {}
            for person in order["people"]:
                secret = sessions.begin(Kind.LOCAL, person)
                found[person] = {
                    "cookie": f"hamstrong-session-{order['port']}={secret}",
                    "origin": origin,
                    "x-csrf-token": csrf_of(secret, person),
                    "content-type": "application/json",
                }
            _say(f"headers {json.dumps(found)}")
        listener = listen(LOOPBACK, order["port"])
        _say("serving")
        run([Stand(app=web, listener=listener, origins=frozenset({origin}))])


def main() -> None:
    """Serve each order in a child of its own."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _serve(json.loads(line))
            return
        _say(f"born {child}")
        os.waitpid(child, 0)
        _say("dead")


if __name__ == "__main__":
    main()
