"""Routes of what was done beside the plan today: a walk is described, other sport is one tap."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.engine.facts import Fact, SportLogged, WalkLogged
from hamstrong.engine.facts.bounds import Count, MinutesOfADay
from hamstrong.web.shell import Form, me, moment_of, once, page, read_form, see

OUTSIDE = "/outside"
YES_NO = ("yes", "no")
_LOADED = {"loaded": True, "light": False}


async def show(request: Request) -> Response:
    """The form of a walk and the two taps for other sport."""
    return _page(request) if _is_enrolled(request) else see("/")


def _is_enrolled(request: Request) -> bool:
    person, at = me(request), moment_of(request)
    return person.exists() and person.is_enrolled(at)


def _page(request: Request, *, status: int = 200, form: Form | None = None) -> Response:
    data: dict[str, Any] = {} if form is None else dict(form.data)
    return page(
        request,
        "outside/show.html",
        status=status,
        given={k: v for k, v in data.items() if isinstance(v, str)},
        faults={} if form is None else form.faults,
    )


def read_walk(form: Form) -> WalkLogged | None:
    """The walk as it was entered; None with the faults noted. Only step-ups may be left open."""
    minutes = form.bounded("minutes", MinutesOfADay)
    brisk, stairs = form.choice("brisk", YES_NO), form.choice("stairs", YES_NO)
    sets = form.bounded("step_ups", Count, optional=True)
    nprs = form.nprs("pain")
    if form.faults or minutes is None:
        return None
    return WalkLogged(
        minutes, brisk=brisk == "yes", stairs=stairs == "yes", nprs=nprs, step_ups=sets
    )


def read_sport(form: Form) -> SportLogged | None:
    """Other sport, and whether it loaded the legs; None with the fault noted."""
    loaded = form.choice("loaded", tuple(_LOADED))
    return None if loaded is None else SportLogged(hamstrings_loaded=_LOADED[loaded])


async def walk(request: Request) -> Response:
    """Keep a walk of today."""
    form = await read_form(request)
    return await _keep(request, form, read_walk(form))


async def sport(request: Request) -> Response:
    """Keep that there was sport beside the plan today."""
    form = await read_form(request)
    return await _keep(request, form, read_sport(form))


async def _keep(request: Request, form: Form, fact: Fact | None) -> Response:
    if not _is_enrolled(request):
        return see("/")
    if fact is None:
        return _page(request, status=422, form=form)

    async def save() -> Response:
        me(request).tell(moment_of(request), form.id, fact)
        return see("/")

    return await once(request, form, save)


ROUTES = (
    Route(OUTSIDE, show),
    Route(f"{OUTSIDE}/walk", walk, methods=["POST"]),
    Route(f"{OUTSIDE}/sport", sport, methods=["POST"]),
)
