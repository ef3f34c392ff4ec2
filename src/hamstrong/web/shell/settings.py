"""Settings of one running server, read once at the edge and passed on."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from hamstrong.web.shell.origins import BadOrigin, parse_origin
from hamstrong.web.shell.system_zone import system_zone

FIRST_PERSON = str(uuid5(NAMESPACE_URL, "urn:hamstrong:the first person of a diary"))


class Entrance(Enum):
    """How a browser that has no session yet may get one."""

    START_LINK = "start link"  # the one-time link that the command opens
    PAIRING = "pairing"  # the same, and a phone on the home network by link and PIN
    PASSWORD = "password"  # behind a reverse proxy  # noqa: S105 - a name, not a secret
    NONE = "none"  # the phone edition, whose one browser has its session from the start


class Style(Enum):
    """Whether pages for developers are there."""

    PRODUCT = "product"
    WORKSHOP = "workshop"  # /styleguide, and templates that reload


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the shell needs to know.

    Args:
        origins: the addresses under which browsers reach us, such as `http://127.0.0.1:8765`;
            any other Host or Origin is refused.
        pairing_origin: where a phone on the home network reaches us, when it may.
        state_dir: private folder for sessions; None keeps them in memory.
        today: a fixed day for trying out; None reads the clock.
        clock: seconds since 1970, for the day and for the life of sessions and codes.
        brought_apart: packages that may be missing, for they come to the device when needed.
        newcomer: the id of whoever begins the first diary here.
        phone_edition: the path below which the phone edition is offered beside us, where it is.
        zone: the name of this device's time zone, which counts until the diary records another.
    """

    origins: frozenset[str]
    entrance: Entrance = Entrance.START_LINK
    style: Style = Style.PRODUCT
    pairing_origin: str | None = None
    state_dir: Path | None = None
    today: date | None = None
    language: str = "en"
    clock: Callable[[], float] = field(default=time.time)
    zone: Callable[[], str] = field(default=system_zone)
    newcomer: str = FIRST_PERSON
    brought_apart: frozenset[str] = frozenset()
    phone_edition: str | None = None

    @property
    def has_ways_in(self) -> bool:
        """Whether other browsers and other people may come in, as on a server."""
        return self.entrance is not Entrance.NONE

    def __post_init__(self) -> None:
        """Refuse an origin that no browser would send as written.

        Raises:
            BadOrigin: naming it and what would be right.
        """
        for origin in (*self.origins, *filter(None, [self.pairing_origin])):
            written = parse_origin(origin)
            if written != origin:
                raise BadOrigin(f"{origin!r} is sent by browsers as {written!r}; write it so")
