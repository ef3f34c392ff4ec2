"""Routes of the weights and bands that a person owns, and of what today was done with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid5

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import FactIn
from hamstrong.engine.facts import Fact, PlannedItem
from hamstrong.engine.facts.bounds import BANDS
from hamstrong.protocol.model import Pack
from hamstrong.web.loads.forms import LEFT, kits_in_kg, none_field, read_owned, read_report
from hamstrong.web.shell import Form, app_of, flash, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.pack_words import pack_words

LOADS = "/loads"
SESSION = f"{LOADS}/session"


def _is_enrolled(request: Request) -> bool:
    person, at = me(request), moment_of(request)
    return person.exists() and person.is_enrolled(at)


def _given(form: Form | None) -> dict[str, Any]:
    data: dict[str, Any] = {} if form is None else dict(form.data)
    return {k: v for k, v in data.items() if isinstance(v, str)}


async def show(request: Request) -> Response:
    """The weights and bands that are owned, as they were last said."""
    return _owned_page(request) if _is_enrolled(request) else see("/")


def _owned_page(request: Request, form: Form | None = None) -> Response:
    pack, owned = app_of(request).pack, me(request).state(moment_of(request)).person.owned
    said = {} if owned is None else _lines(owned.weights)
    return page(
        request,
        "loads/owned.html",
        status=200 if form is None else 422,
        given=_given(form) if form is not None else said,
        without=_without(request) if form is None else _ticked_none(form, pack),
        chosen=_ticked(form) if form is not None else _said_bands(request),
        faults={} if form is None else form.faults,
        kits=[(kit, pack_words(request)["kits"][kit]["name"]) for kit in kits_in_kg(pack)],
        bands=BANDS,
        none_field=none_field,
    )


def _without(request: Request) -> tuple[str, ...]:
    """The kits of which somebody said that they own nothing."""
    pack, owned = app_of(request).pack, me(request).state(moment_of(request)).person.owned
    mine = set() if owned is None else {kit for kit, _ in owned.weights}
    return () if owned is None else tuple(kit for kit in kits_in_kg(pack) if kit not in mine)


def _ticked_none(form: Form, pack: Pack) -> tuple[str, ...]:
    return tuple(kit for kit in kits_in_kg(pack) if form.data.get(none_field(kit)) is not None)


def _lines(weights: Iterable[tuple[str, float]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for kit, kg in weights:
        found[kit] = f"{found[kit]} {kg:g}" if kit in found else f"{kg:g}"
    return found


def _ticked(form: Form) -> tuple[str, ...]:
    return tuple(value for value in form.data.getlist("bands") if isinstance(value, str))


def _said_bands(request: Request) -> tuple[str, ...]:
    owned = me(request).state(moment_of(request)).person.owned
    return () if owned is None else owned.bands or ("none",)


async def own(request: Request) -> Response:
    """Keep what is owned; the plan of today follows it."""
    form = await read_form(request)
    if not _is_enrolled(request):
        return see("/")
    fact = read_owned(form, app_of(request).pack)
    if fact is None:
        return _owned_page(request, form)
    return await _keep(request, form, [fact])


async def report(request: Request) -> Response:
    """What each exercise with an own load was done with today."""
    items = _items(request)
    return _report_page(request, items) if items else see("/")


def _items(request: Request) -> tuple[PlannedItem, ...]:
    """Today's planned lines that ask for the person's own load."""
    if not _is_enrolled(request):
        return ()
    session = me(request).session(moment_of(request))
    lines = () if session is None else (line.item for line in session.lines)
    return tuple(item for item in lines if item.own_percent is not None)


def _report_page(
    request: Request, items: tuple[PlannedItem, ...], form: Form | None = None
) -> Response:
    words = pack_words(request)
    return page(
        request,
        "loads/session.html",
        status=200 if form is None else 422,
        given=_given(form),
        faults={} if form is None else form.faults,
        items=[(item, words["exercises"][item.exercise]["name"]) for item in items],
        left=LEFT,
        bands=BANDS,
        first_times=app_of(request).pack.rules.load.first_repetitions,
    )


async def tell(request: Request) -> Response:
    """Keep what was said of today's loads; a line left open stays open."""
    form, items = await read_form(request), _items(request)
    if not items:
        return see("/")
    facts = [fact for item in items if (fact := read_report(form, item)) is not None]
    if form.faults:
        return _report_page(request, items, form)
    return await _keep(request, form, facts)


async def _keep(request: Request, form: Form, facts: Sequence[Fact]) -> Response:
    async def save() -> Response:
        own = UUID(form.id)
        told = [FactIn.of(str(uuid5(own, str(nth))), fact) for nth, fact in enumerate(facts)]
        me(request).record(moment_of(request), told)
        flash(request, "loads.saved")
        return see("/")

    return await once(request, form, save)


ROUTES = (
    Route(LOADS, show),
    Route(LOADS, own, methods=["POST"]),
    Route(SESSION, report),
    Route(SESSION, tell, methods=["POST"]),
)
