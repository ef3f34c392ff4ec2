"""Check-in: one question a screen, the weekly questions in three, and answers put right later."""

from pathlib import Path

from hamstrong.web.checkin import routes, weekly
from hamstrong.web.shell import Feature

FEATURE = Feature(
    name="checkin", folder=Path(__file__).parent, routes=(*routes.ROUTES, *weekly.ROUTES)
)
