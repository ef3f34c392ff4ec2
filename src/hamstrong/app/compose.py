"""Composition of pack, engine and diary, in one place.

Both interfaces begin here: `with open_app(where) as app: app.person(id).today(at)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from hamstrong.app.diary_view.fold_cache import FoldCache
from hamstrong.app.diary_view.pack_ownership import require_own_diary, require_own_facts
from hamstrong.app.diary_view.reminder_inputs import Notes
from hamstrong.app.errors import ForeignPack
from hamstrong.app.person import Person, Stores
from hamstrong.app.record.archive_intake import Intake, LeaveOut, erase_left_out, look, take_in
from hamstrong.app.record.recorder import Recorder
from hamstrong.app.threads import Threads
from hamstrong.app.today.todays_decision import withdrawal
from hamstrong.diary import (
    Backup,
    Diary,
    Erasure,
    WithdrawnKind,
    backup_diary,
    list_backups,
    locate,
    open_diary,
    require_diary_file,
    restore_diary,
)
from hamstrong.diary.places import Begin
from hamstrong.engine.decide.gate_ahead import GatesAhead
from hamstrong.engine.engine import Engine
from hamstrong.exchange.archive import Archive, read_archive
from hamstrong.protocol.loader import DEFAULT_PACK, load_pack
from hamstrong.protocol.model import Pack
from hamstrong.protocol.texts import load_texts

if TYPE_CHECKING:
    from hamstrong.app.checkup import CheckupLine


class App:
    """Pack, engine and diary, wired. Safe for several threads."""

    def __init__(
        self,
        pack: Pack,
        diary: Diary,
        where: str,
        pack_path: Path,
        *,
        beside: Path | None = None,
        threads: Threads = Threads.USED,
    ) -> None:
        """Args:
        beside: the folder of files that belong to the diary; None for one in memory.
        threads: whether storing, and what a page computes for long, may be done in threads.
        """
        self.threads = threads
        self.pack = pack
        self.engine = Engine(pack)
        self.diary = diary
        self.where = where
        self.beside = beside
        self.pack_path = pack_path
        self._wire()

    def _wire(self) -> None:
        self._cache = FoldCache(self.engine, self.diary)
        self._recorder = Recorder(self.engine, self.diary, self._cache)
        self._notes = Notes(self.pack, self.diary)
        self._stores = Stores(
            cache=self._cache,
            recorder=self._recorder,
            notes=self._notes,
            diary=self.diary,
            threads=self.threads,
            gates_ahead=GatesAhead(self.engine),
        )

    def person(self, person: str, *, remembers: bool = False) -> Person:
        """The use cases of one person; a person comes into being with their consent.

        Args:
            remembers: look everything up once until the person writes; for one visit only.
        """
        return Person(person, self.engine, self.diary, self._stores, remembers=remembers)

    def persons(self) -> tuple[str, ...]:
        """Everybody who has a diary here."""
        return self.diary.persons()

    def texts(self, language: str = "en") -> Mapping[str, Any]:
        """The pack's words in a language."""
        return load_texts(self.pack_path, language)

    def withdrawal(self) -> str | None:
        """Why this pack or engine version was withdrawn, None if it is in force."""
        return withdrawal(self.engine, self.diary)

    def withdraw(self, kind: WithdrawnKind, ident: str, reason: str) -> None:
        """Mark a pack's logic hash or an engine version as withdrawn."""
        self.diary.withdraw(kind, ident, reason)

    def check_up(self, now: datetime | None = None) -> tuple[CheckupLine, ...]:
        """What is installed, where, and is it healthy; see `checkup`."""
        from hamstrong.app.checkup import check_up  # noqa: PLC0415 - a command and a page ask for it

        return check_up(self.engine, self.diary, self.where, now)

    # --- the data

    def read_archive(self, stream: BinaryIO) -> Archive:
        """Read an archive; whether its facts can be true is looked at in `plan_import`.

        Raises:
            ArchiveError: it is not whole, or of another version.
            ForeignPack: it is of another pack.
        """
        archive = read_archive(stream)
        require_own_facts(self.pack, archive.facts, "archive")
        return archive

    def plan_import(self, archive: Archive, now: datetime) -> Intake:
        """Say what an import would do with every line, and do nothing.

        Raises:
            ImportRefused: the diary holds facts of another person than the archive's.
        """
        return look(self.engine, self.diary, archive, now)

    def import_archive(
        self, archive: Archive, now: datetime, *, leave_out: LeaveOut = LeaveOut.NOTHING
    ) -> Intake:
        """Add what the diary lacks, in one step; all of it or nothing unless lines are left out.

        Raises:
            ImportRefused: see `plan_import`; or lines cannot be true and are not left out.
        """
        done = take_in(
            self.engine, self.diary, archive, now, leave_out=leave_out, folder=self.beside
        )
        self._forget(done.report.person)
        return done

    def backup(self, now: datetime, to: Path | None = None) -> Path:
        """Copy the diary as it is now; give the path of the copy.

        Raises:
            BackupRefused: it is on a server, or the file exists already.
        """
        return backup_diary(self.where, at=now, to=to)

    def backups(self) -> tuple[Backup, ...]:
        """The diary's own backups, the newest first."""
        return list_backups(self.where)

    def restore(self, source: Path, now: datetime) -> Path | None:
        """Put a backup in the diary's place and go on with it; give where the old one went.

        Raises:
            BackupRefused: the source is no whole backup; the diary was left as it is.
            DiaryLocked: another window has the diary open.
            ForeignPack: the source is of another pack; the diary was put back.
        """
        aside = self._replaced(source, now)
        try:
            require_own_diary(self.pack, self.diary)
        except ForeignPack:
            if aside is not None:
                self._replaced(aside, now)
            raise
        return aside

    def _replaced(self, source: Path, now: datetime) -> Path | None:
        require_diary_file(self.where)
        self.close()
        try:
            return restore_diary(self.where, source, at=now)
        finally:
            self.diary = open_diary(self.where)
            self._wire()

    def erase(self, person: str) -> Erasure:
        """Remove a person wholly, backups included. Safe to repeat."""
        try:
            if self.beside is not None:
                erase_left_out(self.beside, person)
            return self.diary.erase(person)
        finally:
            self._forget(person)

    def _forget(self, person: str) -> None:
        self._cache.forget(person)
        self._notes.forget(person)

    def close(self) -> None:
        """Let go of the diary."""
        self._stores.close()
        self.diary.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


def open_app(
    where: str | Path,
    pack_path: Path | None = None,
    beside: Path | None = None,
    begin: Begin = Begin.WHERE_NONE_WAS,
    *,
    threads: Threads = Threads.USED,
) -> App:
    """Open the diary under the installed pack, or another one.

    Args:
        where: a data folder, a database file, or a postgresql:// URL.
        pack_path: a folder with another pack.
        beside: the folder of files that belong to the diary, by default that of its database.
        begin: whether a diary whose file is gone or lost its bytes may be begun anew.
        threads: whether the process may begin threads.

    Raises:
        PackError: the pack has faults.
        DiaryError: the diary cannot be used; the type says why.
        ForeignPack: the diary was begun with another pack.
    """
    folder = DEFAULT_PACK if pack_path is None else pack_path
    pack = load_pack(folder)
    diary = open_diary(where, begin=begin)
    try:
        require_own_diary(pack, diary)
    except BaseException:
        diary.close()
        raise
    if beside is None and "://" not in str(where):
        beside = locate(where).database.parent
    return App(pack, diary, str(where), folder, beside=beside, threads=threads)


def compose(pack: Pack, diary: Diary, pack_path: Path = DEFAULT_PACK) -> App:
    """Wire parts that are there already, such as a diary in memory."""
    return App(pack, diary, "memory://", pack_path)
