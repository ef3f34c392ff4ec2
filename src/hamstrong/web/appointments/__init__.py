"""Appointments: when, with whom, what to ask, and the one page to bring."""

from pathlib import Path

from hamstrong.web.appointments.routes import ROUTES
from hamstrong.web.shell import Feature, NavEntry

FEATURE = Feature(
    name="appointments",
    folder=Path(__file__).parent,
    routes=ROUTES,
    nav=(
        NavEntry(
            label="appointments.nav",
            hint="appointments.nav_hint",
            href="/appointments",
            icon="calendar-check",
            place="more",
            order=45,
        ),
    ),
)
