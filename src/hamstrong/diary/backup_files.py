"""Backup files: their names, the list of them, and private copies.

Each backup is one file that only its owner reads, in the folder `backups` beside the diary; its
name carries the UTC time and why it was made. What a whole backup is, belongs to the stores.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

from hamstrong.diary.errors import BackupRefused, DiaryDamaged, Fault
from hamstrong.diary.places import (
    LOGS,
    SESSIONS_NAME,
    STATE_FOLDER,
    Begin,
    DiaryPlace,
    locate,
    make_private_file,
    sync_to_disk,
)

Why = Literal["diary", "before-upgrade", "replaced"]
_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(
    rf"({'|'.join(get_args(Why))})-(\d{{8}}T\d{{6}}Z)(?:-\d+)?\.(?:db|log)", re.ASCII
)


@dataclass(frozen=True)
class Backup:
    """A backup file: when it was made (UTC), why, and its size in bytes."""

    path: Path
    made_at: datetime
    why: Why
    size: int


def require_diary_file(where: str | Path) -> None:
    """Refuse a diary on a server: its backups are the server's.

    Raises:
        BackupRefused: it is named by a URL.
    """
    if "://" in str(where):
        rule, step = "a file can be copied, a server cannot", "use the server's own: pg_dump"
        raise BackupRefused(Fault("a server", "diary", rule, step))


def list_backups(where: str | Path) -> tuple[Backup, ...]:
    """Give the diary's own backups, the newest first. The diary is not opened: it may be damaged.

    Raises:
        BackupRefused: the diary is on a server.
    """
    require_diary_file(where)
    place = locate(where)
    found = [_described(path) for path in sorted(place.backups.glob(f"*{place.ending}"))]
    known = [backup for backup in found if backup is not None]
    return tuple(sorted(known, key=lambda backup: (backup.made_at, backup.path), reverse=True))


def backup_target(place: DiaryPlace, at: datetime, to: Path | None, why: Why) -> Path:
    """Give the path of a new backup.

    Args:
        at: aware UTC instant, for the name.
        to: another file than one in the backups folder; an erasure does not reach it there.

    Raises:
        BackupRefused: there is no diary, or the file exists already.
    """
    if not place.database.is_file():
        step = "check HAMSTRONG_DATA_DIR, or start with: hamstrong start"
        raise BackupRefused(Fault("no file", str(place.database), "there must be a diary", step))
    target = free_name(place, why, at) if to is None else to
    if target.exists():
        step = "choose another name"
        raise BackupRefused(Fault("an existing file", str(target), "is never overwritten", step))
    return target


def free_name(place: DiaryPlace, why: Why, at: datetime) -> Path:
    """Give a name with the UTC time that no backup has."""
    stem = f"{why}-{at.astimezone(UTC).strftime(_STAMP)}"
    path, count = place.backups / f"{stem}{place.ending}", 1
    while path.exists():
        count += 1
        path = place.backups / f"{stem}-{count}{place.ending}"
    return path


def require_source(source: Path) -> None:
    """Refuse to restore a file that is not there.

    Raises:
        BackupRefused: it is not.
    """
    if not source.is_file():
        step = "list them: hamstrong backup --list"
        raise BackupRefused(Fault("no file", str(source), "the backup must be there", step))


def require_diary_or_new(place: DiaryPlace, *, least: int, begin: Begin) -> None:
    """Refuse a diary's file that is gone, or lost its bytes: it is no new diary.

    Backups or browser sessions beside it say that there was one, and a write-ahead log where the
    file is gone. Beside an empty file a log says nothing: a start that was killed leaves both.

    Args:
        least: the fewest bytes of a diary that was begun.
        begin: `ANEW` takes away what is left of the file, for the person said so.

    Raises:
        DiaryDamaged: there was a diary, and nobody said to begin anew.
    """
    path = place.database
    size = path.stat().st_size if path.is_file() else None
    if path.is_dir() or (size is not None and size >= least):
        return
    logs = [path.with_name(path.name + ending) for ending in LOGS]
    if begin is Begin.ANEW:
        for left in (path, *logs):
            left.unlink(missing_ok=True)
        return
    backups = list_backups(path)
    sessions = path.parent / STATE_FOLDER / SESSIONS_NAME
    files = (sessions, *logs) if size is None else (sessions,)
    used = [*(backup.path for backup in backups), *(file for file in files if file.is_file())]
    if not used:
        return
    copy = f"hamstrong restore {backups[0].path}" if backups else "hamstrong restore FILE"
    step = f"put a copy of it back: {copy}; to begin anew instead: hamstrong --new-diary start"
    rule = f"a diary that was used is never empty, and {used[0].name} says that it was"
    found = "no file" if size is None else f"a file of {size} bytes"
    raise DiaryDamaged(Fault(found, str(path), rule, step))


def copy_file_private(source: Path, target: Path) -> None:
    """Copy bytes into a file that only its owner reads, and wait for the disk."""
    make_private_file(target)
    with source.open("rb") as reader, target.open("wb") as writer:
        while block := reader.read(1 << 20):
            writer.write(block)
    sync_to_disk(target)


def _described(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    made_at = datetime.strptime(match[2], _STAMP).replace(tzinfo=UTC)
    why: Why = match[1]  # type: ignore[assignment]  # the pattern lists exactly these
    return Backup(path, made_at, why, path.stat().st_size)
