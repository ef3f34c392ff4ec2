"""Every clinical story of the case book is lived through and must come out as it says."""

from pathlib import Path

import pytest

from hamstrong.engine.engine import Engine
from hamstrong.proof.casebook import HEADING, lived, page, section
from hamstrong.proof.expectations import disagreements
from hamstrong.proof.stories import Story, read_stories
from hamstrong.protocol.loader import load_pack

STORIES = read_stories(Path(__file__).parent)
ENOUGH = 390
CASE_BOOK = "docs/reference/casebook.md"
ANEW = "write it anew: python -m hamstrong.proof.casebook tests/stories docs/reference/casebook.md"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load_pack())


@pytest.fixture(scope="module")
def sections(root: Path) -> dict[str, list[str]]:
    """The lines of each story in the case book as it is written, by the story's title."""
    written = (root / CASE_BOOK).read_text(encoding="utf-8").splitlines()
    starts = [number for number, line in enumerate(written) if line.startswith(HEADING)]
    found = {}
    for start in starts:
        rest = enumerate(written[start + 1 :], start + 1)
        end = next(number for number, line in rest if line.startswith("#"))
        found[written[start].removeprefix(HEADING)] = written[start:end]
    return found


@pytest.mark.parametrize("story", STORIES, ids=[s.title for s in STORIES])
def test_story_comes_out_as_told_and_is_so_in_the_case_book(
    engine: Engine, story: Story, sections: dict[str, list[str]]
) -> None:
    life = lived(engine, story)
    assert disagreements(life) == []
    assert sections.get(story.title) == list(section(life)), ANEW


def test_titles_are_told_once() -> None:
    titles = [story.title for story in STORIES]
    assert sorted({t for t in titles if titles.count(t) > 1}) == []


def test_case_book_has_every_story_in_its_place_and_nothing_else(
    root: Path, sections: dict[str, list[str]]
) -> None:
    """The lines of each story are compared where it is lived, above."""
    written = (root / CASE_BOOK).read_text(encoding="utf-8")
    assert written == page(STORIES, lambda story: sections.get(story.title, [])), ANEW


def test_enough_stories_are_told() -> None:
    assert len(STORIES) >= ENOUGH
