"""Log content: the facts and withdrawals that the frames of a log file hold."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hamstrong.diary.errors import DiaryDamaged, Fault, NotADiary
from hamstrong.diary.log.frames import HEADER, frame, read_frames
from hamstrong.diary.port import StoredFact, Withdrawal
from hamstrong.diary.rows import COLUMNS, from_row, missing_fault, to_row

_FACTS, _WITHDRAWN = "facts", "withdrawn"


class LogContent:
    """What the frames of a file come to."""

    def __init__(self) -> None:
        self.facts: dict[str, list[StoredFact]] = {}
        self.withdrawals: list[Withdrawal] = []

    def take_all(self, data: bytes, place: str) -> int:
        """Read a whole file; give the offset at which its last whole frame ends.

        Raises:
            NotADiary: the file is another program's.
            DiaryDamaged: bytes in it changed by themselves.
        """
        if not data.startswith(HEADER[: len(data)]):
            step = "check the path, or name another file"
            raise NotADiary(Fault("another file", place, "must be a diary's log", step))
        frames = read_frames(data)
        if frames.damaged_at is not None:
            raise _damaged(f"bytes at {frames.damaged_at}", place)
        for payload in frames.payloads:
            self._take(payload, place)
        return frames.end if len(data) >= len(HEADER) else 0

    def _take(self, payload: bytes, place: str) -> None:
        try:
            tree = json.loads(payload)
            for row in tree.get(_FACTS, ()):
                self._take_fact(from_row(row), place)
            self.withdrawals += [Withdrawal(*parts) for parts in tree.get(_WITHDRAWN, ())]
        except (ValueError, TypeError, AttributeError, KeyError, IndexError):
            failure = _damaged("a frame of another form", place)
        else:
            return
        raise failure

    def _take_fact(self, fact: StoredFact, place: str) -> None:
        facts = self.facts.setdefault(fact.person, [])
        if fact.seq != len(facts) + 1:
            raise DiaryDamaged(missing_fault(place))
        facts.append(fact)


def payload_of(facts: Sequence[StoredFact], withdrawals: Sequence[Withdrawal]) -> bytes | None:
    """Return what one frame says, None where there is nothing to say."""
    tree: dict[str, Any] = {}
    if facts:
        tree[_FACTS] = [_row(fact) for fact in facts]
    if withdrawals:
        tree[_WITHDRAWN] = [[w.kind, w.ident, w.reason] for w in withdrawals]
    return json.dumps(tree, separators=(",", ":")).encode() if tree else None


def log_bytes(
    facts: Mapping[str, Sequence[StoredFact]], withdrawals: Sequence[Withdrawal]
) -> bytes:
    """Return a whole log file with these facts of each person."""
    payload = payload_of([fact for each in facts.values() for fact in each], withdrawals)
    return HEADER + (b"" if payload is None else frame(payload))


def _row(fact: StoredFact) -> list[Any]:
    row = to_row(fact)
    return [*(row[name] for name in COLUMNS), row["checksum"]]


def _damaged(value: str, place: str) -> DiaryDamaged:
    rule = "every frame of a log stays as it was written"
    step = "keep the file and restore the latest backup: hamstrong restore"
    return DiaryDamaged(Fault(value, place, rule, step))
