"""Staying well: the two short sessions, the Nordic ramp, what a relapse is and what to do then."""

from pathlib import Path

from hamstrong.web.shell import Feature, NavEntry
from hamstrong.web.staying import back, routes

FEATURE = Feature(
    name="staying",
    folder=Path(__file__).parent,
    routes=(*routes.ROUTES, *back.ROUTES),
    nav=(
        NavEntry(
            label="staying.nav",
            hint="staying.nav_hint",
            href="/staying-well",
            icon="sprout",
            place="more",
            order=42,
        ),
    ),
)
