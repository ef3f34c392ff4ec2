"""Names of the people of a household, so that nobody writes into another's diary.

Kept beside the sessions in a file for its owner alone: never in an address, a log or an archive.
Whoever is erased is forgotten here, too. A name is a person's own words and is shown as they are.
"""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

LONGEST = 40
FILE = "names.json"


class Names:
    """Names by person; another process may change them at any time."""

    def __init__(self, folder: Path | None) -> None:
        self._file = None if folder is None else folder / FILE
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._names: dict[str, str] = {}

    def of(self, person: str) -> str | None:
        """Return what this person is called, None if nobody said."""
        with self._lock:
            self._look_again()
            return self._names.get(person)

    def call(self, person: str, name: str) -> None:
        """Call a person so from now on; an empty name is none."""
        with self._lock:
            self._look_again()
            names = {**self._names, person: name.strip()[:LONGEST]}
            names = {known: said for known, said in names.items() if said}
            if names != self._names:
                self._names = names
                self._write()

    def forget(self, person: str) -> None:
        """Let go of a name."""
        self.call(person, "")

    def _look_again(self) -> None:
        if self._file is None:
            return
        try:
            found = self._file.stat()
        except FileNotFoundError:
            self._seen, self._names = None, {}
            return
        if (found.st_mtime_ns, found.st_ino) != self._seen:
            self._seen = (found.st_mtime_ns, found.st_ino)
            self._names = _read(self._file)

    def _write(self) -> None:
        if self._file is None:
            return
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = self._file.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            out.write(json.dumps(self._names, ensure_ascii=False).encode())
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(self._file)


def _read(file: Path) -> dict[str, str]:
    """Return the names; a file that somebody spoilt names nobody, and is written anew."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(person): name for person, name in found.items() if isinstance(name, str)}
