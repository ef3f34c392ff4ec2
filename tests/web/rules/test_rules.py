"""Every rule is on the page, can be found, and the safety page claims only what was proved."""

from __future__ import annotations

import json
from pathlib import Path

from hamstrong.app import App
from hamstrong.web.rules.proved import report
from tests.web.house import House


def test_every_rule_has_an_anchor(house: House, app: App) -> None:
    text = house.browser().get("/rules")
    assert all(f'id="{rule}"' in text for rule in app.pack.provenance)


def test_rules_are_found_by_id_word_and_source(house: House) -> None:
    browser = house.browser()
    found = browser.get("/rules?find=pain.finish_at")
    assert 'id="pain.finish_at"' in found
    assert 'id="gap' not in found
    assert 'id="pain.finish_at"' in browser.get("/rules?find=C8")
    assert "No rule fits" in browser.get("/rules?find=%3Cb%3Enothing")


def test_the_safety_page_stands_with_or_without_a_report(house: House) -> None:
    assert "What always holds" in house.browser().get("/safety")


def test_a_report_on_other_rules_counts_for_nothing(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    assert report(pack, "a") is None
    line = {"id": "S1", "sentence": "It holds.", "result": "holds", "claims": 3}
    told = {"logic_hash": "a", "states": 2, "edges": 1, "quick": True, "invariants": [line]}
    (tmp_path / "pack.proof.json").write_text(json.dumps(told), encoding="utf-8")
    found = report(pack, "a")
    assert found is not None
    assert found.invariants[0].holds
    assert report(pack, "b") is None
    (tmp_path / "pack.proof.json").write_text("{", encoding="utf-8")
    assert report(pack, "a") is None
