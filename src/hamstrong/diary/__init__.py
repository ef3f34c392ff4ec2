"""The diary: an append-only log of facts per person, on SQLite, PostgreSQL or in memory.

What a fact means is the engine's concern; how it travels between machines is `exchange`'s.
"""

from hamstrong.diary.backup_files import Backup, list_backups, require_diary_file
from hamstrong.diary.canonical import canonical_json
from hamstrong.diary.errors import (
    BackupRefused,
    ClientIdConflict,
    DiaryClosed,
    DiaryDamaged,
    DiaryError,
    DiaryLocked,
    DiaryReadOnly,
    DiaryUnavailable,
    DiskFull,
    ErasureIncomplete,
    Fault,
    InvalidRequest,
    NewerDiary,
    NotADiary,
    OutcomeUnknown,
    VersionConflict,
)
from hamstrong.diary.memory import MemoryDiary
from hamstrong.diary.opening import backup_diary, open_diary, restore_diary
from hamstrong.diary.places import DATA_DIR_VARIABLE, DiaryPlace, default_data_dir, locate
from hamstrong.diary.port import (
    Append,
    AppendResult,
    CountedBy,
    Diary,
    Erasure,
    NewFact,
    Snapshot,
    StoredFact,
    Tip,
    Withdrawal,
    WithdrawnKind,
)

__all__ = [
    "DATA_DIR_VARIABLE",
    "Append",
    "AppendResult",
    "Backup",
    "BackupRefused",
    "ClientIdConflict",
    "CountedBy",
    "Diary",
    "DiaryClosed",
    "DiaryDamaged",
    "DiaryError",
    "DiaryLocked",
    "DiaryPlace",
    "DiaryReadOnly",
    "DiaryUnavailable",
    "DiskFull",
    "Erasure",
    "ErasureIncomplete",
    "Fault",
    "InvalidRequest",
    "MemoryDiary",
    "NewFact",
    "NewerDiary",
    "NotADiary",
    "OutcomeUnknown",
    "Snapshot",
    "StoredFact",
    "Tip",
    "VersionConflict",
    "Withdrawal",
    "WithdrawnKind",
    "backup_diary",
    "canonical_json",
    "default_data_dir",
    "list_backups",
    "locate",
    "open_diary",
    "require_diary_file",
    "restore_diary",
]
