"""Self-tests: how each is done, what it gave, and whether a change is more than measuring."""

from pathlib import Path

from hamstrong.web.self_tests.routes import ROUTES
from hamstrong.web.shell import Feature, NavEntry

FEATURE = Feature(
    name="self_tests",
    folder=Path(__file__).parent,
    routes=ROUTES,
    nav=(
        NavEntry(
            label="self_tests.nav",
            hint="self_tests.nav_hint",
            href="/tests",
            icon="ruler",
            place="more",
            fits=lambda pack: bool(pack.tests),
            order=30,
        ),
    ),
)
