"""Silence (S9, S12): time alone opens no gate, an empty record meets no line of the card."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.engine.criteria.readiness import Answered
from hamstrong.engine.state.state import State
from hamstrong.proof.invariants.base import Day, Proof, Violation, plain_person
from hamstrong.proof.virtual_person import FIRST_DAY, begin, limb_of

NOTHING = Answered({}, ())


def silent_days_open_no_gate(proof: Proof) -> Iterator[Violation]:
    """S9: wherever a gate opens in a lived day, it does not when that day was all it still lacked
    and nothing is said on the next."""
    for day in _openings(proof):
        waiting = _one_day_short(proof, day.state)
        silent = proof.engine.advance(waiting, waiting.day + 1)
        proof.holds("S9")
        if proof.engine.open(silent).episodes[0].advanced:
            nth = waiting.day - FIRST_DAY + 1
            diary = (day.life, f"day {nth}: nothing is answered, nothing is done")
            yield Violation("S9", "a gate opens on a silent day", diary)
            return


def _openings(proof: Proof) -> Iterator[Day]:
    """Days in whose check-in the first limb's gate opens."""
    for day in proof.days:
        if proof.engine.open(day.night).episodes[0].advanced:
            yield day._replace(state=day.night)


def _one_day_short(proof: Proof, state: State) -> State:
    """The same day, had the clock of the gate been one day behind: all criteria are there."""
    first, *others = state.episodes
    course = proof.engine.course(first.kind, state.person)
    gate = course.gates[first.gate.place]
    least = gate.min_days if gate is not None else 0
    behind = first._replace(gate=first.gate._replace(clock=max(0, least - 2), since=0))
    return state._replace(episodes=(behind, *others))


def an_empty_card_meets_nothing(proof: Proof) -> Iterator[Violation]:
    """S12: right after enrolment, with nothing answered, no line of the readiness card is met."""
    for track in proof.pack.tracks:
        for goal in proof.pack.goals:
            limb = limb_of(proof.pack, track)
            person = begin(proof.engine, plain_person(proof.pack, goal), limb)
            for line in proof.engine.readiness(person.state, limb.limb, NOTHING):
                proof.holds("S12")
                if line.status == "met":
                    yield Violation("S12", f"{line.item} is met by nothing", (track, goal))
                    return
