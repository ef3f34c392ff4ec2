"""Player of the session: set by set as plain forms, and the same where scripts run; and the
warm-up block before training on a field."""

from __future__ import annotations

from pathlib import Path

from hamstrong.web.player import kept_session, warm_up
from hamstrong.web.player.routes import ROUTES
from hamstrong.web.shell import Feature, NavEntry

FEATURE = Feature(
    name="player",
    folder=Path(__file__).parent,
    routes=(*ROUTES, *warm_up.ROUTES),
    server_routes=kept_session.ROUTES,
    nav=(NavEntry(label="player.nav", href="/session", icon="play", place="bar", order=20),),
)

__all__ = ["FEATURE"]
