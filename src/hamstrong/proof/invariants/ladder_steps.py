"""Ladder steps (S8, S11, S19): one at a time, back is always open, a longer gap is never better."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.facts import StepBackChosen
from hamstrong.engine.state.action_gaps import GapTakes
from hamstrong.engine.state.calendar import Gap, open_gap
from hamstrong.engine.state.ladder import HALF_LEVEL, Followed, Ladder, needed_at
from hamstrong.engine.state.state import ladder_key
from hamstrong.proof.alphabets import spacings
from hamstrong.proof.components.ladders import ladder_plans
from hamstrong.proof.explore import Half
from hamstrong.proof.invariants.base import Edge, Proof, Violation, edges, violated
from hamstrong.proof.violation_text import fact_words
from hamstrong.proof.virtual_person import FIRST_DAY


def one_rung_at_a_time(proof: Proof) -> Iterator[Violation]:
    """S8: a rung rises by one, on a passed morning after a clean session, or not at all."""
    for graph in proof.graphs("climb"):
        for edge in edges(graph, Half.MORNING):
            proof.holds("S8")
            rise = edge.after.level - edge.before.level
            if rise > 0 and not _earned(graph.component.plan, edge, rise):
                yield violated("S8", "a rung rises that was not earned", graph, edge)
                break
        for edge in edges(graph, Half.EVENING):
            proof.holds("S8")
            if edge.after.level > edge.before.level:
                yield violated("S8", "a rung rises in the evening", graph, edge)
                break


def _earned(plan: Any, edge: Edge, rise: int) -> bool:
    event, before = edge.event.value, edge.before
    needed = needed_at(plan, before.level)
    apart = before.clean >= needed or before.since > plan.days_apart
    enough = before.clean + 1 >= needed and (before.clean == 0 or apart)
    stayed = before.dwell >= plan.min_days[max(0, before.level - 1)]
    clean = event.followed is Followed.CLEAN and event.may_rise
    return rise == 1 and clean and enough and stayed


def one_stage_at_a_time(proof: Proof) -> Iterator[Violation]:
    """S8: stages move between neighbours; only a very long gap goes to the first."""
    for graph in proof.graphs("gate"):
        for half in Half:
            for edge in edges(graph, half):
                proof.holds("S8")
                moved = edge.after.place - edge.before.place
                morning = edge.event.value if half is Half.MORNING else None
                opens = morning is not None and morning.opens
                first = morning is not None and morning.orders.first
                wrong = moved > int(opens) or (moved < -1 and not first)
                kept = moved and (edge.after.days or edge.after.started)
                if wrong or kept:
                    yield violated("S8", "a stage is jumped or keeps its clock", graph, edge)
                    break


def one_variable_a_rung(proof: Proof) -> Iterator[Violation]:
    """S8: each rung names the one variable that it changes."""
    for exercise in proof.pack.exercises.values():
        for place, rung in enumerate(exercise.ladder):
            proof.holds("S8")
            if (rung.changes == "start") is not (place == 0):
                yield Violation("S8", f"{rung.id} names no change of its own", (exercise.id,))
                return


def back_is_lower(proof: Proof) -> Iterator[Violation]:
    """S11: in every state of a ladder a chosen step back is strictly lower, down to left out."""
    for graph in proof.graphs("climb"):
        for edge in edges(graph, Half.MORNING):
            event = edge.event.value
            if not event.step_back:
                continue
            proof.holds("S11")
            lower = edge.after.level < edge.before.level
            out = edge.after.level == HALF_LEVEL and edge.after.out > 0
            if not (lower or out):
                yield violated("S11", "a step back is not lower", graph, edge)
                break


def back_is_offered(proof: Proof) -> Iterator[Violation]:
    """S11: every real plan offers a strictly lower choice, and choosing it takes effect."""
    for day in proof.days.every(7 if proof.quick else 1):
        decision = day.decision
        if not isinstance(decision, Prescription):
            continue
        limbs = {e.kind.limb for e in day.state.episodes}
        offered = {back.limb for back in decision.step_back if back.kind in ("stage", "rest")}
        proof.holds("S11", times=len(limbs))
        if limbs - offered:
            yield Violation(
                "S11",
                "a plan without a way back",
                (day.life, f"day {day.state.day - FIRST_DAY + 1}"),
            )
            return
        for back in decision.step_back:
            if back.kind != "exercise" or not back.exercise:
                continue
            proof.holds("S11")
            fact = StepBackChosen(back.limb, back.exercise)
            after = proof.engine.open(proof.engine.step(day.state, fact))
            if not _lowered(day.state.episodes, after.episodes, back.limb, back.exercise):
                diary = (day.life, f"day {day.state.day - FIRST_DAY + 1}", fact_words(fact))
                yield Violation("S11", "a chosen step back changes nothing", diary)
                return


def _lowered(before: object, after: object, limb: str, exercise: str) -> bool:
    old = next(e for e in before if e.kind.limb == limb)  # type: ignore[attr-defined]
    new = next(o.episode for o in after if o.episode.kind.limb == limb)  # type: ignore[attr-defined]
    for side in ("both", "left", "right"):
        key = ladder_key(exercise, side)
        if key not in old.ladders and key not in new.ladders:
            continue
        low, was = new.ladders.get(key, Ladder()), old.ladders.get(key, Ladder())
        if low.level < was.level or low.out > was.out:
            return True
    return False


def longer_gaps_are_no_better(proof: Proof) -> Iterator[Violation]:
    """S19: a longer gap asks for at least as much, band for band, and so does each ladder's."""
    rules = proof.pack.rules.gap
    for spacing in spacings(proof.pack):
        last = rules.bands[-1].from_days + rules.spacing_max
        told = [open_gap(rules, Gap(idle, True, 0), spacing)[1] for idle in range(-1, last + 1)]
        proof.holds("S19", times=len(told))
        for idle, (a, b) in enumerate(pairwise(told)):
            less = b.stages_back < a.stages_back or b.band < a.band
            if less or (a.symptom_lists and not b.symptom_lists) or (a.restart and not b.restart):
                yield Violation(
                    "S19",
                    "a longer gap asks for less",
                    (
                        f"{idle} days idle",
                        f"one more asks for {b.stages_back} stages back",
                    ),
                )
                return
    yield from _longer_gaps_take_no_less(proof)
    yield from _bands_apply_once(proof)


def _longer_gaps_take_no_less(proof: Proof) -> Iterator[Violation]:
    for graph in proof.graphs("action_gap"):
        taken: dict[int, list[tuple[int, GapTakes]]] = {}
        for edge in edges(graph, Half.MORNING):
            proof.holds("S19")
            taken.setdefault(edge.event.value, []).append((edge.before, edge.said))
        for takes in taken.values():
            for (idle, a), (_, b) in pairwise(sorted(takes)):
                if b < a:
                    diary = (f"{idle} days idle: {a}", f"one more: {b}")
                    yield Violation("S19", "a longer gap of an action takes less", diary)
                    return


def _bands_apply_once(proof: Proof) -> Iterator[Violation]:
    for graph in proof.graphs("gap"):
        for edge in edges(graph, Half.MORNING):
            proof.holds("S19")
            again = edge.before.applied >= edge.after.applied
            moment = edge.said.stages_back or edge.said.restart or edge.said.symptom_lists
            if again and moment:
                yield violated("S19", "a band takes effect twice", graph, edge)
                break
    for plan in ladder_plans(proof.pack):
        for graph in proof.graphs("idle"):
            if graph.component.plan.idle_max != plan.idle_max:
                continue
            yield from _idle_lowers(proof, graph)


def _idle_lowers(proof: Proof, graph: object) -> Iterator[Violation]:
    """A longer idle count leaves the ladder no higher, all that it did in this gap counted."""
    fresh: dict[object, list[tuple[int, int]]] = {}
    for edge in edges(graph, Half.MORNING):  # type: ignore[arg-type]
        proof.holds("S19")
        if edge.before.gap_down == 0 and edge.before.idle >= 0:
            fresh.setdefault(edge.event.value, []).append((edge.before.idle, edge.said))
    for downs in fresh.values():
        for (short, less), (long, more) in pairwise(sorted(downs)):
            if more < less:
                diary = (f"{short} days idle: {less} down", f"{long} days idle: {more} down")
                yield Violation("S19", "a longer idle time lowers less", diary)
                return


def stretching_opens_late(proof: Proof) -> Iterator[Violation]:
    """S7: the lock opens by enough passed mornings over enough days with risen strength only."""
    rules = proof.pack.rules.stretch
    for graph in proof.graphs("stretch"):
        for edge in edges(graph, Half.MORNING):
            proof.holds("S7")
            event, after = edge.event.value, edge.after
            opens = after.opened and not edge.before.opened
            settled = after.run >= rules.passed_mornings
            ready = settled and event.strong and event.stage >= rules.min_stage
            if (opens and not ready) or (after.opened and event.stage < rules.min_stage):
                yield violated("S7", "stretching opens too early", graph, edge)
                break
        for edge in edges(graph, Half.EVENING):
            proof.holds("S7")
            unlocked = edge.after.locked < edge.before.locked - 1
            if unlocked or (edge.event.value[1] and edge.after.locked < rules.lock_days):
                yield violated("S7", "pain in a stretch does not lock it", graph, edge)
                break
