"""The login behind a reverse proxy: one password, hashed, and patience with wrong ones."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

FILE_NAME = "password"
SHORTEST = 12
WINDOW_S = 15 * 60
TRIES_PER_CLIENT = 5
TRIES_IN_ALL = 50


class TooManyTries(Exception):
    """Wait before trying again.

    Args:
        wait_s: seconds until the next try is heard.
    """

    def __init__(self, wait_s: int) -> None:
        super().__init__(f"too many tries; the next one is heard in {wait_s} s")
        self.wait_s = wait_s


def write_password(folder: Path, password: str) -> None:
    """Keep the password's hash in a file for the owner alone.

    Raises:
        ValueError: the password is too short.
    """
    if len(password) < SHORTEST:
        raise ValueError(f"the password has {len(password)} characters; use {SHORTEST} or more")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = folder / f"{FILE_NAME}.partial"
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(PasswordHasher().hash(password))
    fresh.replace(folder / FILE_NAME)


def read_password(folder: Path | None) -> str | None:
    """Return the stored hash, if there is one."""
    path = None if folder is None else folder / FILE_NAME
    return path.read_text(encoding="ascii") if path is not None and path.is_file() else None


class Passwords:
    """Judges passwords, five tries per client and fifty in all within a quarter of an hour."""

    def __init__(self, stored: str | None, clock: Callable[[], float]) -> None:
        self._stored = stored
        self._clock = clock
        self._lock = threading.Lock()
        self._wrong: deque[tuple[float, str]] = deque()
        self._hasher = PasswordHasher()

    def accept(self, password: str, client: str) -> bool:
        """Say whether the password is right. Takes a tenth of a second: call it in a thread.

        Raises:
            TooManyTries: this client, or all together, guessed too often.
        """
        self._take_a_try(client)
        if not self._matches(password):
            return False
        with self._lock:
            self._wrong = deque(t for t in self._wrong if t[1] != client)
        return True

    def _matches(self, password: str) -> bool:
        if self._stored is None:
            return False
        try:
            return self._hasher.verify(self._stored, password)
        except (VerifyMismatchError, InvalidHashError):
            return False

    def _take_a_try(self, client: str) -> None:
        """Count the try before it is judged, so that many at once gain nothing."""
        now = self._clock()
        with self._lock:
            while self._wrong and self._wrong[0][0] <= now - WINDOW_S:
                self._wrong.popleft()
            own = [at for at, who in self._wrong if who == client]
            if len(own) >= TRIES_PER_CLIENT:
                raise TooManyTries(int(own[0] + WINDOW_S - now) + 1)
            if len(self._wrong) >= TRIES_IN_ALL:
                raise TooManyTries(int(self._wrong[0][0] + WINDOW_S - now) + 1)
            self._wrong.append((now, client))
