"""Maintenance: the two short sessions, the Nordic ramp, what a relapse is and what to do then."""

from pathlib import Path

from hamstrong.web.maintenance import back, routes
from hamstrong.web.shell import Feature, NavEntry

FEATURE = Feature(
    name="maintenance",
    folder=Path(__file__).parent,
    routes=(*routes.ROUTES, *back.ROUTES),
    nav=(
        NavEntry(
            label="maintenance.nav",
            hint="maintenance.nav_hint",
            href="/staying-well",
            icon="sprout",
            place="more",
            order=42,
        ),
    ),
)
