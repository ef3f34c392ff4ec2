"""Loads: which weights and bands a person owns, and what a session was done with."""

from pathlib import Path

from hamstrong.web.loads.routes import ROUTES
from hamstrong.web.shell import Feature, NavEntry

FEATURE = Feature(
    name="loads",
    folder=Path(__file__).parent,
    routes=ROUTES,
    nav=(
        NavEntry(
            label="loads.nav",
            hint="loads.nav_hint",
            href="/loads",
            icon="scale",
            place="more",
            order=39,
        ),
    ),
)
