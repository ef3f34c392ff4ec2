"""Settings: days and kit, what a clinician said, a step back, the household, the zone."""

from __future__ import annotations

from pathlib import Path

from hamstrong.web.settings.routes import ROUTES, SERVER_ROUTES
from hamstrong.web.shell import Feature, NavEntry

FEATURE = Feature(
    name="settings",
    folder=Path(__file__).parent,
    routes=ROUTES,
    server_routes=SERVER_ROUTES,
    nav=(
        NavEntry(
            label="settings.nav", href="/settings", icon="settings", place="more", order=50,
            hint="settings.nav_hint",
        ),
    ),
)  # fmt: skip

__all__ = ["FEATURE"]
