"""Today: one card with the one next thing, why, what would change it, what opens next."""

from pathlib import Path

from hamstrong.web.shell import Feature, NavEntry
from hamstrong.web.today.routes import ROUTES

FEATURE = Feature(
    name="today",
    folder=Path(__file__).parent,
    routes=ROUTES,
    nav=(NavEntry(label="today.nav", href="/", icon="sun", place="bar", order=10),),
)
