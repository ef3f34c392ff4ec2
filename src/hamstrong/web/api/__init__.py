"""The JSON interface, version 1: facts in, plan, script, reasons and archive out.

Serves the player's outbox and whoever builds on Hamstrong at home. The guard before it is the
same as for pages: session cookie, own origin, and the CSRF token as the header `x-csrf-token`.
No page needs it to be shown, so FastAPI, a third of the start, is imported at the first request.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from hamstrong.web.shell import Feature
from hamstrong.web.shell.body_limits import BodyLimit

MOST_FACT_BYTES = 2 * 1024 * 1024


@cache
def _api() -> ASGIApp:
    from hamstrong.web.api.routes import api  # noqa: PLC0415  at the first request, see above

    return api


async def _at_first_request(scope: Scope, receive: Receive, send: Send) -> None:
    # Once it is there, a thread would cost more than the rest of a small request.
    loaded = _api.cache_info().currsize > 0
    api = _api() if loaded else await run_in_threadpool(_api)
    await api(scope, receive, send)


FEATURE = Feature(
    name="api",
    folder=Path(__file__).parent,
    routes=[Mount("/api/v1", _at_first_request, name="api")],
    bodies={"/api/v1/facts": BodyLimit(most_bytes=MOST_FACT_BYTES, most_s=60)},
)
