"""API in JSON, version 1: facts in, plan, script, reasons and archive out.

Serves the player's outbox and whoever builds on Hamstrong at home. The guard before it is the
same as for pages: session cookie, own origin, and the CSRF token as the header `x-csrf-token`.
Every refusal is a problem document, made where the pages' refusals are made.
"""

from __future__ import annotations

from pathlib import Path

from starlette.routing import Mount, Router

from hamstrong.app.record.incoming_facts import BATCH_LIMITS
from hamstrong.web.api.routes import ROUTES
from hamstrong.web.shell import Feature
from hamstrong.web.shell.body_limits import BodyLimit

FEATURE = Feature(
    name="api",
    folder=Path(__file__).parent,
    routes=[Mount("/api/v1", Router(ROUTES, redirect_slashes=False), name="api")],
    bodies={"/api/v1/facts": BodyLimit(most_bytes=BATCH_LIMITS.size, most_s=60)},
)
