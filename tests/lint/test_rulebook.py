"""The printed list of every rule is that of the pack, and the pack reference names every key."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import get_args

import pytest

from hamstrong.lint.rulebook import rulebook, write_page
from hamstrong.protocol import model
from hamstrong.protocol.criteria import Criterion
from hamstrong.protocol.loader import DEFAULT_PACK, load_pack
from hamstrong.protocol.schema import SHAPES, PackFile
from hamstrong.protocol.texts import load_texts
from hamstrong.protocol.texts_check import GROUPS
from hamstrong.protocol.way_back import ReadyItem


@pytest.fixture(scope="module")
def page() -> str:
    return rulebook(load_pack(), load_texts(DEFAULT_PACK, "en"))


def test_printed_rules_are_up_to_date(root: Path, page: str) -> None:
    printed = (root / "docs" / "reference" / "rules.md").read_text(encoding="utf-8")
    assert printed == page, "the pack has changed: run `make docs`"


def test_every_rule_is_printed_with_its_sources_and_standing(page: str) -> None:
    rows = {line.split("`")[1]: line for line in page.splitlines() if line.startswith("| `")}
    for rule in load_pack().provenance.values():
        cells = [cell.strip() for cell in rows[rule.rule].strip("|").split("|")]
        assert cells[2] == ", ".join(rule.sources)
        assert cells[3] == ("**E**" if rule.grade == "E" else rule.grade)


def test_page_says_that_nobody_has_reviewed_the_pack(page: str) -> None:
    assert "No clinician has reviewed this pack yet." in page


def test_command_writes_the_page_to_a_file_or_prints_it(
    tmp_path: Path, page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert write_page(page, [str(tmp_path / "rules.md")]) == 0
    assert (tmp_path / "rules.md").read_text(encoding="utf-8") == page
    assert write_page(page, []) == 0
    assert capsys.readouterr().out == page


def _shapes() -> list[type]:
    here = [s for s in vars(model).values() if isinstance(s, type) and dataclasses.is_dataclass(s)]
    files = [PackFile, *SHAPES.values(), *get_args(Criterion), *get_args(ReadyItem)]
    unwritten = {model.Pack, model.Provenance}
    return [shape for shape in dict.fromkeys([*here, *files]) if shape not in unwritten]


@pytest.mark.parametrize("shape", _shapes(), ids=lambda shape: shape.__name__)
def test_every_key_of_a_pack_is_described(root: Path, shape: type) -> None:
    reference = (root / "docs" / "reference" / "pack.md").read_text(encoding="utf-8")
    assert dataclasses.is_dataclass(shape)
    missing = [f.name for f in dataclasses.fields(shape) if f"`{f.name}`" not in reference]
    assert missing == []


@pytest.mark.parametrize("name", [*SHAPES, *GROUPS, "options", "rules"])
def test_every_file_and_group_of_words_is_described(root: Path, name: str) -> None:
    reference = (root / "docs" / "reference" / "pack.md").read_text(encoding="utf-8")
    assert f"`{name}`" in reference
