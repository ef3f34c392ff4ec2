"""Back to sport: what speaks for it, the return as the person enters it, the weeks of watching."""

from pathlib import Path

from hamstrong.web.shell import Feature, NavEntry
from hamstrong.web.sport.routes import ROUTES

FEATURE = Feature(
    name="sport",
    folder=Path(__file__).parent,
    routes=ROUTES,
    nav=(
        NavEntry(
            label="sport.nav",
            hint="sport.nav_hint",
            href="/sport",
            icon="goal",
            place="more",
            fits=lambda pack: bool(pack.way_back.readiness),
            order=40,
        ),
    ),
)
