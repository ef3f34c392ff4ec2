"""Folder of the phone edition: what a static host serves, checked while it is written."""

from __future__ import annotations

import gzip
import shutil
import tempfile
from pathlib import Path

from hamstrong.phone.build.contents import (
    NAME,
    Contents,
    EditionFault,
    read_contents,
    require_whole,
)

EDITION = Path(__file__).resolve().parents[1] / "edition"
_SERVICE_WORKER = "sw.js"


def write_folder(target: Path, edition: Path = EDITION) -> Contents:
    """Write the folder, in the place of an older edition's.

    The same edition gives the same bytes. A folder of something else is never replaced.

    Raises:
        EditionFault: the package carries no edition or a broken one, or the folder holds
            something else. What was there stays.
        OSError: it cannot be written.
    """
    contents = read_contents(edition)
    target = target.expanduser().absolute()
    _require_replaceable(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as made:
        fresh = Path(made) / "new"
        _write(fresh, edition, contents)
        if target.exists():
            target.replace(Path(made) / "old")
        fresh.replace(target)
    return contents


def _require_replaceable(target: Path) -> None:
    if not target.exists() or (target / NAME).is_file():
        return
    if not target.is_dir() or any(target.iterdir()):
        raise EditionFault(
            f"{target} holds something that is no phone edition. Name a new or empty folder."
        )


def _write(target: Path, edition: Path, contents: Contents) -> None:
    for file in contents.files:
        content = require_whole(edition, file)
        path = target / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if file.is_compressed:
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, mtime=0))
    for name in (NAME, _SERVICE_WORKER):
        shutil.copyfile(edition / name, target / name)
