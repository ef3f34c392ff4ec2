"""Every registered route meets a stranger, another local user, a foreign page and a wrong name."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from hamstrong.web.shell.guard import OPEN_FOLDERS, OPEN_PATHS, is_open
from tests.web.people import ORIGIN, Way, csrf, owner, sockets, stranger, ways

HOST = ORIGIN.removeprefix("http://")
SOCKETS = ORIGIN.replace("http:", "ws:")
OWN = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.fixture(params=["product", "workshop"])
def web(request: pytest.FixtureRequest) -> Starlette:
    found: Starlette = request.getfixturevalue(request.param)
    return found


def _ask(client: TestClient, way: Way, **headers: str) -> int:
    names = {key.replace("_", "-"): value for key, value in headers.items()}
    return client.request(way.method, way.path, headers=names).status_code


def test_only_the_entrance_and_static_files_are_open_to_strangers() -> None:
    assert sorted(OPEN_PATHS) == ["/favicon.ico", "/login", "/pair", "/start"]
    assert OPEN_FOLDERS == ("/static/",)


def test_a_stranger_sees_nothing(web: Starlette) -> None:
    client = stranger(web)
    let_in = [
        str(way)
        for way in ways(web)
        if not is_open(way.path) and _ask(client, way, **_own()) not in (401, 403)
    ]
    assert let_in == []


def test_another_user_of_the_machine_who_makes_up_a_cookie_sees_nothing(web: Starlette) -> None:
    client = stranger(web)
    client.cookies.set("hamstrong-session-8765", "a" * 43)
    let_in = [
        str(way)
        for way in ways(web)
        if not is_open(way.path) and _ask(client, way, **_own()) not in (401, 403)
    ]
    assert let_in == []


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:9999", "http://127.0.0.1"]
)
def test_a_page_elsewhere_changes_nothing(web: Starlette, origin: str) -> None:
    client = owner(web)
    token = csrf(client)
    accepted = [
        str(way)
        for way in ways(web)
        if way.changes and _ask(client, way, origin=origin, x_csrf_token=token) != 403
    ]
    assert accepted == []


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_elsewhere_reads_nothing(web: Starlette, site: str) -> None:
    client = owner(web)
    fetch = {"sec_fetch_site": site, "sec_fetch_mode": "cors", "sec_fetch_dest": "empty"}
    frame = {"sec_fetch_site": site, "sec_fetch_mode": "navigate", "sec_fetch_dest": "iframe"}
    given = [
        f"{way} {kind['sec_fetch_dest']}"
        for way in ways(web)
        for kind in (fetch, frame)
        if _ask(client, way, **kind) != 403
    ]
    assert given == []


def test_nothing_changes_without_saying_where_it_comes_from(web: Starlette) -> None:
    client = owner(web)
    token = csrf(client)
    accepted = [
        str(way)
        for way in ways(web)
        if way.changes and _ask(client, way, x_csrf_token=token) != 403
    ]
    assert accepted == []


def test_nothing_changes_without_the_token_of_this_session(web: Starlette) -> None:
    client = owner(web)
    other = csrf(owner(web))
    accepted = [
        f"{way} {given!r}"
        for way in ways(web)
        if way.changes
        for given in ("", other)
        if _ask(client, way, origin=ORIGIN, x_csrf_token=given) != 403
    ]
    assert accepted == []


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "localhost:8765."])
def test_another_name_for_this_machine_gets_no_answer(web: Starlette, host: str) -> None:
    client = owner(web)
    answered = [str(way) for way in ways(web) if _ask(client, way, host=host) != 421]
    assert answered == []


def test_every_answer_is_dressed(web: Starlette) -> None:
    naked = []
    for client in (owner(web), stranger(web)):
        for way in ways(web):
            headers = client.request(way.method, way.path, headers=OWN).headers
            naked += [f"{way} {name}" for name, value in HEADERS.items() if headers[name] != value]
            policy = headers["content-security-policy"]
            if "unsafe" in policy or "default-src 'self'" not in policy:
                naked.append(f"{way} {policy}")
            if not way.path.startswith("/static/") and way.path != "/favicon.ico":
                naked += [str(way)] if "no-store" not in headers["cache-control"] else []
    assert naked == []


def test_no_route_fails_on_an_empty_request(web: Starlette) -> None:
    """Routes that need more answer 4xx; a fault of ours is never the answer."""
    client = owner(web)
    token = csrf(client)
    headers = {**OWN, "x-csrf-token": token}
    failed = [
        str(way)
        for way in ways(web)
        if way.path not in ("/break", "/leave")
        and client.request(way.method, way.path, headers=headers).status_code >= 500
    ]
    assert failed == []


@pytest.mark.parametrize(
    "headers",
    [
        {"host": HOST},
        {"host": HOST, "origin": "https://evil.example"},
        {"host": HOST, "origin": "null"},
        {"host": "evil.example", "origin": ORIGIN},
        {"host": "evil.example", "origin": "http://evil.example"},
    ],
)
def test_a_socket_opens_for_our_own_pages_only(web: Starlette, headers: dict[str, str]) -> None:
    client = owner(web)
    for path in sockets(web):
        with (
            pytest.raises(WebSocketDisconnect),
            client.websocket_connect(SOCKETS + path, headers=headers),
        ):
            pass


def test_a_socket_stays_shut_for_strangers(web: Starlette) -> None:
    for path in sockets(web):
        with (
            pytest.raises(WebSocketDisconnect),
            stranger(web).websocket_connect(
                SOCKETS + path, headers={"host": HOST, "origin": ORIGIN}
            ),
        ):
            pass


def test_a_socket_opens_for_the_owner(workshop: Starlette) -> None:
    with owner(workshop).websocket_connect(
        f"{SOCKETS}/socket", headers={"host": HOST, "origin": ORIGIN}
    ) as socket:
        assert socket.receive_text() == "hello"


def _own() -> dict[str, str]:
    return {"origin": ORIGIN, "sec_fetch_site": "same-origin"}


@pytest.mark.parametrize("origin", [ORIGIN, "https://elsewhere.example"])
def test_an_upgrade_to_a_socket_is_refused_as_a_plain_request_too(
    web: Starlette, origin: str
) -> None:
    upgrade = {"connection": "Upgrade", "upgrade": "websocket", "origin": origin}
    for way in ways(web):
        if way.method == "GET":
            assert owner(web).get(way.path, headers=upgrade).status_code == 400
            break
