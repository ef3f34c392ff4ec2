"""Progress (S23, S10): little pain never holds anybody up, and pain above its limit never counts.

The adversary of S23 answers, skips and leaves open what it likes, with pain up to the pack's clean
limit. The rank of a ladder is what is still to do on it: levels, then clean sessions.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from hamstrong.engine.state.ladder import START_LEVEL, Followed, Ladder, Worked, needed_at
from hamstrong.proof.explore import Half
from hamstrong.proof.invariants.base import Edge, Proof, Violation, edges, plain_person, violated
from hamstrong.proof.virtual_person import FIRST_DAY, Obedient, begin, limb_of
from hamstrong.protocol.model import Pack

ARRIVE_LIMIT = 420
CALM_MORNINGS = (Followed.NONE, Followed.CLEAN, Followed.NEUTRAL)
CALM_EVENINGS = (Worked.NONE, Worked.CLEAN, Worked.NEUTRAL)


def calm_moves_lose_nothing(proof: Proof) -> Iterator[Violation]:
    """S23: without pain above the clean limit no day of a ladder adds to what is still to do, and
    a clean session on another date takes something off."""
    for graph in proof.graphs("climb"):
        plan = graph.component.plan
        for half in Half:
            for edge in edges(graph, half):
                if not _is_calm(edge):
                    continue
                proof.holds("S23")
                before, after = _rank(plan, edge.before), _rank(plan, edge.after)
                if after > before:
                    yield violated("S23", "a calm day takes progress away", graph, edge)
                    return
                if _counts(plan, edge) and after >= before:
                    yield violated("S23", "a clean session brings nothing", graph, edge)
                    return


def _is_calm(edge: Edge) -> bool:
    event = edge.event.value
    if edge.half is Half.EVENING:
        return event.worked in CALM_EVENINGS and event.flare is None
    orders = (event.step_back, event.last_clean_minus_one, event.lowest, event.lost)
    moved = any(orders) or event.gap_down or event.restart or event.cleared
    return event.followed in CALM_MORNINGS and not moved


def _counts(plan: Any, edge: Edge) -> bool:
    """A clean session whose date is far enough from the last, on a rung that is not the top."""
    if edge.half is Half.EVENING:
        return False
    before, event = edge.before, edge.event.value
    apart = before.clean == 0 or before.since > plan.days_apart
    open_above = before.clean < needed_at(plan, before.level)
    return event.followed is Followed.CLEAN and apart and open_above


def _rank(plan: Any, ladder: Any) -> tuple[int, int]:
    return (plan.rungs - ladder.level, needed_at(plan, ladder.level) - ladder.clean)


def little_pain_arrives(proof: Proof) -> Iterator[Violation]:
    """S23: the highest pain that counts, felt in every set and in every run as far as that
    counts there, reaches the last stage."""
    pack = proof.pack
    goals = list(pack.goals)[:1] if proof.quick else list(pack.goals)
    tracks = [pack.strictest_track] if proof.quick else list(pack.tracks)
    for track, goal in product(tracks, goals):
        felt = _highest_that_counts(pack)
        proof.holds("S23")
        person = begin(proof.engine, plain_person(pack, goal), limb_of(pack, track), pain=felt)
        person.at_most = pack.rules.pain.run_clean_max
        days = _days_to_the_end(person)
        name = f"to the last stage of {goal} with pain {felt}, {track}"
        proof.measured[name] = days
        if days >= ARRIVE_LIMIT:
            place = person.state.episodes[0].gate.place
            diary = (f"{track}, {goal}", f"pain {felt} in every set", f"still at place {place}")
            yield Violation("S23", "little pain holds somebody up", diary)
            return


def _highest_that_counts(pack: Pack) -> int:
    """The highest pain that neither the scale nor a criterion of the pack refuses."""
    asked = (getattr(criterion, "pain_max", None) for criterion in pack.criteria.values())
    limits = [int(n) for n in asked if n is not None]
    return min([pack.rules.pain.clean_max, *limits])


def _days_to_the_end(person: Obedient) -> int:
    person.outcome = "better"
    for days, _ in enumerate(person.live(ARRIVE_LIMIT)):
        episode = person.state.episodes[0]
        course = person.engine.course(episode.kind, person.state.person)
        if episode.gate.place + 1 == len(course.path):
            return days
    return ARRIVE_LIMIT


def _has_counted(ladder: Ladder) -> bool:
    """Whether a clean session was counted; a rung that needs only one of them rises at once."""
    return bool(ladder.clean) or ladder.proven or ladder.level > START_LEVEL


def pain_above_its_limit_never_counts(proof: Proof) -> Iterator[Violation]:
    """S10: in the first days of a daily stage one point above the early limit earns nothing, and
    neither does any session that began with more pain than leaves the plan as it is."""
    pack, pain = proof.pack, proof.pack.rules.pain
    felt = {"pain": pain.early_clean_max + 1}, {"now": pain.before_isometrics_only}
    for track, feels in product(pack.tracks, felt):
        goal = next(iter(pack.goals))
        person = begin(proof.engine, plain_person(pack, goal), limb_of(pack, track), **feels)
        course = person.engine.course(person.state.episodes[0].kind, person.state.person)
        if "pain" in feels and not course.stages[0].daily:
            continue
        for _ in person.live(pain.early_days):
            proof.holds("S10")
            ladders = person.state.episodes[0].ladders
            counted = [key for key, ladder in ladders.items() if _has_counted(ladder)]
            if counted:
                day = person.state.day - FIRST_DAY + 1
                diary = (track, f"feels {feels} every day", f"day {day}: {counted[0]}")
                yield Violation("S10", "pain above its limit counts", diary)
                return
