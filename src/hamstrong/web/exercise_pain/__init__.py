"""Exercise pain: doses beside pain during and the morning after, claiming no cause."""

from pathlib import Path

from hamstrong.web.exercise_pain.routes import ROUTES
from hamstrong.web.shell import Feature, NavEntry

FEATURE = Feature(
    name="exercise_pain",
    folder=Path(__file__).parent,
    routes=ROUTES,
    nav=(
        NavEntry(
            label="exercise_pain.nav",
            hint="exercise_pain.nav_hint",
            href="/exercise-pain",
            icon="search",
            place="more",
            order=37,
        ),
    ),
)
