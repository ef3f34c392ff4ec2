"""Library: every exercise with its moving figure, how it goes, its doses and what unlocks it."""

from pathlib import Path

from hamstrong.web.library.routes import ROUTES
from hamstrong.web.shell import Feature, NavEntry

FEATURE = Feature(
    name="library",
    folder=Path(__file__).parent,
    routes=ROUTES,
    nav=(
        NavEntry(
            label="library.nav",
            hint="library.nav_hint",
            href="/library",
            icon="library",
            place="more",
            order=20,
        ),
    ),
)
