"""The session player with scripts, at each kind of screen."""

from __future__ import annotations

from collections.abc import Iterator

from tests.web.room.playing import Playing
from tests.web.room.visitor import Visitor


def tour(visitor: Visitor) -> Iterator[str]:
    player = Playing(visitor)
    player.opens()
    yield "before"
    player.starts()
    yield from _first_set(player)
    yield from _the_rest(player)
    player.is_saved()
    yield "over"
    visitor.room.stop()
    yield "over-offline"
    visitor.room.start()


def _first_set(player: Playing) -> Iterator[str]:
    yield "set-up"
    player.presses("More")
    yield "set-up-more"
    player.page.get_by_role("button", name="Back to the exercise").click()
    player.until("work", "hold")
    player.waits(2_000)
    yield "get-ready"
    player.waits(5_000)
    yield "set-runs"
    player.presses("Large view")
    yield "set-runs-large"
    player.presses("STOP")
    yield "stop"
    player.page.get_by_role("button", name="Pressed by mistake, go on").click()
    player.presses("Large view")
    player.presses("Go on" if player.mode == "paused" else "Pause")
    yield "paused"
    if player.mode == "paused":
        player.presses("Go on")
    player.sleeps(60 * 60_000)
    yield "slept"


def _the_rest(player: Playing) -> Iterator[str]:
    if player.button("Go back to where it was").is_visible():
        player.presses("Go back to where it was")
    seen = {"set_up", "work", "hold"}
    for _ in player.steps():
        if player.mode == "over":
            return
        if player.kind not in seen:
            seen.add(player.kind)
            yield player.kind.replace("_", "-")
        if player.kind == "ask_pain" and "undo" not in seen:
            seen.add("undo")
            player.taps(6)
            yield "ended-by-pain"
            player.presses("Undo")
        if player.kind == "rest" and "cramp" not in seen:
            seen.add("cramp")
            player.stops("cramp")
            yield "cramp"
            player.waits(60_000)
            player.presses("Go on")
        player.goes_on(pain=2)
