"""Texts of a pack: one folder a language, its files merged by their top-level keys.

What every pack says alike (asks, refusals, how a dose is said, the terminal) lies once in
`packs/common`; a pack says again what it wants said in another way, as little of it as it likes.
Which words a pack must have is checked in `texts_check`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hamstrong.protocol.built_pack import COMMON, read_built_pack
from hamstrong.protocol.faults import PackError, PackPlace, UnplacedFault

FALLBACK = "en"


def load_texts(folder: Path, language: str) -> Mapping[str, Any]:
    """Return the words of one language of the pack in `folder`, over those of every pack.

    Raises:
        PackError: when the language has no files or one of them cannot be read.
    """
    built = read_built_pack(folder)
    if built is None or language not in built.texts:
        return laid_over(common_words(language), own_words(folder, language))
    common = built.common_texts.get(language, built.common_texts[FALLBACK])
    return laid_over(common, built.texts[language])


@cache
def common_words(language: str) -> Mapping[str, Any]:
    """What every pack says alike, in a language; in English where nobody translated it yet."""
    known = (COMMON / "text" / language).is_dir()
    return own_words(COMMON, language if known else FALLBACK)


def laid_over(common: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Words with some of them said anew; whatever is no mapping on both sides is replaced."""
    said = dict(common)
    for key, words in own.items():
        under = said.get(key)
        both = isinstance(under, Mapping) and isinstance(words, Mapping)
        said[key] = laid_over(under, words) if both else words  # type: ignore[arg-type]
    return said


def own_words(folder: Path, language: str) -> dict[str, Any]:
    """Return what the YAML files of a folder say in a language.

    Raises:
        PackError: when the language has no files or one of them cannot be read.
    """
    from hamstrong.protocol.yaml_files import locate, read_files  # noqa: PLC0415 - PyYAML

    files = read_files(folder / "text" / language)
    if files.findings or not files.trees:
        missing = UnplacedFault(PackPlace("."), "missing-file", f"words in text/{language}", line=1)
        raise PackError(str(folder), locate(files.folder, files.findings or [missing]))
    named = {f"text/{language}/{name}": tree for name, tree in files.trees.items()}
    return merge_texts(named)[language]


def merge_texts(trees: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the words by language and top-level key; the first file by name wins."""
    merged: dict[str, dict[str, Any]] = {}
    for name, tree in sorted(trees.items()):
        words = merged.setdefault(language_of(name), {})
        for key, value in (tree if isinstance(tree, dict) else {}).items():
            words.setdefault(str(key), value)
    return merged


def language_of(name: str) -> str:
    """The language of a file `text/LANGUAGE/NAME.yaml`."""
    return name.split("/")[1]
