"""One server for each diary: who comes second finds out where the first one is.

The server that runs holds a lock of the system on a file beside the diary and says in it where it
listens. The lock ends with its process however that ends, so what the file says is stale exactly
when the lock is free. Nothing in the file is secret, and only its owner reads it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType

FILE_NAME = "server.lock"
_PATIENCE_S = 10.0  # for a server that has the lock and does not listen yet
_BEYOND = 1 << 30  # Windows keeps others from reading what is locked; nothing is written there


@dataclass(frozen=True, kw_only=True)
class RunningServer:
    """Where a server listens and how it was started.

    Args:
        origin: on this machine; `public_origin` is a proxy's.
        today: the pretended day, as its date is written.
    """

    pid: int
    origin: str
    lan: bool
    public_origin: str | None
    today: str | None
    pack: str

    def difference(self, wanted: RunningServer, port: int | None) -> str | None:
        """Name the first option in which another start differs, None if it wants the same.

        Args:
            port: the wanted one, None if any will do.
        """
        if self.public_origin != wanted.public_origin:
            return f"for {self.public_origin or 'this computer only'}"
        if self.lan != wanted.lan:
            return "with --lan" if self.lan else "without --lan"
        if self.today != wanted.today:
            return f"with --today {self.today}" if self.today else "without --today"
        if self.pack != wanted.pack:
            return f"with --pack {self.pack}"
        if port is not None and not self.origin.endswith(f":{port}"):
            return f"at {self.origin}"
        return None


class ServerLock:
    """The lock of one diary's folder, held until the block ends."""

    def __init__(self, folder: Path) -> None:
        self._file = os.open(folder / FILE_NAME, os.O_RDWR | os.O_CREAT, 0o600)

    def __enter__(self) -> ServerLock:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._file)  # and with it goes the lock

    def take(self) -> bool:
        """Take the lock if it is free, and forget what an earlier server wrote."""
        try:
            _lock(self._file)
        except OSError:
            return False
        os.ftruncate(self._file, 0)
        return True

    def write(self, server: RunningServer) -> None:
        """Say where the server of this lock is."""
        os.ftruncate(self._file, 0)
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, json.dumps(asdict(server)).encode())

    def read(self) -> RunningServer | None:
        """Return what the server that holds the lock wrote, once it has; None if it never does."""
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until:
            os.lseek(self._file, 0, os.SEEK_SET)
            try:
                return RunningServer(**json.loads(os.read(self._file, 4096)))
            except (ValueError, TypeError):
                time.sleep(0.05)  # it is starting
        return None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        os.lseek(file, _BEYOND, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
