"""A request that hands its body over piece by piece and knows how many pieces were taken."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message

from tests.loops import run_alone
from tests.web.people import ORIGIN


@dataclass
class RawRequest:
    """A POST as a server hands it to the app.

    Args:
        pieces: of the body; an empty one at the end is not needed.
        stalls: whether the next piece after the last one never comes.
        breaks_off: whether the browser goes away instead of ending its body.
    """

    path: str
    headers: Mapping[str, str]
    pieces: Sequence[bytes] = ()
    stalls: bool = False
    breaks_off: bool = False
    taken: int = 0
    status: int = 0
    body: bytes = b""
    answer_headers: dict[str, str] = field(default_factory=dict)

    async def send_to(self, app: ASGIApp) -> RawRequest:
        await app(self._scope(), self._receive, self._take)
        return self

    def ask(self, app: ASGIApp) -> RawRequest:
        return run_alone(self.send_to(app))

    def _scope(self) -> dict[str, object]:
        own = {"host": ORIGIN.removeprefix("http://"), "origin": ORIGIN}
        headers = [(k.encode(), v.encode()) for k, v in (own | dict(self.headers)).items()]
        return {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "method": "POST",
            "http_version": "1.1", "scheme": "http", "path": self.path, "root_path": "",
            "raw_path": self.path.encode(), "query_string": b"", "headers": headers,
            "client": ("127.0.0.1", 50_000), "server": ("127.0.0.1", 8765), "state": {},
        }  # fmt: skip

    async def _receive(self) -> Message:
        if self.taken >= max(1, len(self.pieces)):
            if self.stalls:
                await asyncio.Event().wait()
            return {"type": "http.disconnect"}
        piece = self.pieces[self.taken] if self.pieces else b""
        self.taken += 1
        more = self.taken < len(self.pieces) or self.stalls or self.breaks_off
        return {"type": "http.request", "body": piece, "more_body": more}

    async def _take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            pairs = message["headers"]
            self.answer_headers = {k.decode().lower(): v.decode() for k, v in pairs}
        else:
            self.body += message.get("body", b"")
