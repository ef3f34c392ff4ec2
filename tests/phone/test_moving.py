"""A diary moves between a computer and a phone by its file, and is written in one place only."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from hamstrong.app import App, compose
from hamstrong.diary import MemoryDiary
from hamstrong.protocol.loader import load_pack
from tests.app.forged_archives import exported
from tests.app.person import Someone
from tests.phone.device import Device
from tests.phone.people import begun
from tests.phone.test_kept_diary import kept, sent


@pytest.fixture
def device(tmp_path: Path) -> Device:
    return Device.in_folder(tmp_path / "phone")


@pytest.fixture
def computer() -> Iterator[App]:
    with compose(load_pack(), MemoryDiary()) as app:
        yield app


def names(app: App) -> list[str]:
    (person,) = app.persons()
    return [fact.name for fact in app.diary.read(person)]


def test_a_diary_goes_from_a_computer_to_a_phone_and_back(device: Device, computer: App) -> None:
    someone = Someone(computer, day=device.now.date().toordinal()).begin()
    decision = someone.today().decision
    someone.me.move(someone.at, someone.new_id(), "phone")
    file = exported(computer, someone.id)
    assert sent(device, "/data/bring-back", "/data/bring-back", file).header("location") == "/"
    assert device.get("/").status == 200
    standing = device.home.standing()
    assert standing is not None
    assert standing.has_plan
    assert Someone(device.home._app, id=someone.id, day=someone.day).today().decision == decision

    assert device.send("/data", "/data/move", to="computer").header("location") == "/data/moved"
    back = kept(device)
    computer.import_archive(computer.read_archive(io.BytesIO(back)), someone.at.now)
    assert someone.me.arrive(someone.at, someone.new_id(), "computer")
    assert someone.today().decision == decision
    assert names(computer)[-4:] == ["DiaryMoved", "DiaryArrived", "DiaryMoved", "DiaryArrived"]


def test_a_phone_whose_diary_moved_says_so_over_a_restart_and_keeps_no_page_of_today(
    device: Device,
) -> None:
    begun(device)
    device.send("/data", "/data/move", to="computer")
    device.restart()
    assert device.ask("GET", "/", []).header("location") == "/data/moved"
    assert "It went to a computer on" in device.page("/")
    assert device.home.standing() is None
    assert device.send("/data/moved", "/data/stay").header("location") == "/"
    standing = device.home.standing()
    assert standing is not None
    assert standing.has_plan


def test_a_phone_with_a_diary_of_its_own_takes_no_other(device: Device, computer: App) -> None:
    begun(device)
    someone = Someone(computer, day=device.now.date().toordinal()).begin()
    someone.me.move(someone.at, someone.new_id(), "phone")
    answer = sent(device, "/data", "/data/import/look", exported(computer, someone.id))
    assert answer.status == 422
    assert b"This is the diary of somebody else" in answer.body
