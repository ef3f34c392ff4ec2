"""The interface contracts: what one part never says, so that another was not explored with it.

Each removes a false alarm from a component's alphabet; so each is proved here, on the part that
speaks, for everything that it can say.
"""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.engine.criteria.evaluation import Readiness, gate_is_open
from hamstrong.engine.day.lock_day import LockDay
from hamstrong.engine.day.record import DayRecord
from hamstrong.engine.state.action_gaps import gap_takes
from hamstrong.engine.state.calendar import Gap, open_gap
from hamstrong.engine.state.gate import GatePosition
from hamstrong.engine.state.lock import Lock
from hamstrong.engine.state.morning import Verdict
from hamstrong.engine.state.state import Episode
from hamstrong.proof.alphabets import gap_rungs, spacings
from hamstrong.proof.explore import Half
from hamstrong.proof.invariants.base import Proof, Violation, edges, violated


def back_comes_with_a_fail(proof: Proof) -> Iterator[Violation]:
    """S5: the order of a second fail is given on a morning that failed, and on no other; so a
    ladder hears it with that fail, or when it did not work the day before."""
    for graph in proof.graphs("morning"):
        for edge in edges(graph, Half.MORNING):
            proof.holds("S5")
            if edge.said.back and edge.event.value.verdict is not Verdict.FAIL:
                yield violated("S5", "a second fail on a morning that did not fail", graph, edge)
                break


def the_last_gate_never_opens(proof: Proof) -> Iterator[Violation]:
    """S8: beyond the last stage of a path there is no gate, whatever is met."""
    for kind, person, course in proof.courses:
        proof.holds("S8")
        latches = tuple(course.slot_limits.items())
        gate = GatePosition(len(course.path) - 1, course.clock_max, started=True)
        episode = Episode(kind)._replace(gate=gate, latches=latches)
        ready = Readiness(
            pack=proof.pack,
            person=person,
            course=course,
            episode=episode,
            latches={},
            day=DayRecord(),
            clock=0,
            lock=LockDay(Lock()),
        )
        if gate_is_open(ready):
            yield Violation("S8", "a gate opens beyond the path", (kind.track, person.goal))
            return


def gaps_ask_for_what_was_visited(proof: Proof) -> Iterator[Violation]:
    """S19: a gap never asks for rungs or stages that ladders and gates were not visited with."""
    rules, known = proof.pack.rules.gap, gap_rungs(proof.pack)
    last = rules.bands[-1].from_days + rules.spacing_max
    for spacing in spacings(proof.pack):
        for idle in range(-1, last + 1):
            proof.holds("S19")
            said = open_gap(rules, Gap(idle, strength=True, applied=0), spacing)[1]
            takes = gap_takes(rules, idle, spacing)
            if takes.rungs not in known or said.stages_back > 1:
                yield Violation(
                    "S19", "a gap asks for what was not visited", (f"{idle} days idle",)
                )
                return
