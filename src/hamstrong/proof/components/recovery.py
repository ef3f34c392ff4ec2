"""Recovery for exploration: the flare-up path and the stretching lock."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from hamstrong.engine.state.flare import Flare, close_flare, meet_flares, open_flare
from hamstrong.engine.state.morning import Asked, Verdict
from hamstrong.engine.state.stretch import Stretch, close_stretch, meet_stretches, open_stretch
from hamstrong.proof.explore import Component, Input, Transition
from hamstrong.protocol.model import Pack

_ANSWERS = tuple(
    (verdict, asked)
    for verdict, asked in product(Verdict, Asked)
    if verdict is Verdict.NONE or asked is not Asked.NO
)


def _words(verdict: Verdict, asked: Asked) -> str:
    if asked is Asked.NO:
        return ""
    why = "after a session" if asked is Asked.SESSION else "owed"
    return f"morning ({why}): {verdict.name.lower().replace('_', ' ')}"


def flare(pack: Pack) -> Component:
    """The path after strong pain: rest, isometrics, one rung lower."""
    rules = pack.rules.flare

    def open_day(state: Flare, event: tuple[Verdict, Asked]) -> Transition:
        return Transition(open_flare(rules, state, *event))

    def close_day(state: Flare, event: tuple[bool, bool]) -> Transition:
        after, signals = close_flare(rules, state, starts=event[0], performed=event[1])
        return Transition(after, signals)

    evenings = (
        Input("", (False, False)),
        Input("a session is performed", (False, True)),
        Input("strong pain starts the flare-up path", (True, False)),
        Input("a session is performed; strong pain starts the flare-up path", (True, True)),
    )
    return Component(
        kind="flare",
        name="Flare-up path",
        starts=(Flare(),),
        mornings=tuple(Input(_words(*a), a) for a in _ANSWERS),
        evenings=evenings,
        open=open_day,
        close=close_day,
        careful=careful_flare,
        careful_open=careful_flare,
        meet=meet_flares,
        describe=lambda s: (
            f"day {s.phase} of the path" if s.phase else f"off the path for {s.since}"
        ),
    )


def careful_flare(a: Flare, b: Flare) -> bool:
    """On the path before off it, an earlier day before a later one, an ended one sooner ago."""
    earlier = (a.phase < b.phase) | ((a.phase == b.phase) & (a.begun <= b.begun))
    both = (a.phase > 0) & (b.phase > 0) & (a.age >= b.age) & earlier
    alone = (a.phase > 0) & (b.phase == 0)
    sooner = (b.since < 0) | ((a.since >= 0) & (a.since <= b.since))
    return both | alone | ((a.phase == 0) & (b.phase == 0) & sooner)


class StretchMorning(NamedTuple):
    """What the stretching lock reads in the morning."""

    verdict: Verdict
    asked: Asked
    strong: bool
    stage: int


def stretch(pack: Pack) -> Component:
    """Whether stretching is open: settled mornings and risen strength."""
    rules = pack.rules.stretch
    stages = (rules.min_stage - 1, rules.min_stage)

    def open_day(state: Stretch, event: StretchMorning) -> Transition:
        return Transition(
            open_stretch(
                rules, state, event.verdict, event.asked, strong=event.strong, stage=event.stage
            )
        )

    def close_day(state: Stretch, event: tuple[bool, bool]) -> Transition:
        return Transition(close_stretch(rules, state, stretched=event[0], hurt=event[1]))

    mornings = [
        Input(
            "; ".join(
                part
                for part in (
                    _words(verdict, asked),
                    f"stage {stage}",
                    "a key exercise stands high enough" if strong else "",
                )
                if part
            ),
            StretchMorning(verdict, asked, strong, stage),
        )
        for (verdict, asked), strong, stage in product(_ANSWERS, (False, True), stages)
    ]
    evenings = (
        Input("", (False, False)),
        Input("stretched", (True, False)),
        Input("stretched, and it hurt", (True, True)),
    )
    return Component(
        kind="stretch",
        name="Stretching lock",
        starts=(Stretch(),),
        mornings=tuple(mornings),
        evenings=evenings,
        open=open_day,
        close=close_day,
        careful=careful_stretch,
        careful_open=careful_stretch,
        meet=meet_stretches,
        below=below_stretch,
        describe=str,
    )


def below_stretch(a: Stretch, b: Stretch) -> bool:
    """Fewer passed mornings, closed, longer locked, more failed mornings."""
    fewer = (a.run <= b.run) & (a.opened <= b.opened)
    more = (a.locked >= b.locked) & (a.fails >= b.fails) & (a.stretched >= b.stretched)
    return fewer & more


def careful_stretch(a: Stretch, b: Stretch) -> bool:
    """As `below_stretch`, at an equal history of failed mornings after stretching: a lock that
    ran out has used its history up, so unequal histories cannot be compared."""
    return below_stretch(a, b) & (a.fails == b.fails) & (a.stretched == b.stretched)
