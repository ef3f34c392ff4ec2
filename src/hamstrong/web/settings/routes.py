"""Routes of the settings: their first page, and all its parts."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.web.settings import back, clinician, household, plan, zone
from hamstrong.web.settings.shared_forms import SETTINGS, is_enrolled
from hamstrong.web.shell import page


async def show(request: Request) -> Response:
    """Where each of the settings is."""
    return page(request, "settings/show.html", enrolled=is_enrolled(request))


ROUTES = (
    Route(SETTINGS, show),
    *plan.ROUTES,
    *clinician.ROUTES,
    *back.ROUTES,
    *zone.ROUTES,
)

SERVER_ROUTES = household.ROUTES
