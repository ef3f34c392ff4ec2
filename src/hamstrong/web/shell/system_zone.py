"""System zone: the time zone that this computer says it is in."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_ZONE_LINK = Path("/etc/localtime")


@cache
def system_zone() -> str:
    """The zone of this computer, UTC if it does not say."""
    named = os.environ.get("TZ", "").removeprefix(":")
    linked = str(_ZONE_LINK.resolve()).partition("zoneinfo/")[2] if _ZONE_LINK.exists() else ""
    for name in (named, linked):
        if name and _is_zone(name):
            return name
    return "UTC"


@cache
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
