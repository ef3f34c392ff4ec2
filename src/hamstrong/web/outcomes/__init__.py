"""Outcomes: activities in the person's own words, how they go, and other questionnaires' homes."""

from pathlib import Path

from hamstrong.web.outcomes import first_ratings, routes
from hamstrong.web.shell import Feature, NavEntry

FEATURE = Feature(
    name="outcomes",
    folder=Path(__file__).parent,
    routes=(*routes.ROUTES, *first_ratings.ROUTES),
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
