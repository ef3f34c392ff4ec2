"""The walk for browsers that no driver knows, in the browser that all tests use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bench.browsers import STEPS, Told, Walker, is_fine, table, walk, with_chromium

from tests.web.installed_browser import find_browser

pytestmark = pytest.mark.browser


def test_walk_leads_from_the_link_to_the_file_to_keep(edition: Path) -> None:
    program = str(find_browser(os.environ))
    told = walk(Walker("the browser", program, with_chromium, has_window=False), edition)
    assert is_fine(told), table({"the browser": told})
    assert [step["name"] for step in told["steps"]] == list(STEPS)


def test_walk_is_fine_only_at_its_end_or_with_a_sentence_that_says_why_not() -> None:
    refused = {"name": "first visit", "ok": False, "note": "REFUSED This browser cannot run it."}
    silent = {**refused, "note": "waited in vain for a start"}
    first = {**refused, "ok": True, "note": ""}
    lost = {"name": "reload", "ok": False, "note": "REFUSED The diary is gone."}
    assert is_fine({"done": True, "steps": [first]})
    assert is_fine({"done": True, "steps": [refused]})
    assert not is_fine({"done": True, "steps": [silent]})
    assert not is_fine({"done": True, "steps": [first, lost]})
    assert not is_fine({"done": False, "steps": [first]})
    assert not is_fine(Told().last)
