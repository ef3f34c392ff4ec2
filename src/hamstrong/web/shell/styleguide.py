"""Style guide: every part of the pages in every state, for people who make pages and for tests.

Served only in the workshop style; the product does not have it.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.web.shell.flashes import flash
from hamstrong.web.shell.forms import BadForm, read_form
from hamstrong.web.shell.pages import page, see
from hamstrong.web.shell.submissions import once


async def show(request: Request) -> Response:
    return page(request, "shell/styleguide.html")


async def save(request: Request) -> Response:
    """A form that goes the whole way: read, refuse with faults, save once, say so."""
    form = await read_form(request)
    form.nprs("pain")
    try:
        form.require()
    except BadForm as bad:
        return page(request, "shell/styleguide.html", status=422, faults=bad.faults)

    async def keep() -> Response:
        flash(request, "shell.tone.done")
        return see("/styleguide")

    return await once(request, form, keep)


ROUTES = (Route("/styleguide", show), Route("/styleguide", save, methods=["POST"]))
