"""A server as the command starts it, in a thread, and connections that speak to it byte by byte."""

from __future__ import annotations

import logging
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
from starlette.types import ASGIApp

from hamstrong.web.listeners.servers import Stand, _config
from hamstrong.web.listeners.sockets import Listener

PATIENCE_S = 20


@dataclass
class Lines(logging.Handler):
    """What the server and the app wrote into their logs."""

    kept: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def __hash__(self) -> int:
        return id(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append(self.format(record))


@dataclass(frozen=True)
class RunningServer:
    port: int
    log: Lines

    @contextmanager
    def connection(self) -> Iterator[socket.socket]:
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S) as opened:
            yield opened

    def ask(self, message: bytes) -> bytes:
        """Send bytes and take everything until the server closes or has answered once."""
        with self.connection() as opened:
            opened.sendall(message)
            return answer(opened)


def answer(opened: socket.socket) -> bytes:
    """One answer, or what came before the server closed."""
    got = b""
    while b"\r\n\r\n" not in got:
        piece = opened.recv(64 * 1024)
        if not piece:
            return got
        got += piece
    head, _, body = got.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head.lower())
    while length is not None and len(body) < int(length[1]):
        body += opened.recv(64 * 1024)
    return head + b"\r\n\r\n" + body


def is_closed(opened: socket.socket) -> bool:
    """Wait until the server closes."""
    try:
        while opened.recv(64 * 1024):
            pass
    except ConnectionResetError:
        pass
    return True


@contextmanager
def running(app: ASGIApp, origins: frozenset[str] | None = None) -> Iterator[RunningServer]:
    """Serve an app on a free port; without origins, under the address of that port."""
    bound = socket.create_server(("127.0.0.1", 0))
    port = bound.getsockname()[1]
    names = frozenset({f"http://127.0.0.1:{port}"}) if origins is None else origins
    stand = Stand(app=app, listener=Listener(bound, "127.0.0.1", port), origins=names)
    server = uvicorn.Server(_config(stand))
    log = Lines()
    loggers = [logging.getLogger(name) for name in ("uvicorn.error", "hamstrong.web", "asyncio")]
    for logger in loggers:
        logger.addHandler(log)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield RunningServer(port, log)
    finally:
        server.should_exit = server.force_exit = True
        thread.join()
        for logger in loggers:
            logger.removeHandler(log)
