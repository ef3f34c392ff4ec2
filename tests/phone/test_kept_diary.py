"""A diary leaves the device as a file, and comes back to an empty one; two people never mix."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hamstrong.engine.facts import WalkLogged
from hamstrong.phone.in_process import Answer
from tests.app.forged_archives import Line, first, forged
from tests.phone.device import Device
from tests.phone.people import begun


@pytest.fixture
def device(tmp_path: Path) -> Device:
    return Device.in_folder(tmp_path / "mine")


@pytest.fixture
def other(tmp_path: Path) -> Device:
    return Device.in_folder(tmp_path / "other", secret="of the other")  # noqa: S106 - for tests


def sent(device: Device, page: str, action: str, file: bytes) -> Answer:
    """Send a file from the form of a page."""
    return resent(device, device.page(page), action, file)


def resent(device: Device, page: str, action: str, file: bytes) -> Answer:
    """Send a file from the form of a page that is shown."""
    found = re.search(rf'<form[^>]*action="{action}".*?</form>', page, re.DOTALL)
    assert found is not None, f"no form to {action}"
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', found[0])
    parts = [(f'name="{name}"', value.encode()) for name, value in hidden]
    parts.append(('name="archive"; filename="d.jsonl"', file))
    body = b"".join(
        b"--edge\r\ncontent-disposition: form-data; %s\r\n\r\n%s\r\n" % (head.encode(), value)
        for head, value in parts
    )
    kind = [("content-type", "multipart/form-data; boundary=edge")]
    return device.ask("POST", action, kind, body + b"--edge--\r\n")


def kept(device: Device) -> bytes:
    answer = device.ask("GET", "/data/export", [])
    assert answer.header("content-disposition").startswith("attachment")
    return answer.body


def test_an_empty_device_says_so_and_offers_both_ways(device: Device) -> None:
    shown = device.page("/")
    assert "There is no diary on this device" in shown
    assert 'href="/data/bring-back"' in shown


def test_a_kept_diary_comes_back_to_an_empty_device_whole(device: Device, other: Device) -> None:
    begun(device)
    file = kept(device)
    assert sent(other, "/data/bring-back", "/data/bring-back", file).header("location") == "/"
    assert "Your diary is back" in other.page("/")
    assert kept(other).splitlines()[1:-1] == file.splitlines()[1:-1]
    mine, theirs = device.home.standing(), other.home.standing()
    assert mine == theirs


def test_whoever_comes_back_goes_on_in_the_same_diary(device: Device, other: Device) -> None:
    someone = begun(device)
    sent(other, "/data/bring-back", "/data/bring-back", kept(device))
    assert other.home._app.persons() == (someone.id,)
    other.restart()
    assert "There is no diary" not in other.page("/")


def test_each_device_begins_a_person_of_its_own(device: Device, other: Device) -> None:
    assert begun(device).id != begun(other).id


def test_the_diary_of_somebody_else_is_refused_in_every_way(device: Device, other: Device) -> None:
    someone = begun(device)
    begun(other)
    file = kept(other)
    looked = sent(device, "/data", "/data/import/look", file)
    assert looked.status == 422
    assert b"This is the diary of somebody else" in looked.body
    assert device.ask("GET", "/data/bring-back", []).header("location") == "/data"
    assert device.home._app.persons() == (someone.id,)


def test_lines_that_cannot_be_true_stay_in_the_file_that_was_brought(
    device: Device, other: Device
) -> None:
    someone = begun(device)
    someone.tell(WalkLogged(20))

    def impossible(facts: list[Line]) -> None:
        first(facts, "WalkLogged")["payload"]["minutes"] = 100_000

    file = forged(kept(device), impossible)
    looked = sent(other, "/data/bring-back", "/data/bring-back", file)
    assert looked.status == 422
    assert other.home._app.persons() == ()
    answer = resent(other, looked.body.decode(), "/data/import", file)
    assert answer.status == 303
    assert "They are only in the file that you brought" in other.page("/data")
    assert len(other.home._app.persons()) == 1


def test_an_erased_device_is_an_empty_one(device: Device, tmp_path: Path) -> None:
    person = begun(device).id
    assert device.send("/data", "/data/erase", word="erase").status == 303
    assert "There is no diary on this device" in device.page("/welcome")
    device.restart()
    assert "There is no diary on this device" in device.page("/")
    for file in (tmp_path / "mine").iterdir():
        assert person.encode() not in file.read_bytes()


def test_data_page_speaks_of_this_device_and_of_no_copies(device: Device) -> None:
    begun(device)
    shown = device.page("/data")
    assert "in this browser on this device, and nowhere else" in shown
    assert 'action="/data/backup"' not in shown
    elsewhere = r"<summary>Move to another place.*?</details>|here or on a computer"
    without = re.sub(elsewhere, "", shown, flags=re.DOTALL)
    assert "computer" not in re.sub(r"<[^>]+>", "", without)


def test_full_storage_is_named_and_the_form_can_be_sent_again(device: Device) -> None:
    assert device.home.standing() is None
    device.fill()
    answer = device.send("/welcome", consent="yes")
    assert answer.status == 503
    assert b"The storage of this device is full" in answer.body
    device.fill(room=True)
    assert device.send("/welcome", consent="yes").status == 303
