"""Both legs side by side, row by row, and every episode that the diary knows."""

from pathlib import Path

from hamstrong.web.legs.routes import ROUTES
from hamstrong.web.shell import Feature, NavEntry

FEATURE = Feature(
    name="legs",
    folder=Path(__file__).parent,
    routes=ROUTES,
    nav=(
        NavEntry(
            label="legs.episodes.nav",
            hint="legs.episodes.nav_hint",
            href="/episodes",
            icon="history",
            place="more",
            order=45,
        ),
    ),
)
