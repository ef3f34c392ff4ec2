"""Whatever the engine does on random diaries, the tables say the same: no second truth.

The engine's own calls of its components are listened to while a random life is lived. Each call
is then looked up in the compiled table: same state and input, same answer.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.proof.days import KINDS, live_day

from hamstrong.engine import engine
from hamstrong.engine.day import closing, gate_morning, opening
from hamstrong.engine.state.calendar import Calendar
from hamstrong.engine.state.gate import GateOrders
from hamstrong.engine.state.morning import Asked, Verdict
from hamstrong.proof.components.calendars import GapEvening
from hamstrong.proof.components.gates import GateEvening, GateMorning, GatePlan
from hamstrong.proof.components.mornings import MorningInput, MorningMid
from hamstrong.proof.explore import Graph, Half
from hamstrong.proof.invariants.base import Proof, plain_person
from hamstrong.proof.tables import Table, compile_table
from hamstrong.proof.virtual_person import begin, limb_of
from hamstrong.protocol.loader import load_pack

TRACKS = ("strain", "tendinopathy", "tightness", "prevention")
HEARD = (
    (opening, "open_flare"), (closing, "close_flare"), (opening, "open_gap"),
    (closing, "close_gap"), (engine, "close_calendar"), (opening, "open_morning"),
    (opening, "move_back"), (gate_morning, "move_forward"), (closing, "close_gate"),
)  # fmt: skip


class Call(NamedTuple):
    """One call of a component by the engine, with its answer."""

    name: str
    arguments: tuple[Any, ...]
    named: dict[str, Any]
    answer: Any


class Step(NamedTuple):
    """A call as the table takes it: component, half, state, input, and the expected node."""

    kind: str
    plan: object
    half: Half
    state: Any
    event: Any
    node: Any


@contextmanager
def _listening() -> Iterator[list[Call]]:
    calls: list[Call] = []
    patch = pytest.MonkeyPatch()

    def heard(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            answer = real(*arguments, **named)
            calls.append(Call(name, arguments, named, answer))
            return answer

        return call

    for module, name in HEARD:
        patch.setattr(module, name, heard(name, getattr(module, name)))
    try:
        yield calls
    finally:
        patch.undo()


def _steps(call: Call, gate_plan: GatePlan) -> Iterator[Step]:
    match call.name, call.arguments:
        case "open_flare", (_, state, verdict, asked):
            event = (verdict, asked) if asked is not Asked.NO else (Verdict.NONE, Asked.NO)
            yield Step("flare", None, Half.MORNING, state, event, call.answer)
        case "close_flare", (_, state):
            event = (call.named["starts"], call.named["performed"])
            yield Step("flare", None, Half.EVENING, state, event, call.answer[0])
        case "open_gap", (_, state, spacing):
            yield Step("gap", None, Half.MORNING, state, spacing, call.answer[0])
        case "close_gap", (_, state):
            yield Step("gap", None, Half.EVENING, state, GapEvening(**call.named), call.answer)
        case "close_calendar", (state, hard):
            nordic = call.named["nordic"]
            yield _window("calendar", state, call.answer, (hard, False))
            yield _window("nordics", state, call.answer, (0, nordic))
        case "open_morning", (_, state, verdict, asked):
            yield _morning(call, state, verdict, asked)
        case "move_back", (state, orders):
            event = GateMorning(GateOrders(*orders), opens=False)
            yield Step("gate", gate_plan, Half.MORNING, state, event, call.answer[0])
        case "move_forward", (state,):  # only where nothing moved it back that morning
            event = GateMorning(GateOrders(), opens=True)
            yield Step("gate", gate_plan, Half.MORNING, state, event, call.answer)
        case "close_gate", (state,):
            evening = GateEvening(*(call.named[k] for k in ("performed", "counts")))
            yield Step("gate", gate_plan, Half.EVENING, state, evening, call.answer)


def _window(kind: str, before: Calendar, after: Calendar, event: tuple[int, bool]) -> Step:
    def seen(calendar: Calendar) -> Calendar:
        size = len(calendar.days)
        if kind == "calendar":
            return calendar._replace(nordics=(False,) * size)
        return calendar._replace(days=(0,) * size)

    return Step(kind, None, Half.EVENING, seen(before), event, seen(after))


def _morning(call: Call, state: Any, verdict: Verdict, asked: Asked) -> Step:
    low = call.named["low"] and verdict not in (Verdict.FAIL, Verdict.NONE)
    event = MorningInput(verdict, asked, low)
    if asked is Asked.NO:
        event = MorningInput(Verdict.NONE, Asked.NO, low=False)
    unanswered = asked is not Asked.NO and verdict is Verdict.NONE
    node = MorningMid(call.answer[0], unanswered)
    return Step("morning", call.named["passes_max"], Half.MORNING, state, event, node)


class Compiled(NamedTuple):
    """A visited component with its table."""

    graph: Graph
    table: Table

    def node(self, step: Step) -> Any:
        """Where the table leads."""
        graph, morning = self.graph, step.half is Half.MORNING
        half = self.table.mornings if morning else self.table.evenings
        places = graph.places if morning else graph.mid_places
        events = graph.component.mornings if morning else graph.component.evenings
        column = [event.value for event in events].index(step.event)
        to = int(half[places[step.state], column])
        assert to >= 0, f"{step} cannot occur by the table"
        return graph.mids[to] if morning else graph.states[to]


@cache
def _proof() -> Proof:
    return Proof(load_pack(), quick=True)


@cache
def _compiled() -> dict[tuple[str, object], Compiled]:
    graphs = _proof().graphs("flare", "gap", "calendar", "nordics", "morning", "gate")
    return {(g.component.kind, g.component.plan): Compiled(g, compile_table(g)) for g in graphs}


def _lived(track: str, kinds: list[str]) -> list[Step]:
    """The steps of a random life, as the engine took them."""
    proof = _proof()
    goal = next(iter(proof.pack.goals))
    with _listening() as calls:
        person = begin(proof.engine, plain_person(proof.pack, goal), limb_of(proof.pack, track))
        for kind in kinds:
            live_day(person, kind)
    course = proof.engine.course(person.state.episodes[0].kind, person.state.person)
    gate_plan = GatePlan(len(course.path), course.clock_max)
    return [step for call in calls for step in _steps(call, gate_plan)]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(TRACKS), st.lists(st.sampled_from(KINDS), min_size=8, max_size=25))
def test_the_engine_takes_no_step_that_its_table_does_not(track: str, kinds: list[str]) -> None:
    steps, compiled = _lived(track, kinds), _compiled()
    assert {step.kind for step in steps} == {kind for kind, _ in compiled}
    for step in steps:
        table = compiled[(step.kind, step.plan)]
        assert table.node(step) == step.node, step


def test_a_wrong_table_is_noticed() -> None:
    good = _compiled()[("gap", None)]
    shifted = good.table.mornings.copy()
    shifted[:, 0] = np.roll(shifted[:, 0], 1)
    bad = good._replace(table=Table("Gap", shifted, good.table.evenings))
    spacing = good.graph.component.mornings[0].value
    step = Step("gap", None, Half.MORNING, good.graph.states[5], spacing, None)
    assert good.node(step) != bad.node(step)
