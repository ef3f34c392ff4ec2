"""A real server in a thread and a real browser, for tests that need scripts."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from hamstrong.app import App
from hamstrong.web.features import FEATURES
from hamstrong.web.shell import Settings, create_app
from hamstrong.web.shell.application import shell_of_app

CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
PHONE, DESK = (390, 844), (1280, 800)


@dataclass
class Stand:
    """The web app on a port of its own, on a fixed day; may be stopped and started again."""

    app: App
    day: date

    def __post_init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        state = self.app.where + "-web"
        settings = Settings(origins=frozenset({self.origin}), today=self.day, state_dir=Path(state))
        self.web = create_app(self.app, settings, FEATURES)
        config = uvicorn.Config(self.web, port=self.port, log_level="error", lifespan="off")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        deadline = time.monotonic() + 20
        while not self.server.started and time.monotonic() < deadline:
            time.sleep(0.02)

    def stop(self) -> None:
        self.server.should_exit = True
        self.server.force_exit = True
        self.thread.join(10)

    def enter(self, page: Page) -> None:
        token = shell_of_app(self.web).invitations.start()
        page.goto(f"{self.origin}/start?token={token}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()
