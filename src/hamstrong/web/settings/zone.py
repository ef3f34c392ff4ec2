"""The time zone whose days count, for whoever travels."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import Moment
from hamstrong.engine.facts import ZoneChanged
from hamstrong.web.settings.shared_forms import SETTINGS
from hamstrong.web.shell import flash, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.background_work import in_background
from hamstrong.web.shell.visit import now_of, zone_of

_ZONE = f"{SETTINGS}/zone"


@cache
def _zones() -> tuple[str, ...]:
    return tuple(sorted(name for name in available_timezones() if "/" in name or name == "UTC"))


async def show_zone(request: Request) -> Response:
    return _zone_page(request)


def _zone_page(
    request: Request, *, status: int = 200, faults: dict[str, str] | None = None
) -> Response:
    return page(
        request, "settings/zone.html", status=status, faults=faults or {},
        zone=zone_of(request), zones=[(name, name.replace("_", " ")) for name in _zones()],
    )  # fmt: skip


async def save_zone(request: Request) -> Response:
    form = await read_form(request)
    zone = form.choice("zone", _zones())
    if zone is None:
        return _zone_page(request, status=422, faults=form.faults)
    if not me(request).exists():
        return see(SETTINGS)

    async def save() -> Response:
        there = Moment(now_of(request), zone, moment_of(request).device)
        await in_background(request, me(request).tell, there, form.id, ZoneChanged(zone))
        flash(request, "settings.zone.saved")
        return see(SETTINGS)

    return await once(request, form, save)


ROUTES = (Route(_ZONE, show_zone), Route(_ZONE, save_zone, methods=["POST"]))
