"""Names and origins: which ones are ours, on which listener, and why another one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from hamstrong.web.listeners.servers import _Named
from hamstrong.web.shell import Settings, create_app
from hamstrong.web.shell.application import shell_of_app
from hamstrong.web.shell.origins import BadOrigin, parse_origin, parse_public_origin
from tests.web.people import ORIGIN, csrf, owner

HOUSE = "https://192.168.1.5:8766"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("https://ham.example.org/app", "the path '/app'.*root of a name.*a name of its own"),
        ("https://ham.example.org?a", "the path"),
        ("https://ham.example.org/#a", "the path"),
        ("http://ham.example.org", "not https"),
        ("ham.example.org", "no address such as https://"),
        ("https://", "no address such as https://"),
        ("https://me@ham.example.org", "names a user"),
        ("https://ham.example.org:99999", "no number from 0 to 65535"),
        ("https://hämmer.example.org", "xn--"),
    ],
)
def test_a_public_origin_that_is_none_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(BadOrigin, match=reason):
        parse_public_origin(text)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("https://Ham.Example.org/", "https://ham.example.org"),
        ("https://ham.example.org:443", "https://ham.example.org"),
        ("http://[::1]:8765", "http://[::1]:8765"),
        ("http://ham.example.org:80", "http://ham.example.org"),
    ],
)
def test_an_origin_is_kept_as_browsers_send_it(text: str, sent: str) -> None:
    assert parse_origin(text) == sent


def test_settings_take_no_origin_that_browsers_would_write_otherwise() -> None:
    with pytest.raises(BadOrigin, match=r"'https://a\.example'"):
        Settings(origins=frozenset({"https://a.example:443"}))


@pytest.fixture
def two_doors(tmp_path: Path) -> Starlette:
    return create_app(None, Settings(origins=frozenset({ORIGIN, HOUSE}), state_dir=tmp_path))


def test_a_listener_answers_under_its_own_names_only(two_doors: Starlette) -> None:
    """From the network nobody gets an answer by calling this machine `127.0.0.1`."""
    in_house = TestClient(_Named(two_doors, frozenset({HOUSE})), base_url=HOUSE)
    assert in_house.get("/login").status_code == 404
    assert in_house.get("/login", headers={"host": "127.0.0.1:8765"}).status_code == 421
    local = TestClient(_Named(two_doors, frozenset({ORIGIN})), base_url=ORIGIN)
    assert local.get("/login").status_code == 404
    assert local.get("/login", headers={"host": "192.168.1.5:8766"}).status_code == 421


def test_a_start_link_opens_nothing_from_the_network(two_doors: Starlette) -> None:
    token = shell_of_app(two_doors).invitations.start()
    in_house = TestClient(two_doors, base_url=HOUSE, follow_redirects=False)
    assert in_house.get(f"/start?token={token}").status_code == 403
    local = TestClient(two_doors, base_url=ORIGIN, follow_redirects=False)
    assert local.get(f"/start?token={token}").status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "null", "sec-fetch-site": "same-origin"}, 303),
        ({"origin": "null", "sec-fetch-site": "same-origin", "x-csrf-token": "0" * 64}, 403),
        ({"origin": "null", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "null", "sec-fetch-site": "none"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_a_page_of_ours_without_referrer_may_write(
    workshop: Starlette, headers: dict[str, str], status: int
) -> None:
    """A proxy that adds `Referrer-Policy: no-referrer` makes browsers send `Origin: null`."""
    client = owner(workshop)
    sent = {"x-csrf-token": csrf(client)} | headers
    assert client.post("/leave", headers=sent).status_code == status
