"""About: what this is, who reviewed it, versions, hashes, licences and the works of others."""

from pathlib import Path

from hamstrong.web.about.routes import ROUTES
from hamstrong.web.shell import Feature, NavEntry

FEATURE = Feature(
    name="about",
    folder=Path(__file__).parent,
    routes=ROUTES,
    nav=(
        NavEntry(
            label="about.nav",
            hint="about.nav_hint",
            href="/about",
            icon="info",
            place="more",
            order=90,
        ),
    ),
)
