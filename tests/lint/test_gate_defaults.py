"""The page of our own numbers that decide a gate: all of them, and no other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hamstrong.lint.gate_defaults import gate_defaults
from hamstrong.protocol.loader import DEFAULT_PACK, load_pack
from hamstrong.protocol.texts import load_texts

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "gate-defaults.md"
WORDS = load_texts(DEFAULT_PACK, "en")


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == gate_defaults(load_pack(), WORDS)


def test_every_least_number_of_days_of_grade_e_is_on_it() -> None:
    pack = load_pack()
    page = gate_defaults(pack, WORDS)
    days = [rule for rule in pack.provenance.values() if ".min_days." in rule.rule]
    assert days
    for rule in days:
        own = rule.grade == "E" and rule.rule.startswith("gate.")
        assert (f"`{rule.rule}`" in page) == own, rule.rule


def test_a_number_with_a_source_is_not_on_it() -> None:
    pack = load_pack()
    rule = "ladder.clean_sessions"
    assert f"`{rule}`" in gate_defaults(pack, WORDS)
    sourced = replace(pack.provenance[rule], grade="C")
    better = replace(pack, provenance={**pack.provenance, rule: sourced})
    assert f"`{rule}`" not in gate_defaults(better, WORDS)


def test_the_rungs_below_a_named_one_count_too() -> None:
    """A gate waits for all of the ladder up to the rung that it names."""
    page = gate_defaults(load_pack(), WORDS)
    assert "`rung.bridge-2x10`" in page
