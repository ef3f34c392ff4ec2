"""Visit: who is here and when, and what one request has looked up already.

Made once for each request: the person, the moment and the person's use cases, which answer each
question once until the request writes. The zone is the one that the diary last recorded, else the
one of this device; a person who travels changes it in the settings.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from starlette.requests import HTTPConnection

from hamstrong.web.shell.context import person_of, session_of, shell_of, use_cases

if TYPE_CHECKING:
    from hamstrong.app import App, Moment, Person, Tip

_NO_DEVICE = "this computer"
_VISIT = "hamstrong.visit"
_SHELVES = uuid.UUID("6f1c2a51-6f0b-5f8e-9f29-6f6c8f7f3a10")


class AnswerBasis(NamedTuple):
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


class Visit:
    """One request's look at one person's diary."""

    def __init__(self, connection: HTTPConnection) -> None:
        self._connection = connection
        self.session = session_of(connection)

    @property
    def app(self) -> App:
        """The use cases, typed."""
        found: App = use_cases(self._connection)
        return found

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Everybody who has a diary here."""
        return self.app.persons()

    @cached_property
    def person_id(self) -> str:
        """Whose diary this browser looks at.

        A browser that has chosen nobody looks at the only person, or at the one who may come to be.
        """
        chosen = person_of(self._connection)
        if _is_uuid(chosen):
            return chosen
        known = self.people
        newcomer = shell_of(self._connection).settings.newcomer
        return newcomer if not known or newcomer in known else known[0]

    @cached_property
    def person(self) -> Person:
        """The use cases of that person."""
        return self.app.person(self.person_id, remembers=True)

    @cached_property
    def zone(self) -> str:
        """The person's time zone: the last that the diary recorded, else this device's."""
        return _zone_at(self._connection, self.person, self.person.tip())

    @cached_property
    def now(self) -> datetime:
        """The instant: by the clock, or noon of the day that was fixed for trying out."""
        return _now_in(self._connection, self.zone)

    @cached_property
    def moment(self) -> Moment:
        """Now, in the person's zone, on this browser."""
        from hamstrong.app import Moment  # noqa: PLC0415 - the shell can be served without it

        session = session_of(self._connection)
        return Moment(self.now, self.zone, _NO_DEVICE if session is None else session.key)

    @property
    def standing(self) -> AnswerBasis:
        """The diary's tip now."""
        from hamstrong.app.diary_view.days import day_of, latest_day  # noqa: PLC0415 - as `moment`

        day, latest = day_of(self.now, self.zone), latest_day(self.now)
        return AnswerBasis(
            person=self.person_id, tip=self.person.tip(), zone=self.zone, day=day, latest=latest
        )


def visit_of(connection: HTTPConnection) -> Visit:
    """The visit of this request."""
    found: Visit | None = connection.scope.get(_VISIT)
    if found is None or found.session is not session_of(connection):
        found = connection.scope[_VISIT] = Visit(connection)
    return found


def app_of(connection: HTTPConnection) -> App:
    """The use cases, typed."""
    return visit_of(connection).app


def person_id(connection: HTTPConnection) -> str:
    """The id of the person whose diary this browser looks at."""
    return visit_of(connection).person_id


def shelf_of(connection: HTTPConnection) -> str:
    """Return the name under which a browser keeps what it could not send of this person.

    Opaque, so that what a browser keeps does not show whose it is.
    """
    return str(uuid.uuid5(_SHELVES, person_id(connection)))


def me(connection: HTTPConnection) -> Person:
    """The use cases of the person whose diary this browser looks at."""
    return visit_of(connection).person


def visited_person(connection: HTTPConnection) -> Person | None:
    """Those use cases if this request has asked for them, else None."""
    visit: Visit | None = connection.scope.get(_VISIT)
    return None if visit is None else vars(visit).get("person")


def moment_of(connection: HTTPConnection) -> Moment:
    """Now, in the person's zone, on this browser."""
    return visit_of(connection).moment


def now_of(connection: HTTPConnection) -> datetime:
    """The instant: by the clock, or noon of the day that was fixed for trying out."""
    return visit_of(connection).now


def zone_of(connection: HTTPConnection) -> str:
    """The person's time zone: the last one that their diary recorded, else this device's."""
    return visit_of(connection).zone


def standing_of(connection: HTTPConnection) -> AnswerBasis:
    """The tip of the diary of this browser's person, in one quick question."""
    return visit_of(connection).standing


def _now_in(connection: HTTPConnection, zone: str) -> datetime:
    settings = shell_of(connection).settings
    fixed = settings.today
    if fixed is None:
        return datetime.fromtimestamp(settings.clock(), UTC)
    # Noon, as at the command line: the hours of the real day would move a fixed one in other zones.
    return datetime.combine(fixed, time(12), ZoneInfo(zone)).astimezone(UTC)


def _zone_at(connection: HTTPConnection, person: Person, tip: Tip) -> str:
    """The zone that a diary names; worked out once for each state of it."""
    from hamstrong.app import AppError, Moment  # noqa: PLC0415 - see `moment_of`

    zones = shell_of(connection).zones
    found = zones.find(person.id, tip)
    if found is not None:
        return found
    device_zone = shell_of(connection).settings.zone()
    try:
        here = Moment(_about_now(connection), device_zone, _NO_DEVICE)
        recorded: str = person.current(here).zone
    except AppError:
        return device_zone  # a clock that is off; whoever asks for today says so
    return zones.keep(person.id, tip, recorded) if recorded else device_zone


def _about_now(connection: HTTPConnection) -> datetime:
    """The instant before the zone is known; a fixed day is not folded on to the clock's."""
    return _now_in(connection, "UTC")


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
