"""Gates for exploration: the place on the path with its clock, and the latched criteria.

Each latch steps independently of the others, so each is explored alone: any pairing of latches
is allowed, which is more than can happen.
"""

from __future__ import annotations

from itertools import product
from typing import Any, NamedTuple

from hamstrong.engine.state.gate import (
    GateOrders,
    GatePosition,
    Latches,
    clear,
    close_gate,
    latch,
    meet_gates,
    meet_latches,
    move_back,
)
from hamstrong.proof.explore import Component, Input, Transition

SLOT = "criterion"


class GatePlan(NamedTuple):
    """How many places the path has and where the clock saturates."""

    places: int
    clock_max: int


class GateEvening(NamedTuple):
    """What the day was for the gate."""

    performed: bool
    counts: bool
    opens: bool


def gate(plan: GatePlan) -> Component:
    """One place forward when the gate opens; back is free."""

    def open_day(state: GatePosition, orders: GateOrders) -> Transition:
        after, lost = move_back(state, orders)
        return Transition(after, lost)

    def close_day(state: GatePosition, event: GateEvening) -> Transition | None:
        if event.opens and state.place + 1 >= plan.places:
            return None
        after = close_gate(
            state,
            clock_max=plan.clock_max,
            performed=event.performed,
            counts=event.counts,
            opens=event.opens,
        )
        return Transition(after)

    return Component(
        "gate",
        f"Gate, {plan.places} stages, clock to {plan.clock_max}",
        (GatePosition(),),
        tuple(
            Input(_order_words(*o), GateOrders(*o))
            for o in product((0, 1), (False, True), (False, True))
        ),
        tuple(Input(_evening_words(*e), GateEvening(*e)) for e in product((False, True), repeat=3)),
        open_day,
        close_day,
        careful=careful_gate,
        careful_open=careful_gate,
        meet=meet_gates,
        describe=lambda s: f"place {s.place} on the path, {s.clock} days counted",
        plan=plan,
    )


def _order_words(back: int, first: bool, restart: bool) -> str:
    parts = ("one stage back" if back else "", "back to the first stage" if first else "")
    return "; ".join(p for p in (*parts, "the clock restarts" if restart else "") if p)


def _evening_words(performed: bool, counts: bool, opens: bool) -> str:
    parts = ("a session is performed" if performed else "", "the day counts" if counts else "")
    return "; ".join(p for p in (*parts, "the gate opens" if opens else "") if p)


def careful_gate(a: GatePosition, b: GatePosition) -> bool:
    """An earlier place; in the same place fewer counted days."""
    fewer = (a.clock <= b.clock) & (a.started <= b.started)
    return (a.place < b.place) | ((a.place == b.place) & fewer)


def latches(limit: int) -> Component:
    """One criterion that is counted up to its limit and forgotten on a move back."""
    limits = {SLOT: limit}

    def open_day(state: Latches, event: tuple[bool, int]) -> Transition:
        lost, times = event
        kept = clear(state, frozenset({SLOT})) if lost else state
        return Transition(latch(kept, {SLOT: times} if times else {}, limits))

    def close_day(state: Latches, event: tuple[bool, int]) -> Transition:
        opens, times = event
        after = latch(state, {SLOT: times} if times else {}, limits)
        return Transition(clear(after, frozenset({SLOT})) if opens else after)

    counts = (0, 1, limit) if limit > 1 else (0, 1)
    return Component(
        "latch",
        f"Latch, counted to {limit}",
        ((),),
        tuple(
            Input("; ".join(p for p in ("a move back" if lost else "", _met(n)) if p), (lost, n))
            for lost, n in product((False, True), counts)
        ),
        tuple(
            Input(
                "; ".join(p for p in (_met(n), "the gate opens" if opens else "") if p), (opens, n)
            )
            for opens, n in product((False, True), counts)
        ),
        open_day,
        close_day,
        careful=careful_latches,
        careful_open=careful_latches,
        meet=meet_latches,
        describe=lambda s: f"met {dict(s).get(SLOT, 0)} times",
        plan=limit,
    )


def _met(times: int) -> str:
    return f"the criterion is met {times} times" if times else ""


def careful_latches(a: Any, b: Any) -> bool:
    """Fewer latched."""
    other = dict(b)
    return all(count <= other.get(slot, 0) for slot, count in a)
