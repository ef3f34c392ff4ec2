"""Pages of a run: write it down, or look at what a file says before it is kept."""

from __future__ import annotations

import io
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import AppError, NotAllowed
from hamstrong.exchange.run_errors import (
    BrokenRunFile,
    NotARunFile,
    RunFileError,
    RunFileTooLarge,
    RunWithoutTimes,
)
from hamstrong.web.runs.reading import EFFORTS, by_hand, kept, of_file
from hamstrong.web.shell import (
    Form,
    app_of,
    flash,
    me,
    moment_of,
    once,
    page,
    read_form,
    see,
)
from hamstrong.web.shell.drafts import drop_draft, keep_draft, read_draft
from hamstrong.web.shell.spoken import date_words, pack_words

RUNS = "/runs"
_DRAFT = "run_file"
_FAULTS: dict[type[RunFileError], str] = {
    NotARunFile: "runs.file.not_a_run",
    BrokenRunFile: "runs.file.broken",
    RunFileTooLarge: "runs.file.too_large",
    RunWithoutTimes: "runs.file.no_times",
}


async def show(request: Request) -> Response:
    """The form for a run of today, and the way to a file."""
    return _page(request) if _exercises(request) else see("/")


def _exercises(request: Request) -> tuple[str, ...]:
    """Runs of this person's goal; none for goals without running."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at):
        return ()
    opened = app_of(request).engine.open(person.current(at).fold.live).episodes
    return tuple(dict.fromkeys(name for one in opened for name in one.course.runs))


def _page(request: Request, *, status: int = 200, form: Form | None = None) -> Response:
    return page(request, "runs/log.html", status=status, **_asked(request, form))


def _asked(request: Request, form: Form | None) -> dict[str, Any]:
    words = pack_words(request)["exercises"]
    data = {} if form is None else form.data
    return {
        "exercises": [(name, words[name]["name"]) for name in _exercises(request)],
        "efforts": [(n, n) for n in EFFORTS],
        "given": {k: v for k, v in data.items() if isinstance(v, str)},
        "faults": {} if form is None else form.faults,
    }


async def log(request: Request) -> Response:
    """Keep a run of today that is told in minutes."""
    form = await read_form(request)
    exercises = _exercises(request)
    if not exercises:
        return see("/")
    fact = by_hand(form, exercises)
    if fact is None:
        return _page(request, status=422, form=form)

    async def save() -> Response:
        me(request).tell(moment_of(request), form.id, fact)
        flash(request, "runs.saved")
        return see("/")

    return await once(request, form, save)


async def look(request: Request) -> Response:
    """Say what a file holds; nothing is stored but what the preview shows, until it is kept."""
    form = await read_form(request)
    if not _exercises(request):
        return see("/")
    sent = form.upload("file")
    if sent is None:
        return _page(request, status=422, form=form)
    stream = io.BytesIO(await sent.read())
    at, found = moment_of(request), None
    try:
        found = await run_in_threadpool(me(request).journey.read_run, at, stream)
    except RunFileError as refused:
        form.faults["file"] = _FAULTS.get(type(refused), "runs.file.not_a_run")
    except NotAllowed:
        form.faults["file"] = "runs.file.no_speeds"
    if found is None:
        return _page(request, status=422, form=form)
    keep_draft(request, _DRAFT, kept(found))
    return _preview(request)


def _preview(request: Request, *, status: int = 200, form: Form | None = None) -> Response:
    draft = read_draft(request, _DRAFT)
    if not draft:
        return see(RUNS)
    return page(
        request,
        "runs/preview.html",
        status=status,
        draft=draft,
        day_name=date_words(request, draft["day"]),
        **_asked(request, form),
    )


async def keep(request: Request) -> Response:
    """Keep the run of the file that was looked at, about the day on which it was done."""
    form = await read_form(request)
    draft, exercises = read_draft(request, _DRAFT), _exercises(request)

    async def save() -> Response:
        if not draft or not exercises:
            return see(RUNS)
        fact = of_file(form, draft, exercises)
        if fact is None:
            return _preview(request, status=422, form=form)
        try:
            me(request).tell(moment_of(request), form.id, fact, draft["day"])
        except AppError:
            flash(request, "runs.file.day", tone="caution")
            return see(RUNS)
        drop_draft(request, _DRAFT)
        flash(request, "runs.saved")
        return see("/")

    return await once(request, form, save)


ROUTES = (
    Route(RUNS, show),
    Route(RUNS, log, methods=["POST"]),
    Route(f"{RUNS}/file", look, methods=["POST"]),
    Route(f"{RUNS}/file/keep", keep, methods=["POST"]),
)
