"""Pages of the way back: runs, self-tests, sport, outcomes, appointments, which exercise hurt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time

from tests.exchange.run_makers import gpx, legs
from tests.web.room.playing import Playing
from tests.web.room.visitor import Visitor
from tests.web.scenes.scene import Tour, stops_at, unfold

_RUN_PAGES = ("/runs", "/session", "/")
RUNNING_PAGES = ("/runs", "/runs/file/next", "/outside")
TIME_PAGES = ("/runs/times", "/runs/times/{number:int}")
WATCH_PAGES = (
    "/sport", "/activities", "/exercise-pain", "/appointments", "/appointments/summary",
)  # fmt: skip
TEST_PAGES = ("/tests", "/tests/{test}/{limb}")


def run_day(visitor: Visitor) -> Iterator[str]:
    """A day with a run: before it, on the way, at its questions, and written down by hand."""
    yield from stops_at(*_RUN_PAGES)(visitor)
    player = Playing(visitor)
    player.opens()
    player.starts()
    yield "run-set-up"
    yield from _on_the_way(player)


def _on_the_way(player: Playing) -> Iterator[str]:
    seen: set[str] = set()
    for _ in player.steps():
        if player.kind in ("walk", "run", "ask_pain") and player.kind not in seen:
            seen.add(player.kind)
            yield f"run-{player.kind.replace('_', '-')}"
        if player.kind == "ask_pain":
            return
        if player.kind in ("walk", "run", "sprint"):
            player.sleeps(600_000)
            if player.button("Go back to where it was").is_visible() and "slept" not in seen:
                seen.add("slept")
                yield "run-slept"
        else:
            player.goes_on()


def run_files(visitor: Visitor) -> Iterator[str]:
    """A run by hand that was sent empty, and files: none, one that leaves open what it was, a walk,
    another sport, and what a file of a run says."""
    visitor.goes_to("/runs")
    yield "runs"
    visitor.presses("Save this run")
    yield "runs-unanswered"
    _sends(visitor, b"hello")
    yield "runs-not-a-run"
    _sends(visitor, gpx(legs((60, 3.0)), sport="Vélo"))
    yield "runs-another-sport"
    _sends(visitor, gpx(legs((1200, 0.0)), start=_early(visitor)))
    yield "runs-what"
    visitor.presses("Go on")
    yield "runs-what-unanswered"
    visitor.chooses("A walk")
    visitor.presses("Go on")
    yield "runs-walk"
    visitor.presses("Save this walk")
    yield "runs-walk-unanswered"
    _sends(visitor, gpx(legs((1200, 1.9)), start=_early(visitor)))
    visitor.chooses("Another sport")
    visitor.presses("Go on")
    yield "runs-other"
    naive = _early(visitor).replace(tzinfo=None)
    _sends(visitor, gpx(legs((60, 1.4), (180, 3.0)), start=naive))
    unfold(visitor)
    yield "runs-preview"
    yield from stops_at("/outside")(visitor)
    visitor.presses("Save this walk")
    yield "outside-unanswered"


def _early(visitor: Visitor) -> datetime:
    return datetime.combine(visitor.room.day, time(6), UTC)


def _sends(visitor: Visitor, content: bytes) -> None:
    visitor.goes_to("/runs")
    visitor.page.set_input_files(
        "input[type=file]",
        {"name": "run.gpx", "mimeType": "application/gpx+xml", "buffer": content},
    )
    visitor.presses("Look at the file")


def by_forms(visitor: Visitor) -> Iterator[str]:
    """The plain form of a run, and what it says when it is sent empty."""
    yield from stops_at("/session")(visitor)
    visitor.presses("Save this run")
    unfold(visitor)
    yield "run-unanswered"


def run_times(visitor: Visitor) -> Iterator[str]:
    """The times of today's run, and one of them that is put right."""
    yield from stops_at("/runs/times")(visitor)
    visitor.page.locator("input[type=text]").first.fill("5.4")
    visitor.presses("Save the times")
    visitor.goes_to("/runs/times")
    visitor.page.locator("a[href^='/runs/times/']").first.click()
    visitor.waits_for_the_page()
    yield "run-times-put-right"


def watched(visitor: Visitor) -> Iterator[str]:
    """The weeks after the return: the card, its questions, and all that is lined up."""
    yield from stops_at("/", *WATCH_PAGES, "/progress")(visitor)
    visitor.goes_to("/appointments")
    visitor.page.get_by_role("button", name="Save the appointment").click()
    visitor.page.get_by_role("alert").wait_for()
    yield "appointments-unanswered"
    visitor.goes_to("/activities")
    visitor.page.get_by_role("button", name="Save the scores").click()
    visitor.page.get_by_role("alert").wait_for()
    yield "activities-unanswered"


def tests_of(*tests: str) -> Tour:
    """The list of self-tests and the sheets of some, then one that is sent empty."""

    def tour(visitor: Visitor) -> Iterator[str]:
        yield from stops_at("/tests", *(f"/tests/{test}/left" for test in tests))(visitor)
        for test in tests:
            visitor.goes_to(f"/tests/{test}/left")
            if visitor.page.get_by_role("button", name="Save this leg").count():
                visitor.presses("Save this leg")
                yield f"{test}-unanswered"
                return

    return tour
