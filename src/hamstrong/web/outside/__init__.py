"""Outside the plan: a walk, step-ups, other sport. Gates and the calendar read them."""

from pathlib import Path

from hamstrong.web.outside.routes import ROUTES
from hamstrong.web.shell import Feature, NavEntry

FEATURE = Feature(
    name="outside",
    folder=Path(__file__).parent,
    routes=ROUTES,
    nav=(
        NavEntry(
            label="outside.nav",
            hint="outside.nav_hint",
            href="/outside",
            icon="footprints",
            place="more",
            order=38,
        ),
    ),
)
