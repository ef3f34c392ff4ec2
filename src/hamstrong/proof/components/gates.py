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
    close_gate,
    keep,
    latch,
    meet_gates,
    meet_latches,
    move_back,
    move_forward,
)
from hamstrong.proof.explore import Component, Input, Transition

SLOT = "criterion"


class GatePlan(NamedTuple):
    """How many places the path has and where the clock saturates."""

    places: int
    clock_max: int


class GateMorning(NamedTuple):
    """What the morning asks of the gate, and whether every criterion is there."""

    orders: GateOrders
    opens: bool


class GateEvening(NamedTuple):
    """What the day was for the gate."""

    performed: bool
    counts: bool


def gate(plan: GatePlan) -> Component:
    """One place forward when the gate opens; back is free."""

    def open_day(state: GatePosition, event: GateMorning) -> Transition | None:
        after, lost = move_back(state, event.orders)
        if event.opens and (lost or state.place + 1 >= plan.places):
            return None
        return Transition(move_forward(after) if event.opens else after, lost)

    def close_day(state: GatePosition, event: GateEvening) -> Transition:
        after = close_gate(
            state, clock_max=plan.clock_max, performed=event.performed, counts=event.counts
        )
        return Transition(after)

    return Component(
        kind="gate",
        name=f"Gate, {plan.places} stages, clock to {plan.clock_max}",
        starts=(GatePosition(),),
        mornings=tuple(
            Input(_order_words(*o), GateMorning(GateOrders(*o[:3]), o[3]))
            for o in product((0, 1), (False, True), (False, True), (False, True))
        ),
        evenings=tuple(
            Input(_evening_words(*e), GateEvening(*e)) for e in product((False, True), repeat=2)
        ),
        open=open_day,
        close=close_day,
        careful=careful_gate,
        careful_open=careful_gate,
        meet=meet_gates,
        describe=lambda s: f"place {s.place} on the path, {s.days} days counted",
        plan=plan,
    )


def _order_words(back: int, first: bool, gap: bool, opens: bool) -> str:
    named = (
        (back, "one stage back"),
        (first, "back to the first stage"),
        (gap, "a gap"),
        (opens, "the gate opens"),
    )
    return "; ".join(words for holds, words in named if holds)


def _evening_words(performed: bool, counts: bool) -> str:
    parts = ("a session is performed" if performed else "", "the day counts" if counts else "")
    return "; ".join(p for p in parts if p)


def careful_gate(a: GatePosition, b: GatePosition) -> bool:
    """An earlier place; in the same place fewer counted days, with and without those that may
    become a gap."""
    days = a.clock + a.since <= b.clock + b.since
    fewer = (a.clock <= b.clock) & days & (a.started <= b.started)
    return (a.place < b.place) | ((a.place == b.place) & fewer)


class LatchMorning(NamedTuple):
    """A move back, the gate's opening (with the latch kept for a later gate or not), and how often
    the criterion is met."""

    lost: bool
    times: int
    opens: bool = False
    kept: bool = False


def latches(limit: int) -> Component:
    """One criterion that is counted up to its limit and forgotten on a move back."""
    limits = {SLOT: limit}

    def open_day(state: Latches, event: LatchMorning) -> Transition | None:
        if event.opens and event.lost:
            return None
        after = keep(state, frozenset()) if event.lost else state
        after = latch(after, {SLOT: event.times} if event.times else {}, limits)
        if event.opens and not event.kept:
            after = keep(after, frozenset())
        return Transition(after)

    def close_day(state: Latches, times: int) -> Transition:
        return Transition(latch(state, {SLOT: times} if times else {}, limits))

    counts = (0, 1, limit) if limit > 1 else (0, 1)
    mornings = [LatchMorning(lost, n) for lost, n in product((False, True), counts)]
    mornings += [LatchMorning(False, n, True, kept) for n, kept in product(counts, (False, True))]
    return Component(
        kind="latch",
        name=f"Latch, counted to {limit}",
        starts=((),),
        mornings=tuple(Input(_latch_words(m), m) for m in mornings),
        evenings=tuple(Input(_met(n), n) for n in counts),
        open=open_day,
        close=close_day,
        careful=careful_latches,
        careful_open=careful_latches,
        meet=meet_latches,
        describe=lambda s: f"met {dict(s).get(SLOT, 0)} times",
        plan=limit,
    )


def _latch_words(morning: LatchMorning) -> str:
    named = (
        (morning.lost, "a move back"),
        (morning.times, _met(morning.times)),
        (morning.opens, "the gate opens"),
        (morning.kept, "a later gate asks for it again"),
    )
    return "; ".join(words for holds, words in named if holds)


def _met(times: int) -> str:
    return f"the criterion is met {times} times" if times else ""


def careful_latches(a: Any, b: Any) -> bool:
    """Fewer latched."""
    other = dict(b)
    return all(count <= other.get(slot, 0) for slot, count in a)
