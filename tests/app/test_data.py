"""A diary taken along, put back, and erased; and the check-up."""

import io
from pathlib import Path

import pytest
from tests.app.person import Someone

from hamstrong.app import App, compose, open_app
from hamstrong.diary import BackupRefused, MemoryDiary
from hamstrong.exchange.archive import ArchiveError
from hamstrong.protocol.loader import load_pack


def exported(someone: Someone) -> bytes:
    stream = io.BytesIO()
    someone.me.export(stream)
    return stream.getvalue()


def test_an_archive_gives_the_same_state_in_another_diary(someone: Someone) -> None:
    someone.live(10)
    data = exported(someone)
    with compose(load_pack(), MemoryDiary()) as other:
        archive = other.read_archive(io.BytesIO(data))
        dry = other.plan_import(archive, someone.at.now).report
        assert len(dry.new) == archive.header.count
        assert other.persons() == ()
        other.import_archive(archive, someone.at.now)
        there = Someone(other, day=someone.day)
        assert there.me.current(there.at) == someone.me.current(someone.at)
        assert exported(there) == data
        again = other.import_archive(archive, someone.at.now)
        assert again.report.new == ()


def test_half_an_archive_is_refused(someone: Someone) -> None:
    data = exported(someone)
    with pytest.raises(ArchiveError, match="cut off"):
        someone.app.read_archive(io.BytesIO(data[: len(data) // 2]))


def test_a_backup_gives_the_same_state_back(tmp_path: Path) -> None:
    with open_app(tmp_path) as app:
        someone = Someone(app).begin()
        someone.live(2)
        before = someone.me.current(someone.at)
        copy = app.backup(someone.at.now)
        someone.live(2)
        aside = app.restore(copy, someone.at.now)
        assert aside is not None
        assert [backup.path for backup in app.backups()] == [aside, copy]
        someone.day -= 2
        assert someone.me.current(someone.at) == before


def test_a_restore_from_nothing_leaves_the_diary(tmp_path: Path) -> None:
    with open_app(tmp_path) as app:
        someone = Someone(app).begin()
        before = app.diary.last_seq(someone.id)
        with pytest.raises(BackupRefused):
            app.restore(tmp_path / "nothing.db", someone.at.now)
        assert app.diary.last_seq(someone.id) == before


def test_an_erased_person_is_gone_and_may_come_back_new(tmp_path: Path) -> None:
    with open_app(tmp_path) as app:
        someone = Someone(app).begin()
        someone.live(2)
        app.backup(someone.at.now)
        done = app.erase(someone.id)
        assert done.facts > 0
        assert done.backups == 1
        assert app.persons() == ()
        assert not someone.me.exists()
        assert not someone.me.is_enrolled(someone.at)
        someone.begin()
        assert someone.me.is_enrolled(someone.at)


def test_the_check_up_names_everything_and_no_answer(tmp_path: Path) -> None:
    with open_app(tmp_path) as app:
        someone = Someone(app).begin()
        found = {line.name: line for line in app.check_up()}
        assert {line.health for line in found.values()} <= {"ok", "note"}
        assert found["permissions"].detail == "only you can read it"
        assert app.pack.logic_hash[:12] in found["pack"].detail
        assert "no clinician" in found["pack"].detail
        assert someone.id not in str(found)


def test_the_check_up_finds_loose_permissions_and_a_withdrawn_pack(tmp_path: Path) -> None:
    with open_app(tmp_path) as app:
        (tmp_path / "diary.db").chmod(0o644)
        app.withdraw("pack", app.pack.logic_hash, "A rung was too heavy.")
        found = {line.name: line for line in app.check_up()}
        assert found["permissions"].health == "bad"
        assert "chmod 600" in found["permissions"].next_step
        assert found["standing"].health == "bad"


def test_the_words_of_the_pack_come_with_it(app: App) -> None:
    assert app.texts()["intended_use"]
