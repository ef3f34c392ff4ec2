"""Every file of a pack is the same for PyYAML's two loaders: with libyaml and without it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from hamstrong.protocol.loader import DEFAULT_PACK
from hamstrong.protocol.yaml_files import read_files

ROOT = Path(__file__).resolve().parents[2]
PACKS = DEFAULT_PACK.parent
WEB = PACKS.parent / "web"
FOLDERS = [f for at in (PACKS, ROOT / "examples") for f in sorted(at.iterdir()) if f.is_dir()]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_pack_is_read_alike_with_and_without_libyaml(folder: Path) -> None:
    fast, pure = (read_files(folder, loader) for loader in (yaml.CSafeLoader, yaml.SafeLoader))
    assert len(fast.trees) > 3
    assert (fast.findings, pure.findings) == ([], [])
    assert pure.trees == fast.trees


@pytest.mark.parametrize("path", sorted(WEB.rglob("*.yaml")), ids=lambda path: path.parts[-3])
def test_words_of_pages_are_read_alike_with_and_without_libyaml(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    fast = yaml.load(text, Loader=yaml.CSafeLoader)
    assert yaml.safe_load(text) == fast
