"""Who is here and when: the person, the moment and the person's use cases of one request.

The zone is the one that the diary last recorded, else the one of this computer; a person who
travels changes it in the settings.
"""

from __future__ import annotations

import os
import uuid
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from starlette.requests import HTTPConnection

from hamstrong.web.shell.context import person_of, session_of, shell_of, use_cases

if TYPE_CHECKING:
    from hamstrong.app import App, Moment, PersonService, Tip

_FIRST_PERSON = uuid.uuid5(uuid.NAMESPACE_URL, "urn:hamstrong:the first person of a diary")
_ZONE_LINK = Path("/etc/localtime")
_NO_DEVICE = "this computer"


def app_of(connection: HTTPConnection) -> App:
    """The use cases, typed."""
    found: App = use_cases(connection)
    return found


def person_id(connection: HTTPConnection) -> str:
    """The id of the person whose diary this browser looks at.

    A browser that has chosen nobody looks at the only person, or at the one who may come to be.
    """
    chosen = person_of(connection)
    if _is_uuid(chosen):
        return chosen
    known = app_of(connection).persons()
    return str(_FIRST_PERSON) if not known or str(_FIRST_PERSON) in known else known[0]


def me(connection: HTTPConnection) -> PersonService:
    """The use cases of the person whose diary this browser looks at."""
    return app_of(connection).person(person_id(connection))


def moment_of(connection: HTTPConnection) -> Moment:
    """Now, in the person's zone, on this browser."""
    from hamstrong.app import Moment  # noqa: PLC0415 - the shell can be served without use cases

    session = session_of(connection)
    device = _NO_DEVICE if session is None else session.key
    zone = zone_of(connection)
    return Moment(_now_in(connection, zone), zone, device)


def now_of(connection: HTTPConnection) -> datetime:
    """The instant: by the clock, or noon of the day that was fixed for trying out."""
    return _now_in(connection, zone_of(connection))


def _now_in(connection: HTTPConnection, zone: str) -> datetime:
    settings = shell_of(connection).settings
    fixed = settings.today
    if fixed is None:
        return datetime.fromtimestamp(settings.clock(), UTC)
    # Noon, as at the command line: the hours of the real day would move a fixed one in other zones.
    return datetime.combine(fixed, time(12), ZoneInfo(zone)).astimezone(UTC)


def zone_of(connection: HTTPConnection) -> str:
    """The person's time zone: the last one that their diary recorded, else this computer's."""
    person = me(connection)
    return _zone_at(connection, person, person.tip())


def _zone_at(connection: HTTPConnection, person: PersonService, tip: Tip) -> str:
    """The zone that a diary tells; worked out once for each state of it."""
    from hamstrong.app import AppError, Moment  # noqa: PLC0415 - see `moment_of`

    zones = shell_of(connection).zones
    found = zones.find(person.id, tip)
    if found is not None:
        return found
    try:
        here = Moment(_about_now(connection), system_zone(), _NO_DEVICE)
        recorded: str = person.current(here).zone
    except AppError:
        return system_zone()  # a clock that is off; whoever asks for today says so
    return zones.keep(person.id, tip, recorded or system_zone())


class Standing(NamedTuple):
    """All that the answers for a person rest on; while it is the same, so are they.

    Args:
        day: the training day by the clock and zone.
        latest: the latest date that any zone has; a diary beyond it has a wrong clock.
    """

    person: str
    tip: Tip
    zone: str
    day: int
    latest: int


def standing_of(connection: HTTPConnection) -> Standing:
    """Where the diary of this browser's person stands now, in one quick question."""
    from hamstrong.app.diary_view.days import day_of, latest_day  # noqa: PLC0415 - see `moment_of`

    person = me(connection)
    tip = person.tip()
    zone = _zone_at(connection, person, tip)
    now = _now_in(connection, zone)
    return Standing(person.id, tip, zone, day_of(now, zone), latest_day(now))


def _about_now(connection: HTTPConnection) -> datetime:
    """The instant before the zone is known; a fixed day is not folded on to the clock's."""
    return _now_in(connection, "UTC")


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


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
