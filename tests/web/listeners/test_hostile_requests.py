"""Requests that no browser sends: a plain refusal, no fault of ours and no traceback in the log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hamstrong.app import open_app
from hamstrong.web.features import FEATURES
from hamstrong.web.shell import Settings, create_app
from tests.web.listeners.conftest import RunningServer, running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The product under the name `a.example` whatever its port is."""
    folder: Path = tmp_path_factory.mktemp("diary")
    origins = frozenset({"http://a.example"})
    with open_app(folder) as app:
        web = create_app(app, Settings(origins=origins, state_dir=folder / "web"), FEATURES)
        with running(web, origins) as found:
            yield found


HOST = b"host: a.example"
NAVIGATION = (
    b"sec-fetch-site: cross-site",
    b"sec-fetch-mode: navigate",
    b"sec-fetch-dest: document",
)
UPGRADE = (b"connection: Upgrade", b"upgrade: websocket")


def _ask(line: bytes, *headers: bytes, body: bytes = b"") -> bytes:
    return b"\r\n".join([line, *headers, b"", b""]) + body


def _get(path: bytes, *headers: bytes) -> bytes:
    return _ask(b"GET " + path + b" HTTP/1.1", HOST, *headers)


def _post(*headers: bytes, body: bytes = b"") -> bytes:
    return _ask(b"POST /login HTTP/1.1", HOST, *headers, body=body)


CHUNKED = b"transfer-encoding: chunked"
REQUESTS: dict[str, bytes] = {
    "no host": _ask(b"GET / HTTP/1.1"),
    "two hosts": _get(b"/", HOST),
    "a host of bytes": _ask(b"GET / HTTP/1.1", b"host: \xff\xfe"),
    "a host with a path": _ask(b"GET / HTTP/1.1", b"host: a.example/../b"),
    "a host that is no address": _ask(b"GET / HTTP/1.1", b"host: [::1"),
    "an old version": _ask(b"GET / HTTP/1.0"),
    "no version": _ask(b"GET /"),
    "a version to come": _ask(b"GET / HTTP/9.9", HOST),
    "an unknown method": _ask(b"HURT / HTTP/1.1", HOST),
    "a tunnel": _ask(b"CONNECT a.example:443 HTTP/1.1", HOST),
    "a star": _ask(b"OPTIONS * HTTP/1.1", HOST),
    "a whole address": _get(b"http://b.example/"),
    "no slash": _get(b"today"),
    "a path of bytes": _get(b"/\xff\xfe"),
    "a path that is not UTF-8": _get(b"/%ff%fe"),
    "a percent sign alone": _get(b"/%zz/%"),
    "a nul in a path": _get(b"/static/shell/%00"),
    "a way out of the files": _get(b"/static/shell/..%2f..%2f..%2fetc/passwd"),
    "a long file name": _get(b"/static/shell/" + b"a" * 5_000),
    "a folder of files": _get(b"/static/shell/"),
    "a query of bytes": _get(b"/start?token=\xff"),
    "a query that is not UTF-8": _get(b"/start?token=%ff&%ff"),
    "a query with a surrogate": _get(b"/start?token=%ed%a0%80"),
    "a cookie of bytes": _get(b"/", b"cookie: \xff\xfe=\xff; ;;=; a"),
    "a session of bytes": _get(b"/", b"cookie: hamstrong-session-a.example=\xff"),
    "a hundred cookies": _get(b"/", *[b"cookie: a=b"] * 100),
    "a header without a name": _get(b"/", b": b"),
    "a header with a nul": _get(b"/", b"a: \x00"),
    "a folded header": _get(b"/", b"a: b", b" c"),
    "a link with bytes from elsewhere": _get(b"/\xc3\xa4?\xff", *NAVIGATION),
    "a link with signs from elsewhere": _get(b"/%ff%0d%0a?%ff", *NAVIGATION),
    "a range of nothing": _get(b"/static/shell/mark.svg", b"range: bytes=9-1,-"),
    "a date that is none": _get(b"/static/shell/mark.svg", b"if-modified-since: x"),
    "two lengths": _post(b"content-length: 1", b"content-length: 2", body=b"a"),
    "a length and chunks": _post(b"content-length: 1", CHUNKED, body=b"0\r\n\r\n"),
    "a length below nought": _post(b"content-length: -1"),
    "a chunk without a size": _post(CHUNKED, body=b"zz\r\n"),
    "a web socket": _get(b"/", *UPGRADE, b"sec-websocket-key: a", b"sec-websocket-version: 13"),
    "a web socket from elsewhere": _get(b"/", *UPGRADE, b"origin: https://evil.example"),
    "a web socket that is posted": _post(*UPGRADE, b"content-length: 3", body=b"abc"),
    "an upgrade to another version": _get(b"/", UPGRADE[0], b"upgrade: h2c"),
    "no HTTP at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "a form of an unknown kind": _post(
        b"origin: http://a.example",
        b"content-type: multipart/form-data; boundary=\xff; ;=",
        b"content-length: 1",
        body=b"a",
    ),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_a_hostile_request_is_refused_in_a_line(server: RunningServer, name: str) -> None:
    server.log.kept.clear()
    said = server.ask(REQUESTS[name])
    status = re.match(rb"HTTP/1\.[01] (\d{3})", said)
    assert status is not None, said
    assert int(status[1]) < 500
    assert len(server.log.kept) <= 1
    assert not any("\n" in line for line in server.log.kept)


def test_a_refused_web_socket_is_one_line(server: RunningServer) -> None:
    server.log.kept.clear()
    said = server.ask(REQUESTS["a web socket"])
    assert said.startswith(b"HTTP/1.1 400")
    assert b"no sockets" in said
    assert server.log.kept == ["Refused a request for a web socket."]


def test_the_server_is_well_afterwards(server: RunningServer) -> None:
    assert server.ask(_get(b"/favicon.ico")).startswith(b"HTTP/1.1 204")
