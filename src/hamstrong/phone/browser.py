"""Browser: what the worker of the phone edition opens, and its storage as Python sees it.

Only here is anything known of JavaScript. A handle is a `FileSystemSyncAccessHandle`; its errors
become `OSError`, so that the diary tells a full storage from a broken one as on a disk.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Callable
from typing import Any, TypeVar

from hamstrong.app import AppError, ForeignPack
from hamstrong.diary.error_meanings import of_disk
from hamstrong.diary.errors import (
    DiaryDamaged,
    DiaryError,
    DiskFull,
    NewerDiary,
    NotADiary,
)
from hamstrong.diary.log.handle_log_file import HandleLogFile, Handles
from hamstrong.phone.home import Clock, Home, open_home
from hamstrong.phone.parts import LoadPart, nothing_to_load

PLACE = "the diary on this device"
T = TypeVar("T")
_ERRNO = {
    "QuotaExceededError": errno.ENOSPC,
    "NoModificationAllowedError": errno.EACCES,
    "NotAllowedError": errno.EACCES,
}
_REASONS: dict[type[Exception], str] = {
    DiskFull: "full",
    DiaryDamaged: "damaged",
    NotADiary: "damaged",
    NewerDiary: "newer",
    ForeignPack: "foreign",
}


class BrowserHandle:
    """A file in the browser's private storage that only this worker has open."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle

    def size(self) -> int:
        return _done(lambda: int(self._handle.getSize()))

    def read(self, at: int, size: int) -> bytes:
        from js import Uint8Array  # noqa: PLC0415 - only there is in a browser

        buffer = Uint8Array.new(size)
        count = _done(lambda: int(self._handle.read(buffer, _at(at))))
        found: bytes = buffer.subarray(0, count).to_bytes()
        return found

    def write(self, at: int, data: bytes) -> int:
        from pyodide.ffi import to_js  # noqa: PLC0415 - as above

        return _done(lambda: int(self._handle.write(to_js(data), _at(at))))

    def truncate(self, size: int) -> None:
        _done(lambda: self._handle.truncate(size))

    def flush(self) -> None:
        _done(self._handle.flush)

    def close(self) -> None:
        _done(self._handle.close)


def open_in_browser(
    files: Any,
    secret: str,
    zone: str,
    now: Clock = time.time,
    load_part: LoadPart = nothing_to_load,
) -> Home | str:
    """Open the home of this device, or say why it cannot be opened.

    Args:
        files: an object with the sync access handles `log`, `journal` and `aside`.
        secret: what only this device knows, the same at each start.
        zone: the name of the device's time zone.
        now: seconds since 1970.
        load_part: makes a part of `phone.parts` importable.

    Returns:
        The home; or one of the shell page's reasons, and the files are closed.
    """
    handles = Handles(*(BrowserHandle(getattr(files, name)) for name in Handles._fields))
    try:
        file = HandleLogFile(handles, PLACE)
        return open_home(file, secret=secret, zone=zone, now=now, load_part=load_part)
    except (DiaryError, AppError) as error:
        reason = reason_of(error)
    except OSError as error:
        reason = reason_of(of_disk(PLACE, error))
    return reason


def reason_of(error: DiaryError | AppError) -> str:
    """Return why a diary could not be opened, as the shell page's list of reasons has it."""
    return next((name for kind, name in _REASONS.items() if isinstance(error, kind)), "unavailable")


def _at(offset: int) -> Any:
    from js import Object  # noqa: PLC0415 - only there is in a browser
    from pyodide.ffi import to_js  # noqa: PLC0415 - as above

    return to_js({"at": offset}, dict_converter=Object.fromEntries)


def _done(work: Callable[[], T]) -> T:
    """Return what a call of the browser returns.

    Raises:
        OSError: the browser refused; nothing of its own words passes.
    """
    from pyodide.ffi import JsException  # noqa: PLC0415 - only there is in a browser

    try:
        return work()
    except JsException as error:
        number = _ERRNO.get(str(getattr(error, "name", "")), errno.EIO)
    raise OSError(number, "the browser's storage refused")
