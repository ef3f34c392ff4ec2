"""Progress: pain and dose on one time line, what opens next, and each exercise's history."""

from pathlib import Path

from hamstrong.web.progress.routes import ROUTES
from hamstrong.web.shell import Feature, NavEntry

FEATURE = Feature(
    name="progress",
    folder=Path(__file__).parent,
    routes=ROUTES,
    nav=(
        NavEntry(label="progress.nav", href="/progress", icon="chart-line", place="bar", order=40),
    ),
)
