"""What every refusal of a diary owes the person, for tests of bad places and damage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hamstrong.diary import DiaryError, NewFact, open_diary

FactMaker = Callable[..., NewFact]


def speaks_plainly(error: DiaryError) -> bool:
    """Value, place, rule and next step are there; no payload, no driver's error behind it."""
    filled = all(f.value and f.place and f.rule and f.next_step for f in error.faults)
    silent = "nprs" not in str(error) and "INSERT" not in str(error)
    return filled and silent and error.__context__ is None and error.__cause__ is None


@contextmanager
def refuses(kind: type[DiaryError]) -> Iterator[None]:
    with pytest.raises(kind) as caught:
        yield
    assert speaks_plainly(caught.value), str(caught.value)


def fill(folder: Path, fact: FactMaker, person: str) -> None:
    with open_diary(folder) as diary:
        diary.append(person, [fact(person, n) for n in range(60)])
