"""A diary has one home: where it moved away from it is only read, and nothing is ever lost."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.app.forged_archives import exported
from tests.app.person import Someone

from hamstrong.app import App, DiaryAway, InvalidFacts, compose
from hamstrong.app.record.archive_intake import CopyRefused
from hamstrong.diary import MemoryDiary
from hamstrong.engine.facts import DiaryArrived, DiaryMoved, WalkLogged
from hamstrong.engine.facts.homes import Home
from hamstrong.protocol.loader import load_pack


@pytest.fixture
def computer() -> Iterator[Someone]:
    """Somebody with a plan, whose diary is on a computer."""
    with compose(load_pack(), MemoryDiary()) as app:
        yield Someone(app).begin()


@pytest.fixture
def phone(computer: Someone) -> Iterator[Someone]:
    """The same person on an empty phone."""
    with compose(load_pack(), MemoryDiary()) as app:
        yield replace(computer, app=app, count=1000)


def leave(someone: Someone, to: Home = "phone") -> bytes:
    """Move the diary away; give the file of the move."""
    someone.me.move(someone.at, someone.new_id(), to)
    return exported(someone.app, someone.id)


def bring(app: App, someone: Someone, file: bytes, home: Home = "phone") -> bool:
    """Take a file in as an interface does; say whether a move was finished by it."""
    app.import_archive(app.read_archive(io.BytesIO(file)), someone.at.now)
    return app.person(someone.id).arrive(someone.at, someone.new_id(), home)


def names(someone: Someone) -> list[str]:
    return [fact.name for fact in someone.app.diary.read(someone.id)]


def test_a_diary_that_moved_is_read_and_takes_no_fact(computer: Someone) -> None:
    file = leave(computer)
    before = names(computer)
    for refused in (
        lambda: computer.tell(WalkLogged(20)),
        computer.today,
        lambda: computer.me.preview(computer.at),
        lambda: computer.me.script(computer.at),
        lambda: computer.me.move(computer.at, computer.new_id(), "computer"),
    ):
        with pytest.raises(DiaryAway, match="moved to the phone on"):
            refused()
    assert names(computer) == before
    assert computer.me.history(computer.at)
    gone = computer.me.departure(computer.at)
    assert gone is not None
    assert (gone.to, gone.day) == ("phone", computer.day)
    assert exported(computer.app, computer.id) == file


def test_a_repeat_of_what_is_stored_is_answered_after_the_move(computer: Someone) -> None:
    ident = computer.new_id()
    computer.me.tell(computer.at, ident, WalkLogged(20))
    leave(computer)
    assert computer.me.tell(computer.at, ident, WalkLogged(20)).known == {ident}


def test_the_file_of_a_move_makes_a_new_home_and_comes_back(
    computer: Someone, phone: Someone
) -> None:
    decision = computer.today().decision
    assert bring(phone.app, phone, leave(computer))
    assert phone.today().decision == decision
    phone.tell(WalkLogged(20))
    # Not finished twice: what is at home here has nothing to arrive.
    assert not phone.me.arrive(phone.at, phone.new_id(), "phone")
    computer.count = 2000
    assert bring(computer.app, computer, leave(phone, "computer"), "computer")
    assert computer.me.departure(computer.at) is None
    assert phone.me.departure(phone.at) is not None
    computer.tell(WalkLogged(25))
    assert names(computer)[-5:] == [
        "DiaryArrived", "WalkLogged", "DiaryMoved", "DiaryArrived", "WalkLogged",
    ]  # fmt: skip


def test_a_move_that_was_never_finished_is_taken_back_and_nothing_is_lost(
    computer: Someone,
) -> None:
    today, before = computer.today().decision, names(computer)
    leave(computer)
    assert computer.me.arrive(computer.at, computer.new_id(), "computer")
    assert computer.today().decision == today
    assert names(computer) == [*before, "DiaryMoved", "DiaryArrived"]


def test_a_copy_does_not_end_a_move(computer: Someone, phone: Someone) -> None:
    moved = leave(computer)
    bring(phone.app, phone, moved)
    phone.tell(WalkLogged(20))
    before = names(computer)
    for copy in (moved, exported(phone.app, phone.id)):
        with pytest.raises(CopyRefused, match="first go on here"):
            bring(computer.app, computer, copy)
    assert names(computer) == before
    # Lost on the phone: the computer goes on, and then takes what the copy has.
    computer.me.arrive(computer.at, computer.new_id(), "computer")
    assert not bring(computer.app, computer, exported(phone.app, phone.id), "computer")
    assert names(computer)[-2:] == ["DiaryArrived", "WalkLogged"]
    assert computer.me.departure(computer.at) is None


def test_an_arrival_keeps_the_zone_of_the_diary(computer: Someone, phone: Someone) -> None:
    phone.zone = "Asia/Tokyo"
    file = leave(computer)
    bring(phone.app, phone, file)
    assert names(phone)[-1] == "DiaryArrived"
    assert "ZoneChanged" not in names(phone)[len(names(computer)) :]


def test_no_interface_can_send_the_facts_of_a_move(computer: Someone) -> None:
    for fact in (DiaryMoved("phone"), DiaryArrived("phone")):
        with pytest.raises(InvalidFacts, match="recorded by a use case"):
            computer.tell(fact)
