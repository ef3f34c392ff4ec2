"""A device of the phone edition, in CPython: its files, its clock, and its page's requests."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode

from bench.forms import read_page

from hamstrong.diary.log.handle_log_file import HandleLogFile, Handles
from hamstrong.phone.home import Home, open_home
from hamstrong.phone.in_process import Answer
from hamstrong.phone.parts import LoadPart, nothing_to_load
from tests.diary.handles import DiskHandle, disk_handles

FORM = [("content-type", "application/x-www-form-urlencoded")]
CALM = {"new_limp": "no", "walking": "yes", "sharp": "no"}


@dataclass
class Device:
    """One phone: `restart` is what closing the app and opening it again does."""

    folder: Path
    files: Handles
    now: datetime = field(default=datetime(2025, 3, 3, 8, tzinfo=UTC))
    zone: str = "UTC"
    secret: str = "of this device"  # noqa: S105 - for tests
    load_part: LoadPart = nothing_to_load
    _home: Home | None = None

    @classmethod
    def in_folder(cls, folder: Path, **changes: Any) -> Self:
        return cls(folder, disk_handles(folder), **changes)

    @property
    def home(self) -> Home:
        if self._home is None:
            self._home = open_home(
                HandleLogFile(self.files, "diary"), secret=self.secret, zone=self.zone,
                now=lambda: self.now.timestamp(),  # noqa: PLW0108 - days pass
                load_part=self.load_part,
            )  # fmt: skip
        return self._home

    def restart(self) -> None:
        """Forget everything but the files."""
        if self._home is not None:
            self._home.close()
        self.files, self._home = disk_handles(self.folder), None

    def fill(self, *, room: bool = False) -> None:
        """Let the storage be full, or have room again."""
        for handle in self.files:
            assert isinstance(handle, DiskHandle)
            handle.is_full = not room

    def ask(
        self, method: str, path: str, headers: list[tuple[str, str]], body: bytes = b""
    ) -> Answer:
        # In a thread of its own: a browser of other tests keeps an event loop in this one.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(
                asyncio.run, self.home.request(method, path, headers, body)
            ).result()

    def get(self, path: str) -> Answer:
        """Follow an address to its page."""
        found = self.ask("GET", path, [])
        for _ in range(3):
            if found.status != 303:
                break
            found = self.ask("GET", found.header("location"), [])
        return found

    def page(self, path: str) -> str:
        found = self.get(path)
        assert found.status == 200, (path, found.status)
        return found.body.decode()

    def post(self, path: str, fields: list[tuple[str, str]]) -> Answer:
        return self.ask("POST", path, FORM, urlencode(fields).encode())

    def send(self, path: str, action: str | None = None, **wanted: str) -> Answer:
        """Fill in the form of a page that posts (to `action`, else the first) and send it. What no
        control is called is the button that was pressed."""
        forms, _ = read_page(self.page(path), path)
        form = next(f for f in forms if f.method == "POST" and action in (None, f.action))
        fields = [
            (name, wanted.get(name) or _calm(name, control.values))
            for name, control in form.controls.items()
            if control.type != "checkbox" or name in wanted
        ]
        pressed = [(name, value) for name, value in wanted.items() if name not in form.controls]
        return self.post(form.action, [*fields, *pressed])

    def token(self) -> str:
        found = re.search(r'name="csrf-token" content="([^"]+)"', self.page("/more"))
        assert found is not None
        return found[1]


def _calm(name: str, values: list[str]) -> str:
    if name in CALM and CALM[name] in values:
        return CALM[name]
    return values[0] if values else ""
