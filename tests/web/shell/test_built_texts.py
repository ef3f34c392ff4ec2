"""The built words of the pages are those of the YAML files, and are used only while current."""

from __future__ import annotations

from pathlib import Path

import pytest

from hamstrong.web.features import FEATURES
from hamstrong.web.shell import built_texts
from hamstrong.web.shell.texts import load_texts


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "texts.built.json"
    monkeypatch.setattr(built_texts, "BUILT", path)
    return path


def test_built_words_are_those_of_the_yaml_files(built: Path) -> None:
    from_yaml = load_texts(FEATURES, "en")
    built_texts.write_built_texts(built)
    assert built_texts.current_texts() is not None
    assert load_texts(FEATURES, "en") == from_yaml


def test_built_words_are_used(built: Path) -> None:
    built_texts.write_built_texts(built)
    text = built.read_text(encoding="utf-8")
    word = load_texts(FEATURES, "en")("today.nav")
    built.write_text(text.replace(f'"nav":"{word}"', '"nav":"Built"'), encoding="utf-8")
    assert load_texts(FEATURES, "en")("today.nav") == "Built"


@pytest.mark.parametrize("content", ["", "[]", '{"sources": "another", "trees": {}}'])
def test_stale_or_damaged_built_words_are_not_used(built: Path, content: str) -> None:
    built.write_text(content, encoding="utf-8")
    assert built_texts.current_texts() is None
    assert load_texts(FEATURES, "en")("today.nav")
