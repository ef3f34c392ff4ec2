"""The page that follows one day through the engine shows what the engine answers."""

import doctest
import re
from pathlib import Path

PAGE = Path("docs") / "explanation" / "one-day.md"


def test_every_line_of_the_page_is_what_the_engine_answers(root: Path) -> None:
    result = doctest.testfile(str(root / PAGE), module_relative=False, encoding="utf-8")
    assert result.attempted > 20
    assert result.failed == 0


def test_every_module_that_the_page_names_exists(root: Path) -> None:
    text = (root / PAGE).read_text(encoding="utf-8")
    named = re.findall(r"`((?:engine|protocol|packs)/[\w/.]*)`", text)
    assert len(named) > 10
    missing = [name for name in named if not (root / "src" / "hamstrong" / name).exists()]
    assert missing == []
