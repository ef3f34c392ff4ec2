"""Portability of files: the same pack must load where PyYAML has no C library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.yaml_files import PURE_LOADER, read_files


def check_portability(folder: Path) -> Iterator[UnplacedFault]:
    """A finding for each file that PyYAML's two loaders do not read alike."""
    fastest, pure = read_files(folder), read_files(folder, PURE_LOADER)
    refused = {finding.place.file for finding in fastest.findings}
    for finding in pure.findings:
        if finding.place.file not in refused:
            expected = f"{finding.expected}; quote the text, as some parsers do not read it plain"
            yield replace(finding, rule="yaml-portable", expected=expected)
    for name, tree in pure.trees.items():
        if name in fastest.trees and fastest.trees[name] != tree:
            expected = "values that every YAML parser reads alike; quote them"
            yield UnplacedFault(PackPlace(name), "yaml-portable", expected, line=1)
