"""Exploration: every state that a component can reach, breadth first, with the shortest way.

A day is split into its morning and its evening half, so that inputs add up instead of
multiplying. Between days a correction may replace the state by the meet of any two that were
reached. Knows no rule: what a component is comes from `components`, what must hold from
`invariants`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

IMPOSSIBLE = -1


class Half(IntEnum):
    """Which half of the day comes next."""

    MORNING = 0
    EVENING = 1


class Input(NamedTuple):
    """One thing that may happen to a component: in words for the diary, and as its code takes it.

    `words` is empty for the quiet input, which a diary leaves out.
    """

    words: str
    value: Any


class Transition(NamedTuple):
    """Where an input leads and what the component then signals to the others."""

    state: Hashable
    said: Any = None


Move = Callable[[Any, Any], Transition | None]
Claim = Callable[[Any, Any], bool]
Meet = Callable[[Any, Any], Hashable]


@dataclass(frozen=True)
class Component:
    """One component of the real engine, wrapped so that it can be explored.

    `open` and `close` call the engine's own code; they return None for an input that cannot
    occur in a state. `careful(a, b)` says that `a` is at least as careful as `b` at the start of a
    day and `careful_open` the same after the morning; `below` is the order in which the meet is
    the more careful (by default the same). `kind` groups components that the same invariants
    speak of, `plan` is whatever of the pack made this one.
    """

    kind: str
    name: str
    starts: tuple[Hashable, ...]
    mornings: tuple[Input, ...]
    evenings: tuple[Input, ...]
    open: Move
    close: Move
    careful: Claim
    careful_open: Claim
    meet: Meet | None = None
    below: Claim | None = None
    describe: Callable[[Any], str] = str
    plan: Any = None


class _Way(NamedTuple):
    """How a node was reached first: from which node, by which words, maybe by a correction."""

    half: Half
    node: int
    words: str
    met: int = IMPOSSIBLE


@dataclass
class Graph:
    """The visited part of a component: states at the start of a day (`states`), after its
    morning (`mids`), and where each input leads (an index, or IMPOSSIBLE). `meets[j][i]` is what
    a correction leaves of states i and j, i < j."""

    component: Component
    states: list[Any] = field(default_factory=list)
    mids: list[Any] = field(default_factory=list)
    mornings: list[list[int]] = field(default_factory=list)
    evenings: list[list[int]] = field(default_factory=list)
    said_open: list[list[Any]] = field(default_factory=list)
    said_close: list[list[Any]] = field(default_factory=list)
    meets: list[NDArray[np.int32]] = field(default_factory=list)
    places: dict[Any, int] = field(default_factory=dict)
    mid_places: dict[Any, int] = field(default_factory=dict)
    ways: dict[tuple[Half, int], _Way | None] = field(default_factory=dict)

    @property
    def edges(self) -> int:
        """How many steps were taken, corrections included."""
        tables = (self.mornings, self.evenings)
        count = len(self.meets)
        meets = count * (count - 1) // 2
        return meets + sum(1 for t in tables for row in t for to in row if to >= 0)

    def diary(self, half: Half, index: int) -> tuple[str, ...]:
        """The shortest way to a node as a diary of days, in words."""
        return _numbered(_halves(self, half, index))


class TooManyStatesError(RuntimeError):
    """A component outgrew the bound under which it can be proved and tabled."""


COMPONENT_BOUND = 10_000
TOTAL_BOUND = 60_000


def explore(component: Component, *, meets_up_to: int = COMPONENT_BOUND) -> Graph:
    """Visit everything that is reachable from the component's starts.

    Args:
        meets_up_to: above so many states corrections are left out (the quick proof).

    Raises:
        TooManyStatesError: more than `COMPONENT_BOUND` states at the start of a day.
    """
    graph = Graph(component)
    todo: deque[int] = deque()
    for start in component.starts:
        _reach(graph, start, None, todo)
    while todo:
        while todo:
            _visit(graph, todo.popleft(), todo)
            if len(graph.states) > COMPONENT_BOUND:
                raise TooManyStatesError(f"{component.name}: more than {COMPONENT_BOUND} states")
        if len(graph.states) <= meets_up_to:
            _meet_all(graph, todo)
    return graph


def _reach(graph: Graph, state: Hashable, way: _Way | None, todo: deque[int]) -> int:
    index = graph.places.get(state)
    if index is None:
        index = graph.places[state] = len(graph.states)
        graph.states.append(state)
        graph.mornings.append([])
        graph.said_open.append([])
        graph.ways[(Half.MORNING, index)] = way
        todo.append(index)
    return index


def _visit(graph: Graph, index: int, todo: deque[int]) -> None:
    component, state = graph.component, graph.states[index]
    row, said = graph.mornings[index], graph.said_open[index]
    for event in component.mornings:
        step = component.open(state, event.value)
        if step is None:
            row.append(IMPOSSIBLE)
            said.append(None)
            continue
        mid = graph.mid_places.get(step.state)
        if mid is None:
            mid = _new_mid(graph, step.state, _Way(Half.MORNING, index, event.words))
            _visit_evening(graph, mid, todo)
        row.append(mid)
        said.append(step.said)


def _new_mid(graph: Graph, mid: Hashable, way: _Way) -> int:
    index = graph.mid_places[mid] = len(graph.mids)
    graph.mids.append(mid)
    graph.evenings.append([])
    graph.said_close.append([])
    graph.ways[(Half.EVENING, index)] = way
    return index


def _visit_evening(graph: Graph, index: int, todo: deque[int]) -> None:
    component, mid = graph.component, graph.mids[index]
    for event in component.evenings:
        step = component.close(mid, event.value)
        to = IMPOSSIBLE
        if step is not None:
            to = _reach(graph, step.state, _Way(Half.EVENING, index, event.words), todo)
        graph.evenings[index].append(to)
        graph.said_close[index].append(None if step is None else step.said)


def _meet_all(graph: Graph, todo: deque[int]) -> None:
    """Corrections: the meet of any two reached states is reached. One order of the two
    is enough, for S18 shows that a meet does not depend on it."""
    meet = graph.component.meet
    if meet is None:
        return
    states = graph.states[:]
    for j in range(len(graph.meets), len(states)):
        b = states[j]
        row = np.empty(j, np.int32)
        for i in range(j):
            met = meet(states[i], b)
            place = graph.places.get(met)
            if place is None:
                place = _reach(graph, met, _Way(Half.MORNING, i, "", j), todo)
            row[i] = place
        graph.meets.append(row)


def _halves(graph: Graph, half: Half, index: int) -> list[tuple[Half, str]]:
    found: list[tuple[Half, str]] = []
    way = graph.ways[(half, index)]
    while way is not None:
        if way.met != IMPOSSIBLE:
            other = graph.component.describe(graph.states[way.met])
            found.append((Half.MORNING, f"(a correction leaves the more careful with: {other})"))
        else:
            found.append((way.half, way.words))
        way = graph.ways[(way.half, way.node)]
    return found[::-1]


def _numbered(halves: Sequence[tuple[Half, str]]) -> tuple[str, ...]:
    """Join a morning and the evening after it into one day."""
    lines: list[str] = []
    day = 0
    pending = ""
    for half, words in halves:
        if words.startswith("("):
            lines.append(words)
        elif half is Half.MORNING:
            pending = words
        else:
            day += 1
            text = "; ".join(w for w in (pending, words) if w) or "nothing happens"
            lines.append(f"day {day}: {text}")
            pending = ""
    if pending:
        lines.append(f"day {day + 1}, morning: {pending}")
    return tuple(lines)
