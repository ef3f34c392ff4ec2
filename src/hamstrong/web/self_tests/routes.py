"""Routes of the self-tests: the list, and the sheet of each with its results."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app.progress.self_test_card import TestCard, figure_of
from hamstrong.app.record.way_back_checks import largest_reading
from hamstrong.body.figure import FigureLook, animated_svg
from hamstrong.engine.facts import TestLogged, WalkingAnswered
from hamstrong.web.self_tests.result_chart import band_chart
from hamstrong.web.self_tests.result_form import read_test
from hamstrong.web.shell import Form, app_of, flash, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.pack_words import date_words, pack_words, when_words
from hamstrong.words.sentences import Words

TESTS = "/tests"
YES_NO = ("yes", "no")


async def show(request: Request) -> Response:
    """Every test: open now, or why not and from when; those that something waits for first."""
    cards = _cards(request)
    if cards is None:
        return see("/")
    rows = [_row(request, card) for card in cards]
    return page(request, "self_tests/list.html", rows=rows, two_legs=_two_legs(cards))


def _cards(request: Request) -> tuple[TestCard, ...] | None:
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at):
        return None
    return person.tests(at)


def _two_legs(cards: tuple[TestCard, ...]) -> bool:
    return len({card.limb for card in cards}) > 1


def _row(request: Request, card: TestCard) -> dict[str, Any]:
    spoken = Words(app_of(request).pack, pack_words(request))
    today = me(request).state(moment_of(request)).day
    day = card.earliest_day
    return {
        "card": card,
        "said": pack_words(request)["tests"][card.test.id],
        "why": spoken.reason(card.reason).text if card.reason is not None else "",
        "when": when_words(request, day, today) if day is not None else "",
    }


async def sheet(request: Request) -> Response:
    """How one test is done, its results, and the form where it may be done today."""
    card = _card(request)
    return see(TESTS) if card is None else _sheet(request, card)


def _card(request: Request) -> TestCard | None:
    wanted = (request.path_params["test"], request.path_params["limb"])
    return next((c for c in _cards(request) or () if (c.test.id, c.limb) == wanted), None)


def _sheet(
    request: Request, card: TestCard, *, status: int = 200, form: Form | None = None
) -> Response:
    words = pack_words(request)
    data = {} if form is None else form.data
    return page(
        request,
        "self_tests/sheet.html",
        status=status,
        **_row(request, card),
        words=words["test_words"],
        figure=_figure(request, card),
        most=largest_reading(card.test),
        charts={side: _chart(request, card, side) for side in card.sides},
        results=[(date_words(request, r.day), r) for r in reversed(card.results)],
        apart=_apart(card),
        until={s: date_words(request, d) for s, d in card.valid_until.items() if d is not None},
        done_today=_done_today(request, card),
        may_log=_may_log(request, card),
        given={k: v for k, v in data.items() if isinstance(v, str)},
        faults={} if form is None else form.faults,
    )


def _apart(card: TestCard) -> str:
    """How far the last results of both sides are apart; empty while one is missing."""
    last = {r.side: r.value for r in card.results}
    known = [value for value in last.values() if value is not None]
    return f"{abs(known[0] - known[1]):g}" if len(known) > 1 else ""


def _done_today(request: Request, card: TestCard) -> frozenset[str]:
    today = me(request).state(moment_of(request)).day
    return frozenset(r.side for r in card.results if r.day == today)


def _chart(request: Request, card: TestCard, side: str) -> Any:
    results = [r for r in card.results if r.side == side]
    return band_chart(
        results, card.margins.get(side), pack_words(request)["tests"][card.test.id]["short"]
    )


def _figure(request: Request, card: TestCard) -> str:
    exercise, sequence = figure_of(app_of(request).pack, card.test)
    look = FigureLook(
        side="left" if card.limb == "left" else "right",
        title=pack_words(request)["tests"][card.test.id]["name"],
    )
    return animated_svg(exercise, 0, look=look, sequence=sequence)


async def save(request: Request) -> Response:
    """Keep the result of one side."""
    form = await read_form(request)

    async def keep() -> Response:
        card = _card(request)
        if card is None:
            return see(TESTS)
        here = f"{TESTS}/{card.test.id}/{card.limb}"
        if not _may_log(request, card):
            flash(request, "self_tests.closed", tone="note")
            return see(here)
        fact: TestLogged | None = read_test(form, card.test, card.sides)
        if fact is None:
            return _sheet(request, card, status=422, form=form)
        me(request).tell(moment_of(request), form.id, fact)
        return see(here)

    return await once(request, form, keep)


async def walks(request: Request) -> Response:
    """Keep how somebody walks today, where a test waits for that alone; said once a day."""
    form = await read_form(request)

    async def keep() -> Response:
        card = _card(request)
        if card is None:
            return see(TESTS)
        normal = form.choice("normal", YES_NO)
        if normal is None:
            return _sheet(request, card, status=422, form=form)
        if card.asks_walking:
            fact = WalkingAnswered(card.limb, normal=normal == "yes")
            me(request).tell(moment_of(request), form.id, fact)
        return see(f"{TESTS}/{card.test.id}/{card.limb}")

    return await once(request, form, keep)


def _may_log(request: Request, card: TestCard) -> bool:
    """Each side once a day; the other side of a test that was begun may be finished."""
    done = len(_done_today(request, card))
    return done < len(card.sides) and (card.open or done > 0)


ROUTES = (
    Route(TESTS, show),
    Route(f"{TESTS}/{{test}}/{{limb}}", sheet),
    Route(f"{TESTS}/{{test}}/{{limb}}", save, methods=["POST"]),
    Route(f"{TESTS}/{{test}}/{{limb}}/walking", walks, methods=["POST"]),
)
