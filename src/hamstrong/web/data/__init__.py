"""A person's data in their own hands: export, import, backup, restore, erase, and a check-up."""

from __future__ import annotations

from pathlib import Path

from hamstrong.web.data.routes import ROUTES
from hamstrong.web.shell import Feature, NavEntry

FEATURE = Feature(
    name="data",
    folder=Path(__file__).parent,
    routes=ROUTES,
    nav=(
        NavEntry(
            label="data.nav", href="/data", icon="database", place="more", order=60,
            hint="data.nav_hint",
        ),
    ),
)  # fmt: skip

__all__ = ["FEATURE"]
