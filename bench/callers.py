"""A browser's requests without a browser: to the app in this process, or over a real socket."""

from __future__ import annotations

import asyncio
import http.client
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from starlette.types import ASGIApp

Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Headers
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")


class Caller(Protocol):
    """Sends one request and gives its answer."""

    def __call__(self, method: str, path: str, headers: Headers, body: bytes) -> Answer: ...


class InProcess:
    """Calls the app as a server would, without one."""

    def __init__(self, app: ASGIApp, origin: str) -> None:
        self._app = app
        self._host = urlsplit(origin).netloc
        self._loop = asyncio.new_event_loop()

    def __call__(self, method: str, path: str, headers: Headers, body: bytes) -> Answer:
        return self._loop.run_until_complete(self._call(method, path, headers, body))

    async def _call(self, method: str, path: str, headers: Headers, body: bytes) -> Answer:
        given = [("host", self._host), ("content-length", str(len(body))), *headers]
        whole, _, query = path.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
            "scheme": "http", "path": whole, "raw_path": whole.encode(),
            "query_string": query.encode(), "root_path": "",
            "headers": [(key.encode(), value.encode("latin-1")) for key, value in given],
            "client": ("127.0.0.1", 40000), "server": ("127.0.0.1", 80),
        }  # fmt: skip
        sent: list[MutableMapping[str, Any]] = []
        asked = False

        async def receive() -> MutableMapping[str, Any]:
            nonlocal asked
            if asked:
                await asyncio.Event().wait()  # the person stays until the answer is there
            asked = True
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        start = next(m for m in sent if m["type"] == "http.response.start")
        found = [(key.decode().lower(), value.decode("latin-1")) for key, value in start["headers"]]
        parts = [m.get("body", b"") for m in sent if m["type"] == "http.response.body"]
        return Answer(start["status"], found, b"".join(parts))

    def close(self) -> None:
        self._loop.close()


class OverSocket:
    """Sends to a server that listens, on one connection that stays open."""

    def __init__(self, origin: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=60)

    def __call__(self, method: str, path: str, headers: Headers, body: bytes) -> Answer:
        self._connection.request(method, path, body or None, dict(headers))
        found = self._connection.getresponse()
        pairs = [(key.lower(), value) for key, value in found.getheaders()]
        return Answer(found.status, pairs, found.read())

    def close(self) -> None:
        self._connection.close()


@dataclass
class Browser:
    """Keeps cookies, and sends what our own pages would send along."""

    caller: Caller
    origin: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self._send("GET", path, [], b"")

    def post(
        self, path: str, kind: str, body: bytes, more: Mapping[str, str] | None = None
    ) -> Answer:
        headers = [("origin", self.origin), ("content-type", kind), *(more or {}).items()]
        return self._send("POST", path, headers, body)

    def _send(self, method: str, path: str, headers: Headers, body: bytes) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self.caller(method, path, [("cookie", cookie), *headers], body)
        for key, value in answer.headers:
            if key == "set-cookie":
                name, _, rest = value.partition("=")
                self.cookies[name] = rest.partition(";")[0]
        return answer
