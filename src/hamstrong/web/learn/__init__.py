"""Learn: cards with what could and could not be confirmed, the anatomy page, the library's map."""

from pathlib import Path

from hamstrong.web.learn.routes import ROUTES
from hamstrong.web.shell import Feature, NavEntry

FEATURE = Feature(
    name="learn",
    folder=Path(__file__).parent,
    routes=ROUTES,
    nav=(
        NavEntry(
            label="learn.nav",
            hint="learn.nav_hint",
            href="/learn",
            icon="book-open",
            place="more",
            order=30,
        ),
    ),
)
