"""Welcome: what this is for, consent, and the few choices that a plan needs."""

from pathlib import Path

from hamstrong.web.shell import Feature
from hamstrong.web.welcome.routes import ROUTES

FEATURE = Feature(name="welcome", folder=Path(__file__).parent, routes=ROUTES)
