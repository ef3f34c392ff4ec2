"""The folded diary of each person, kept in memory and brought up to date on every use.

Another process may have written: what is new is read and folded on. A restart folds from the
newest snapshot made under the same pack and engine, or from the first fact.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress

from hamstrong.app import carrying
from hamstrong.app.carrying import Carried
from hamstrong.app.snapshots import UnreadableSnapshot, pack_snapshot, unpack_snapshot
from hamstrong.diary import Diary, DiaryError, Snapshot, StoredFact
from hamstrong.engine.codec import DecodeError
from hamstrong.engine.engine import ENGINE_VERSION, Engine

_FAR_FUTURE = 3_652_059  # the last day that a date can have
_KEPT_IN_MEMORY = 256
_WORTH_A_SNAPSHOT = 50  # facts; fewer are folded again in a few milliseconds


class FoldCache:
    """Folds diaries and remembers where it was; safe for several threads."""

    def __init__(self, engine: Engine, diary: Diary) -> None:
        self._engine = engine
        self._diary = diary
        self._lock = threading.Lock()
        self._entries: OrderedDict[str, _Entry] = OrderedDict()

    def fold(self, person: str, first_day: int) -> Carried:
        """The person's diary up to its last fact.

        Args:
            first_day: the day on which a diary without facts begins.
        """
        entry = self._entry(person)
        with entry.lock:
            last = self._diary.last_seq(person)
            if last < entry.seq:
                entry.carried = None  # erased or restored under us
            if entry.carried is None:
                entry.carried = self._snapshot(person, _FAR_FUTURE)
                entry.kept = entry.seq
            if last > entry.seq:
                self._catch_up(person, entry)
            return entry.carried or carrying.begin(self._engine, first_day)

    def fold_up_to(self, person: str, day: int) -> Carried | None:
        """The diary as it stood at the end of a day, None before its first fact."""
        carried = self._snapshot(person, day)
        for stored in self._diary.read(person, carried.fold.seq if carried else 0):
            if stored.recorded_day > day:
                break
            start = carried or carrying.begin(self._engine, stored.recorded_day)
            carried = carrying.take(self._engine, start, stored)
        return carried and carrying.open_until(self._engine, carried, day)

    def places(self, person: str, client_ids: Sequence[str]) -> dict[str, int]:
        """The places of those facts that the diary holds already, by client id."""
        entry = self._entry(person)
        with entry.lock:
            held = self._index(person, entry)
            return {name: held[name] for name in client_ids if name in held}

    def find(self, person: str, client_id: str) -> StoredFact | None:
        """The stored fact with that client id."""
        place = self.places(person, [client_id]).get(client_id)
        if place is None:
            return None
        return next(iter(self._diary.read(person, place - 1, place)), None)

    def _index(self, person: str, entry: _Entry) -> dict[str, int]:
        if self._diary.last_seq(person) < len(entry.index):
            entry.index = {}
        for stored in self._diary.read(person, len(entry.index)):
            entry.index[stored.client_id] = stored.seq
        return entry.index

    def forget(self, person: str) -> None:
        """Drop what is remembered of a person."""
        with self._lock:
            self._entries.pop(person, None)

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._entries.clear()

    def _entry(self, person: str) -> _Entry:
        with self._lock:
            entry = self._entries.setdefault(person, _Entry())
            self._entries.move_to_end(person)
            while len(self._entries) > _KEPT_IN_MEMORY:
                self._entries.popitem(last=False)
            return entry

    def _snapshot(self, person: str, day: int) -> Carried | None:
        found = self._diary.get_snapshot(
            person, day=day, logic_hash=self._engine.pack.logic_hash, engine_hash=ENGINE_VERSION
        )
        if found is None:
            return None
        try:
            carried = unpack_snapshot(Carried, found.blob)
        except (UnreadableSnapshot, DecodeError):
            return None
        return carried if carried.fold.seq == found.seq else None

    def _catch_up(self, person: str, entry: _Entry) -> None:
        """Fold what is new; keep the last day that ended, if enough came since the last kept."""
        carried, ended = entry.carried, None
        for stored in self._diary.read(person, entry.seq):
            start = carried or carrying.begin(self._engine, stored.recorded_day)
            if stored.recorded_day > start.fold.live.day:
                ended = start
            carried = carrying.take(self._engine, start, stored)
        entry.carried = carried
        if ended is not None and ended.fold.seq - entry.kept >= _WORTH_A_SNAPSHOT:
            # Only time is lost without it: a full or read-only disk must not stop a reader.
            with suppress(DiaryError):
                self._keep(person, ended)
                entry.kept = ended.fold.seq

    def _keep(self, person: str, carried: Carried) -> None:
        """Keep the fold as it stood when its last day ended."""
        self._diary.put_snapshot(
            person,
            Snapshot(
                day=carried.fold.live.day,
                seq=carried.fold.seq,
                logic_hash=self._engine.pack.logic_hash,
                engine_hash=ENGINE_VERSION,
                blob=pack_snapshot(carried),
            ),
        )


class _Entry:
    """One person's fold and the lock that guards it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.carried: Carried | None = None
        self.kept = 0
        self.index: dict[str, int] = {}

    @property
    def seq(self) -> int:
        return self.carried.fold.seq if self.carried else 0
