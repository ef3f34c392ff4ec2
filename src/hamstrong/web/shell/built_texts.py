"""Built texts: the words of all pages in one JSON file, so that a start parses no YAML.

Used only while the YAML files that it was built from are the same; see `protocol.built_pack` for
the same rule. The module needs the standard library only: the build of a wheel loads it alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

WEB = Path(__file__).parent.parent
BUILT = WEB / "texts.built.json"

Words = Mapping[str, Mapping[str, str]]
"""What each YAML file says, by its path below `web`: words by their whole key."""


def current_texts() -> Words | None:
    """Return what the YAML files of all pages say, or None without a current built file."""
    try:
        stamp = BUILT.stat()
    except OSError:
        return None
    return _read(BUILT, _source_hash(), stamp.st_mtime_ns, stamp.st_size)


def name_of(path: Path) -> str | None:
    """The name of a YAML file in a built file; None for one that lies elsewhere."""
    return path.relative_to(WEB).as_posix() if path.is_relative_to(WEB) else None


def flat_words(prefix: str, raw: Any, path: Path) -> Iterator[tuple[str, str]]:
    """Give every text of a tree under its whole key, such as `today.title`."""
    if isinstance(raw, str):
        yield prefix, raw.strip()
        return
    if not isinstance(raw, dict):
        raise TypeError(f"{path}: {prefix} is {raw!r}; write a text, quoted if it looks like data")
    for key, value in raw.items():
        yield from flat_words(f"{prefix}.{key}", value, path)


def read_yaml(path: Path) -> Any:
    """Return what one YAML file of words says."""
    import yaml  # noqa: PLC0415 - not needed where the words are built

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - the safe one


def write_built_texts(path: Path = BUILT) -> None:
    """Write the built file from the YAML files; the same words give the same bytes.

    Raises:
        OSError: it cannot be written.
    """
    trees = {name: read_yaml(WEB / name) for name in _names()}
    tree = {"sources": _source_hash(), "trees": trees}
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text, encoding="utf-8")


@lru_cache(maxsize=2)
def _read(path: Path, sources: str | None, mtime_ns: int, size: int) -> Words | None:
    del mtime_ns, size  # only part of the key: a file that was built again is read again
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
        if sources not in (None, tree["sources"]):
            return None
        return {
            name: dict(flat_words(name.partition("/")[0], said, path))
            for name, said in tree["trees"].items()
        }
    except (OSError, ValueError, TypeError, KeyError):
        return None  # the YAML files say the same, so nothing is lost


def _names() -> list[str]:
    return sorted(path.relative_to(WEB).as_posix() for path in WEB.glob("*/texts/*.yaml"))


def _source_hash() -> str | None:
    names = _names()
    total = sha256()
    for name in names:
        total.update(f"{name}\0".encode())
        total.update(sha256((WEB / name).read_bytes()).digest())
    return total.hexdigest() if names else None
