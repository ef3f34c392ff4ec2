"""Routes of the page that shows each exercise beside pain."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.web.shell import me, moment_of, page, see
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.pack_words import date_words, pack_words

_SHOWN_DAYS = 8
_MINUTE_S, _LONG_S = 60, 600


async def show(request: Request) -> Response:
    """Every exercise with its last days, those that hurt most first."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at):
        return see("/")
    words = pack_words(request)
    return page(
        request,
        "exercise_pain/show.html",
        found=person.exercise_pain(),
        words=words["exercise_pain_words"],
        names=words["exercises"],
        most=_SHOWN_DAYS,
        when=lambda day: date_words(request, day),
        lasted=lambda seconds: _lasted(request, seconds),
    )


def _lasted(request: Request, seconds: int) -> str:
    """Seconds held, or minutes where there are many, as of a run."""
    t = shell_of(request).texts
    if seconds < _LONG_S:
        return t("exercise_pain.seconds", n=seconds)
    return t("exercise_pain.minutes", n=round(seconds / _MINUTE_S))


ROUTES = (Route("/exercise-pain", show),)
