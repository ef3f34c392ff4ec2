"""One diary behind one real server on one port, on a fixed day that a story can move."""

from __future__ import annotations

import socket
import threading
import time
from datetime import date
from pathlib import Path

import uvicorn
from playwright.sync_api import Page
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from hamstrong.app import App
from hamstrong.web.features import FEATURES
from hamstrong.web.shell import Settings, create_app
from hamstrong.web.shell.application import shell_of_app
from hamstrong.web.shell.settings import FIRST_PERSON, Entrance
from hamstrong.web.shell.system_zone import system_zone
from tests.app.person import FIRST_MONDAY, Someone

_NOON = 12
_PATIENCE_S = 20


class Room:
    """Served as `hamstrong serve --today` would; a new day is that command started anew.

    The port stays and sessions are on the disk, so a browser notices a restart only by what the
    server no longer remembers.
    """

    def __init__(
        self, app: App, day: date = FIRST_MONDAY, entrance: Entrance = Entrance.START_LINK
    ) -> None:
        self.app, self.entrance = app, entrance
        self.visited: set[str] = set()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.origin = f"http://127.0.0.1:{self.port}"
        # The one whom a browser without a choice looks at, on the same clock.
        self.someone = Someone(
            app, id=FIRST_PERSON, day=day.toordinal(), zone=system_zone(), hour=_NOON
        )
        self._server: uvicorn.Server | None = None
        self.restart()
        self.start()

    @property
    def day(self) -> date:
        return date.fromordinal(self.someone.day)

    def start(self) -> None:
        config = uvicorn.Config(
            self._answer,
            host="127.0.0.1",
            port=self.port,
            interface="asgi3",
            log_level="error",
            lifespan="off",
        )
        self._server = server = uvicorn.Server(config)
        self._thread = threading.Thread(target=server.run, daemon=True)
        self._thread.start()
        until = time.monotonic() + _PATIENCE_S
        while not server.started:
            assert time.monotonic() < until, f"no server on {self.origin}"
            time.sleep(0.005)

    def stop(self) -> None:
        """Nothing answers any more, as when the computer is off or out of reach."""
        if self._server is not None:
            self._server.should_exit = self._server.force_exit = True
            self._thread.join(_PATIENCE_S)
            self._server = None

    def restart(self) -> None:
        """Make the web app anew: all that a process remembers is gone."""
        folder = Path(self.app.where + "-web")
        settings = Settings(
            origins=frozenset({self.origin}),
            today=self.day,
            state_dir=folder,
            entrance=self.entrance,
            pairing_origin=self.origin,
        )
        self.web: Starlette = create_app(self.app, settings, FEATURES)

    def on(self, day: int) -> None:
        """Start again on another day, given as an ordinal."""
        self.someone.day = day
        self.restart()

    def tomorrow(self, days: int = 1) -> None:
        self.on(self.someone.day + days)

    def let_in(self, page: Page) -> None:
        """Follow a start link, as a person does first of all."""
        token = shell_of_app(self.web).invitations.start()
        page.goto(f"{self.origin}/start?token={token}")
        page.wait_for_url(lambda url: "/start" not in url)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET":
            self.visited.add(scope["path"])
        await self.web(scope, receive, send)
