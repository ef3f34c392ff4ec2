"""Pages of a person who has a plan: the days, the library, the settings, the errors."""

from __future__ import annotations

from collections.abc import Iterator

from tests.web.room.visitor import Visitor
from tests.web.scenes.scene import Tour, stops_at, unfold

_MOST_QUESTIONS = 8
# Where nothing was logged yet, and where there is much to see.
_EARLY = (
    "/", "/plan", "/plan/move", "/progress", "/library", "/check-in/answers", "/print/report",
)  # fmt: skip
_LATE = (
    "/", "/plan", "/plan?view=month", "/plan/move", "/progress", "/progress?weeks=all", "/library",
    "/library/bridge", "/library/nordic", "/learn", "/learn/anatomy", "/learn/map",
    "/print", "/print/today", "/print/report", "/outcome/clinic",
)  # fmt: skip
LATE_PAGES = (
    "/", "/learn", "/learn/anatomy", "/learn/map", "/learn/{card}", "/library",
    "/library/{exercise}", "/outcome/clinic", "/plan", "/plan/move", "/print", "/print/report",
    "/progress",
)  # fmt: skip
MORE = (
    "/more", "/warning-signs", "/settings", "/settings/plan", "/settings/clinician",
    "/settings/step-back", "/settings/household", "/settings/zone", "/data", "/rules", "/safety",
    "/about",
)  # fmt: skip
CHECK_IN_PAGES = (
    "/check-in", "/check-in/answers", "/check-in/change/{number:int}", "/check-in/yesterday",
)  # fmt: skip


def first_day(visitor: Visitor) -> Iterator[str]:
    """The first morning: nothing to see yet, and one question."""
    yield from stops_at(*_EARLY)(visitor)
    yield from _each_question(visitor, {"pain": "1"}, "/check-in")
    visitor.goes_to("/")
    yield "answered"


def check_in(visitor: Visitor) -> Iterator[str]:
    """The questions before a session, a question left open, and an answer changed."""
    yield from stops_at("/")(visitor)
    yield from _each_question(visitor, {"pain": "1"}, "/check-in?start=now")
    visitor.goes_to("/check-in/answers")
    yield "answers"
    visitor.page.get_by_role("link", name="Change").first.click()
    visitor.page.wait_for_url("**/check-in/change/*")
    yield "change"
    visitor.goes_to("/check-in/yesterday")
    yield "yesterday"


def session_day(visitor: Visitor) -> Iterator[str]:
    """A day with a session, what would change it, and the page before the start."""
    yield from stops_at("/", "/session", "/session/practice", "/print/today")(visitor)


def by_forms(visitor: Visitor) -> Iterator[str]:
    """A session that was begun without scripts."""
    yield from stops_at("/", "/session", "/session/stop")(visitor)


def loads(visitor: Visitor) -> Iterator[str]:
    """Weights and bands that are owned, and what the session was done with; then the faults."""
    yield from stops_at("/", "/loads", "/loads/session")(visitor)
    for path in ("/loads", "/loads/session"):
        visitor.goes_to(path)
        visitor.page.locator("main input[type=text]").first.fill("heavy")
        visitor.page.locator("main form button[type=submit]").last.click()
        visitor.page.get_by_role("alert").wait_for()
        yield path.strip("/").replace("/", "-") + "-fault"


def after_weeks(visitor: Visitor) -> Iterator[str]:
    """What was done and what comes, after some weeks."""
    yield from stops_at(*_LATE)(visitor)
    for card in sorted(visitor.room.app.pack.cards)[:1]:
        yield from stops_at(f"/learn/{card}")(visitor)


def faults(visitor: Visitor) -> Iterator[str]:
    """Forms that were sent half empty, and pages that are not there."""
    for path in ("/settings/plan", "/data"):
        visitor.goes_to(path)
        unfold(visitor)
        visitor.page.eval_on_selector_all(
            "main input:checked", "all => all.forEach(one => { one.checked = false })"
        )
        visitor.page.eval_on_selector_all(
            "main input[type=text]", "all => all.forEach(one => { one.value = '' })"
        )
        visitor.page.locator("main form button[type=submit]").last.click()
        visitor.page.get_by_role("alert").wait_for()
        yield path.strip("/").replace("/", "-") + "-unanswered"
    yield from stops_at("/nowhere", "/library/nothing", "/check-in/change/1")(visitor)
    visitor.page.context.clear_cookies()
    yield from _named("stranger", stops_at("/more"))(visitor)


def _named(name: str, tour: Tour) -> Tour:
    def named(visitor: Visitor) -> Iterator[str]:
        for _ in tour(visitor):
            yield name

    return named


def _each_question(visitor: Visitor, answers: dict[str, str], path: str) -> Iterator[str]:
    """Each open page: as it comes, sent without an answer, and then answered."""
    visitor.goes_to(path)
    for number in range(1, _MOST_QUESTIONS):
        unfold(visitor)
        yield f"question-{number}"
        if visitor.path.startswith("/triage/"):
            visitor.answers({})
        elif visitor.path.startswith("/check-in") and "answers" not in visitor.path:
            if number == 1:
                visitor.presses("Next")
                yield "question-unanswered"
            visitor.answers_what_is_asked(**answers)
        else:
            return
