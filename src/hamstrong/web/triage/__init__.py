"""Triage: the forms one screen at a time, and the page for where the answers lead."""

from pathlib import Path

from hamstrong.web.shell import Feature
from hamstrong.web.triage import outcome, routes

FEATURE = Feature(
    name="triage",
    folder=Path(__file__).parent,
    routes=(*routes.ROUTES, *outcome.ROUTES),
)
