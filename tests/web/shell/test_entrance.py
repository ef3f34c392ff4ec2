"""Getting in: once per link, by PIN or by password, and out again."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import uuid4

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from hamstrong.web.shell import Settings, create_app, known_browsers, login_queue
from hamstrong.web.shell.application import shell_of_app
from hamstrong.web.shell.invitations import PIN_GUESSES, PIN_LIFE_S
from hamstrong.web.shell.passwords import read_password, write_password
from hamstrong.web.shell.settings import Entrance
from tests.web.people import ORIGIN, csrf, owner, stranger

CALM_HILL = "a calm green hill"
HOUSE = "https://192.168.1.5:8766"


class Clock:
    """Stands still until told."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def _shell(clock: Clock, entrance: Entrance, folder: Path | None = None) -> Starlette:
    settings = Settings(
        origins=frozenset({ORIGIN, HOUSE}),
        entrance=entrance,
        pairing_origin=HOUSE,
        state_dir=folder,
        clock=clock,
    )
    return create_app(None, settings)


def _send(client: TestClient, path: str, origin: str = ORIGIN, **fields: str) -> tuple[int, str]:
    """Fill in the form of a page and press its button."""
    shown = client.get(path)
    token = re.search(r'name="csrf" value="([0-9a-f]+)"', shown.text)
    fields = {"csrf": token[1] if token else "", "form_id": str(uuid4())} | fields
    answer = client.post(path.partition("?")[0], data=fields, headers={"origin": origin})
    return answer.status_code, answer.text


def test_a_start_link_opens_once_and_leaves_a_strict_cookie(clock: Clock) -> None:
    web = _shell(clock, Entrance.START_LINK)
    token = shell_of_app(web).invitations.start()
    answer = stranger(web).get(f"/start?token={token}")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert token not in answer.text
    assert 'content="0;url=/"' in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_the_owner_may_follow_the_link_twice(clock: Clock) -> None:
    web = _shell(clock, Entrance.START_LINK)
    token = shell_of_app(web).invitations.start()
    client = stranger(web)
    assert client.get(f"/start?token={token}").status_code == 200
    assert client.get(f"/start?token={token}").status_code == 200
    assert client.get("/more").status_code == 200


@pytest.mark.parametrize("token", ["", "made-up", "a" * 43])
def test_a_made_up_link_opens_nothing(clock: Clock, token: str) -> None:
    web = _shell(clock, Entrance.START_LINK)
    answer = stranger(web).get(f"/start?token={token}")
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_a_session_outlives_a_restart_and_only_its_hash_is_stored(
    clock: Clock, tmp_path: Path
) -> None:
    client = owner(_shell(clock, Entrance.START_LINK, tmp_path))
    secret = client.cookies["hamstrong-session-8765"]
    again = stranger(_shell(clock, Entrance.START_LINK, tmp_path))
    again.cookies.set("hamstrong-session-8765", secret)
    assert again.get("/more").status_code == 200
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert secret.encode() not in stored
    assert (tmp_path / "sessions.db").stat().st_mode & 0o077 == 0


def test_a_session_ends_by_age_and_by_leaving(clock: Clock) -> None:
    web = _shell(clock, Entrance.START_LINK)
    client = owner(web)
    clock.now += 91 * 24 * 3600
    assert client.get("/more").status_code == 401
    client = owner(web)
    kept = client.cookies["hamstrong-session-8765"]
    headers = {"origin": ORIGIN, "x-csrf-token": csrf(client)}
    assert client.post("/leave", headers=headers).status_code == 303
    client.cookies.set("hamstrong-session-8765", kept)
    assert client.get("/more").status_code == 401


def test_a_link_from_elsewhere_arrives_by_way_of_our_own_page(clock: Clock) -> None:
    """Browsers hold a strict cookie back then; asked again from here, they send it."""
    web = _shell(clock, Entrance.START_LINK)
    headers = {
        "sec-fetch-site": "cross-site",
        "sec-fetch-mode": "navigate",
        "sec-fetch-dest": "document",
    }
    answer = stranger(web).get("/more?a=%22%3E%3Cscript%3E", headers=headers)
    assert answer.status_code == 200
    assert '0;url=/more?a=%22%3E%3Cscript%3E"' in answer.text
    tricky = stranger(web).get("/%5Cevil.example", headers=headers)
    assert "url=/%5Cevil.example" in tricky.text


def _phone(web: Starlette) -> TestClient:
    return TestClient(web, base_url=HOUSE, follow_redirects=False)


def test_a_phone_pairs_by_link_and_pin(clock: Clock) -> None:
    web = _shell(clock, Entrance.PAIRING)
    code, pin = shell_of_app(web).invitations.pairing()
    phone = _phone(web)
    status, _ = _send(phone, f"/pair?code={code}", HOUSE, code=code, pin=f"{pin[:3]} {pin[3:]}")
    assert status == 200
    assert phone.get("/more").status_code == 200
    assert "__Host-hamstrong-session" in phone.cookies
    other = _phone(web)
    assert _send(other, "/pair", HOUSE, code=code, pin=pin)[0] == 403


def test_a_pin_takes_five_guesses(clock: Clock) -> None:
    web = _shell(clock, Entrance.PAIRING)
    code, pin = shell_of_app(web).invitations.pairing()
    wrong = "000000" if pin != "000000" else "000001"
    phone = _phone(web)
    answers = [_send(phone, "/pair", HOUSE, code=code, pin=wrong)[0] for _ in range(PIN_GUESSES)]
    assert answers == [422] * (PIN_GUESSES - 1) + [403]
    assert _send(phone, "/pair", HOUSE, code=code, pin=pin)[0] == 403


def test_guesses_without_the_link_cost_the_owner_nothing(clock: Clock) -> None:
    web = _shell(clock, Entrance.PAIRING)
    code, pin = shell_of_app(web).invitations.pairing()
    for _ in range(PIN_GUESSES * 2):
        assert _send(_phone(web), "/pair", HOUSE, code="made up", pin=pin)[0] == 403
    assert _send(_phone(web), "/pair", HOUSE, code=code, pin=pin)[0] == 200


def test_a_pin_grows_old(clock: Clock) -> None:
    web = _shell(clock, Entrance.PAIRING)
    code, pin = shell_of_app(web).invitations.pairing()
    clock.now += PIN_LIFE_S
    assert _send(_phone(web), "/pair", HOUSE, code=code, pin=pin)[0] == 403


def test_only_the_computer_itself_invites_and_can_send_phones_away(clock: Clock) -> None:
    web = _shell(clock, Entrance.PAIRING)
    code, pin = shell_of_app(web).invitations.pairing()
    phone, computer = _phone(web), owner(web)
    _send(phone, "/pair", HOUSE, code=code, pin=pin)
    assert phone.get("/phones").status_code == 403
    status, text = _send(computer, "/phones")
    assert status == 200
    assert "<svg" in text
    headers = {"origin": ORIGIN, "x-csrf-token": csrf(computer)}
    assert computer.post("/phones/forget", headers=headers).status_code == 303
    assert phone.get("/more").status_code == 401
    assert computer.get("/more").status_code == 200


def test_forgetting_phones_ends_the_invitation_that_waits(clock: Clock) -> None:
    web = _shell(clock, Entrance.PAIRING)
    code, pin = shell_of_app(web).invitations.pairing()
    computer = owner(web)
    headers = {"origin": ORIGIN, "x-csrf-token": csrf(computer)}
    assert computer.post("/phones/forget", headers=headers).status_code == 303
    assert _send(_phone(web), "/pair", HOUSE, code=code, pin=pin)[0] == 403


def test_nobody_pairs_or_signs_in_when_it_was_not_asked_for(clock: Clock) -> None:
    client = owner(_shell(clock, Entrance.START_LINK))
    assert [client.get(p).status_code for p in ("/pair", "/login", "/phones")] == [404, 404, 404]


def test_the_password_opens_and_is_kept_as_a_hash(clock: Clock, tmp_path: Path) -> None:
    write_password(tmp_path, CALM_HILL)
    web = _shell(clock, Entrance.PASSWORD, tmp_path)
    client = stranger(web)
    assert _send(client, "/login", password=CALM_HILL)[0] == 200
    assert client.get("/more").status_code == 200
    stored = read_password(tmp_path) or ""
    assert stored.startswith("$argon2id$")
    assert (tmp_path / "password").stat().st_mode & 0o077 == 0


def test_a_right_password_opens_after_any_number_of_wrong_ones(
    clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(login_queue, "FIRST_WAIT_S", 0.0)
    write_password(tmp_path, CALM_HILL)
    web = _shell(clock, Entrance.PASSWORD, tmp_path)
    guesser = stranger(web)
    answers = [_send(guesser, "/login", password=CALM_HILL[::-1])[0] for _ in range(12)]
    assert answers == [422] * 12
    for client in (guesser, stranger(web)):
        assert _send(client, "/login", password=CALM_HILL)[0] == 200


def test_a_browser_that_signed_in_before_has_a_line_of_its_own(
    clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever shares its address with strangers waits behind none of them."""
    monkeypatch.setattr(login_queue, "FIRST_WAIT_S", 0.0)
    monkeypatch.setattr(login_queue, "MOST_WAITING", 0)
    write_password(tmp_path, CALM_HILL)
    web = _shell(clock, Entrance.PASSWORD, tmp_path)
    mine, other = stranger(web), stranger(web)
    assert _send(mine, "/login", password=CALM_HILL)[0] == 429
    monkeypatch.undo()
    status, _ = _send(mine, "/login", password=CALM_HILL)
    assert status == 200
    token = csrf(mine)
    mine.post("/leave", headers={"origin": ORIGIN, "x-csrf-token": token})
    monkeypatch.setattr(login_queue, "MOST_WAITING", 0)
    assert _send(other, "/login", password=CALM_HILL)[0] == 429
    assert _send(mine, "/login", password=CALM_HILL)[0] == 200
    clock.now += known_browsers.LIFE_S
    mine.post("/leave", headers={"origin": ORIGIN, "x-csrf-token": csrf(mine)})
    assert _send(mine, "/login", password=CALM_HILL)[0] == 429


def test_a_start_link_is_no_way_round_the_password(clock: Clock, tmp_path: Path) -> None:
    web = _shell(clock, Entrance.PASSWORD, tmp_path)
    token = shell_of_app(web).invitations.start()
    assert stranger(web).get(f"/start?token={token}").status_code == 403


def test_a_login_form_made_for_another_browser_is_refused(clock: Clock, tmp_path: Path) -> None:
    write_password(tmp_path, CALM_HILL)
    web = _shell(clock, Entrance.PASSWORD, tmp_path)
    attacker, victim = stranger(web), stranger(web)
    token = re.search(r'name="csrf" value="([0-9a-f]+)"', attacker.get("/login").text)
    victim.get("/login")
    fields = {"csrf": token[1] if token else "", "form_id": str(uuid4()), "password": CALM_HILL}
    assert victim.post("/login", data=fields, headers={"origin": ORIGIN}).status_code == 403
