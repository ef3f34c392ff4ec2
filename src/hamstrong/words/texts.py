"""Texts looked up by group and id, with numbers put in and the right plural.

An id without words is an error that names it: an interface must never show an id to a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Value = str | int | float | None


class MissingWords(KeyError):
    """A language lacks words, or a sentence lacks a value that it names."""

    def __str__(self) -> str:
        return str(self.args[0])


class WordTexts:
    """The words of one language, as the loader read them."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._words = words

    def find(self, *path: str | int) -> Any:
        """The words at a path of keys, None without any."""
        found: Any = self._words
        for part in path:
            if not isinstance(found, Mapping):
                return None
            # YAML reads numbers in keys as numbers.
            found = found.get(part, found.get(_other_form(part)))
        return found

    def get(self, *path: str | int) -> Any:
        """The words at a path of keys.

        Raises:
            MissingWords: naming the path.
        """
        found = self.find(*path)
        if found is None:
            raise MissingWords(f"no words for {'.'.join(map(str, path))}")
        return found

    def say(self, *path: str | int, n: int | None = None, **values: Value) -> str:
        """A sentence with its values put in; `n` also chooses between one and other."""
        return fill(self.get(*path), n=n, **values)


def fill(words: Any, *, n: int | None = None, **values: Value) -> str:
    """As `put_in`, with the values as keywords."""
    return put_in(words, values, n)


def put_in(words: Any, values: Mapping[str, Value], n: int | None = None) -> str:
    """Put values into words, choosing the plural by `n` where there is a choice.

    Raises:
        MissingWords: the sentence names a value that was not given.
    """
    if isinstance(words, Mapping):
        words = words["one" if n == 1 else "other"]
    given = {name: _shown(value) for name, value in values.items()}
    if n is not None:
        given["n"] = _shown(n)
    try:
        return str(words).format_map(given)
    except KeyError as error:
        raise MissingWords(f"no value for {error.args[0]!r} in a sentence") from None


def _shown(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)


def _other_form(part: str | int) -> str | int:
    if isinstance(part, int):
        return str(part)
    return int(part) if part.isdigit() else part
