"""Base of every invariant: the explored pack, its claims counted, and violations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, islice
from typing import Any, NamedTuple

from hamstrong.engine.decide.decisions import Decision
from hamstrong.engine.engine import Engine
from hamstrong.engine.state.state import PersonSettings, State
from hamstrong.proof.components.every import components
from hamstrong.proof.courses import CourseStage, Enrolment, courses, settings
from hamstrong.proof.explore import Component, Graph, Half, Input, explore
from hamstrong.proof.violation_text import node_words
from hamstrong.proof.virtual_person import Obedient, begin, limb_of
from hamstrong.protocol.model import Pack

QUICK_MEETS = 120


class Violation(NamedTuple):
    """A broken promise: which, what was expected, and the shortest diary that leads there."""

    invariant: str
    claim: str
    diary: tuple[str, ...]


class Day(NamedTuple):
    """One day of a life that the proof looks at: the state as work began, and the decision."""

    life: str
    state: State
    decision: Decision
    night: State


class LivedDays:
    """Days in their order, each lived when it is first looked at and kept: a check that stops at a
    first violation lives no more."""

    def __init__(self, lives: Iterator[Day]) -> None:
        """Take the days from `lives`, which begins none before it is asked."""
        self._coming, self._lived = lives, list[Day]()

    def __iter__(self) -> Iterator[Day]:
        """All days from the first."""
        for place in count():
            if place == len(self._lived):
                day = next(self._coming, None)
                if day is None:
                    return
                self._lived.append(day)
            yield self._lived[place]

    def every(self, step: int) -> Iterator[Day]:
        """The first day and each that lies `step` days, or a multiple of it, behind."""
        return islice(self, 0, None, step)


@dataclass
class Proof:
    """A pack under proof. Graphs, courses and lives are made when first asked for; `claims` counts
    what each invariant looked at, `denied` the rules by which the guard refused, `measured` the
    longest ways of the liveness claims in days, `enrolments` the classes that were taken apart."""

    pack: Pack
    quick: bool = False
    claims: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    measured: dict[str, int] = field(default_factory=dict)
    denied: set[str] = field(default_factory=set)
    ready: dict[str, Graph] = field(default_factory=dict)
    enrolments: int = 0

    @cached_property
    def engine(self) -> Engine:
        """The real engine."""
        return Engine(self.pack)

    @cached_property
    def components(self) -> tuple[Component, ...]:
        """Every component of the pack."""
        return components(self.pack, self.courses, quick=self.quick)

    @cached_property
    def courses(self) -> tuple[Enrolment, ...]:
        """Every compiled course."""
        return tuple(courses(self.pack, quick=self.quick))

    @property
    def compiled(self) -> int:
        """How many courses were compiled so far."""
        return len(vars(self).get("courses", ()))

    @cached_property
    def settings(self) -> tuple[CourseStage, ...]:
        """Distinct places on paths."""
        return settings(self.pack, self.courses)

    def graphs(self, *kinds: str) -> Iterator[Graph]:
        """Give the components of some kinds, of all without any, each visited when it is asked for:
        a check that stops at a first violation visits no more."""
        chosen = [c for c in self.components if not kinds or c.kind in kinds]
        return (self.graph(component) for component in chosen)

    def graph(self, component: Component) -> Graph:
        """One visited component."""
        found = self.ready.get(component.name)
        if found is None:
            up_to = {"meets_up_to": QUICK_MEETS} if self.quick else {}
            found = self.ready[component.name] = explore(component, **up_to)
        return found

    @cached_property
    def days(self) -> LivedDays:
        """Days of painless and of troubled lives of every track, with decisions."""
        return LivedDays(_live(self))

    def holds(self, invariant: str, *, times: int = 1) -> None:
        """Count claims that were looked at."""
        self.claims[invariant] += times


def plain_person(pack: Pack, goal: str) -> PersonSettings:
    """Someone who owns everything and trains as often as the pack allows."""
    most = pack.rules.calendar.max_training_days
    days = tuple(range(0, 2 * most, 2))[:most]
    return PersonSettings(goal, days, max(pack.minutes_offered), frozenset(pack.kits))


def _live(proof: Proof) -> Iterator[Day]:
    pack = proof.pack
    goals = list(pack.goals)
    for place, track in enumerate(pack.tracks):
        goal = goals[-1 if proof.quick else place % len(goals)]
        for limbs in ((limb_of(pack, track),), tuple(limb_of(pack, track, s) for s in BOTH)):
            if proof.quick and len(limbs) > 1:
                continue
            for name, pains in LIVES.items():
                person = begin(proof.engine, plain_person(pack, goal), *limbs, now=0)
                yield from _days(person, f"{track}, {goal}, {len(limbs)} limb(s), {name}", pains)


BOTH = ("left", "right")
LIFE_DAYS = 70
PAINLESS = "painless"
Pains = tuple[tuple[int, int], ...]
"""Pain in the session and on the next morning, day by day and over again."""

LIVES: dict[str, Pains] = {
    PAINLESS: ((0, 0),),
    "troubled": (
        (0, 0), (1, 0), (0, 1), (2, 2), (0, 0), (3, 1), (0, 2), (0, 0), (0, 0), (4, 1), (0, 3),
        (0, 0), (0, 0), (0, 0), (0, 0), (1, 1), (0, 0), (6, 0), (0, 1), (0, 0), (0, 0), (0, 0),
        (0, 5), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (2, 0), (0, 0),
    ),
}  # fmt: skip


def _days(person: Obedient, life: str, pains: Pains) -> Iterator[Day]:
    for nth in range(LIFE_DAYS):
        person.pain, person.morning = pains[nth % len(pains)]
        person.answer_all()
        before = person.state
        decision = person.work()
        yield Day(life, before, decision, person.state)
        person.state = person.engine.advance(person.state, person.state.day + 1)


class Edge(NamedTuple):
    """One step of a visited component."""

    half: Half
    source: int
    before: Any
    event: Input
    after: Any
    said: Any


def edges(graph: Graph, half: Half) -> Iterator[Edge]:
    """Every step of one half of the day."""
    morning = half is Half.MORNING
    inputs = graph.component.mornings if morning else graph.component.evenings
    sources, targets = (graph.states, graph.mids) if morning else (graph.mids, graph.states)
    rows = graph.mornings if morning else graph.evenings
    said = graph.said_open if morning else graph.said_close
    for source, row in enumerate(rows):
        before = sources[source]
        for place, to in enumerate(row):
            if to >= 0:
                event = inputs[place]
                yield Edge(
                    half=half,
                    source=source,
                    before=before,
                    event=event,
                    after=targets[to],
                    said=said[source][place],
                )


def violated(invariant: str, claim: str, graph: Graph, edge: Edge) -> Violation:
    """A violation by one step, with the diary that leads to it."""
    way = graph.diary(edge.half, edge.source)
    last = f"then: {edge.event.words or 'nothing happens'}"
    left = f"before: {node_words(graph, edge.before)}", f"after: {node_words(graph, edge.after)}"
    return Violation(invariant, f"{graph.component.name}: {claim}", (*way, last, *left))


Check = Callable[[Proof], Iterator[Violation]]
