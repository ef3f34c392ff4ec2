"""The page that lines each exercise up with pain."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.web.shell import me, moment_of, page, see
from hamstrong.web.shell.spoken import date_words, pack_words

_SHOWN_DAYS = 8


async def show(request: Request) -> Response:
    """Every exercise with its last days, those that hurt most first."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at):
        return see("/")
    words = pack_words(request)
    return page(
        request,
        "exercise_pain/show.html",
        found=person.journey.exercise_pain(),
        words=words["exercise_pain_words"],
        names=words["exercises"],
        most=_SHOWN_DAYS,
        when=lambda day: date_words(request, day),
    )


ROUTES = (Route("/exercise-pain", show),)
