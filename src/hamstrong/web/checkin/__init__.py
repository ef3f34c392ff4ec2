"""Check-in: one leg a page, the weekly questions in three, and answers put right later."""

from pathlib import Path

from hamstrong.web.checkin import answers, routes, weekly, yesterday
from hamstrong.web.shell import Feature

FEATURE = Feature(
    name="checkin",
    folder=Path(__file__).parent,
    routes=(*routes.ROUTES, *yesterday.ROUTES, *answers.ROUTES, *weekly.ROUTES),
)
