"""Zip file of the phone edition: the folder, and a page how to publish it in three steps."""

from __future__ import annotations

import zipfile
from pathlib import Path

NAME = "hamstrong"
GUIDE = "how-to-publish.html"
_WHEN = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the earliest that a zip file can say: equal editions are equal files
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Publish Hamstrong</title>
</head>
<body>
<h1>Publish Hamstrong in three steps</h1>
<ol>
<li>Upload the folder <code>hamstrong</code> to any host of static files that serves https. It may
lie below other pages; it needs no program, no database and no settings.</li>
<li>Open its address on a phone and wait until the first page is there. From then on it works
without a network.</li>
<li>Add it to the home screen: in Safari by Share, then Add to Home Screen; in Chrome, Edge or
Firefox by the menu, then Install or Add to Home screen. Give the address to whoever needs it.</li>
</ol>
<p>What people enter stays on their own devices: the host only ever sees that files were fetched.
To bring it up to date, replace the folder: each phone that is online changes over at the next
start.</p>
</body>
</html>
"""


def write_zip(folder: Path, target: Path) -> None:
    """Write a folder of the edition as one file to hand on.

    Raises:
        OSError: it cannot be written.
    """
    partial = target.with_name(f"{target.name}.partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as out:
        _add(out, GUIDE, _PAGE.encode())
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            _add(out, f"{NAME}/{path.relative_to(folder).as_posix()}", path.read_bytes())
    partial.replace(target)


def _add(out: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _WHEN)
    entry.external_attr = 0o644 << 16
    out.writestr(entry, content, zipfile.ZIP_DEFLATED)
