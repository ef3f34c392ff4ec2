"""Every clinical story of the case book is lived through and must come out as it says."""

from pathlib import Path

import pytest

from hamstrong.engine.engine import Engine
from hamstrong.proof.casebook import page
from hamstrong.proof.expectations import disagreements
from hamstrong.proof.stories import Story, read_stories
from hamstrong.proof.story_run import Life
from hamstrong.protocol.loader import load_pack

STORIES = read_stories(Path(__file__).parent)
ENOUGH = 234


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load_pack())


@pytest.mark.parametrize("story", STORIES, ids=[s.title for s in STORIES])
def test_story_comes_out_as_told(engine: Engine, story: Story) -> None:
    life = Life(engine, story)
    life.live(story.last_day)
    assert disagreements(life) == []


def test_titles_are_told_once() -> None:
    titles = [story.title for story in STORIES]
    assert sorted({t for t in titles if titles.count(t) > 1}) == []


def test_case_book_is_up_to_date(engine: Engine, root: Path) -> None:
    written = (root / "docs" / "reference" / "casebook.md").read_text(encoding="utf-8")
    assert written == page(engine, STORIES), "write it anew: python -m hamstrong.proof.casebook"


def test_enough_stories_are_told() -> None:
    assert len(STORIES) >= ENOUGH
