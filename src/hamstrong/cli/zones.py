"""Zone of time in which this machine is, by its IANA name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

_LOCALTIME = Path("/etc/localtime")
_TIMEZONE = Path("/etc/timezone")


def local_zone(
    environ: Mapping[str, str], now: datetime, *, link: Path = _LOCALTIME, name: Path = _TIMEZONE
) -> str:
    """The name of the local zone; without one, a zone with the same offset as now.

    Args:
        environ: the process's environment, read once at the edge.
        now: an instant in local time, for the offset.
    """
    for candidate in (environ.get("TZ", "").lstrip(":"), _linked(link), _written(name)):
        if candidate and _is_zone(candidate):
            return candidate
    return _by_offset(now)


def _linked(link: Path) -> str:
    try:
        parts = link.resolve(strict=True).parts
    except OSError:
        return ""
    return "/".join(parts[parts.index("zoneinfo") + 1 :]) if "zoneinfo" in parts else ""


def _written(name: Path) -> str:
    try:
        return name.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _by_offset(now: datetime) -> str:
    """Windows names zones in its own way; whole hours have an IANA name, with the sign reversed."""
    offset = now.utcoffset() or timedelta()
    hours = round(offset / timedelta(hours=1))
    return "UTC" if hours == 0 else f"Etc/GMT{-hours:+d}"
