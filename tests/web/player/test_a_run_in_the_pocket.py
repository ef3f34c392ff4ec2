"""A run with the phone in a pocket: it goes on behind a dark screen, and its questions wait."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from hamstrong.engine.facts import RunLogged
from tests.web.room.playing import Playing, opened_session
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor
from tests.web.scenes import lives

pytestmark = pytest.mark.browser
TEN_MINUTES_MS = 600_000


@pytest.fixture
def runner(visitor: Visitor) -> Playing:
    """At the start of a run, past the warm-up."""
    player = opened_session(visitor, lives.running)
    player.starts()
    player.until("walk", "run", "sprint")
    return player


def runs(room: Room) -> list[RunLogged]:
    facts = room.someone.me.current(room.someone.at).fold.live.facts
    return [fact for fact in facts if isinstance(fact, RunLogged)]


def to_the_questions(player: Playing) -> None:
    for _ in player.steps():
        if player.kind == "ask_pain":
            return
        player.sleeps(TEN_MINUTES_MS)


def answers(player: Playing) -> None:
    awake = player.button("I went on meanwhile")
    if awake.is_visible():
        awake.click()
    player.presses("Yes, in sentences")
    player.presses("Yes, level")
    player.presses("0, none")
    player.settles()


def test_a_phone_that_slept_catches_up_and_says_so(runner: Playing, room: Room) -> None:
    runner.waits(8_000)
    runner.sleeps(130_000)  # past the first walk of two minutes
    assert runner.kind == "run"
    expect(runner.element.get_by_text("Your phone slept for 2 min")).to_be_visible()
    assert runner.seconds < 180
    to_the_questions(runner)
    answers(runner)
    runner.is_saved()
    (run,) = runs(room)
    assert [i.kind for i in run.intervals] == ["walk", "run"] * 4
    assert (run.talking, run.level, run.nprs) == (True, True, 0)


def test_a_run_left_at_its_questions_is_kept_and_asked_again(runner: Playing, room: Room) -> None:
    to_the_questions(runner)
    runner.presses("I went on meanwhile")
    runner.page.reload()
    runner.element.wait_for()
    runner.is_saved()
    (unasked,) = runs(room)
    assert (unasked.talking, unasked.level, unasked.nprs) == (None, None, None)
    assert runner.kind == "ask_pain"
    expect(runner.element.get_by_text("Could you speak in sentences all along?")).to_be_visible()
    answers(runner)
    expect(runner.element.get_by_text("Waiting to be sent")).to_have_count(0)
    (run,) = runs(room)
    assert run.intervals == unasked.intervals
    assert (run.talking, run.level, run.nprs) == (True, True, 0)
    stored = room.someone.me.correctable(room.someone.at, 7)
    told = [one for one in stored if isinstance(one.fact, RunLogged) and one.fact.rung == run.rung]
    assert [one.corrected for one in told] == [True]
