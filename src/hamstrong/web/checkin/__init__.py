"""Check-in: one question a screen, nothing preselected, and answers put right later."""

from pathlib import Path

from hamstrong.web.checkin.routes import ROUTES
from hamstrong.web.shell import Feature

FEATURE = Feature(name="checkin", folder=Path(__file__).parent, routes=ROUTES)
