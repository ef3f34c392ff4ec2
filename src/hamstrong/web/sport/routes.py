"""Routes of the return to sport: the card, its questions, the return and its watch. No leave."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import NotAllowed
from hamstrong.app.today.return_to_sport import ReadinessCard, WatchCard
from hamstrong.engine.facts import QuestionAnswered, ReturnedToSport
from hamstrong.web.shell import Form, app_of, flash, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.pack_words import date_words, pack_words

SPORT = "/sport"
LIMBS = ("left", "right")


async def show(request: Request) -> Response:
    """What is met, not met and not asked, per leg, and how far the watch is."""
    return _page(request) if _is_enrolled(request) else see("/")


def _is_enrolled(request: Request) -> bool:
    person, at = me(request), moment_of(request)
    return person.exists() and person.is_enrolled(at)


def _page(request: Request, *, status: int = 200, form: Form | None = None) -> Response:
    person, at, words = me(request), moment_of(request), pack_words(request)
    watches = {card.limb: card for card in person.watch(at)}
    legs = [_leg(request, card, watches[card.limb]) for card in person.readiness(at)]
    return page(
        request,
        "sport/show.html",
        status=status,
        legs=legs,
        words=words["readiness_words"],
        watch_words=words["watch_words"],
        faults={} if form is None else form.faults,
    )


def _leg(request: Request, card: ReadinessCard, watch: WatchCard) -> dict[str, Any]:
    words, items = pack_words(request), app_of(request).pack.way_back.readiness
    return {
        "card": card,
        "watch": watch,
        "returned": "" if watch.returned_day is None else date_words(request, watch.returned_day),
        "lines": [
            (line, words["readiness"][line.item], items[line.item].kind == "professional")
            for line in card.items
        ],
        "questions": [(name, words["questions"][name]["ask"]) for name in card.questions],
        "signs": [
            (
                date_words(request, day),
                [words["watch_signs"][name] for name, there in said if there],
            )
            for day, said in watch.answers
        ],
    }


async def answer(request: Request) -> Response:
    """Keep one plain answer of the card."""
    form = await read_form(request)
    limb, value = form.choice("limb", LIMBS), form.choice("value", ("yes", "no"))
    question = form.choice("question", tuple(app_of(request).pack.questions))

    async def save() -> Response:
        if not _is_enrolled(request):
            return see("/")
        if limb is None or question is None or value is None:
            return _page(request, status=422, form=form)
        me(request).tell(moment_of(request), form.id, QuestionAnswered(question, limb, value))
        return see(SPORT)

    return await once(request, form, save)


async def record_return(request: Request) -> Response:
    """Record that the person went back; by whose leave, the diary does not ask."""
    form = await read_form(request)
    limb, sure = form.choice("limb", LIMBS), form.choice("sure", ("yes",))

    async def save() -> Response:
        if not _is_enrolled(request):
            return see("/")
        if limb is None or sure is None:
            return _page(request, status=422, form=form)
        try:
            me(request).tell(moment_of(request), form.id, ReturnedToSport(limb))
        except NotAllowed:
            flash(request, "sport.not_now", tone="caution")
            return see(SPORT)
        flash(request, "sport.returned")
        return see(SPORT)

    return await once(request, form, save)


ROUTES = (
    Route(SPORT, show),
    Route(f"{SPORT}/answer", answer, methods=["POST"]),
    Route(f"{SPORT}/return", record_return, methods=["POST"]),
)
