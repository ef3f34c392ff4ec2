"""Built pack: one JSON file with the typed values, hashes and words of a pack.

YAML is for authors. Building writes what the checked YAML files came to, beside the pack's folder
(`hamstring.built.json` beside `hamstring/`), so that a start of the program parses no YAML. A
built file is used only while the YAML files and the types that it was built from are the same;
anything else falls back to the YAML files. Where there are no YAML files, it is the pack.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from hamstrong.protocol.built_values import UnreadableValue, decode, encode
from hamstrong.protocol.model import Pack

FORMAT = 1
COMMON = Path(__file__).parent.parent / "packs" / "common"
_SUFFIX = ".built.json"


class BuiltPack(NamedTuple):
    """A pack with its own words and those of every pack, by language."""

    pack: Pack
    texts: Mapping[str, Mapping[str, Any]]
    common_texts: Mapping[str, Mapping[str, Any]]


def built_path(folder: Path) -> Path:
    """Where the built file of a pack's folder lies."""
    return folder.with_name(folder.name + _SUFFIX)


def source_hash(folder: Path) -> str | None:
    """SHA-256 over the names and bytes of a pack's YAML files and those of every pack.

    Returns:
        None where the folder has no YAML files.
    """
    own = sorted(folder.rglob("*.yaml"))
    if not own:
        return None
    total = sha256()
    for root, paths in ((folder, own), (COMMON, sorted(COMMON.rglob("*.yaml")))):
        for path in paths:
            total.update(f"{path.relative_to(root).as_posix()}\0".encode())
            total.update(sha256(path.read_bytes()).digest())
    return total.hexdigest()


def built_text(built: BuiltPack, sources: str) -> str:
    """The content of a built file: the same bytes for the same pack."""
    classes: list[tuple[str, tuple[str, ...]]] = []
    value = encode(built.pack, classes)
    tree = {
        "format": FORMAT,
        "sources": sources,
        "classes": classes,
        "pack": value,
        "texts": encode(built.texts, classes),
        "common_texts": encode(built.common_texts, classes),
    }
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"))


def read_built_pack(folder: Path) -> BuiltPack | None:
    """Return the built pack of a folder, or None where there is none that is current."""
    path = built_path(folder)
    try:
        stamp = path.stat()
    except OSError:
        return None
    sources = source_hash(folder)
    return _read(path, sources, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, sources: str | None, mtime_ns: int, size: int) -> BuiltPack | None:
    del mtime_ns, size  # only part of the key: a file that was built again is read again
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
        if tree["format"] != FORMAT or sources not in (None, tree["sources"]):
            return None
        names = ("pack", "texts", "common_texts")
        pack, texts, common = (decode(tree[name], tree["classes"]) for name in names)
    except (OSError, ValueError, TypeError, KeyError, IndexError, UnreadableValue):
        return None  # the YAML files say the same, so nothing is lost
    return BuiltPack(pack, texts, common) if isinstance(pack, Pack) else None
