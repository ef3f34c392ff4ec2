"""Outcomes: activities in the person's own words, how they go, and other questionnaires' homes."""

from pathlib import Path

from hamstrong.web.outcomes.routes import ROUTES
from hamstrong.web.shell import Feature, NavEntry

FEATURE = Feature(
    name="outcomes",
    folder=Path(__file__).parent,
    routes=ROUTES,
    nav=(
        NavEntry(
            label="outcomes.nav",
            hint="outcomes.nav_hint",
            href="/activities",
            icon="activity",
            place="more",
            fits=lambda pack: bool(pack.way_back.activities.most or pack.way_back.questionnaires),
            order=35,
        ),
    ),
)
