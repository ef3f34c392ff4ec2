"""Every rule is on the page, can be found, and the safety page claims only what was proved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hamstrong.app import App
from hamstrong.web.features import FEATURES
from hamstrong.web.rules.proved import ProvedInvariant, Report, report, ways
from hamstrong.web.shell.texts import load_texts
from tests.web.house import House


def test_every_rule_has_an_anchor(house: House, app: App) -> None:
    text = house.browser().get("/rules")
    assert all(f'id="{rule}"' in text for rule in app.pack.provenance)


def test_every_group_of_rules_has_a_heading_in_words(app: App) -> None:
    groups = {rule.split(".")[0] for rule in app.pack.provenance}
    words = load_texts(FEATURES, "en").words
    assert {group for group in groups if f"rules.group.{group}" not in words} == set()


def test_rules_are_found_by_id_word_and_source(house: House) -> None:
    browser = house.browser()
    found = browser.get("/rules?find=pain.finish_at")
    assert 'id="pain.finish_at"' in found
    assert 'id="gap' not in found
    assert 'id="pain.finish_at"' in browser.get("/rules?find=C8")
    assert "No rule fits" in browser.get("/rules?find=%3Cb%3Enothing")


def test_the_safety_page_shows_the_figures_of_the_installed_rules(house: House, app: App) -> None:
    found = report(app.pack_path, app.pack.logic_hash)
    text = house.browser().get("/safety")
    assert found is not None
    assert found.current
    assert app.pack.logic_hash[:12] in text
    assert all(f'id="S{n}"' in text for n in range(1, 20))
    plain = text.replace("\u202f", "")
    assert all(str(line.claims) in plain for line in found.invariants)
    assert str(found.enrolments) in plain


def test_every_longest_way_of_the_stored_report_has_words(app: App) -> None:
    """A way that the proof begins to measure would else be left out without a word."""
    found = report(app.pack_path, app.pack.logic_hash)
    assert found is not None
    assert found.days
    told = ways(found)
    assert [way.most for way in told] == [most for _, most in found.days]
    texts = load_texts(FEATURES, "en")
    words = [texts(f"rules.safety.way.{way.kind}", **way.about) for way in told]
    assert len(set(words)) == len(words)


def test_a_rule_shows_its_number_or_its_data(house: House) -> None:
    text = house.browser().get("/rules?find=gap.")
    assert '<span class="rules-value number">4</span>' in text, "gap.spacing_max"
    assert "&#34;rungs_down&#34;: 2" in text, "gap.bands.10 is more than a number"


def test_figures_of_other_rules_are_not_shown(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = Report(
        invariants=(ProvedInvariant("S1", "It holds.", holds=True, claims=987_654),),
        states=1, edges=1, enrolments=1, days=(), quick=False, logic_hash="0ther", current=False,
    )  # fmt: skip
    monkeypatch.setattr("hamstrong.web.rules.proved.report", lambda *_: stale)
    text = house.browser().get("/safety")
    assert "The last check was of other rules" in text
    assert "0ther" in text
    assert "987654" not in text
    assert "987,654" not in text


def _told(folder: Path, text: str) -> Path:
    pack = folder / "pack"
    pack.mkdir(exist_ok=True)
    (folder / "pack.proof.json").write_text(text, encoding="utf-8")
    return pack


def test_a_report_on_other_rules_is_known_as_such(tmp_path: Path) -> None:
    line = {"id": "S1", "sentence": "It holds.", "result": "holds", "claims": 3}
    told = {
        "logic_hash": "a", "states": 2, "edges": 1, "enrolments": 4, "days": {"there": 5},
        "quick": True, "invariants": [line],
    }  # fmt: skip
    pack = _told(tmp_path, json.dumps(told))
    found, stale = report(pack, "a"), report(pack, "b")
    assert found is not None
    assert stale is not None
    assert found.invariants[0].holds
    assert found.days == (("there", 5),)
    assert (found.current, stale.current) == (True, False)


def test_no_report_or_an_unreadable_one_is_none(tmp_path: Path) -> None:
    assert report(tmp_path / "pack", "a") is None
    assert report(_told(tmp_path, "{"), "a") is None
