"""Mornings for exploration: the morning after, and the baseline."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from hamstrong.engine.day.opening import THIRD_FAIL, apply_clearances
from hamstrong.engine.facts import ClearanceRecorded
from hamstrong.engine.state.monitors import gate_baseline
from hamstrong.engine.state.morning import (
    Asked,
    Baseline,
    Morning,
    MorningSignals,
    Verdict,
    answer_baseline,
    close_baseline,
    close_morning,
    meet_baselines,
    meet_mornings,
    open_morning,
)
from hamstrong.engine.state.state import Episode, EpisodeKind
from hamstrong.proof.alphabets import HIGHEST_PAIN, LOWEST_PAIN
from hamstrong.proof.explore import Component, Input, Transition
from hamstrong.protocol.model import Pack


class MorningInput(NamedTuple):
    """One morning: why it was asked, what it came to, whether the number was low."""

    verdict: Verdict
    asked: Asked
    low: bool
    cleared: bool = False


class MorningMid(NamedTuple):
    """The morning component while the day runs, with what its evening reads."""

    state: Morning
    unanswered: bool


def morning(pack: Pack, passes_max: int) -> Component:
    """The run of fails, of silence and of passed mornings, and what hard work waits for."""
    rules = pack.rules.morning

    def open_day(state: Morning, event: MorningInput) -> Transition | None:
        after, signals = open_morning(
            rules, state, event.verdict, event.asked, low=event.low, passes_max=passes_max
        )
        if event.cleared:
            if after.fails < rules.fails_held:
                return None
            after = _cleared(pack, after)
        unanswered = signals.asked is not Asked.NO and signals.verdict is Verdict.NONE
        return Transition(MorningMid(after, unanswered), signals)

    def close_day(mid: MorningMid, _event: None) -> Transition:
        asked = Asked.OWED if mid.unanswered else Asked.NO
        return Transition(close_morning(rules, mid.state, MorningSignals(Verdict.NONE, asked)))

    return Component(
        kind="morning",
        name=f"Morning, passes counted to {passes_max}",
        starts=(Morning(),),
        mornings=tuple(_morning_inputs()),
        evenings=(Input("", None),),
        open=open_day,
        close=close_day,
        careful=careful_morning,
        careful_open=lambda a, b: (
            careful_morning(a.state, b.state) & (a.unanswered == b.unanswered)
        ),
        meet=meet_mornings,
        describe=lambda s: (
            f"{s.fails} fails in a row, {s.silent} silent, hard work waits: {s.block.name.lower()}"
        ),
        plan=passes_max,
    )


def careful_morning(a: Morning, b: Morning) -> bool:
    """More fails, more silence, a stronger wait and fewer passes are the more careful."""
    higher = (a.fails >= b.fails) & (a.silent >= b.silent) & (a.block >= b.block)
    return higher & (a.passes <= b.passes) & (a.unsettled >= b.unsettled)


def _cleared(pack: Pack, state: Morning) -> Morning:
    fact = ClearanceRecorded(flags=(THIRD_FAIL,), who="someone", dated=0, expires=1, max_stage=0)
    episode = Episode(EpisodeKind("left", pack.strictest_track), morning=state)
    return apply_clearances(pack, episode, (fact,)).morning


def _morning_inputs() -> list[Input]:
    words = {
        Verdict.PASS: "the morning passes",
        Verdict.HOLD: "the morning holds",
        Verdict.SORE_HOLD: "both thighs are equally sore",
        Verdict.FAIL: "the morning fails",
        Verdict.NONE: "the morning is not answered",
    }
    why = {Asked.OWED: " (it was owed)", Asked.SESSION: " (after a session)"}
    found = [Input("", MorningInput(Verdict.NONE, Asked.NO, low=False))]
    for verdict, asked, low in product(Verdict, why, (True, False)):
        if low and verdict in (Verdict.FAIL, Verdict.NONE):
            continue
        text = words[verdict] + why[asked] + ("" if low else ", not low")
        found.append(Input(text, MorningInput(verdict, asked, low)))
    fail = MorningInput(Verdict.FAIL, Asked.SESSION, low=False, cleared=True)
    quiet = MorningInput(Verdict.NONE, Asked.NO, low=False, cleared=True)
    text = "a clearance names the third fail"
    return [*found, Input(text, quiet), Input(f"the morning fails; {text}", fail)]


def baseline(pack: Pack) -> Component:
    """The usual morning pain: asked, never rising, falling at gates, too high for too long."""
    rules = pack.rules.morning
    answers = range(LOWEST_PAIN, HIGHEST_PAIN + 1)

    def open_day(state: Baseline, nprs: int | None) -> Transition:
        return Transition(state if nprs is None else answer_baseline(state, nprs))

    def close_day(state: Baseline, median: int | None) -> Transition:
        closed = close_baseline(rules, state)
        if median is None:
            return Transition(closed)
        recent = (median,) * rules.baseline_gate_answers
        value = gate_baseline(recent, closed.value, rules.baseline_gate_answers)
        return Transition(closed._replace(value=value))

    mornings = [Input("", None)]
    mornings += [Input(f"usual morning pain answered {n}", n) for n in answers]
    gates = [Input(f"a gate opens; the last mornings' median was {n}", n) for n in answers]
    return Component(
        kind="baseline",
        name="Baseline",
        starts=(Baseline(),),
        mornings=tuple(mornings),
        evenings=(Input("", None), *gates),
        open=open_day,
        close=close_day,
        careful=_careful_baseline,
        careful_open=_careful_baseline,
        meet=meet_baselines,
        describe=lambda s: f"baseline {s.value}, high for {s.age} days",
    )


def _careful_baseline(a: Baseline, b: Baseline) -> bool:
    """A lower baseline judges mornings more strictly; at the same one, the longer high."""
    return (a.value < b.value) | ((a.value == b.value) & (a.age >= b.age))
