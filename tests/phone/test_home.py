"""The phone edition answers as the server does, keeps what it answered, and has one person."""

from __future__ import annotations

import errno
from datetime import timedelta
from pathlib import Path

import pytest

from hamstrong.app import ForeignPack
from hamstrong.diary.errors import DiaryDamaged, DiaryUnavailable
from hamstrong.diary.log.handle_log_file import Handles
from hamstrong.phone import browser
from hamstrong.phone.browser import open_in_browser, reason_of
from tests.app.person import Someone
from tests.diary.handles import MemoryHandle, Storage
from tests.phone.device import Device
from tests.phone.people import begun


@pytest.fixture
def device(tmp_path: Path) -> Device:
    return Device.in_folder(tmp_path)


def test_first_page_leads_to_the_welcome_and_consent_is_kept_over_a_restart(
    device: Device, tmp_path: Path
) -> None:
    assert device.ask("GET", "/", []).header("location") == "/welcome"
    assert device.send("/welcome", consent="yes").status == 303
    size = (tmp_path / "log").stat().st_size
    device.restart()
    assert device.ask("GET", "/welcome", []).header("location") == "/triage/long"
    assert (tmp_path / "log").stat().st_size == size


def test_form_made_before_a_restart_is_taken_after_it(device: Device) -> None:
    begun(device)
    token = device.token()
    device.restart()
    assert device.token() == token


def test_another_device_has_other_tokens(device: Device, tmp_path: Path) -> None:
    other = Device.in_folder(tmp_path / "other")
    other.secret = "of the other"  # noqa: S105 - for tests
    assert device.token() != other.token()


def test_form_without_its_token_is_refused(device: Device) -> None:
    assert device.post("/welcome", [("consent", "yes")]).status == 403


@pytest.mark.parametrize(
    "path", ["/start", "/pair", "/login", "/phones", "/leave", "/settings/household"]
)
def test_what_only_a_server_has_is_no_page_here(device: Device, path: str) -> None:
    assert device.ask("GET", path, []).status == 404


def test_description_of_the_json_interface_is_not_here_and_that_is_said(device: Device) -> None:
    answer = device.ask("GET", "/api/v1/openapi.json", [])
    assert answer.status == 404
    assert answer.header("content-type") == "application/problem+json"


def test_no_page_links_to_what_only_a_server_has(device: Device) -> None:
    begun(device)
    for path in ("/", "/more", "/settings", "/data", "/plan"):
        shown = device.page(path)
        for gone in ("/settings/household", "/phones", "/leave", "/login"):
            assert f'"{gone}"' not in shown, path


def test_page_cannot_choose_host_origin_or_session(device: Device) -> None:
    lies = [("host", "elsewhere"), ("origin", "https://elsewhere"), ("cookie", "x=y")]
    assert device.ask("GET", "/more", [*lies, ("sec-fetch-site", "cross-site")]).status == 200


def test_theme_of_the_browser_is_shown(device: Device) -> None:
    answer = device.ask("GET", "/more", [("cookie", "hamstrong-theme=dark")])
    assert b'data-theme="dark"' in answer.body


def test_standing_is_the_same_after_a_restart_and_another_after_an_answer(
    device: Device,
) -> None:
    assert device.home.standing() is None
    someone = begun(device)
    before = device.home.standing()
    assert before is not None
    assert before.has_plan
    assert before.day == device.now.date().toordinal()
    assert before.ends_at == device.now.replace(hour=4).timestamp() + 24 * 60 * 60
    device.restart()
    assert device.home.standing() == before
    someone = Someone(device.home._app, id=someone.id, day=someone.day)
    someone.answer_all()
    after = device.home.standing()
    assert after is not None
    assert after.seq > before.seq


def test_something_is_due_until_the_day_is_answered_and_its_session_done(device: Device) -> None:
    someone = begun(device)
    assert is_due(device)
    someone.answer_all()
    assert is_due(device)
    someone.work()
    assert not is_due(device)
    someone.day += 1
    device.now += timedelta(days=1)
    assert is_due(device)


def is_due(device: Device) -> bool:
    standing = device.home.standing()
    assert standing is not None
    return standing.is_due


def test_zone_that_nobody_knows_counts_as_utc(device: Device) -> None:
    device.zone = "Nowhere/Land"
    assert device.home.zone == "UTC"


def test_damaged_diary_is_named_and_left_as_it_is(device: Device, tmp_path: Path) -> None:
    begun(device)
    device.home.close()
    log = tmp_path / "log"
    data = bytearray(log.read_bytes())
    data[40] ^= 1
    log.write_bytes(data)
    with pytest.raises(DiaryDamaged) as fault:
        Device.in_folder(tmp_path).home  # noqa: B018
    assert reason_of(fault.value) == "damaged"
    assert log.read_bytes() == data


def test_reasons_tell_a_foreign_pack_from_anything_unknown() -> None:
    assert reason_of(ForeignPack()) == "foreign"
    assert reason_of(DiaryUnavailable()) == "unavailable"


@pytest.mark.parametrize(("number", "reason"), [(errno.EIO, "unavailable"), (errno.ENOSPC, "full")])
def test_storage_that_refuses_to_be_read_is_named_and_let_go_of(
    number: int, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[str] = []

    class Refusing(MemoryHandle):
        def read(self, _at: int, _size: int) -> bytes:
            raise OSError(number, "the browser's storage refused")

        def close(self) -> None:
            closed.append(self.name)

    storage = Storage()
    storage.files["log"] += b"something"
    handles = Handles(*(Refusing(storage, name) for name in Handles._fields))
    monkeypatch.setattr(browser, "BrowserHandle", lambda handle: handle)
    assert open_in_browser(handles, "secret", "UTC") == reason
    assert closed == ["log", "journal", "aside"]
