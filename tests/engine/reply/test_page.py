"""R-A4: the reference page of replies has every kind, and is what words and engine say now."""

from __future__ import annotations

from pathlib import Path

from tests.engine.reply.page import page

from hamstrong.engine.engine import Engine
from hamstrong.engine.reply.reply import CHANGE_KINDS
from hamstrong.protocol.loader import DEFAULT_PACK, load_pack
from hamstrong.protocol.texts import load_texts
from hamstrong.words import Words

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "replies.md"


def test_the_page_is_what_words_and_engine_say() -> None:
    """Run `make docs` after a change of either."""
    pack = load_pack()
    assert PAGE.read_text("utf-8") == page(
        Engine(pack), Words(pack, load_texts(DEFAULT_PACK, "en"))
    )


def test_the_page_has_a_row_for_each_kind() -> None:
    lines = PAGE.read_text("utf-8").splitlines()
    rows = [line.split("|")[1].strip(" `") for line in lines if line.startswith("|")]
    assert [row for row in rows if row in CHANGE_KINDS] == list(CHANGE_KINDS)
