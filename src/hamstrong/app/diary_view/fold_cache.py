"""The folded diary of each person, kept in memory and brought up to date on every use.

What is new in the diary is read and folded on, whoever wrote it; what does not join on to what was
folded is folded anew. A restart folds from the newest snapshot made under the same pack and engine,
or from the first fact. What this process stored itself was folded to be checked, so it is not read
back (`extend`).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextlib import suppress

from hamstrong.app.diary_view import folded_diary
from hamstrong.app.diary_view.catch_up import since
from hamstrong.app.diary_view.days import Moment
from hamstrong.app.diary_view.folded_diary import FoldedDiary
from hamstrong.app.diary_view.snapshots import UnreadableSnapshot, pack_snapshot, unpack_snapshot
from hamstrong.diary import Diary, DiaryError, Snapshot, Tip
from hamstrong.engine.engine import ENGINE_VERSION, Engine
from hamstrong.engine.facts.codec import DecodeError
from hamstrong.engine.facts.stored import is_recorded_day

_FAR_FUTURE = 3_652_059  # the last day that a date can have
_KEPT_IN_MEMORY = 256
_WORTH_A_SNAPSHOT = 50  # facts; fewer are folded again in a few milliseconds


class FoldCache:
    """Folds diaries and remembers where it was; safe for several threads."""

    def __init__(self, engine: Engine, diary: Diary) -> None:
        self._engine = engine
        self._diary = diary
        self._lock = threading.Lock()
        self._entries: OrderedDict[str, _CachedFold] = OrderedDict()

    def fold(self, person: str, at: Moment, tip: Tip | None = None) -> FoldedDiary:
        """The person's diary up to its last fact, with today open or a later day that it knows.

        The same object again as long as nothing is new.

        Args:
            tip: the diary's tip, for whoever has just asked for it; the diary is asked where
                that is not the place that is folded already.

        Raises:
            ClockBehind: the diary is on a day that no zone has reached yet.
        """
        entry = self._entry(person)
        with entry.lock:
            if tip is None or entry.place != (tip.seq, tip.client_id):
                self._catch_up(person, entry, at)
            at.require_reached(entry.day)
            found = entry.opened
            if found is None or found.fold.live.day != max(at.day, entry.day):
                start = entry.carried or folded_diary.begin(self._engine, at.day)
                found = entry.opened = folded_diary.open_until(self._engine, start, at.day)
            return found

    def extend(self, person: str, before: FoldedDiary, after: FoldedDiary, last_id: str) -> None:
        """Go on from `before`, as `fold` gave it, to `after`, whose facts are durable now.

        Nothing happens if somebody else's facts came meanwhile: the next use reads them all.

        Args:
            last_id: the client id of the last fact in `after`.
        """
        entry = self._entry(person)
        with entry.lock:
            if entry.opened is before:
                known = entry.carried
                ended = known if known and known.fold.live.day < after.fold.live.day else None
                self._move_on(entry, after, last_id)
                self._keep_day(person, entry, ended)

    def fold_up_to(self, person: str, day: int) -> FoldedDiary | None:
        """The diary as it was at the end of a day, None before its first fact."""
        carried = self._snapshot(person, day)
        for stored in self._diary.read(person, carried.fold.seq if carried else 0):
            start = carried or folded_diary.begin_with(self._engine, stored)
            if folded_diary.opened_by(start, stored) > day:
                break
            carried = folded_diary.take(self._engine, start, stored)
        return carried and folded_diary.open_until(self._engine, carried, day)

    def forget(self, person: str) -> None:
        """Drop what is remembered of a person."""
        with self._lock:
            self._entries.pop(person, None)

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._entries.clear()

    def _entry(self, person: str) -> _CachedFold:
        with self._lock:
            entry = self._entries.setdefault(person, _CachedFold())
            self._entries.move_to_end(person)
            while len(self._entries) > _KEPT_IN_MEMORY:
                self._entries.popitem(last=False)
            return entry

    def _snapshot(self, person: str, day: int) -> FoldedDiary | None:
        found = self._diary.get_snapshot(
            person, day=day, logic_hash=self._engine.pack.logic_hash, engine_hash=ENGINE_VERSION
        )
        if found is None:
            return None
        try:
            carried = unpack_snapshot(FoldedDiary, found.blob)
        except (UnreadableSnapshot, DecodeError):
            return None
        return carried if carried.fold.seq == found.seq else None

    def _catch_up(self, person: str, entry: _CachedFold, at: Moment) -> None:
        """Fold what is new, or everything if that does not join on to what was folded.

        Raises:
            ClockBehind: a day lies ahead; the days until then are not opened to find that out.
        """
        new = since(self._diary, person, entry.seq, entry.last_id) if entry.carried else None
        if new is None:
            self._begin_anew(person, entry)
            new = self._diary.read(person, entry.seq)
        at.require_reached(max(filter(is_recorded_day, (f.recorded_day for f in new)), default=0))
        carried, ended = entry.carried, None
        for stored in new:
            start = carried or folded_diary.begin_with(self._engine, stored)
            if folded_diary.opened_by(start, stored) > start.fold.live.day:
                ended = start
            carried = folded_diary.take(self._engine, start, stored)
        if new and carried is not None:
            self._move_on(entry, carried, new[-1].client_id)
            self._keep_day(person, entry, ended)

    def _begin_anew(self, person: str, entry: _CachedFold) -> None:
        """Go back to the newest snapshot, or before the first fact."""
        entry.carried, entry.opened, entry.last_id = None, None, ""
        found = self._snapshot(person, _FAR_FUTURE)
        if found is not None:
            last = self._diary.read(person, found.fold.seq - 1, found.fold.seq)
            if last:
                self._move_on(entry, found, last[0].client_id)
        entry.kept = entry.seq

    def _move_on(self, entry: _CachedFold, carried: FoldedDiary, last_id: str) -> None:
        entry.carried, entry.opened, entry.last_id = carried, carried, last_id

    def _keep_day(self, person: str, entry: _CachedFold, ended: FoldedDiary | None) -> None:
        """Keep the last day that ended, if enough came since the last kept."""
        if ended is not None and ended.fold.seq - entry.kept >= _WORTH_A_SNAPSHOT:
            # Only time is lost without it: a full or read-only disk must not stop a reader.
            with suppress(DiaryError):
                self._keep(person, ended)
                entry.kept = ended.fold.seq

    def _keep(self, person: str, carried: FoldedDiary) -> None:
        """Keep the fold as it was when its last day ended."""
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


class _CachedFold:
    """One person's fold and the lock that guards it.

    `opened` is the fold with a later day open; `last_id` the client id of its last fact.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.carried: FoldedDiary | None = None
        self.opened: FoldedDiary | None = None
        self.last_id = ""
        self.kept = 0

    @property
    def seq(self) -> int:
        return self.carried.fold.seq if self.carried else 0

    @property
    def place(self) -> tuple[int, str]:
        """The last fact that is folded, as a diary's tip names it."""
        return self.seq, self.last_id

    @property
    def day(self) -> int:
        return self.carried.fold.live.day if self.carried else 0
