"""Pages of the times over the steady metres of runs: today's entered, earlier ones corrected.

What is left open stays open: a run without a time counts as done and opens nothing.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import AppError, FactIn, Session, SessionLine
from hamstrong.app.record.times_line import times_text
from hamstrong.engine.facts import FactCorrected, PlannedItem, RunTimed
from hamstrong.engine.facts.bounds import RUN_TIMES, RunTenths, lowest_and_highest
from hamstrong.engine.facts.codec import encode_fact
from hamstrong.web.runs.run_form import read_told
from hamstrong.web.runs.run_page import RUNS, TimedBefore, times_before
from hamstrong.web.shell import Form, app_of, flash, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.pack_words import date_words, pack_words
from hamstrong.words import Words

TIMES = f"{RUNS}/times"
_CHANGED = "times"
_BACK = ("back",)


async def show(request: Request) -> Response:
    """The form for the times of today's planned run, and the times of the last days."""
    items, before = _items(request), times_before(request)
    return _page(request, items, before) if items or before else see("/")


def _items(request: Request) -> tuple[PlannedItem, ...]:
    """Today's planned runs that are timed and have no time yet. From the start of the session on,
    so that a helper can take it while they are run."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at):
        return ()
    session = person.session(at)
    if session is None:
        return ()
    return tuple(
        line.item for line in session.lines if line.lacks_time or _can_be_timed(session, line)
    )


def _can_be_timed(session: Session, line: SessionLine) -> bool:
    """Whether a timed run can still come today."""
    open_yet = not session.ended and not line.stopped and not line.time_told
    return line.item.steady_m is not None and open_yet


def _page(
    request: Request,
    items: tuple[PlannedItem, ...],
    before: tuple[TimedBefore, ...],
    form: Form | None = None,
) -> Response:
    words = Words(app_of(request).pack, pack_words(request))
    return page(
        request,
        "runs/times.html",
        status=200 if form is None else 422,
        items=[(item, words.item(item)) for item in items],
        before=[_row(request, words, one) for one in before],
        seconds=tuple(tenths / 10 for tenths in lowest_and_highest(RunTenths)),
        most_times=RUN_TIMES.most,
        **_given(form),
    )


def _row(request: Request, words: Words, one: TimedBefore) -> dict[str, Any]:
    return {
        "number": one.number,
        "name": words.name("exercises", one.fact.exercise),
        "day": date_words(request, one.day),
        "times": times_text(one.fact.tenths),
    }


def _given(form: Form | None) -> dict[str, Any]:
    said = {} if form is None else dict(form.data)
    return {
        "given": {key: value for key, value in said.items() if isinstance(value, str)},
        "faults": {} if form is None else form.faults,
    }


async def tell(request: Request) -> Response:
    """Keep the times that were said; a line left open stays open."""
    form, items = await read_form(request), _items(request)
    if not items:
        return see("/")
    told = [
        fact
        for item in items
        if (fact := read_told(form, item.exercise, item.exercise)) is not None
    ]
    if form.faults:
        return _page(request, items, times_before(request), form)

    async def save() -> Response:
        own = UUID(form.id)
        facts = [FactIn.of(str(uuid5(own, str(nth))), fact) for nth, fact in enumerate(told)]
        me(request).record(moment_of(request), facts)
        flash(request, "runs.times.saved")
        return see("/")

    return await once(request, form, save)


async def show_change(request: Request) -> Response:
    """The times of one run, to be typed again or taken back."""
    found = _found(request)
    return see(TIMES) if found is None else _change_page(request, found)


def _found(request: Request) -> TimedBefore | None:
    number = request.path_params["number"]
    return next((one for one in times_before(request) if one.number == number), None)


def _change_page(request: Request, found: TimedBefore, form: Form | None = None) -> Response:
    words = Words(app_of(request).pack, pack_words(request))
    return page(
        request,
        "runs/times_change.html",
        status=200 if form is None else 422,
        row=_row(request, words, found),
        field=_CHANGED,
        **_given(form),
    )


async def save_change(request: Request) -> Response:
    """Record a correction; what was said first stays in the diary."""
    form, found = await read_form(request), _found(request)

    async def keep() -> Response:
        if found is None:
            return see(TIMES)
        new = _said(form, found.fact)
        if new is None:
            return _change_page(request, found, form)
        corrected = FactCorrected(found.client_id, *encode_fact(new))
        try:
            me(request).record(moment_of(request), [FactIn.of(form.id, corrected, found.day)])
        except AppError:
            flash(request, "runs.times.too_late", tone="note")
            return see(TIMES)
        flash(request, "runs.times.changed")
        return see(TIMES)

    return await once(request, form, keep)


def _said(form: Form, fact: RunTimed) -> RunTimed | None:
    """The new times, or none where they are taken back; None with the fault noted."""
    if form.choice("take", _BACK, optional=True) is not None:
        return RunTimed(fact.exercise, ())
    if form.text(_CHANGED) is None:
        return None
    return read_told(form, _CHANGED, fact.exercise)


ROUTES = (
    Route(TIMES, show),
    Route(TIMES, tell, methods=["POST"]),
    Route(f"{TIMES}/{{number:int}}", show_change),
    Route(f"{TIMES}/{{number:int}}", save_change, methods=["POST"]),
)
