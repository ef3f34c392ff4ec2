"""Printing: today's sheet with boxes to fill in, and one page for the clinic."""

from pathlib import Path

from hamstrong.web.printing.routes import ROUTES
from hamstrong.web.shell import Feature, NavEntry

FEATURE = Feature(
    name="printing",
    folder=Path(__file__).parent,
    routes=ROUTES,
    nav=(
        NavEntry(
            label="printing.nav",
            hint="printing.nav_hint",
            href="/print",
            icon="printer",
            place="more",
            order=50,
        ),
    ),
)
