"""Page of the times over the steady metres of today's runs, entered by hand.

What is left open stays open: a run without a time counts as done and opens nothing.
"""

from __future__ import annotations

from uuid import UUID, uuid5

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import FactIn
from hamstrong.engine.facts import PlannedItem
from hamstrong.web.runs.run_form import read_told
from hamstrong.web.runs.run_page import RUNS
from hamstrong.web.shell import Form, app_of, flash, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.pack_words import pack_words
from hamstrong.words import Words

TIMES = f"{RUNS}/times"


async def show(request: Request) -> Response:
    """The form for the times of today's planned run."""
    items = _items(request)
    return _page(request, items) if items else see("/")


def _items(request: Request) -> tuple[PlannedItem, ...]:
    """Today's planned runs that are timed and were run."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at):
        return ()
    session = person.session(at)
    lines = () if session is None else session.lines
    return tuple(line.item for line in lines if line.item.steady_m is not None and line.logged)


def _page(request: Request, items: tuple[PlannedItem, ...], form: Form | None = None) -> Response:
    words = Words(app_of(request).pack, pack_words(request))
    said = {} if form is None else dict(form.data)
    return page(
        request,
        "runs/times.html",
        status=200 if form is None else 422,
        items=[(item, words.item(item)) for item in items],
        given={key: value for key, value in said.items() if isinstance(value, str)},
        faults={} if form is None else form.faults,
    )


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
        return _page(request, items, form)

    async def save() -> Response:
        own = UUID(form.id)
        facts = [FactIn.of(str(uuid5(own, str(nth))), fact) for nth, fact in enumerate(told)]
        me(request).record(moment_of(request), facts)
        flash(request, "runs.times.saved")
        return see("/")

    return await once(request, form, save)


ROUTES = (Route(TIMES, show), Route(TIMES, tell, methods=["POST"]))
