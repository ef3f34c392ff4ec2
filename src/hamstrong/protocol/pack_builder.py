"""Pack builder: writes the built file of a pack from its YAML files.

Run by the build of a wheel and by `make`; see `protocol.built_pack` for what is written and when
it is used.
"""

from __future__ import annotations

from pathlib import Path

from hamstrong.protocol.built_pack import COMMON, BuiltPack, built_path, built_text, source_hash
from hamstrong.protocol.texts import own_words
from hamstrong.protocol.yaml_pack import read_yaml_pack


def build_pack(folder: Path) -> Path:
    """Write the built file of a pack beside its folder; the same pack gives the same bytes.

    Raises:
        PackError: the pack has faults; nothing is written.
        OSError: the file cannot be written.
    """
    sources = source_hash(folder) or ""
    pack = read_yaml_pack(folder)
    texts = {language: own_words(folder, language) for language in _languages(folder)}
    common = {language: own_words(COMMON, language) for language in _languages(COMMON)}
    path = built_path(folder)
    path.write_text(built_text(BuiltPack(pack, texts, common), sources), encoding="utf-8")
    return path


def _languages(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "text").iterdir() if path.is_dir())
