"""Unread values: ask about every combination, once for each way in which it is read.

A pure function cannot depend on what it did not read. So a field gets its value when it is first
read; whatever was left unread by the time the answer is known gives that same answer with any
value. The combinations are all asked about, the equal ones together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import prod
from typing import Any, NamedTuple, TypeVar

Fields = Mapping[str, tuple[Any, ...]]
Answer = TypeVar("Answer")


class _Taken(NamedTuple):
    """One value that was chosen: which of how many."""

    nth: int
    of: int


class Reader:
    """One run of the asked function: which value each field had when it was first read."""

    def __init__(self, path: tuple[int, ...] = ()) -> None:
        """Take the values that `path` names, then the first of each field that is read."""
        self._path = path
        self._taken: dict[str, _Taken] = {}

    def take(self, name: str, values: tuple[Any, ...]) -> Any:
        """The value of a field in this run."""
        if len(values) == 1:
            return values[0]
        taken = self._taken.get(name)
        if taken is None:
            place = len(self._taken)
            nth = self._path[place] if place < len(self._path) else 0
            taken = self._taken[name] = _Taken(nth, len(values))
        return values[taken.nth]

    def read(self) -> int:
        """How many combinations the fields have that were read."""
        return prod(taken.of for taken in self._taken.values())

    def following(self) -> tuple[int, ...] | None:
        """The path of the next run, or None when everything was tried."""
        path = list(self._taken.values())
        while path and path[-1].nth + 1 == path[-1].of:
            path.pop()
        if not path:
            return None
        return (*(taken.nth for taken in path[:-1]), path[-1].nth + 1)


class View:
    """Stands for a view of the engine; the names of its fields are known to the reader."""

    def __init__(self, reader: Reader, fields: Fields) -> None:
        """Args: fields, the values that each field may have; one alone is no choice."""
        self._reader, self._fields = reader, fields

    def __getattr__(self, name: str) -> Any:
        """The field's value in this run."""
        try:
            values = self._fields[name]
        except KeyError:
            raise AttributeError(name) from None
        return self._reader.take(name, values)

    def _replace(self, **changed: Any) -> View:
        """The same view with some fields settled."""
        return View(self._reader, {**self._fields, **{k: (v,) for k, v in changed.items()}})


def every_reading(
    ask: Callable[[Reader], Answer], combinations: int
) -> Iterator[tuple[Answer, int]]:
    """Each way of reading, with its answer and how many combinations it stands for.

    Args:
        ask: the function under question; it must be pure.
        combinations: of all fields.
    """
    path: tuple[int, ...] | None = ()
    while path is not None:
        reader = Reader(path)
        answer = ask(reader)
        path, read = reader.following(), reader.read()
        yield answer, combinations // read
