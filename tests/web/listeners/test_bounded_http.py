"""Connections: how long a head may be and may take, and what one of them costs the others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from hamstrong.web.listeners import bounded_http
from hamstrong.web.listeners.bounded_http import MOST_HEAD_BYTES
from tests.web.listeners.conftest import RunningServer, answer, is_closed, running


async def _count(scope: Scope, receive: Receive, send: Send) -> None:
    """Say how long the body is; what is posted to /unread is answered before it has come."""
    request = Request(scope, receive)
    size = 0 if scope["path"] == "/unread" else len(await request.body())
    await PlainTextResponse(f"{size}")(scope, receive, send)


@pytest.fixture
def server() -> Iterator[RunningServer]:
    with running(_count) as found:
        yield found


def _get(size: int) -> bytes:
    """A request whose head has exactly this size."""
    start, end = b"GET / HTTP/1.1\r\nhost: a\r\nx: ", b"\r\n\r\n"
    return start + b"a" * (size - len(start) - len(end)) + end


def _post(path: str, size: int) -> bytes:
    return f"POST {path} HTTP/1.1\r\nhost: a\r\ncontent-length: {size}\r\n\r\n".encode()


def test_a_head_has_at_most_32_kib(server: RunningServer) -> None:
    assert server.ask(_get(MOST_HEAD_BYTES)).startswith(b"HTTP/1.1 200")
    beyond = server.ask(_get(MOST_HEAD_BYTES + 8 * 1024)[:-4])
    assert beyond.startswith(b"HTTP/1.1 431")
    assert b"too long" in beyond


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nhost: a\r\n", b"\r\n\r\n", b"GET /"])
def test_a_head_that_does_not_come_to_its_end_is_closed(
    monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(bounded_http, "HEAD_S", 0.05)
    with running(_count) as server, server.connection() as opened:
        opened.sendall(sent)
        assert is_closed(opened)


def test_a_second_head_has_a_time_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_http, "HEAD_S", 0.05)
    with running(_count) as server, server.connection() as opened:
        opened.sendall(_get(100))
        assert b" 200 " in answer(opened)
        opened.sendall(b"GET / HT")
        assert is_closed(opened)


def test_what_comes_in_one_piece_is_answered_in_order(server: RunningServer) -> None:
    sizes = [n % 7 for n in range(400)]
    with server.connection() as opened:
        opened.sendall(b"".join(_post("/", size) + b"x" * size for size in sizes))
        got = b""
        while got.count(b"HTTP/1.1 200") < len(sizes) or not got.endswith(b"%d" % sizes[-1]):
            got += opened.recv(64 * 1024)
    bodies = [part.partition(b"\r\n\r\n")[2] for part in got.split(b"HTTP/1.1 200")[1:]]
    assert [int(body) for body in bodies] == sizes


@pytest.mark.parametrize("size", [1, 8 * 1024, 8 * 1024 + 1, 500_000])
def test_a_body_arrives_whole(server: RunningServer, size: int) -> None:
    assert server.ask(_post("/", size) + b"x" * size).endswith(b"%d" % size)
    chunked = b"POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n"
    body = b"%x\r\n%s\r\n0\r\n\r\n" % (size, b"x" * size)
    assert server.ask(chunked + body).endswith(b"%d" % size)


def test_who_sends_on_gets_to_read_the_answer(server: RunningServer) -> None:
    """The rest of a body that was refused is passed over, and the connection stays good."""
    with server.connection() as opened:
        opened.sendall(_post("/unread", 300_000) + b"x" * 300_000)
        assert answer(opened).endswith(b"0")
        opened.sendall(_get(100))
        assert b" 200 " in answer(opened)


def test_a_body_that_nobody_reads_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_http, "MOST_UNREAD_BYTES", 64 * 1024)
    with running(_count) as server, server.connection() as opened:
        opened.sendall(_post("/unread", 10**9))
        assert answer(opened).endswith(b"0")
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            opened.sendall(b"x" * 80_000_000)


def test_too_many_connections_cost_the_one_that_was_silent_longest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bounded_http, "MOST_CONNECTIONS", 3)
    with running(_count) as server, server.connection() as first, server.connection() as second:
        for opened in (first, second):
            opened.sendall(_get(100))
            assert b" 200 " in answer(opened)
        second.sendall(b"GET / HTTP/1.1\r\n")
        with server.connection() as third, server.connection() as fourth:
            for opened in (third, fourth):
                opened.sendall(_get(100))
                assert b" 200 " in answer(opened)
            assert is_closed(first)
            second.sendall(b"host: a\r\n\r\n")
            assert b" 200 " in answer(second)
