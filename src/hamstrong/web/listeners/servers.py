"""Servers, one or several in one process, until a person or the system says stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING, Literal

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from hamstrong.web.listeners.few_lines import FewLines
from hamstrong.web.listeners.sockets import Listener
from hamstrong.web.shell.origins import LISTENER_ORIGINS

if TYPE_CHECKING:
    from hamstrong.web.listeners.certificates import LeafFiles

_GRACE_S = 5
_REFUSALS = ("hamstrong.web", "uvicorn.error")  # what logs of requests from outside


@dataclass(frozen=True, kw_only=True)
class Stand:
    """An application on a socket; with a certificate it speaks TLS.

    Args:
        origins: the addresses under which browsers reach this socket; it answers under no other.
    """

    app: ASGIApp
    listener: Listener
    origins: frozenset[str]
    certificate: LeafFiles | None = None
    behind_proxy: bool = False


def run(stands: Sequence[Stand]) -> None:
    """Serve until a stop is asked for; requests under way are finished first."""
    servers = [_Server(_config(stand)) for stand in stands]
    for name in _REFUSALS:
        logging.getLogger(name).addFilter(FewLines())
    loop_factory = servers[0].config.get_loop_factory()
    with asyncio.Runner(loop_factory=loop_factory) as runner, _stopping(servers):
        runner.run(_serve(servers, stands))


class _Server(uvicorn.Server):
    """One of several: signals are ours to handle, once for all."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


class _Named:
    """Says of each request which origins its listener has."""

    def __init__(self, app: ASGIApp, origins: frozenset[str]) -> None:
        self._app = app
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[LISTENER_ORIGINS] = self._origins
        await self._app(scope, receive, send)


def _protocol() -> type[asyncio.Protocol] | Literal["h11"]:
    """Httptools within bounds; where it is missing (Windows), h11 with bounds of its own."""
    try:
        from hamstrong.web.listeners.bounded_http import BoundedHttp  # noqa: PLC0415
    except ModuleNotFoundError:
        return "h11"
    return BoundedHttp


def _config(stand: Stand) -> uvicorn.Config:
    files = stand.certificate
    return uvicorn.Config(
        _Named(stand.app, stand.origins),
        http=_protocol(),
        access_log=False,  # addresses and what follows the question mark stay unwritten
        log_level="warning",
        server_header=False,
        lifespan="off",
        ws="none",  # no page uses sockets; the guard answers whoever asks for one
        proxy_headers=stand.behind_proxy,
        forwarded_allow_ips="127.0.0.1" if stand.behind_proxy else None,
        timeout_graceful_shutdown=_GRACE_S,
        ssl_certfile=None if files is None else files.certificate,
        ssl_keyfile=None if files is None else files.key,
    )


async def _serve(servers: Sequence[_Server], stands: Sequence[Stand]) -> None:
    async def one(server: _Server, stand: Stand) -> None:
        await server.serve(sockets=[stand.listener.socket])
        _stop(servers)

    await asyncio.gather(*(one(*pair) for pair in zip(servers, stands, strict=True)))


@contextlib.contextmanager
def _stopping(servers: Sequence[_Server]) -> Generator[None, None, None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        _stop(servers)

    before = {sig: signal.signal(sig, stop) for sig in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for sig, handler in before.items():
            signal.signal(sig, handler)


def _stop(servers: Sequence[_Server]) -> None:
    for server in servers:
        server.force_exit = server.should_exit
        server.should_exit = True
