"""Caution order of a component: whether it is kept on every comparable pair that it can reach.

Pairs are compared as whole arrays: a million pairs cost as much as one loop over them. So claims
are written with `&` and `|`: one and the same text compares two nodes or all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import and_
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hamstrong.proof.explore import Claim, Graph, Half, Meet


class Unkept(NamedTuple):
    """An input after which the more careful of two (`a`) is no longer the more careful."""

    half: Half
    a: int
    b: int
    words: str


class Many:
    """All nodes in the place of one: a field of it is the array of that field of each."""

    def __init__(self, nodes: list[Any], shape: tuple[int, int]) -> None:
        """Lay the nodes along one axis; `shape` is (-1, 1) for rows and (1, -1) for columns."""
        self._nodes, self._shape = nodes, shape

    def __getattr__(self, name: str) -> Any:
        """The field of every node."""
        return self._laid([getattr(node, name) for node in self._nodes])

    def __iter__(self) -> Iterator[Any]:
        """Every field in its order."""
        return (getattr(self, name) for name in self._nodes[0]._fields)

    def _laid(self, values: list[Any]) -> Any:
        if hasattr(values[0], "_fields"):
            return Many(values, self._shape)
        if isinstance(values[0], tuple):
            return tuple(self._laid(list(column)) for column in zip(*values, strict=True))
        return np.array(values).reshape(self._shape)


def every(claims: Iterable[bool]) -> bool:
    """Whether all hold, for two nodes or for all of them at once."""
    return reduce(and_, claims, True)


def comparable(nodes: list[Any], claim: Claim) -> NDArray[np.bool_]:
    """`[i, j]` says that node i is at least as careful as node j."""
    size = (len(nodes), len(nodes))
    if not hasattr(nodes[0], "_fields"):
        return np.array([[claim(a, b) for b in nodes] for a in nodes], dtype=bool).reshape(size)
    return np.array(np.broadcast_to(claim(Many(nodes, (-1, 1)), Many(nodes, (1, -1))), size))


def unkept(graph: Graph) -> Iterator[Unkept]:
    """Pairs whose order an input breaks, the first of each input."""
    component = graph.component
    states = comparable(graph.states, component.careful)
    mids = comparable(graph.mids, component.careful_open)
    yield from _broken(graph, Half.MORNING, states, mids)
    yield from _broken(graph, Half.EVENING, mids, states)


def pairs(graph: Graph) -> int:
    """How many comparable pairs a graph has."""
    component = graph.component
    states = comparable(graph.states, component.careful)
    return int(states.sum())


def gaining_meet(graph: Graph) -> tuple[Any, Any, Any] | None:
    """Two states and their meet, where it is not below both or depends on which comes first."""
    component, count = graph.component, len(graph.states)
    if component.meet is None:
        return None
    nodes = _Nodes(graph)
    meets = [nodes.meets_with(component.meet, j) for j in range(count)]
    below = comparable(nodes.all, component.below or component.careful)
    for j, (first, second) in enumerate(meets):
        low = below[second, np.arange(j + 1)] & below[second, j]
        gains = (first != second) | ~low
        gains[j] &= second[j] != j  # whoever meets themselves is left as they are
        if gains.any():
            i = int(np.argmax(gains))
            return nodes.all[i], nodes.all[j], nodes.all[int(first[i])]
    return None


class _Nodes:
    """The states of a graph, and the meets that it was not visited with."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.all, self.places = graph, [*graph.states], dict(graph.places)

    def meets_with(self, meet: Meet, j: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Where the meets of state j with those up to it lie, j as the second and as the first."""
        b, others = self.all[j], self.all[: j + 1]
        second = np.array([self._place(meet(b, a)) for a in others], np.int32)
        if j < len(self.graph.meets):
            return np.append(self.graph.meets[j], second[j]), second
        return np.array([self._place(meet(a, b)) for a in others], np.int32), second

    def _place(self, met: Any) -> int:
        place = self.places.get(met)
        if place is None:
            place = self.places[met] = len(self.all)
            self.all.append(met)
        return place


def _broken(
    graph: Graph, half: Half, before: NDArray[np.bool_], after: NDArray[np.bool_]
) -> Iterator[Unkept]:
    rows = graph.mornings if half is Half.MORNING else graph.evenings
    inputs = graph.component.mornings if half is Half.MORNING else graph.component.evenings
    table = np.array(rows, dtype=np.int32)
    first, second = np.nonzero(before)
    for place, event in enumerate(inputs):
        column = table[:, place]
        a, b = column[first], column[second]
        bad = (a >= 0) & (b >= 0) & ~after[a, b]
        if bad.any():
            worst = int(np.argmax(bad))
            yield Unkept(half, int(first[worst]), int(second[worst]), event.words)
