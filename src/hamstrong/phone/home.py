"""Home: one person's Hamstrong on one device, without a server.

Opens the diary behind its file, answers requests as a server would, and says how far the diary is,
so that a page kept from before is only shown while it is true.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import chain
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from hamstrong.app import App, InvalidMoment, Moment, Session, Today
from hamstrong.app.diary_view.days import day_of, end_of, zone_of
from hamstrong.app.diary_view.pack_ownership import require_own_diary
from hamstrong.app.threads import Threads
from hamstrong.diary.log.log_diary import LogDiary
from hamstrong.diary.log.log_file import LogFile
from hamstrong.diary.places import ON_DEVICE
from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.engine import ENGINE_VERSION
from hamstrong.phone.in_process import Answer, Headers, call
from hamstrong.phone.parts import PARTS, STANDARD, LoadPart, PartLoader, nothing_to_load
from hamstrong.protocol.loader import DEFAULT_PACK, load_pack
from hamstrong.web.features import FEATURES
from hamstrong.web.shell import Settings, create_app
from hamstrong.web.shell.application import shell_of_app
from hamstrong.web.shell.context import DEFAULT_PERSON
from hamstrong.web.shell.cookies import THEME
from hamstrong.web.shell.sessions import Kind
from hamstrong.web.shell.settings import Entrance

# A name that no host has (RFC 2606): requests never leave the device.
ORIGIN = "https://hamstrong.invalid"
_SESSION = "__Host-hamstrong-session"
_OWN_HEADERS = frozenset({"host", "origin", "cookie", "referer", "content-length"})
_DEVICES = uuid5(NAMESPACE_URL, "urn:hamstrong:devices")
_UNKNOWN_ZONE = "UTC"
_DEVICE = "standing"  # writes nothing

Clock = Callable[[], float]


class Standing(NamedTuple):
    """What a page of today rests on; kept with it, it says whether the page is still true.

    Args:
        seq, client_id: of the diary's last fact.
        day: the training day, as `date.toordinal()`.
        ends_at: seconds since 1970 at which that day ends in the person's zone.
        zone: the person's time zone.
        device_zone: the device's.
        logic_hash, engine: of the pack and engine that decided.
        stages: the stage of each leg, as one text; empty without a plan.
        has_plan: whether the decision holds a plan. A refusal is never shown from before.
        is_due: whether something of the day is still open: a question, or the session.
    """

    seq: int
    client_id: str
    day: int
    ends_at: float
    zone: str
    device_zone: str
    logic_hash: str
    engine: str
    stages: str
    has_plan: bool
    is_due: bool


class Home:
    """The web app of one device; make it with `open_home`.

    Args:
        secret: what only this device knows; forms made under it stay good after a restart.
        zone: the name of the device's time zone.
        now: seconds since 1970.
        parts: what is loaded when a request needs it.
    """

    def __init__(self, app: App, *, secret: str, zone: str, now: Clock, parts: PartLoader) -> None:
        self._app = app
        self._parts = parts
        self._secret = secret
        self._now = now
        self.zone = zone
        settings = Settings(
            origins=frozenset({ORIGIN}),
            entrance=Entrance.NONE,
            clock=now,
            zone=lambda: self.zone,
            newcomer=str(uuid5(_DEVICES, secret)),
            brought_apart=frozenset(chain(*PARTS.values(), *STANDARD.values())),
        )
        self._web = create_app(app, settings, FEATURES)
        shell_of_app(self._web).sessions.begin(Kind.LOCAL, DEFAULT_PERSON, secret)

    @property
    def zone(self) -> str:
        """The time zone of the device; a name that nobody knows counts as UTC."""
        return self._zone

    @zone.setter
    def zone(self, name: str) -> None:
        self._zone = name if _is_zone(name) else _UNKNOWN_ZONE

    async def request(self, method: str, path: str, headers: Headers, body: bytes) -> Answer:
        """Answer a request of our own page; what it changed is safe in the file by then.

        Args:
            path: with the query, as in an address.
            headers: of the page; host, origin and session are added here.
        """
        theme = [v for k, v in headers if k.lower() == "cookie" and v.startswith(f"{THEME}=")]
        cookies = "; ".join([f"{_SESSION}={self._secret}", *theme])
        kept = [(k, v) for k, v in headers if not _is_own(k.lower())]
        own = [("host", ORIGIN.partition("://")[2]), ("origin", ORIGIN), ("cookie", cookies)]
        await self._parts.prepare(path)
        return await call(self._web, method, path, [*own, *kept], body)

    def standing(self) -> Standing | None:
        """Return what today's page rests on, None without a diary that is at home here.

        Raises:
            ClockBehind: the diary is on a day that no zone has reached yet.
        """
        known = self._app.persons()
        if not known:
            return None
        person = self._app.person(known[0], remembers=True)
        now = datetime.fromtimestamp(self._now(), UTC)
        zone = person.current(Moment(now, self.zone, _DEVICE)).zone or self.zone
        if person.departure(Moment(now, zone, _DEVICE)) is not None:
            return None
        today = person.today(Moment(now, zone, _DEVICE))
        tip = person.tip()
        plan = today.decision if isinstance(today.decision, Prescription) else None
        return Standing(
            seq=tip.seq,
            client_id=tip.client_id,
            day=today.day,
            ends_at=end_of(day_of(now, zone), zone).timestamp(),
            zone=zone,
            device_zone=self.zone,
            logic_hash=self._app.pack.logic_hash,
            engine=str(ENGINE_VERSION),
            stages="" if plan is None else " ".join(f"{leg} {n}" for leg, n in plan.stages),
            has_plan=plan is not None,
            is_due=_is_due(today, person.session(Moment(now, zone, _DEVICE))),
        )

    def close(self) -> None:
        """Let go of the diary's files."""
        self._app.close()


def open_home(
    file: LogFile, *, secret: str, zone: str, now: Clock, load_part: LoadPart = nothing_to_load
) -> Home:
    """Open the diary in a file under the installed pack, and make its web app.

    Args:
        secret: what only this device knows, the same at each start.
        zone: the name of the device's time zone.
        now: seconds since 1970.
        load_part: makes a part of `phone.parts` importable.

    Raises:
        DiaryError: the diary cannot be used; the type says why. The file is closed.
        ForeignPack: the diary was begun with another pack. The file is closed.
    """
    try:
        diary = LogDiary(file)
        pack = load_pack(DEFAULT_PACK)
        require_own_diary(pack, diary)
    except BaseException:
        file.close()
        raise
    app = App(pack, diary, ON_DEVICE, DEFAULT_PACK, threads=Threads.NONE)
    return Home(app, secret=secret, zone=zone, now=now, parts=PartLoader(load_part))


def _is_due(today: Today, session: Session | None) -> bool:
    is_done = session is not None and session.ended
    return bool(today.open_asks) or (today.plan_id is not None and not is_done)


def _is_own(name: str) -> bool:
    return name in _OWN_HEADERS or name.startswith("sec-fetch-")


def _is_zone(name: str) -> bool:
    try:
        zone_of(name)
    except InvalidMoment:
        return False
    return True
