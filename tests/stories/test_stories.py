"""Every clinical story of the case book is lived through and must come out as it says."""

from pathlib import Path

import pytest

from hamstrong.engine.engine import Engine
from hamstrong.proof.expecting import disagreements
from hamstrong.proof.player import Life
from hamstrong.proof.stories import Story, read_stories
from hamstrong.protocol.loader import load_pack

STORIES = read_stories(Path(__file__).parent)


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
