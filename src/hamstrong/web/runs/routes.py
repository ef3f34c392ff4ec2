"""Routes of a run: write it down, or look at what a file says before it is kept."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.protocol.model import Pace
from hamstrong.web.runs import file_pages, times_page
from hamstrong.web.runs.run_form import by_hand
from hamstrong.web.runs.run_page import RUNS, asked, exercises_of, plan_of, plan_words, tell
from hamstrong.web.shell import Form, app_of, once, page, read_form, see


async def show(request: Request) -> Response:
    """The form for a run of today, and the way to a file."""
    return _page(request) if exercises_of(request) else see("/")


def _page(request: Request, *, status: int = 200, form: Form | None = None) -> Response:
    return page(
        request,
        "runs/log.html",
        status=status,
        plan=plan_words(request, plan_of(request)),
        refusal=None,
        **asked(request, form),
    )


def _paces(request: Request, exercises: tuple[str, ...]) -> dict[str, Pace]:
    known = app_of(request).pack.exercises
    return {name: known[name].ladder[0].dosage.pace for name in exercises}


async def log(request: Request) -> Response:
    """Keep a run of today that is entered in minutes."""
    form = await read_form(request)
    exercises = exercises_of(request)
    if not exercises:
        return see("/")

    async def save() -> Response:
        told = by_hand(form, _paces(request, exercises), plan_of(request))
        if told is None:
            return _page(request, status=422, form=form)
        tell(request, form, told)
        return see("/")

    return await once(request, form, save)


ROUTES = (
    Route(RUNS, show),
    Route(RUNS, log, methods=["POST"]),
    *file_pages.ROUTES,
    *times_page.ROUTES,
)
