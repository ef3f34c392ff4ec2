"""A person's data in their own hands: export, import, backup, restore, erase, and a check-up."""

from __future__ import annotations

from pathlib import Path

from hamstrong.web.data.routes import ROUTES
from hamstrong.web.shell import Feature, NavEntry
from hamstrong.web.shell.body_limits import upload_limit

MOST_ARCHIVE_BYTES = 32 * 1024 * 1024

FEATURE = Feature(
    name="data",
    folder=Path(__file__).parent,
    routes=ROUTES,
    bodies={
        "/data/import/look": upload_limit(MOST_ARCHIVE_BYTES),
        "/data/import": upload_limit(MOST_ARCHIVE_BYTES),
        "/data/bring-back": upload_limit(MOST_ARCHIVE_BYTES),
    },
    nav=(
        NavEntry(
            label="data.nav", href="/data", icon="database", place="more", order=60,
            hint="data.nav_hint",
        ),
    ),
)  # fmt: skip

__all__ = ["FEATURE"]
