"""Recent values of a pure function: what an `Engine` owns so that no module keeps state."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Values by key, thrown away all at once when there are more than `most`.

    Only for values that depend on their key alone: throwing them away changes no answer.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[K, V] = {}

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key, made when it is not there."""
        found = self._values.get(key)
        if found is None:
            found = make()
            if len(self._values) >= self._most:
                self._values.clear()
            self._values[key] = found
        return found

    def __len__(self) -> int:
        return len(self._values)
