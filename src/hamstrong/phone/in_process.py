"""In-process call: one request to an ASGI application without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

from starlette.types import ASGIApp, Message

Headers = Sequence[tuple[str, str]]


class Answer(NamedTuple):
    """What an application answers. Names of headers are in lower case."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Return the first value of a header, empty where there is none."""
        return next((value for key, value in self.headers if key == name), "")


async def call(app: ASGIApp, method: str, path: str, headers: Headers, body: bytes) -> Answer:
    """Send one whole request and return the whole answer.

    Args:
        path: with the query, as in an address; percent-encoded.
    """
    sent: list[Message] = []
    given = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if given:
            return given.pop()
        await asyncio.Event().wait()  # the browser stays until its answer is there
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(_scope(method, path, [*headers, ("content-length", str(len(body)))]), receive, send)
    begun = next(message for message in sent if message["type"] == "http.response.start")
    found = tuple((k.decode().lower(), v.decode("latin-1")) for k, v in begun["headers"])
    parts = (m.get("body", b"") for m in sent if m["type"] == "http.response.body")
    return Answer(begun["status"], found, b"".join(parts))


def _scope(method: str, path: str, headers: Headers) -> dict[str, Any]:
    whole, _, query = path.partition("?")
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "scheme": "https", "path": unquote(whole), "raw_path": whole.encode(),
        "query_string": query.encode(), "root_path": "",
        "headers": [(key.lower().encode(), value.encode("latin-1")) for key, value in headers],
        "client": None, "server": None,
    }  # fmt: skip
