"""Home of a diary: the one place where it is written. A copy elsewhere is only read.

A diary that moved is away until the file of its move comes to a diary that lacks it, or until the
move is taken back.
"""

from __future__ import annotations

from collections.abc import Sequence

from hamstrong.app.diary_view.days import date_text
from hamstrong.app.diary_view.folded_diary import FoldedDiary
from hamstrong.app.errors import DiaryAway, Fault
from hamstrong.diary import StoredFact
from hamstrong.engine.facts import DiaryArrived, DiaryMoved, name_of

_MOVED = name_of(DiaryMoved)
_HOMES = frozenset({_MOVED, name_of(DiaryArrived)})
_STEP = "go on there, or bring its file back (hamstrong import), or go on here (hamstrong stay)"


def require_at_home(carried: FoldedDiary) -> None:
    """Refuse what needs the diary's home.

    Raises:
        DiaryAway: the diary moved.
    """
    gone = carried.departure
    if gone is not None:
        value = f"moved to the {gone.to} on {date_text(gone.day)}"
        raise DiaryAway(Fault(value, "diary", "a diary is written at its home", _STEP))


def is_a_copy(held: Sequence[StoredFact], facts: Sequence[StoredFact]) -> bool:
    """Whether an archive is a copy of a diary that moved away and is at home elsewhere.

    Args:
        held: what the diary holds that the archive would come to.
        facts: of the archive.
    """
    mine, theirs = _last(held), _last(facts)
    if mine is None or mine.name != _MOVED:
        return False
    return theirs is None or theirs.name != _MOVED or theirs.client_id == mine.client_id


def _last(facts: Sequence[StoredFact]) -> StoredFact | None:
    """The last word about the diary's home."""
    return next((fact for fact in reversed(facts) if fact.name in _HOMES), None)
