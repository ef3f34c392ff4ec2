"""A start link that comes twice: whose session stays, whose ends, and what each browser reads."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from hamstrong.web.shell import Settings, create_app, local_peer
from hamstrong.web.shell.application import shell_of_app
from tests.web.listeners.conftest import RunningServer, running
from tests.web.people import ORIGIN, csrf, stranger

HOST = "a.example"
OWN_NAME = "http://127.0.0.1"


def _shell(origin: str, folder: Path | None = None) -> Starlette:
    return create_app(None, Settings(origins=frozenset({origin}), state_dir=folder))


def test_a_second_browser_from_elsewhere_ends_both_and_both_read_why(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whoever read the link from another user's processes gains nothing by being first."""
    web = _shell(ORIGIN)
    token = shell_of_app(web).invitations.start()
    first, second = stranger(web), stranger(web)
    assert first.get(f"/start?token={token}").status_code == 200
    with caplog.at_level(logging.WARNING):
        said = second.get(f"/start?token={token}")
    assert (said.status_code, "both are signed out" in said.text) == (403, True)
    after = first.get("/more")
    assert (after.status_code, "opened a second time" in after.text) == (401, True)
    assert second.get("/more").status_code == 401
    assert len(caplog.records) == 1
    assert token not in caplog.text


def test_a_link_whose_session_has_ended_ends_nothing_more(
    caplog: pytest.LogCaptureFixture,
) -> None:
    web = _shell(ORIGIN)
    token = shell_of_app(web).invitations.start()
    first = stranger(web)
    first.get(f"/start?token={token}")
    first.post("/leave", headers={"origin": ORIGIN, "x-csrf-token": csrf(first)})
    with caplog.at_level(logging.WARNING):
        said = stranger(web).get(f"/start?token={token}")
    assert (said.status_code, "does not work any more" in said.text) == (403, True)
    assert caplog.records == []


def test_asking_for_the_head_of_a_link_leaves_it_fresh() -> None:
    """Programs that look at links before a person does must not use them up."""
    web = _shell(ORIGIN)
    token = shell_of_app(web).invitations.start()
    assert stranger(web).head(f"/start?token={token}").status_code == 403
    assert stranger(web).get(f"/start?token={token}").status_code == 200


def test_a_link_is_void_once_the_server_starts_anew(tmp_path: Path) -> None:
    invitations = shell_of_app(_shell(ORIGIN, tmp_path)).invitations
    token = invitations.start()
    web = _shell(ORIGIN, tmp_path)
    shell_of_app(web).invitations.forget_starts()
    assert stranger(web).get(f"/start?token={token}").status_code == 403


def test_another_process_of_the_owner_can_make_a_link(tmp_path: Path) -> None:
    web = _shell(ORIGIN, tmp_path)
    token = shell_of_app(_shell(ORIGIN, tmp_path)).invitations.start()
    assert stranger(web).get(f"/start?token={token}").status_code == 200
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert token.encode() not in stored


def _ask(server: RunningServer, path: str, cookie: str = "") -> str:
    lines = [f"GET {path} HTTP/1.1", f"host: 127.0.0.1:{server.port}", f"cookie: {cookie}"]
    return server.ask("\r\n".join([*lines, "connection: close", "", ""]).encode()).decode()


def _come_twice(folder: Path) -> tuple[str, str]:
    """What the second browser and then the first one read, over real connections."""
    made: list[Starlette] = []

    async def app(scope: object, receive: object, send: object) -> None:
        await made[0](scope, receive, send)  # type: ignore[arg-type]

    with running(app) as server:
        made.append(_shell(f"http://127.0.0.1:{server.port}", folder))
        token = shell_of_app(made[0]).invitations.start()
        entered = _ask(server, f"/start?token={token}")
        cookie = re.search(r"set-cookie: ([^;]+)", entered)
        assert cookie is not None
        second = _ask(server, f"/start?token={token}")
        return second, _ask(server, "/more", cookie[1])


def test_a_second_browser_of_the_same_user_leaves_the_first_one_in(tmp_path: Path) -> None:
    second, first = _come_twice(tmp_path)
    assert second.startswith("HTTP/1.1 403")
    assert "stays signed in" in second
    assert "Sign out of this browser" in second
    assert first.startswith("HTTP/1.1 200")


def test_a_second_browser_of_another_user_ends_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_peer, "own_user", lambda: 4_000_000)
    second, first = _come_twice(tmp_path)
    assert "both are signed out" in second
    assert first.startswith("HTTP/1.1 401")


def test_where_the_system_does_not_tell_the_user_both_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_peer, "_CONNECTIONS", tmp_path / "nothing")
    second, first = _come_twice(tmp_path)
    assert "both are signed out" in second
    assert first.startswith("HTTP/1.1 401")


@pytest.mark.parametrize("client", [("192.0.2.7", 5000), ("testclient", 5000), ("::1", 5000)])
def test_only_a_connection_of_this_machine_can_be_the_same_users(client: tuple[str, int]) -> None:
    web = _shell(ORIGIN)
    token = shell_of_app(web).invitations.start()
    first = stranger(web)
    first.get(f"/start?token={token}")
    other = TestClient(web, base_url=ORIGIN, follow_redirects=False, client=client)
    assert "both are signed out" in other.get(f"/start?token={token}").text
