"""People at the door: the owner, and the ones who must stay outside. Every route meets them all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.testclient import TestClient

from hamstrong.web.shell.application import shell_of_app

ORIGIN = "http://127.0.0.1:8765"
_PARAMETER = re.compile(r"\{[^{}:]+(?::([a-z]+))?\}")
_SAMPLES = {"int": "1", "float": "1.5", "uuid": "00000000-0000-4000-8000-000000000000"}
SAFE = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True)
class Way:
    """One method of one route, with its parameters filled in."""

    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def changes(self) -> bool:
        return self.method not in SAFE


def ways(web: Starlette) -> list[Way]:
    """Every method of every route, whoever registered it."""
    return sorted(set(_ways(web.routes, "")), key=str)


def sockets(web: Starlette) -> list[str]:
    return [path for route, path in _walk(web.routes, "") if isinstance(route, WebSocketRoute)]


def stranger(web: Starlette) -> TestClient:
    """A browser that nobody let in."""
    return TestClient(web, base_url=ORIGIN, follow_redirects=False)


def owner(web: Starlette) -> TestClient:
    """A browser that came by the start link."""
    client = stranger(web)
    token = shell_of_app(web).invitations.start()
    assert client.get(f"/start?token={token}").status_code == 200
    return client


def csrf(client: TestClient) -> str:
    """The token that pages made for this browser carry."""
    found = re.search(r'name="csrf-token" content="([0-9a-f]{64})"', client.get("/more").text)
    assert found is not None
    return found[1]


def _ways(routes: Sequence[BaseRoute], prefix: str) -> Iterator[Way]:
    for route, path in _walk(routes, prefix):
        methods = getattr(route, "methods", None)
        if methods:
            yield from (Way(method, path) for method in methods)
        elif isinstance(route, Mount | Route):
            yield from (Way(method, path) for method in ("GET", "POST", "PUT", "DELETE"))


def _walk(routes: Sequence[BaseRoute], prefix: str) -> Iterator[tuple[BaseRoute, str]]:
    for route in routes:
        path = prefix + _filled(getattr(route, "path", ""))
        inner = getattr(route, "routes", None)
        if inner:
            yield from _walk(inner, path)
        else:
            yield route, path or "/"


def _filled(path: str) -> str:
    return _PARAMETER.sub(lambda match: _SAMPLES.get(match[1] or "str", "sample"), path)
