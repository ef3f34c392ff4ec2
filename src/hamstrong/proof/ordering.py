"""Whether a component keeps its caution order, on every comparable pair that it can reach.

Pairs are compared as whole arrays: a million pairs cost as much as one loop over them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hamstrong.proof.explore import Claim, Graph, Half

Pairs = tuple[NDArray[np.intp], NDArray[np.intp]]


class Unkept(NamedTuple):
    """An input after which the more careful of two (`a`) is no longer the more careful."""

    half: Half
    a: int
    b: int
    words: str


def comparable(nodes: list[Any], claim: Claim) -> NDArray[np.bool_]:
    """`[i, j]` says that node i is at least as careful as node j."""
    return np.array([[claim(a, b) for b in nodes] for a in nodes], dtype=bool)


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
