"""The parts together do nothing that the parts alone could not: real joint days of a reduced pack
stay inside what each component was shown to reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from tests.proof.days import BRANCHES, live_day

from hamstrong.engine.engine import Engine
from hamstrong.engine.state.calendar import Calendar
from hamstrong.engine.state.ladder import Ladder
from hamstrong.engine.state.state import Episode, State, split_key
from hamstrong.proof.components.ladders import is_prefix
from hamstrong.proof.explore import explore
from hamstrong.proof.invariants.base import Proof, plain_person
from hamstrong.proof.virtual_person import Obedient, begin, limb_of
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import gap_rule

WALKS, DAYS = 12, 45
DEPTH = 3


def _reduced() -> Pack:
    """Short waits everywhere, so that few days reach far."""
    pack = load_pack()
    rules = pack.rules
    days = (2, 3, 5, 8)
    bands = tuple(replace(b, from_days=d) for b, d in zip(rules.gap.bands, days, strict=True))
    moved = zip(bands, rules.gap.bands, strict=True)
    sources = {gap_rule(band): pack.provenance[gap_rule(old)] for band, old in moved}
    return replace(
        pack,
        provenance={**pack.provenance, **sources},
        rules=replace(
            rules,
            gap=replace(rules.gap, bands=bands, spacing_max=2),
            flare=replace(rules.flare, reach_within_days=4, second_within_days=3),
            stretch=replace(rules.stretch, passed_mornings=2, lock_days=2),
        ),
    )


@pytest.fixture(scope="module")
def proof() -> Proof:
    return Proof(_reduced(), quick=True)


@pytest.fixture(scope="module")
def reached(proof: Proof) -> dict[str, list[tuple[Any, set[Any]]]]:
    """What each component reaches alone, without corrections: (plan, states) by kind."""
    found: dict[str, list[tuple[Any, set[Any]]]] = {}
    for component in proof.components:
        if component.kind not in ("flag", "change", "latch"):
            graph = explore(component, meets_up_to=0)
            found.setdefault(component.kind, []).append((component.plan, set(graph.states)))
    return found


def _outside(proof: Proof, reached: dict[str, Any], state: State) -> Iterator[str]:
    calendar = state.calendar
    size = len(calendar.days)
    hard = Calendar(calendar.days, (False,) * size)
    nordic = Calendar((0,) * size, calendar.nordics)
    yield from _missing(reached, "calendar", hard)
    yield from _missing(reached, "nordics", nordic)
    for episode in state.episodes:
        for kind in ("baseline", "flare", "stretch", "gap", "walking"):
            yield from _missing(reached, kind, getattr(episode, kind))
        for gap in episode.gaps.values():
            yield from _missing(reached, "action_gap", gap)
        yield from _episode(proof, reached, episode, state)


def _episode(
    proof: Proof, reached: dict[str, Any], episode: Episode, state: State
) -> Iterator[str]:
    course = proof.engine.course(episode.kind, state.person)
    mornings = [states for plan, states in reached["morning"] if plan == course.passes_max]
    gates = [
        states
        for plan, states in reached["gate"]
        if plan.places == len(course.path) and plan.clock_max == course.clock_max
    ]
    if episode.morning not in mornings[0]:
        yield f"morning {episode.morning}"
    if episode.gate not in gates[0]:
        yield f"gate {episode.gate}"
    for key, ladder in episode.ladders.items():
        plan = course.ladders[split_key(key)[0]]
        if plan.restart_after is not None:
            continue
        climb = next(s for p, s in reached["climb"] if plan == p or is_prefix(plan, p))
        idle = next(s for p, s in reached["idle"] if p.idle_max == plan.idle_max)
        if ladder._replace(idle=-1, gap_down=0) not in climb:
            yield f"{key} {ladder}"
        if Ladder(idle=ladder.idle, gap_down=ladder.gap_down) not in idle:
            yield f"{key} idle {ladder.idle}, {ladder.gap_down}"


def _missing(reached: dict[str, Any], kind: str, part: Any) -> Iterator[str]:
    if part not in reached[kind][0][1]:
        yield f"{kind} {part}"


def _someone(proof: Proof, engine: Engine, track: str) -> Obedient:
    goal = next(iter(proof.pack.goals))
    return begin(engine, plain_person(proof.pack, goal), limb_of(proof.pack, track))


@pytest.mark.parametrize("track", ["strain", "tendinopathy", "prevention"])
def test_random_joint_lives_stay_inside(proof: Proof, reached: dict[str, Any], track: str) -> None:
    random = Random(track)
    kinds = (*BRANCHES, "unsure", "held", "late limp", "do", "do", "do", "idle")
    for _ in range(WALKS):
        person = _someone(proof, proof.engine, track)
        told = []
        for _ in range(DAYS):
            told.append(random.choice(kinds))
            live_day(person, told[-1])
            assert list(_outside(proof, reached, person.state)) == [], told


def test_every_joint_life_of_a_few_days_stays_inside(proof: Proof, reached: dict[str, Any]) -> None:
    frontier = [_someone(proof, proof.engine, "tendinopathy").state]
    for _ in range(DEPTH):
        found: dict[str, State] = {}
        for state in frontier:
            for what in BRANCHES:
                person = Obedient(proof.engine, state)
                live_day(person, what)
                assert list(_outside(proof, reached, person.state)) == [], what
                found.setdefault(repr(person.state), person.state)
        frontier = list(found.values())
    assert len(frontier) > 20
