"""Plan of the coming days: week and month, a day moved within the rules, the calendar file."""

from __future__ import annotations

from pathlib import Path

from hamstrong.web.plan import moved_days
from hamstrong.web.plan.routes import ROUTES
from hamstrong.web.shell import Feature, NavEntry

FEATURE = Feature(
    name="plan",
    folder=Path(__file__).parent,
    routes=(*ROUTES, *moved_days.ROUTES),
    nav=(NavEntry(label="plan.nav", href="/plan", icon="calendar-days", place="bar", order=30),),
)

__all__ = ["FEATURE"]
