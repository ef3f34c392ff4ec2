"""The data page: what is here, and what can be done with it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from hamstrong.web.shell import app_of, me, moment_of, page
from hamstrong.web.shell.background_work import in_background

DATA = "/data"
ERASE_WORD = "erase"


async def data_page(
    request: Request,
    *,
    status: int = 200,
    faults: dict[str, str] | None = None,
    chosen: str | None = None,
) -> Response:
    """Return the page, with the faults of a form that was sent from it."""
    app, person = app_of(request), me(request)
    at = moment_of(request)
    exists = await in_background(request, person.exists)
    current = person.current(at) if exists else None
    findings = await in_background(request, app.check_up, at.now)
    backups = [] if _is_server(app.where) else list(await in_background(request, app.backups))
    return page(
        request,
        "data/show.html",
        status=status,
        exists=exists,
        facts=0 if current is None else current.fold.seq,
        away=current is not None and current.departure is not None,
        findings=findings,
        backups=backups[:10],
        has_files=not _is_server(app.where),
        word=ERASE_WORD,
        faults=faults or {},
        chosen=chosen,
    )


def _is_server(where: str) -> bool:
    return "://" in where
