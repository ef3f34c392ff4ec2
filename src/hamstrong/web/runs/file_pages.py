"""Pages of a run from a file: what it is, where only the person knows that; then how it was.

A file is looked at first; nothing is stored before the person has seen what it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Literal

from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import AppError, NotAllowed
from hamstrong.app.record.own_runs import OpenRun
from hamstrong.app.record.run_files import ReadRun, RunOnImpossibleDay
from hamstrong.app.record.run_laps import lap_times
from hamstrong.app.record.times_line import times_text
from hamstrong.engine.facts import Fact, RunTimed
from hamstrong.exchange.run_errors import (
    AnotherSport,
    BrokenRunFile,
    PlannedRoute,
    RunFileError,
    RunFileTooLarge,
    RunWithoutTimes,
    TotalsOnly,
)
from hamstrong.web.runs.run_draft import draft_of, read_of
from hamstrong.web.runs.run_form import WHAT, of_file, read_km, read_sport, read_walk
from hamstrong.web.runs.run_page import RUNS, asked, exercises_of, plan_of, plan_words, tell
from hamstrong.web.shell import Form, app_of, flash, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.background_work import in_background_at_most
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.drafts import (
    DRAFT_FIELD,
    drop_draft,
    keep_draft,
    read_draft,
    seal_draft,
)
from hamstrong.web.shell.pack_words import date_words

FILE = f"{RUNS}/file"
AT_ONCE = 1
"""Files that are read at a time: each takes a thread and some memory, and all share one lock."""
Question = Literal["what", "run", "walk", "other"]
_DRAFT, _OTHER = "run_file", "other"
_REFUSALS: dict[type[RunFileError], str] = {
    AnotherSport: "another_sport_html",
    PlannedRoute: "planned",
    TotalsOnly: "totals_only",
    BrokenRunFile: "broken",
    RunFileTooLarge: "too_large",
    RunWithoutTimes: "no_times",
}


async def look(request: Request) -> Response:
    """Say what a file holds; nothing is stored but what the page shows, until it is kept."""
    form = await read_form(request)
    if not exercises_of(request):
        return see("/")
    sent = form.upload("file")
    if sent is None:
        return _refused(request, form, None)
    at, person = moment_of(request), me(request)
    try:
        reading = partial(person.read_run, at, sent.file)
        read = await in_background_at_most(request, partial(_limiter, request), reading)
    except (RunFileError, NotAllowed) as refused:
        return _refused(request, form, _refusal(request, refused))
    keep_draft(request, _DRAFT, draft_of(read))
    return _next(request)


def _limiter(request: Request) -> CapacityLimiter:
    state = request.app.state
    if not hasattr(state, "run_file_limiter"):
        state.run_file_limiter = CapacityLimiter(AT_ONCE)
    found: CapacityLimiter = state.run_file_limiter
    return found


def _refusal(request: Request, refused: RunFileError | NotAllowed) -> str:
    t = shell_of(request).texts
    if isinstance(refused, RunOnImpossibleDay):
        days = {name: date_words(request, getattr(refused, name)) for name in ("day", "oldest")}
        return t("runs.file.day", **days)
    if isinstance(refused, NotAllowed):
        return t("runs.file.no_speeds")
    key = f"runs.file.{_REFUSALS.get(type(refused), 'not_a_run')}"
    return t(key, sport=refused.sport) if isinstance(refused, AnotherSport) else t(key)


def _refused(request: Request, form: Form, refusal: str | None) -> Response:
    plan = plan_words(request, plan_of(request))
    more = asked(request, form)
    return page(request, "runs/log.html", status=422, plan=plan, refusal=refusal, **more)


def _next(request: Request, *, status: int = 200, form: Form | None = None) -> Response:
    """The next page of the file that was looked at: what it was, or how the run or walk was."""
    draft = _kept(request, form)
    if not draft:
        return see(RUNS)
    read = read_of(draft)
    plan = _plan_of(request, read)
    laps = _laps(request, read, plan)
    return page(
        request,
        f"runs/file_{_question(draft, read)}.html",
        status=status,
        read=read,
        known=me(request).known_run(read),
        sealed=seal_draft(request, _DRAFT),
        zone=moment_of(request).zone,
        plan=plan_words(request, plan),
        laps=() if laps is None else laps.tenths,
        lap_times="" if laps is None else times_text(laps.tenths),
        steady_m=None if plan is None else plan.item.steady_m,
        day_name=date_words(request, read.day),
        **asked(request, form),
    )


def _question(draft: Mapping[str, Any], read: ReadRun) -> Question:
    """Which page asks next: `what` it was, before anything else; `run`, `walk` or `other`."""
    if draft.get(_OTHER):
        return "other"
    return read.run.activity if read.run.doubt is None else "what"


def _kept(request: Request, form: Form | None) -> dict[str, Any]:
    """The file that was looked at; from the page's own copy where the server forgot it."""
    draft = read_draft(request, _DRAFT, None if form is None else form.data.get(DRAFT_FIELD))
    if draft:
        keep_draft(request, _DRAFT, draft)
    return draft


def _plan_of(request: Request, read: ReadRun) -> OpenRun | None:
    """The plan's run, which only a run of today can be."""
    today = me(request).today(moment_of(request)).day
    return plan_of(request) if read.day == today else None


def _laps(request: Request, read: ReadRun, plan: OpenRun | None) -> RunTimed | None:
    """The times that the file's own laps offer for the plan's run."""
    rules = app_of(request).pack.rules.running
    return None if plan is None else lap_times(rules, plan.item, read)


def _waiting(request: Request, form: Form, asks: Question) -> ReadRun | None:
    """The file that was looked at, if this is the question that it is at."""
    draft = _kept(request, form)
    if not draft or not exercises_of(request):
        return None
    read = read_of(draft)
    return read if _question(draft, read) == asks else None


async def what(request: Request) -> Response:
    """Take the answer to what the file leaves open."""
    form = await read_form(request)
    read = _waiting(request, form, "what")
    if read is None:
        return see(RUNS)
    said = form.choice("what", WHAT)
    km = read_km(form) if read.run.doubt == "no_distance" and said == "run" else None
    if form.faults or said is None:
        return _next(request, status=422, form=form)
    if said == "other":
        keep_draft(request, _DRAFT, draft_of(read) | {_OTHER: True})
    else:
        metres = None if km is None else round(km * 1000)
        settled = read.settled("run" if said == "run" else "walk", metres)
        keep_draft(request, _DRAFT, draft_of(settled))
    return see(f"{FILE}/next")


async def go_on(request: Request) -> Response:
    """The page after an answer."""
    return _next(request)


async def keep(request: Request) -> Response:
    """Keep the run of the file that was looked at, about the day on which it was done."""
    form = await read_form(request)
    read = _waiting(request, form, "run")

    async def save() -> Response:
        if read is None or me(request).known_run(read) == "same":
            return see(RUNS)
        plan = _plan_of(request, read)
        told = of_file(form, read, exercises_of(request), plan, _laps(request, read, plan))
        if told is None:
            return _next(request, status=422, form=form)
        try:
            tell(request, form, told, read.day)
        except AppError:
            return _too_late(request)
        return _saved(request)

    return await once(request, form, save)


async def keep_walk(request: Request) -> Response:
    """Keep a walk of that day."""
    form = await read_form(request)
    read = _waiting(request, form, "walk")
    if read is None:
        return see(RUNS)
    return await _keep_beside(request, form, read, read_walk(form, read))


async def keep_sport(request: Request) -> Response:
    """Keep that there was other sport on that day."""
    form = await read_form(request)
    read = _waiting(request, form, "other")
    if read is None:
        return see(RUNS)
    return await _keep_beside(request, form, read, read_sport(form))


async def _keep_beside(request: Request, form: Form, read: ReadRun, fact: Fact | None) -> Response:
    if fact is None:
        return _next(request, status=422, form=form)

    async def save() -> Response:
        try:
            me(request).tell(moment_of(request), form.id, fact, read.day)
        except AppError:
            return _too_late(request)
        return _saved(request)

    return await once(request, form, save)


def _too_late(request: Request) -> Response:
    flash(request, "runs.file.too_late", tone="caution")
    return see(RUNS)


def _saved(request: Request) -> Response:
    drop_draft(request, _DRAFT)
    return see("/")


ROUTES = (
    Route(FILE, look, methods=["POST"]),
    Route(f"{FILE}/what", what, methods=["POST"]),
    Route(f"{FILE}/next", go_on),
    Route(f"{FILE}/keep", keep, methods=["POST"]),
    Route(f"{FILE}/walk", keep_walk, methods=["POST"]),
    Route(f"{FILE}/sport", keep_sport, methods=["POST"]),
)
