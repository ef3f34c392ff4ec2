"""Pages of a run: write it down, or look at what a file says before it is kept."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import AppError, NotAllowed
from hamstrong.app.record.own_runs import OpenRun
from hamstrong.exchange.run_errors import (
    BrokenRunFile,
    NotARunFile,
    RunFileError,
    RunFileTooLarge,
    RunWithoutTimes,
)
from hamstrong.protocol.model import Pace
from hamstrong.web.runs.run_form import EFFORTS, PERCENTS, UNKNOWN, Told, by_hand, kept, of_file
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
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.drafts import (
    DRAFT_FIELD,
    drop_draft,
    keep_draft,
    read_draft,
    seal_draft,
)
from hamstrong.web.shell.pack_words import date_words, pack_words
from hamstrong.words import Words

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
    opened = app_of(request).engine.open(person.state(at)).episodes
    return tuple(dict.fromkeys(name for one in opened for name in one.course.runs))


def _page(request: Request, *, status: int = 200, form: Form | None = None) -> Response:
    return page(
        request,
        "runs/log.html",
        status=status,
        plan=_plan_words(request, _plan(request)),
        **_asked(request, form),
    )


def _plan(request: Request) -> OpenRun | None:
    return me(request).open_run(moment_of(request))


def _plan_words(request: Request, plan: OpenRun | None) -> str | None:
    """What the plan asks for today, in words."""
    words = Words(app_of(request).pack, pack_words(request))
    return None if plan is None else words.item(plan.item).dose


def _asked(request: Request, form: Form | None) -> dict[str, Any]:
    words = pack_words(request)["exercises"]
    data = {} if form is None else form.data
    return {
        "exercises": [(name, words[name]["name"]) for name in _exercises(request)],
        "efforts": [(n, n) for n in EFFORTS],
        "percents": _percents(request),
        "given": {k: v for k, v in data.items() if isinstance(v, str)},
        "faults": {} if form is None else form.faults,
    }


def _paces(request: Request, exercises: tuple[str, ...]) -> dict[str, Pace]:
    known = app_of(request).pack.exercises
    return {name: known[name].ladder[0].dosage.pace for name in exercises}


def _percents(request: Request) -> list[tuple[str, str]]:
    t, least = shell_of(request).texts, PERCENTS[0]
    known = [
        (n, t("runs.percent_least" if n == least else "runs.percent_of", n=n)) for n in PERCENTS
    ]
    return [*known, (UNKNOWN, t("runs.percent_unknown"))]


def _tell(request: Request, form: Form, told: Told, day: int | None = None) -> None:
    """Keep a run; the plan's run begins its session where that has not begun."""
    person, at = me(request), moment_of(request)
    if told.plan is not None and not told.plan.begun:
        person.start_session(at, str(uuid5(UUID(form.id), "start")), told.plan.plan_id)
    person.tell(at, form.id, told.run, day)


async def log(request: Request) -> Response:
    """Keep a run of today that is told in minutes."""
    form = await read_form(request)
    exercises = _exercises(request)
    if not exercises:
        return see("/")

    async def save() -> Response:
        told = by_hand(form, _paces(request, exercises), _plan(request))
        if told is None:
            return _page(request, status=422, form=form)
        _tell(request, form, told)
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
    at, found = moment_of(request), None
    try:
        found = await run_in_threadpool(me(request).read_run, at, sent.file)
    except RunFileError as refused:
        form.faults["file"] = _FAULTS.get(type(refused), "runs.file.not_a_run")
    except NotAllowed:
        form.faults["file"] = "runs.file.no_speeds"
    if found is None:
        return _page(request, status=422, form=form)
    keep_draft(request, _DRAFT, kept(found, me(request).known_run(found)))
    return _preview(request)


def _preview(request: Request, *, status: int = 200, form: Form | None = None) -> Response:
    draft = _kept(request, form)
    if not draft:
        return see(RUNS)
    return page(
        request,
        "runs/preview.html",
        status=status,
        draft=draft,
        sealed=seal_draft(request, _DRAFT),
        plan=_plan_words(request, _plan_of(request, draft)),
        day_name=date_words(request, draft["day"]),
        **_asked(request, form),
    )


def _kept(request: Request, form: Form | None) -> dict[str, Any]:
    """The file that was looked at; from the page's own copy where the server forgot it."""
    draft = read_draft(request, _DRAFT, None if form is None else form.data.get(DRAFT_FIELD))
    if draft:
        keep_draft(request, _DRAFT, draft)
    return draft


def _plan_of(request: Request, draft: dict[str, Any]) -> OpenRun | None:
    """The plan's run, which only a run of today can be."""
    today = me(request).today(moment_of(request)).day
    return _plan(request) if draft["day"] == today else None


async def keep(request: Request) -> Response:
    """Keep the run of the file that was looked at, about the day on which it was done."""
    form = await read_form(request)
    draft, exercises = _kept(request, form), _exercises(request)

    async def save() -> Response:
        if not draft or not exercises or draft["known"] == "same":
            return see(RUNS)
        told = of_file(form, draft, exercises, _plan_of(request, draft))
        if told is None:
            return _preview(request, status=422, form=form)
        try:
            _tell(request, form, told, draft["day"])
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
