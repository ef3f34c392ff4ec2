"""Diary reader: what is asked of one person's diary, and what one visit has asked already.

Every question goes to the diary, so that what another process wrote is seen at once. A visit (one
request of a browser) asks each question once and sees one state of the diary until it writes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

from hamstrong.app.diary_view.corrected_facts import mended
from hamstrong.app.diary_view.days import Moment
from hamstrong.app.diary_view.folded_diary import FoldedDiary
from hamstrong.app.diary_view.reminder_inputs import Notes
from hamstrong.app.record.recorder import Recorder
from hamstrong.diary import Diary, StoredFact, Tip
from hamstrong.engine.fold import Recorded
from hamstrong.protocol.model import Pack

T = TypeVar("T")


class DiaryReader:
    """Reads one person's diary.

    Args:
        remembers: answer every question once until `forget`; for one visit, never longer.
    """

    def __init__(
        self,
        person: str,
        pack: Pack,
        diary: Diary,
        recorder: Recorder,
        notes: Notes,
        *,
        remembers: bool,
    ) -> None:
        self._person = person
        self._pack = pack
        self._diary = diary
        self._recorder = recorder
        self._notes = notes
        self._known: dict[Hashable, Any] | None = {} if remembers else None

    def once(self, key: Hashable, ask: Callable[[], T]) -> T:
        """Return the answer to a question, asked now or earlier in this visit."""
        if self._known is None:
            return ask()
        if key not in self._known:
            self._known[key] = ask()
        found: T = self._known[key]
        return found

    def forget(self) -> None:
        """Ask anew from now on: something was written."""
        if self._known:
            self._known.clear()

    def tip(self) -> Tip:
        """The diary's tip."""
        return self.once("tip", lambda: self._diary.tip(self._person))

    def current(self, at: Moment) -> FoldedDiary:
        """The folded diary with today open.

        Raises:
            ClockBehind: the diary is on a day that no zone has reached yet.
        """
        tip = None if self._known is None else self.tip()
        return self.once(("current", at.day), lambda: self._recorder.current(self._person, at, tip))

    def stored(self) -> Sequence[StoredFact]:
        """Every fact as it was stored."""
        return self.once("stored", lambda: self._diary.read(self._person))

    def entries(self) -> tuple[Recorded, ...]:
        """Every fact after all corrections."""
        return self.once("entries", lambda: mended(self._pack, self.stored()))

    def reminder_inputs(self) -> tuple[Recorded, ...]:
        """Appointments, sitting and mornings, after all corrections."""
        return self.once("reminder_inputs", lambda: self._notes.of(self._person))
