"""What a loaded pack promises: provenance, hashes, and nothing guessed by YAML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hamstrong.protocol.grades import GRADES
from hamstrong.protocol.loader import DEFAULT_PACK, load_pack
from hamstrong.protocol.model import Pack
from hamstrong.protocol.texts import load_texts
from hamstrong.protocol.yaml_files import read_files
from hamstrong.protocol.yaml_pack import check_pack

Break = Callable[..., Path]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def test_shipped_pack_has_no_fault() -> None:
    assert check_pack(DEFAULT_PACK) == ()


def test_no_clinician_is_named_before_one_has_reviewed(pack: Pack) -> None:
    assert pack.reviewed_by is None


def test_loading_twice_reads_once(pack: Pack) -> None:
    assert load_pack() is pack


def test_copy_elsewhere_is_the_same_pack(pack: Pack, broken: Break) -> None:
    copy = load_pack(broken("pack.yaml", "id: hamstring", "id: hamstring"))
    assert copy == pack


def test_comment_and_layout_change_no_hash(pack: Pack, broken: Break) -> None:
    folder = broken("rules.yaml", "ladder:\n", "# a remark\n\nladder:\n")
    again = load_pack(folder)
    assert (again.logic_hash, again.text_hash) == (pack.logic_hash, pack.text_hash)


def test_mended_word_changes_the_text_hash_alone(pack: Pack, broken: Break) -> None:
    again = load_pack(broken("text/en/programme.yaml", "plain: Run again.", "plain: Run anew."))
    assert again.logic_hash == pack.logic_hash
    assert again.text_hash != pack.text_hash


@pytest.mark.parametrize(
    ("old", "new"),
    [("maintain: [84, 105]", "maintain: [84, 106]"), ("sources: [E187]", "sources: [E185]")],
)
def test_an_expected_day_or_its_source_changes_no_hash_since_it_decides_nothing(
    pack: Pack, broken: Break, old: str, new: str
) -> None:
    again = load_pack(broken("courses.yaml", old, new))
    assert again.courses != pack.courses
    assert (again.logic_hash, again.text_hash) == (pack.logic_hash, pack.text_hash)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("rules.yaml", "left_out_days: {value: 2,", "left_out_days: {value: 3,"),
        ("rules.yaml", "pass_max: {value: 2, sources: [C9]", "pass_max: {value: 2, sources: [C8]"),
        ("exercises/bridge.yaml", "rest_s: 45", "rest_s: 45.0"),
    ],
)
def test_number_or_source_changes_the_logic_hash(
    pack: Pack, broken: Break, file: str, old: str, new: str
) -> None:
    folder = broken(file, old, new)
    if new.endswith(".0"):
        assert check_pack(folder)  # a whole number is not silently made of another kind
        return
    again = load_pack(folder)
    assert again.logic_hash != pack.logic_hash
    assert again.text_hash == pack.text_hash


def test_edited_pack_is_read_again(broken: Break) -> None:
    folder = broken("pack.yaml", "id: hamstring", "id: hamstring")
    before = load_pack(folder)
    broken("rules.yaml", "left_out_days: {value: 2,", "left_out_days: {value: 30,")
    assert load_pack(folder).rules.pain.left_out_days == 30
    assert before.rules.pain.left_out_days == 2


def test_number_remembers_its_sources_under_its_rule_id(pack: Pack) -> None:
    rule = pack.provenance["morning.pass_max"]
    assert (rule.value, rule.sources, rule.grade) == (2, ("C9",), "E")
    assert pack.rules.morning.pass_max == 2


@pytest.mark.parametrize(
    "rule",
    [
        "gap.bands.42",
        "stage.1.max_minutes",
        "track.strain.starts_days_after_injury",
        "gate.1-2",
        "gate.1-2.min_days.tendinopathy",
        "criterion.bridge_clean",
        "key.long_length",
        "exercise.bridge",
        "rung.bridge-2x15",
        "flag.pull",
        "stop_reason.cramp",
        "track.strain",
    ],
)
def test_every_kind_of_rule_has_an_id(pack: Pack, rule: str) -> None:
    assert pack.provenance[rule].sources


def test_every_number_of_the_rules_has_a_source_that_exists(pack: Pack) -> None:
    known = {*pack.facts, "expert"}
    for rule in pack.provenance.values():
        assert rule.sources, rule.rule
        assert set(rule.sources) <= known, rule.rule


def test_a_letter_above_e_has_a_seen_fact_or_the_article_behind_it(pack: Pack) -> None:
    weak = {fact.id for fact in pack.facts.values() if fact.status in {"R", "D", "default"}}
    for rule in pack.provenance.values():
        assert not (rule.grade != "E" and set(rule.sources) <= weak | {"expert"}), rule.rule
        seen = {pack.facts[s].status for s in rule.sources if s in pack.facts}
        assert rule.grade not in {"A", "B", "C"} or seen & {"V", "V2"}, rule.rule


def test_every_letter_is_given_to_some_number(pack: Pack) -> None:
    assert {rule.grade for rule in pack.provenance.values()} == set(GRADES)


def test_lowering_one_seen_fact_to_recalled_is_found_at_every_number_above_e(broken: Break) -> None:
    """E56 carries two pain limits; once it is only recalled they are E."""
    folder = broken("rules.yaml", "pain:", "pain:")
    path = folder / "evidence.yaml"
    facts = path.read_text(encoding="utf-8")
    at = facts.index("  E56:\n")
    lowered = facts[:at] + facts[at:].replace("    status: V2\n", "    status: R\n", 1)
    path.write_text(lowered, encoding="utf-8")
    found = {fault.key for fault in check_pack(folder) if fault.rule == "overclaimed"}
    assert {"pain.stop_exercise_at.grade", "pain.before_nothing.grade"} <= found


def test_article_rows_are_all_facts(pack: Pack) -> None:
    rows = {name for name, fact in pack.facts.items() if fact.status == "article"} - {"E75"}
    count = {"A": 4, "B": 6, "C": 5, "D": 3, "E": 5, "F": 3, "G": 6, "H": 4, "I": 5}
    letters = [name.removeprefix("R-")[0] for name in rows]
    assert {letter: letters.count(letter) for letter in count} == count


def test_word_of_yaml_1_1_stays_a_word(tmp_path: Path) -> None:
    text = "a: no\nb: on\nc: 2026-01-01\nd: 010\ne: 1_000\nf: true\ng: null\nh: -2\ni: 0.5\n"
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    assert read_files(tmp_path).trees["x.yaml"] == {
        "a": "no",
        "b": "on",
        "c": "2026-01-01",
        "d": "010",
        "e": "1_000",
        "f": True,
        "g": None,
        "h": -2,
        "i": 0.5,
    }


def test_words_of_a_language_are_merged_from_their_files(pack: Pack) -> None:
    words = load_texts(DEFAULT_PACK, "en")
    assert set(words["goals"]) == set(pack.goals)
    assert set(words["exercises"]) == set(pack.exercises)


def test_a_claim_of_seen_facts_without_a_letter_gets_the_one_that_they_bear(broken: Break) -> None:
    folder = broken(
        "rules.yaml",
        "pass_max: {value: 2, sources: [C9], grade: E}",
        "pass_max: {value: 2, sources: [E56]}",
    )
    assert load_pack(folder).provenance["morning.pass_max"].grade == "C"
