"""Parts: libraries that few requests need, brought to the device apart and loaded when one does."""

from __future__ import annotations

import importlib
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "calendar": ("icalendar", "dateutil", "six"),
        "runs": ("fitdecode", "defusedxml"),
    }
)
"""The packages and modules of each part."""
STANDARD: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"calendar": ("tarfile",), "runs": ("xml",)}
)
"""What of the standard library comes with a part, because nothing else needs it."""
_RUN_FILES = "/runs/file"
_CALENDAR_FILES = ".ics"

LoadPart = Callable[[str], Awaitable[object]]


async def nothing_to_load(_part: str) -> None:
    """Load nothing: everything is installed already."""


class PartLoader:
    """Loads each part once.

    Args:
        load: makes a part importable, or raises where it cannot be had, as without a network.
    """

    def __init__(self, load: LoadPart) -> None:
        self._load = load
        self._loaded: set[str] = set()

    async def prepare(self, path: str) -> None:
        """Load what a request to this path needs. A part that cannot be had is left out: the
        handler that needs it says so."""
        part = part_of(path.partition("?")[0])
        if part is None or part in self._loaded:
            return
        try:
            await self._load(part)
        except Exception:  # noqa: BLE001 - whatever a browser raises, the handler goes without
            return
        importlib.invalidate_caches()
        self._loaded.add(part)


def part_of(path: str) -> str | None:
    """Return the part that a request to this path needs, None for all others."""
    if path == _RUN_FILES:
        return "runs"
    return "calendar" if path.endswith(_CALENDAR_FILES) else None
