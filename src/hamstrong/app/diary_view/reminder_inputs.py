"""Reminder inputs of all days: appointments, sitting and mornings, kept in memory.

Read from the whole diary once, then only what is new; each corrected fact is replaced by its last
correction. Without it, Today would read years of sets to find one appointment.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from hamstrong.app.diary_view.catch_up import since
from hamstrong.app.diary_view.corrected_facts import mend
from hamstrong.diary import Diary
from hamstrong.engine.facts import (
    AppointmentCancelled,
    AppointmentMade,
    AppointmentMoved,
    FactCorrected,
    MorningAnswered,
    SittingLogged,
    name_of,
)
from hamstrong.engine.fold import Recorded
from hamstrong.protocol.model import Pack

NOTED = frozenset(
    name_of(kind)
    for kind in (
        AppointmentMade, AppointmentMoved, AppointmentCancelled, SittingLogged, MorningAnswered,
        FactCorrected,
    )
)  # fmt: skip
_KEPT_IN_MEMORY = 256


@dataclass
class _Page:
    """One person's notes by client id, up to a place in the diary."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    seq: int = 0
    last_id: str = ""
    found: dict[str, Recorded] = field(default_factory=dict)


class Notes:
    """Notes of everybody in a diary; safe for several threads."""

    def __init__(self, pack: Pack, diary: Diary) -> None:
        self._pack = pack
        self._diary = diary
        self._lock = threading.Lock()
        self._pages: OrderedDict[str, _Page] = OrderedDict()

    def of(self, person: str) -> tuple[Recorded, ...]:
        """The person's noted facts in recorded order, after all corrections."""
        page = self._page(person)
        with page.lock:
            new = since(self._diary, person, page.seq, page.last_id)
            if new is None:
                page.found.clear()
                new = self._diary.read(person)
                page.seq, page.last_id = 0, ""
            for stored in new:
                if stored.name in NOTED:
                    mend(self._pack, page.found, stored)
                page.seq, page.last_id = stored.seq, stored.client_id
            return tuple(page.found.values())

    def forget(self, person: str) -> None:
        """Drop what is kept of a person."""
        with self._lock:
            self._pages.pop(person, None)

    def _page(self, person: str) -> _Page:
        with self._lock:
            page = self._pages.setdefault(person, _Page())
            self._pages.move_to_end(person)
            while len(self._pages) > _KEPT_IN_MEMORY:
                self._pages.popitem(last=False)
            return page
