"""Contents list of an edition: every file with its size and hash, large ones in parts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "contents.json"


class EditionFault(Exception):
    """An edition is not whole; the message says which file and what to do."""


@dataclass(frozen=True, kw_only=True)
class ListedFile:
    """One file as it lies in the folder.

    Args:
        path: below the folder, with slashes.
        size: in bytes.
        is_compressed: whether a `.gz` is laid beside it.
    """

    path: str
    size: int
    sha256: str
    is_compressed: bool


@dataclass(frozen=True)
class Contents:
    """What lies in an edition's folder besides the list and the service worker.

    Args:
        edition: tells editions apart; equal ones are equal byte for byte.
    """

    edition: str
    files: tuple[ListedFile, ...]


def read_contents(folder: Path) -> Contents:
    """Read the list of an edition.

    Raises:
        EditionFault: there is none.
    """
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except OSError:
        raise EditionFault(
            f"{folder} holds no phone edition. A package that was built with HAMSTRONG_SKIP_CLIENT"
            " has none: install it anew without that; in a checkout run `make setup`."
        ) from None
    return Contents(told["edition"], tuple(_files(told["files"])))


def require_whole(folder: Path, file: ListedFile) -> bytes:
    """Return what a listed file holds.

    Raises:
        EditionFault: it is missing, or is not what the list says.
    """
    path = folder / file.path
    content = path.read_bytes() if path.is_file() else b""
    found = hashlib.sha256(content).hexdigest()
    if found != file.sha256:
        raise EditionFault(
            f"{path} has the hash {found} and {len(content)} bytes; the list says {file.sha256}"
            f" and {file.size}. Install Hamstrong again."
        )
    return content


def _files(listed: list[dict[str, Any]]) -> Iterator[ListedFile]:
    for entry in listed:
        for file in entry.get("parts", [entry]):
            yield ListedFile(
                path=file["path"],
                size=file["bytes"],
                sha256=file["sha256"],
                is_compressed="gzip_bytes" in file,
            )
