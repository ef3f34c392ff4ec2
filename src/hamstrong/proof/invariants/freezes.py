"""Freezes (S22) are named, and only a better answer, a quiet week or a clearance ends them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from hamstrong.engine.decide.decisions import Prescription, Refusal
from hamstrong.engine.decide.notices import FreezeNotice
from hamstrong.engine.state.monitors import Monitors
from hamstrong.proof.explore import Graph, Half
from hamstrong.proof.invariants.base import Edge, Proof, Violation, edges, violated

BY_GROWING_CARE = ("better", "same", "worse")


def freezes_end_for_the_better(proof: Proof) -> Iterator[Violation]:
    """Every step out of a freeze has a cause that the programme names."""
    for graph in proof.graphs("change"):
        rules = graph.component.plan.rules
        for edge in edges(graph, Half.EVENING):
            if not edge.before.frozen or edge.after.frozen:
                continue
            proof.holds("S22")
            if not _is_cause(rules, edge):
                yield violated("S22", "a freeze ends without a cause", graph, edge)
                return


def _is_cause(rules: Any, edge: Edge) -> bool:
    week = edge.event.value
    less_pain = week.drop is not None and week.drop >= rules.nprs_change
    quiet = week.quiet and edge.after.limits is False
    return bool(week.lifted or week.change == "better" or less_pain or quiet)


def worse_answers_free_nobody(proof: Proof) -> Iterator[Violation]:
    """Of two answers the worse leaves at least as frozen, and at least as near to a referral."""
    for graph in proof.graphs("change"):
        for place in range(len(graph.states)):
            for milder, harder in _pairs(graph):
                proof.holds("S22")
                low, high = (_after(graph, place, n) for n in (milder, harder))
                if (low.frozen and not high.frozen) or _nears(graph, place, harder, low, high):
                    words = graph.component.evenings[harder].words
                    diary = (*graph.diary(Half.MORNING, place), f"then: {words}")
                    yield Violation("S22", "a worse answer leaves somebody freer", diary)
                    return


def _pairs(graph: Graph) -> list[tuple[int, int]]:
    """Inputs that differ in the own global change alone, the milder first."""
    places = {event.value: n for n, event in enumerate(graph.component.evenings)}
    return [
        (places[a], places[b])
        for week in places
        if week.change == BY_GROWING_CARE[0]
        for a, b in pairwise(week._replace(change=c) for c in BY_GROWING_CARE)
        if a in places and b in places
    ]


def _after(graph: Graph, place: int, event: int) -> Monitors:
    mid = graph.mornings[place][0]
    after: Monitors = graph.states[graph.evenings[mid][event]]
    return after


def _nears(graph: Graph, place: int, harder: int, low: Monitors, high: Monitors) -> bool:
    """Whether the worse answer leaves fewer answers of "worse" and refers nobody."""
    said = graph.said_close[graph.mornings[place][0]][harder]
    return high.worse < low.worse and not said.worse


def worse_twice_is_referred(proof: Proof) -> Iterator[Violation]:
    """As many answers of "worse" in a row as the pack names are a referral, frozen or not."""
    for graph in proof.graphs("change"):
        most = graph.component.plan.rules.worse_times
        for edge in edges(graph, Half.EVENING):
            if edge.event.value.change != "worse":
                continue
            proof.holds("S22")
            counted = edge.said.worse or edge.after.worse == edge.before.worse + 1
            if not counted or edge.said.worse != (edge.before.worse + 1 >= most):
                yield violated("S22", "worse in a row is not referred", graph, edge)
                return


def freezes_are_named(proof: Proof) -> Iterator[Violation]:
    """In a lived day a freeze is in the decision, with its answer and what lifts it."""
    engine = proof.engine
    for day in proof.days.every(41 if proof.quick else 9):
        if not isinstance(day.decision, Prescription):
            continue
        episodes = tuple(
            e._replace(monitors=e.monitors._replace(frozen="no_change")) for e in day.state.episodes
        )
        proof.holds("S22")
        decision = engine.prescribe(day.state._replace(episodes=episodes))
        if isinstance(decision, Refusal):
            continue
        found = [n for n in decision.notices if isinstance(n, FreezeNotice)]
        if len(found) != len(episodes) or not all(n.because and n.lifts for n in found):
            yield Violation("S22", "a freeze is not named", (day.life,))
            return
