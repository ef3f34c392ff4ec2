"""A built pack says what its YAML files say, and is used only while they are the same."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hamstrong.protocol.built_pack import built_path, read_built_pack
from hamstrong.protocol.built_values import UnreadableValue, decode, encode
from hamstrong.protocol.faults import PackError
from hamstrong.protocol.loader import DEFAULT_PACK, load_pack
from hamstrong.protocol.pack_builder import build_pack
from hamstrong.protocol.texts import common_words, laid_over, load_texts, own_words
from hamstrong.protocol.yaml_pack import read_yaml_pack


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped pack with its built file."""
    copy = tmp_path / "pack"
    shutil.copytree(DEFAULT_PACK, copy)
    build_pack(copy)
    return copy


def _edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_built_pack_holds_the_same_values_of_the_same_types(folder: Path) -> None:
    built = read_built_pack(folder)
    assert built is not None
    # `repr` tells 2 from 2.0 and a tuple from a list, which equality of numbers does not.
    assert repr(built.pack) == repr(read_yaml_pack(folder))


def test_built_words_keep_keys_that_are_numbers(folder: Path) -> None:
    words = laid_over(common_words("en"), own_words(folder, "en"))
    assert repr(load_texts(folder, "en")) == repr(words)
    built = read_built_pack(folder)
    assert built is not None
    assert any(isinstance(key, int) for key in _keys(words))


def _keys(tree: object) -> list[object]:
    if not isinstance(tree, dict):
        return []
    return [*tree, *(key for each in tree.values() for key in _keys(each))]


def test_building_twice_gives_the_same_bytes(folder: Path) -> None:
    first = built_path(folder).read_bytes()
    build_pack(folder)
    assert built_path(folder).read_bytes() == first


def test_edited_number_is_used_although_a_built_pack_lies_beside_it(folder: Path) -> None:
    assert load_pack(folder).rules.pain.left_out_days == 2
    _edit(folder, "rules.yaml", "left_out_days: {value: 2,", "left_out_days: {value: 3,")
    assert read_built_pack(folder) is None
    assert load_pack(folder).rules.pain.left_out_days == 3


def test_edited_word_is_used_although_a_built_pack_lies_beside_it(folder: Path) -> None:
    _edit(folder, "text/en/programme.yaml", "plain: Run again.", "plain: Run anew.")
    assert "Run anew." in repr(load_texts(folder, "en"))


def test_fault_in_a_file_is_named_although_a_built_pack_lies_beside_it(folder: Path) -> None:
    _edit(folder, "rules.yaml", "left_out_days: {value: 2,", "left_out_days: {value: two,")
    with pytest.raises(PackError, match="left_out_days"):
        load_pack(folder)


def test_pack_with_a_fault_is_not_built(folder: Path) -> None:
    before = built_path(folder).read_bytes()
    _edit(folder, "rules.yaml", "left_out_days: {value: 2,", "left_out_days: {value: two,")
    with pytest.raises(PackError):
        build_pack(folder)
    assert built_path(folder).read_bytes() == before


def test_built_file_alone_is_the_pack(folder: Path) -> None:
    pack = read_yaml_pack(folder)
    shutil.rmtree(folder)
    folder.mkdir()
    assert load_pack(folder) == pack


@pytest.mark.parametrize("damage", ["", "{}", "[]", '{"format": 1, "classes": [], "pack": [9]}'])
def test_damaged_built_file_falls_back_to_the_yaml_files(folder: Path, damage: str) -> None:
    built_path(folder).write_text(damage, encoding="utf-8")
    assert read_built_pack(folder) is None
    assert load_pack(folder) == read_yaml_pack(folder)


def test_built_file_of_other_types_falls_back_to_the_yaml_files(folder: Path) -> None:
    path = built_path(folder)
    tree = json.loads(path.read_text(encoding="utf-8"))
    name, fields = tree["classes"][0]
    tree["classes"][0] = [name, [*fields, "a_field_of_tomorrow"]]
    path.write_text(json.dumps(tree), encoding="utf-8")
    assert read_built_pack(folder) is None
    assert load_pack(folder) == read_yaml_pack(folder)


def test_value_of_a_class_outside_the_model_is_refused() -> None:
    with pytest.raises(UnreadableValue, match="no class of a pack"):
        decode([3], [["subprocess:Popen", []]])
    with pytest.raises(TypeError, match="cannot build"):
        encode({"path": Path()}, [])


def test_start_with_a_built_pack_imports_no_yaml(folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path; folder = Path(sys.argv[1])\n"
        "from hamstrong.protocol.loader import load_pack\n"
        "from hamstrong.protocol.texts import load_texts\n"
        "load_pack(folder); load_texts(folder, 'en'); sys.exit('yaml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script, str(folder)], check=False).returncode == 0
