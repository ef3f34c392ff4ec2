"""Portability of files: the same pack must load where PyYAML has no C library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.yaml_files import PURE_LOADER, parse_file


def check_portability(folder: Path) -> Iterator[UnplacedFault]:
    """A finding for each file that PyYAML's two loaders do not read alike."""
    for path in sorted(folder.rglob("*.yaml")):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # the loader of the pack names it
        yield from _read_alike(path.relative_to(folder).as_posix(), text)


@lru_cache(maxsize=512)  # the slow loader need not read a file again that nobody has changed
def _read_alike(name: str, text: str) -> tuple[UnplacedFault, ...]:
    fastest, pure = parse_file(name, text), parse_file(name, text, PURE_LOADER)
    if not fastest.is_read:
        return ()
    if pure.is_read and pure.tree != fastest.tree:
        expected = "values that every YAML parser reads alike; quote them"
        return (UnplacedFault(PackPlace(name), "yaml-portable", expected, line=1),)
    return tuple(_quoted(fault) for fault in pure.findings if fault not in fastest.findings)


def _quoted(fault: UnplacedFault) -> UnplacedFault:
    expected = f"{fault.expected}; quote the text, as some parsers do not read it plain"
    return replace(fault, rule="yaml-portable", expected=expected)
