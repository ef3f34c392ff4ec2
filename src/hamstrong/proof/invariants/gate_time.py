"""Gate time (S9, S12, S19): a day counts once, a day of a gap never; bad mornings open none."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.engine.facts import MorningAnswered
from hamstrong.engine.state.episode_time import NOTHING_PASSED
from hamstrong.engine.state.morning import Asked, Verdict
from hamstrong.proof.explore import Half
from hamstrong.proof.invariants.base import Proof, Violation, edges, violated
from hamstrong.proof.virtual_person import FIRST_DAY


def days_count_once(proof: Proof) -> Iterator[Violation]:
    """S9: a day adds at most one to the clock of a gate and to the age of an episode."""
    for graph in proof.graphs("gate", "age"):
        for half in Half:
            for edge in edges(graph, half):
                proof.holds("S9")
                more = edge.after.days - edge.before.days
                if more > (half is Half.EVENING):
                    yield violated("S9", "a day counts more than once", graph, edge)
                    break


def gap_days_do_not_count(proof: Proof) -> Iterator[Violation]:
    """S19: once a gap is there, none of the days since the last session counts for the gate."""
    for graph in proof.graphs("gate"):
        for edge in edges(graph, Half.MORNING):
            event = edge.event.value
            if not event.orders.gap or event.opens:
                continue
            proof.holds("S19")
            if edge.after.days > edge.before.clock:
                yield violated("S19", "days of a gap count for the gate", graph, edge)
                break


def no_fail_needs_a_pass(proof: Proof) -> Iterator[Violation]:
    """S12: days without a failed morning begin with one that passed, and anew after a fail."""
    for graph in proof.graphs("fail_free"):
        for edge in edges(graph, Half.MORNING):
            proof.holds("S12")
            verdict, asked = edge.event.value
            judged = asked is Asked.SESSION
            begins = edge.before.days == NOTHING_PASSED and edge.after.days >= 0
            wrong = begins and not (judged and verdict is Verdict.PASS)
            kept = judged and verdict is Verdict.FAIL and edge.after.days > 0
            if wrong or kept:
                yield violated("S12", "no record counts as no failed morning", graph, edge)
                break


def failed_mornings_open_no_gate(proof: Proof) -> Iterator[Violation]:
    """S9: wherever a gate opens in a lived day, it does not when that morning's answer is bad."""
    worst = proof.pack.rules.pain.end_session_at - 1
    for day in proof.days:
        for opened in proof.engine.open(day.night).episodes:
            if not opened.advanced or opened.morning.asked is Asked.NO:
                continue
            proof.holds("S9")
            limb = opened.episode.kind.limb
            facts = tuple(f for f in day.night.facts if not isinstance(f, MorningAnswered))
            bad = MorningAnswered(limb, worst, new_limp=False)
            night = day.night._replace(facts=(bad, *facts))
            again = proof.engine.open(night).episodes
            if any(o.advanced for o in again if o.episode.kind.limb == limb):
                nth = day.night.day - FIRST_DAY + 1
                diary = (day.life, f"day {nth}: the morning is a {worst}")
                yield Violation("S9", "a gate opens on a failed morning", diary)
                return
