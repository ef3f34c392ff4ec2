"""Log backups: copies of a log file, a copy put back, and copies rid of an erased person."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from hamstrong.diary.backup_files import (
    backup_target,
    copy_file_private,
    free_name,
    require_source,
)
from hamstrong.diary.error_meanings import of_disk
from hamstrong.diary.errors import BackupRefused, DiaryError, ErasureIncomplete, Fault
from hamstrong.diary.log.log_content import LogContent, log_bytes
from hamstrong.diary.log.log_file import DiskLogFile
from hamstrong.diary.places import PARTIAL, DiaryPlace, make_private_folder, sync_to_disk


def backup_log(place: DiaryPlace, *, at: datetime, to: Path | None = None) -> Path:
    """Copy the whole frames of a log as it is now; give the path of the copy.

    Raises:
        BackupRefused: there is no diary, or the file exists already.
        DiaryError: the log is damaged, or the copy cannot be written.
    """
    target = backup_target(place, at, to, "diary")
    try:
        if to is None:
            make_private_folder(place.backups)
        data = place.database.read_bytes()
        end = LogContent().take_all(data, str(place.database))
        _write(target, data[:end])
    except OSError as error:
        failure = of_disk(str(target), error)
    else:
        return target
    raise failure


def restore_log(place: DiaryPlace, source: Path, *, at: datetime) -> Path | None:
    """Put a backup in the log's place; give where the old log is kept now, None if there was none.

    Raises:
        BackupRefused: the source is no whole log.
        DiaryLocked: the diary is open elsewhere.
    """
    require_source(source)
    try:
        data = source.read_bytes()
        _require_whole(data, source)
        return _replaced(place, data, at)
    except OSError as error:
        failure = of_disk(str(place.database), error)
    raise failure


def erase_in_logs(place: DiaryPlace, person: str) -> int:
    """Rewrite each backup that holds the person without them; count the rewritten.

    Raises:
        ErasureIncomplete: naming the files that could not be read or rewritten; the rest is done.
    """
    rewritten, faults = 0, []
    for path in sorted(place.backups.glob("*.log")):
        try:
            rewritten += _erase_in(path, person)
        except (OSError, DiaryError) as error:
            step = "delete this file by hand, or mend it and erase again"
            rule = "an erasure reaches every backup"
            faults.append(Fault(type(error).__name__, str(path), rule, step))
    if faults:
        raise ErasureIncomplete(*faults)
    return rewritten


def _require_whole(data: bytes, source: Path) -> None:
    try:
        content = LogContent()
        end = content.take_all(data, str(source))
    except DiaryError as error:
        cause = error.faults[0]
    else:
        if end == len(data) and content.facts:
            return
        cause = Fault("no whole log", str(source), "must hold a whole diary", "")
    step = "choose another backup; the diary was left as it is"
    raise BackupRefused(Fault(cause.value, str(source), cause.rule, step))


def _replaced(place: DiaryPlace, data: bytes, at: datetime) -> Path | None:
    aside = None
    make_private_folder(place.backups)
    file = DiskLogFile(place.database)
    try:
        if place.database.stat().st_size:
            aside = free_name(place, "replaced", at)
            copy_file_private(place.database, aside)
        file.rewrite(data)
    finally:
        file.close()
    return aside


def _erase_in(path: Path, person: str) -> bool:
    content = LogContent()
    content.take_all(path.read_bytes(), str(path))
    if person not in content.facts:
        return False
    del content.facts[person]
    _write(path, log_bytes(content.facts, content.withdrawals))
    return True


def _write(target: Path, data: bytes) -> None:
    """Write a private file in one step."""
    partial = target.with_name(target.name + PARTIAL)
    try:
        partial.touch(mode=0o600)
        partial.write_bytes(data)
        sync_to_disk(partial)
        partial.replace(target)
        sync_to_disk(target.parent)
    finally:
        partial.unlink(missing_ok=True)
