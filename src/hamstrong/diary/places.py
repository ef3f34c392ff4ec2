"""Places of a diary on the disk; making folders and files that only their owner reads."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from hamstrong.diary.errors import DiaryReadOnly, DiaryUnavailable, Fault

DATA_DIR_VARIABLE = "HAMSTRONG_DATA_DIR"
DATABASE_NAME = "diary.db"
LOG_NAME = "diary.log"
STATE_FOLDER = "web"
SESSIONS_NAME = "sessions.db"
PARTIAL = ".partial"
LOGS = ("-wal", "-shm", "-journal")
ON_DEVICE = "device://"  # a diary in a browser's own storage, which has no path
_LOG_ENDING = ".log"
_ENDINGS = (".db", ".sqlite", ".sqlite3", _LOG_ENDING)


class Begin(Enum):
    """Whether a diary may be begun: only where none was, or anew, for somebody said so."""

    WHERE_NONE_WAS = "where none was"
    ANEW = "anew"


@dataclass(frozen=True)
class DiaryPlace:
    """The file of a diary and the folder of its backups."""

    database: Path
    backups: Path

    @property
    def is_log(self) -> bool:
        """Whether the diary is an append-only log file rather than a SQLite database."""
        return self.database.suffix.lower() == _LOG_ENDING

    @property
    def ending(self) -> str:
        """How the names of its backups end."""
        return _LOG_ENDING if self.is_log else ".db"


def default_data_dir(environ: Mapping[str, str]) -> Path:
    """Give the data folder: the variable if it is set, else the user's own data folder.

    Args:
        environ: the process's environment, read once at the edge.
    """
    chosen = environ.get(DATA_DIR_VARIABLE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    # Only needed when nobody names a folder, and tests always do.
    from platformdirs import user_data_path  # noqa: PLC0415

    return user_data_path("hamstrong", appauthor=False)


def locate(where: str | Path) -> DiaryPlace:
    """Find a diary by its data folder, or by a file that ends in .db, .sqlite or .log.

    Raises:
        DiaryUnavailable: the folder has a diary of both kinds.
    """
    path = Path(where).expanduser().absolute()
    if _names_a_file(path):
        return DiaryPlace(path, path.parent / "backups")
    log, database = path / LOG_NAME, path / DATABASE_NAME
    if not log.exists():
        return DiaryPlace(database, path / "backups")
    if database.exists():
        step = f"name the one that you mean, such as {log}"
        rule = "a data folder holds one diary"
        raise DiaryUnavailable(Fault(f"{DATABASE_NAME} and {LOG_NAME}", str(path), rule, step))
    return DiaryPlace(log, path / "backups")


def folder_of(where: str | Path) -> Path:
    """Give the folder of a diary, named by it or by its file: what belongs beside it lies there."""
    path = Path(where).expanduser().absolute()
    return path.parent if _names_a_file(path) else path


def _names_a_file(path: Path) -> bool:
    return path.suffix.lower() in _ENDINGS and not path.is_dir()


def utc_now() -> datetime:
    """The clock of the edge."""
    return datetime.now(UTC)


def make_private_folder(folder: Path) -> None:
    """Make the folder for its owner alone (0700); one that is there stays as it is."""
    if folder.is_dir():
        return
    if folder.exists():
        raise DiaryUnavailable(
            Fault(
                "a file", str(folder), "must be a folder", "move the file or choose another folder"
            )
        )
    folder.mkdir(mode=0o700, parents=True)


def make_private_file(path: Path) -> None:
    """Make an empty file for its owner alone (0600), or tighten one that is there."""
    if path.is_dir():
        raise DiaryUnavailable(
            Fault(
                "a folder", str(path), "must be a file", "move the folder or choose another place"
            )
        )
    if path.exists():
        _tighten(path)
        return
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _tighten(path: Path) -> None:
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)


def require_writable(path: Path) -> None:
    """Refuse early what SQLite would only call "unable to open".

    Raises:
        DiaryReadOnly: the file or its folder may not be written.
    """
    for part in (path.parent, path):
        effective = os.access in os.supports_effective_ids
        if part.exists() and not os.access(part, os.W_OK, effective_ids=effective):
            raise DiaryReadOnly(
                Fault(
                    "no permission to write",
                    str(part),
                    "the diary must be writable by you",
                    f"check the owner, or set {DATA_DIR_VARIABLE} to a folder of yours",
                )
            )


def sync_to_disk(path: Path) -> None:
    """Wait until the file, or the folder's list of names, is safe from a power cut."""
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folders
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
