"""The JSON interface, version 1: facts in, plan, script, reasons and archive out.

Serves the player's outbox and whoever builds on Hamstrong at home. The guard before it is the
same as for pages: session cookie, own origin, and the CSRF token as the header `x-csrf-token`.
"""

from __future__ import annotations

from pathlib import Path

from starlette.routing import Mount

from hamstrong.web.api.routes import api
from hamstrong.web.shell import Feature

FEATURE = Feature(
    name="api", folder=Path(__file__).parent, routes=[Mount("/api/v1", api, name="api")]
)

__all__ = ["FEATURE", "api"]
