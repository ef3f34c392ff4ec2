"""Session page that a browser may keep, for a reload while the computer is away.

On a server only: on a phone nothing is ever away. The service worker keeps a page for whom and for
as long as the headers say; the client has the same names (`parts/kept-session.ts`).
"""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app.diary_view.days import end_of
from hamstrong.web.shell import moment_of
from hamstrong.web.shell.assets import DIST
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.visit import shelf_of

WORKER = "/session-worker.js"
FOR = "hamstrong-keep-for"
SECONDS = "hamstrong-keep-seconds"


def keep_headers(request: Request) -> dict[str, str]:
    """Whose page this is, and the seconds for which its day still lasts."""
    if not shell_of(request).settings.has_ways_in:
        return {}
    at = moment_of(request)
    left = end_of(at.day, at.zone) - at.now
    return {FOR: shelf_of(request), SECONDS: str(int(left.total_seconds()))}


async def worker(_request: Request) -> Response:
    """The service worker's script, which may serve this folder and so the session's page."""
    script = DIST / WORKER.lstrip("/")
    if not script.is_file():
        raise HTTPException(404)
    return Response(script.read_bytes(), media_type="text/javascript")


ROUTES = (Route(WORKER, worker),)
