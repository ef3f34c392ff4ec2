"""Ladders, wrapped for exploration: the climb, and the count of idle days.

Idle days step by themselves and tell the climb only by how many rungs to go down, so the two are
explored apart: the climb gets any idle count every morning, which is more than can happen. A
shorter ladder takes no step that a longer one with the same first rungs cannot take (at its top
it only may not rise), so only the longest of each family is explored.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

from hamstrong.engine.course.availability import rungs_on
from hamstrong.engine.day.closing_ladders import below_level
from hamstrong.engine.day.opening import restart_ladder
from hamstrong.engine.state.calendar import gap_limit
from hamstrong.engine.state.ladder import (
    HALF_LEVEL,
    Followed,
    Ladder,
    LadderOrders,
    LadderPlan,
    Worked,
    close_ladder,
    meet_ladders,
    open_ladder,
    plan_ladder,
)
from hamstrong.proof.alphabets import gap_rungs
from hamstrong.proof.explore import Component, Input, Transition
from hamstrong.protocol.model import Pack

NEVER = -1


def ladder_plans(pack: Pack) -> dict[LadderPlan, tuple[str, ...]]:
    """The longest ladder of each family, with the exercises that it stands for."""
    idle_max = gap_limit(pack.rules.gap)
    plans: dict[LadderPlan, list[str]] = {}
    for exercise, track in product(pack.exercises.values(), pack.tracks):
        plan = plan_ladder(exercise, rungs_on(exercise, track), pack, idle_max, track)
        if exercise.id not in plans.setdefault(plan, []):
            plans[plan].append(exercise.id)
    kept: dict[LadderPlan, list[str]] = {}
    for plan in sorted(plans, key=lambda p: -p.rungs):
        longer = next((k for k in kept if is_prefix(plan, k)), plan)
        kept.setdefault(longer, []).extend(plans[plan])
    return {plan: tuple(ids) for plan, ids in kept.items()}


def is_prefix(short: LadderPlan, long: LadderPlan) -> bool:
    """Whether one ladder is another's beginning and equal in all else."""
    return all(
        (mine == theirs[: short.rungs]) if isinstance(theirs, tuple) else mine == theirs
        for name, mine, theirs in zip(LadderPlan._fields, short, long, strict=True)
        if name != "rungs"
    )


class ClimbMorning(NamedTuple):
    """One morning of a climb: the verdict on yesterday's session, orders, and the idle count."""

    followed: Followed
    may_rise: bool
    step_back: bool
    last_clean_minus_one: bool
    lowest: bool
    lost: bool
    gap_down: int
    restart: bool
    cleared: bool = False


class ClimbEvening(NamedTuple):
    """One evening of a climb; `flare` is the level that the flare-up path goes below."""

    worked: Worked
    performed: bool
    flare: int | None = None


def climb(pack: Pack, plan: LadderPlan, exercises: tuple[str, ...]) -> Component:
    """The climb of one family of ladders."""
    return Component(
        kind="climb",
        name=f"Ladder of {plan.rungs} rungs ({', '.join(exercises)})"
        if plan.pain_down > 1
        else f"Ladder of {plan.rungs} rungs ({len(exercises)} exercises)",
        starts=(Ladder(),),
        mornings=tuple(Input(_morning_words(m), m) for m in _mornings(pack, plan)),
        evenings=tuple(Input(_evening_words(e), e) for e in _evenings(plan)),
        open=lambda state, event: _open(plan, state, event),
        close=lambda state, event: _close(plan, state, event),
        careful=careful_climb,
        careful_open=careful_climb,
        meet=lambda a, b: _plain(meet_ladders(a, b)),
        describe=lambda s: (
            f"level {s.level}, {s.clean} clean" + (f", left out {s.out} days" if s.out else "")
        ),
        plan=plan,
    )


def _plain(ladder: Ladder) -> Ladder:
    """The climb alone: the idle count is explored apart and given anew every morning."""
    return Ladder(
        level=ladder.level,
        clean=ladder.clean,
        since=ladder.since,
        proven=ladder.proven,
        dwell=ladder.dwell,
        seen=ladder.seen,
        idle=NEVER,
        gap_down=0,
        out=ladder.out,
        was_out=ladder.was_out,
        eased=ladder.eased,
    )


@lru_cache(maxsize=8)
def _idle_for(ladder: Ladder, days: int) -> Ladder:
    """The climb with an idle count; one state is asked about with every input in turn."""
    return ladder._replace(idle=days, gap_down=0)


def _mornings(pack: Pack, plan: LadderPlan) -> list[ClimbMorning]:
    """Verdicts and orders of a morning. A second fail in a row comes with a failed morning, so
    its order reaches this exercise either with that fail or when it was not done yesterday."""
    flags = (False, True)
    idle: list[tuple[int, bool]] = [(rungs, False) for rungs in gap_rungs(pack)]
    if plan.restart_after is not None:
        idle.append((0, True))
    found = [
        ClimbMorning(
            followed=followed,
            may_rise=rise,
            step_back=step,
            last_clean_minus_one=second,
            lowest=lowest,
            lost=lost,
            gap_down=rungs,
            restart=restart,
        )
        for followed, rise in _VERDICTS
        for second in (flags if followed in (Followed.NONE, Followed.FAILED) else (False,))
        for step, lowest, lost in product(flags, flags, flags)
        for rungs, restart in idle
    ]
    quiet = ClimbMorning(Followed.NONE, *(False,) * 5, gap_down=0, restart=False)
    neutral = quiet._replace(followed=Followed.NEUTRAL)
    return [*found, neutral, quiet._replace(cleared=True)]


_VERDICTS = (
    (Followed.NONE, False),
    (Followed.CLEAN, True),
    (Followed.CLEAN, False),
    (Followed.FAILED, False),
)


def _open(plan: LadderPlan, state: Ladder, event: ClimbMorning) -> Transition | None:
    idle = plan.restart_after if event.restart and plan.restart_after is not None else 1
    orders = LadderOrders(
        ceiling=state.level - 1 if event.step_back else None,
        last_clean_minus_one=event.last_clean_minus_one,
        lowest=event.lowest,
        lost=event.lost,
        gap_rungs=event.gap_down,
    )
    result = open_ladder(
        plan,
        _idle_for(state, idle),
        event.followed,
        orders,
        may_rise=event.may_rise,
    )
    ladder = restart_ladder(result.ladder) if event.cleared else result.ladder
    return Transition(_plain(ladder), (result.two_clean_level, result.starts_flare))


def _evenings(plan: LadderPlan) -> list[ClimbEvening]:
    found = [ClimbEvening(*event) for event in product(Worked, (False, True))]
    levels = range(HALF_LEVEL, plan.rungs + 1)
    return found + [ClimbEvening(Worked.NONE, performed=False, flare=level) for level in levels]


def _close(plan: LadderPlan, state: Ladder, event: ClimbEvening) -> Transition:
    result = close_ladder(plan, state, event.worked, performed=event.performed)
    ladder = result.ladder
    if event.flare is not None:
        ladder = below_level(ladder, event.flare)
    return Transition(_plain(ladder), (None, result.starts_flare))


def _morning_words(m: ClimbMorning) -> str:
    verdicts = {
        Followed.CLEAN: "yesterday's session was clean and the morning passes",
        Followed.NEUTRAL: "the morning holds, or passes after a session that was not clean",
        Followed.FAILED: "the morning fails",
    }
    parts = [verdicts.get(m.followed, "")]
    named = (
        (m.followed is Followed.CLEAN and not m.may_rise, "nothing may rise"),
        (m.step_back, "a step back is chosen"),
        (m.last_clean_minus_one, "second fail in a row"),
        (m.lowest, "a very long gap"),
        (m.lost, "a move back clears what was met"),
        (m.gap_down > 0, f"a gap asks for {m.gap_down} rungs down"),
        (m.restart, "idle so long that the ramp restarts"),
        (m.cleared, "a clearance of the third fail restarts it"),
    )
    return "; ".join([p for p in parts if p] + [words for holds, words in named if holds])


def _evening_words(e: ClimbEvening) -> str:
    if e.flare is not None:
        return f"the flare-up path starts, the level before its cause was {e.flare}"
    words = {
        Worked.CLEAN: "a clean session",
        Worked.NEUTRAL: "a session that was neither clean nor broken",
        Worked.BROKEN: "a session that was broken by pain",
        Worked.DOWN: "it is stopped for pain",
    }
    parts = [words.get(e.worked, "")]
    half = "" if e.performed or e.worked is Worked.NONE else "less than half of it"
    return "; ".join(p for p in (*parts, half) if p)


def careful_climb(a: Ladder, b: Ladder) -> bool:
    """A lower level; on the same one fewer clean sessions, later, less proven; left out longer."""
    out = (a.out >= b.out) & (a.was_out >= b.was_out)
    runs = (a.clean < b.clean) | ((a.clean == b.clean) & (a.since <= b.since))
    less = (a.proven <= b.proven) & (a.dwell <= b.dwell) & (a.seen <= b.seen)
    return out & ((a.level < b.level) | ((a.level == b.level) & runs & less))


class IdleEvening(NamedTuple):
    """Whether the exercise was performed, and whether the gap of its action ends."""

    performed: bool
    gap_ends: bool


def idle(pack: Pack, plan: LadderPlan) -> Component:
    """The count of idle days of one family, and how much of the present gap it has obeyed."""

    def open_day(state: Ladder, rungs: int) -> Transition:
        low = state._replace(level=plan.rungs)
        after = open_ladder(plan, low, Followed.NONE, LadderOrders(gap_rungs=rungs)).ladder
        down = plan.rungs - after.level
        return Transition(Ladder(idle=after.idle, gap_down=after.gap_down), down)

    def close_day(state: Ladder, event: IdleEvening) -> Transition:
        after = close_ladder(
            plan, state, Worked.NONE, performed=event.performed, gap_ends=event.gap_ends
        ).ladder
        return Transition(Ladder(idle=after.idle, gap_down=after.gap_down))

    return Component(
        kind="idle",
        name=f"Idle days of a ladder, to {plan.idle_max}",
        starts=(Ladder(),),
        mornings=tuple(
            Input(f"the gap asks for {r} rungs" if r else "", r) for r in gap_rungs(pack)
        ),
        evenings=(
            Input("", IdleEvening(performed=False, gap_ends=False)),
            Input("performed", IdleEvening(performed=True, gap_ends=True)),
            Input("the gap ends without it", IdleEvening(performed=False, gap_ends=True)),
        ),
        open=open_day,
        close=close_day,
        careful=lambda a, b: (a.idle >= b.idle) & (a.gap_down >= b.gap_down),
        careful_open=lambda a, b: (a.idle >= b.idle) & (a.gap_down >= b.gap_down),
        meet=_meet_idle,
        below=lambda a, b: (a.idle >= b.idle) & (a.gap_down <= b.gap_down),
        describe=lambda s: f"{s.idle} days idle, {s.gap_down} rungs down for it",
        plan=plan,
    )


def _meet_idle(a: Any, b: Any) -> Ladder:
    met = meet_ladders(a, b)
    return Ladder(idle=met.idle, gap_down=met.gap_down)
