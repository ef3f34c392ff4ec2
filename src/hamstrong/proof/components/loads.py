"""Own load, wrapped for exploration: what answers about the last set add up to."""

from __future__ import annotations

from itertools import product

from hamstrong.engine.state.effort import (
    Effort,
    LoadMorning,
    RepetitionsLeft,
    StepSize,
    judge_effort,
    meet_efforts,
)
from hamstrong.proof.explore import Component, Input, Transition
from hamstrong.protocol.model import Pack


def load_effort(pack: Pack) -> Component:
    """Clean sessions with many repetitions left, and the wait after few; kilograms follow from the
    diary and are no part of it."""
    rules = pack.rules.load

    def open_day(state: Effort, event: LoadMorning) -> Transition:
        after, step = judge_effort(rules, state, event)
        return Transition(after, int(step))

    def close_day(state: Effort, _event: None) -> Transition:
        return Transition(state)

    return Component(
        kind="load",
        name="Own load of an exercise",
        starts=(Effort(),),
        mornings=tuple(Input(_words(m), m) for m in load_mornings()),
        evenings=(Input("", None),),
        open=open_day,
        close=close_day,
        careful=careful_effort,
        careful_open=careful_effort,
        meet=meet_efforts,
        describe=lambda s: f"{s.easy} easy sessions" + (", a rise waits" if s.waits else ""),
    )


def load_mornings() -> list[LoadMorning]:
    """Every morning after a session with an own load."""
    flags = (False, True)
    return [
        LoadMorning(
            left=left,
            clean=clean,
            whole=whole,
            short=short,
            next_step=step,
            may_rise=rise,
            eases_off=off,
            broken=broken,
        )
        for left, clean, whole, short, step, rise, off, broken in product(
            RepetitionsLeft, flags, flags, flags, StepSize, flags, flags, flags
        )
        if not (clean and (short or broken))
    ]


def careful_effort(a: Effort, b: Effort) -> bool:
    """A rise that waits before one that does not. Easy sessions are spent by a rise, so that their
    number alone says nothing about two people (see `fewer_left_never_earns_more`)."""
    return a.waits >= b.waits


def _words(m: LoadMorning) -> str:
    left = {
        RepetitionsLeft.UNANSWERED: "nobody said how many more were possible",
        RepetitionsLeft.FEW: "0-1 more were possible",
        RepetitionsLeft.SOME: "2-3 more were possible",
        RepetitionsLeft.MANY: "4 or more were possible",
    }
    step = {
        StepSize.NONE: "no step is small enough",
        StepSize.LARGE: "the next step is a large one",
        StepSize.USUAL: "the next step is of the usual size",
    }
    named = (
        (m.clean, "clean"), (m.whole, "at the full load"), (m.short, "a set was short"),
        (m.broken, "broken by pain or by this morning"),
        (not m.may_rise, "nothing may rise"), (m.eases_off, "few left take a step off"),
    )  # fmt: skip
    said = [words for holds, words in named if holds]
    return "; ".join((left[m.left], *said, step[m.next_step]))
