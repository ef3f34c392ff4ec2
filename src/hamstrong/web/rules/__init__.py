"""Rules: every rule with its number, sources and state; and what the proof holds."""

from pathlib import Path

from hamstrong.web.rules.routes import ROUTES
from hamstrong.web.shell import Feature, NavEntry

FEATURE = Feature(
    name="rules",
    folder=Path(__file__).parent,
    routes=ROUTES,
    nav=(
        NavEntry(
            label="rules.nav",
            hint="rules.nav_hint",
            href="/rules",
            icon="scale",
            place="more",
            curious=True,
            order=70,
        ),
        NavEntry(
            label="rules.safety.nav",
            hint="rules.safety.nav_hint",
            href="/safety",
            icon="shield-check",
            place="more",
            curious=True,
            order=75,
        ),
    ),
)
