"""Locks: flags and their clearances, the forms that are due, and the watch on walking."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from hamstrong.engine.day.form_answers import FormOutcomes
from hamstrong.engine.day.form_effects import apply_lock_facts
from hamstrong.engine.facts import ClearanceRecorded, Fact, FlagAnswered, PainNowAnswered
from hamstrong.engine.state.lock import (
    OFF,
    DueForm,
    FlagEvent,
    FlagKey,
    FlagStanding,
    FlagState,
    Lock,
    close_lock,
    get_flag,
    meet_flag_states,
    meet_locks,
    raise_flag,
    set_flag,
    step_flag,
)
from hamstrong.engine.state.walking import (
    Walking,
    WalkingSignals,
    Watch,
    answer_walking,
    close_walking,
    meet_walkings,
)
from hamstrong.proof.alphabets import quiet_forms
from hamstrong.proof.explore import Component, Input, Transition
from hamstrong.protocol.model import Flag, Pack

TODAY = 1_000


class FlagPlan(NamedTuple):
    """Which flag of the pack stands for all that behave alike, and which these are."""

    flag: Flag
    alike: tuple[str, ...]


def flag_plans(pack: Pack) -> tuple[FlagPlan, ...]:
    """Flags grouped by all that the lock reads of them."""
    groups: dict[tuple[object, ...], list[Flag]] = {}
    for flag in pack.triage.flags:
        alike = (
            flag.lifts,
            flag.standing,
            flag.urgency == "emergency",
            bool(flag.when),
            flag.lifts_after_days,
        )
        groups.setdefault(alike, []).append(flag)
    return tuple(FlagPlan(group[0], tuple(f.id for f in group)) for group in groups.values())


class FlagInput(NamedTuple):
    """What happens to one flag; `what` names the event, the rest belongs to a clearance."""

    what: str
    days: int = 0
    max_stage: int = 0
    told_safe: bool = True


def flag(pack: Pack, plan: FlagPlan) -> Component:
    """One flag: raised, withdrawn on its day, covered by a clearance, asked again.

    Several things may happen on one day, so an evening may also leave the day open.
    """
    move = partial(_flag_event, pack, plan.flag)
    careful = (
        partial(careful_flag, plan.flag.standing)
        if plan.flag.lifts_after_days is None
        else careful_timed_flag
    )

    def open_day(state: FlagState, event: FlagInput) -> Transition | None:
        after = move(state, event)
        return None if after is None else Transition(after)

    def close_day(state: FlagState, passes: bool) -> Transition:
        if not passes:
            return Transition(state)
        key = FlagKey(plan.flag.id, "")
        return Transition(get_flag(close_lock(pack.rules.diary, set_flag(Lock(), key, state)), key))

    return Component(
        kind="flag",
        name=f"Flag {plan.flag.id}"
        + (f" and {len(plan.alike) - 1} alike" if plan.alike[1:] else ""),
        starts=(OFF,),
        mornings=tuple(_flag_inputs(pack, plan.flag)),
        evenings=(Input("", True), Input("later that day", False)),
        open=open_day,
        close=close_day,
        careful=careful,
        careful_open=careful,
        meet=meet_flag_states,
        below=partial(careful_flag, False),
        describe=lambda s: f"flag {s.standing.name.lower()}, {s.days_left} days left",
        plan=plan,
    )


def _flag_inputs(pack: Pack, flag: Flag) -> list[Input]:
    found = [Input("", FlagInput("nothing")), Input("the sign is there", FlagInput("raised"))]
    days = sorted({1, 2, pack.rules.clearance.max_days, pack.rules.clearance.max_days + 1})
    for count in (0, *days):
        for stage in sorted(pack.stages):
            text = f"a clearance for {count} days, up to stage {stage}"
            found.append(Input(text, FlagInput("cleared", count, stage)))
    unsafe = FlagInput("cleared", days[0], max(pack.stages), told_safe=False)
    found.append(Input("a clearance without 'told it is safe'", unsafe))
    found.append(Input("the symptom lists take it back", FlagInput("withdrawn")))
    found.append(Input("asked again: no", FlagInput("no")))
    found.append(Input("asked again: yes", FlagInput("yes")))
    if flag.lifts != "clearance":
        found.append(Input("what lifts it happens", FlagInput("lifted")))
    return found


def _flag_event(pack: Pack, flag: Flag, state: FlagState, event: FlagInput) -> FlagState | None:
    """Let the engine's own code take one event about one flag."""
    key = FlagKey(flag.id, "")
    lock = set_flag(Lock(), key, state, TODAY)
    if event.what == "raised":
        raised = raise_flag(
            lock,
            key,
            TODAY,
            standing_fact=flag.standing,
            lifts_after=flag.lifts_after_days or 0,
        )
        return get_flag(raised, key)
    if event.what == "cleared":
        fact = _clearance(flag, event)
        return get_flag(_apply(pack, lock, fact), key)
    if event.what in ("no", "yes"):
        if state.standing is not FlagStanding.ASKED_AGAIN:
            return None
        fact_again = FlagAnswered(flag.id, "", event.what == "yes")
        return get_flag(_apply(pack, lock, fact_again), key)
    return _lifted(flag, state, event)


def _lifted(flag: Flag, state: FlagState, event: FlagInput) -> FlagState | None:
    if event.what == "withdrawn":
        possible = state.fresh and state.standing is FlagStanding.STANDING and bool(flag.when)
        return step_flag(state, FlagEvent.WITHDRAWN) if possible else None
    if event.what == "lifted":
        return step_flag(state, FlagEvent.LIFTED, by_clearance=flag.lifts == "clearance")
    return state


def _clearance(flag: Flag, event: FlagInput) -> ClearanceRecorded:
    return ClearanceRecorded(
        flags=(flag.id,),
        who="someone",
        dated=TODAY,
        expires=TODAY + event.days,
        max_stage=event.max_stage,
        limb="",
        track=None,
        told_safe=event.told_safe,
    )


def _apply(pack: Pack, lock: Lock, *facts: Fact) -> Lock:
    return apply_lock_facts(FormOutcomes(pack), lock, facts, TODAY, ("left",)).lock


def careful_timed_flag(a: FlagState, b: FlagState) -> bool:
    """A flag that time lifts has no caution order of its own: a clearance recorded in between may
    end later than the flag would have, and a later yes is covered by it."""
    same = (a.standing == b.standing) & (a.days_left == b.days_left)
    return same & (a.max_stage == b.max_stage) & (a.fresh == b.fresh)


def careful_flag(standing_fact: bool, a: FlagState, b: FlagState) -> bool:
    """Standing before covered before off; a shorter and lower clearance, and a longer wait. A
    standing fact cannot be compared with its absence: while a clearance covers it, the next yes
    changes nothing."""
    alike, covered = a.standing == b.standing, a.standing == FlagStanding.COVERED
    shorter = (a.days_left <= b.days_left) & (a.max_stage <= b.max_stage)
    longer = (a.fresh <= b.fresh) & ((a.days_left >= b.days_left) | (a.days_left == 0))
    inside = (covered & shorter) | ((a.standing != FlagStanding.COVERED) & longer)
    stricter = a.standing > b.standing
    if standing_fact:
        stricter = stricter & ((a.standing == FlagStanding.OFF) == (b.standing == FlagStanding.OFF))
    return (alike & inside) | stricter


def forms(pack: Pack) -> Component:
    """The form that is owed, the age of the weekly form, a day closed by a withdrawal."""
    strong = PainNowAnswered("left", pack.rules.pain.end_session_at, False)
    facts: list[tuple[str, Fact]] = [("strong pain before a session", strong), *quiet_forms(pack)]

    def open_day(state: Lock, event: Callable[[Lock], Lock]) -> Transition:
        return Transition(event(state))

    def close_day(state: Lock, passes: bool) -> Transition:
        return Transition(close_lock(pack.rules.diary, state) if passes else state)

    events = [Input(words, partial(_stripped, pack, fact)) for words, fact in facts]
    events.append(Input("a gap asks for the whole triage", _owes_form))
    events.append(Input("an urgent flag is taken back", _closes_day))
    return Component(
        kind="forms",
        name="Forms",
        starts=(Lock(),),
        mornings=(Input("", lambda lock: lock), *events),
        evenings=(Input("", True), Input("later that day", False)),
        open=open_day,
        close=close_day,
        careful=careful_forms,
        careful_open=careful_forms,
        meet=meet_locks,
        describe=lambda s: f"form due: {s.due.name.lower()}, weekly form {s.weekly_age} days old",
    )


def _stripped(pack: Pack, fact: Fact, lock: Lock) -> Lock:
    """Flags have machines of their own; what is left of the lock is the forms."""
    return _apply(pack, lock, fact)._replace(flags=(), raised=(), known=())


def _owes_form(lock: Lock) -> Lock:
    return lock._replace(due=DueForm.LONG)


def _closes_day(lock: Lock) -> Lock:
    return lock._replace(closed_today=True)


def careful_forms(a: Lock, b: Lock) -> bool:
    """More owed, older, closed."""
    owed = (a.due >= b.due) & (a.weekly_age >= b.weekly_age)
    return owed & (a.closed_today >= b.closed_today)


class WalkingMid(NamedTuple):
    """The watch while the day runs, with what its evening reads."""

    state: Walking
    signals: WalkingSignals


def walking(pack: Pack) -> Component:
    """The watch on walking after a strain."""
    rules = pack.rules.walking

    def open_day(state: Walking, normal: bool | None) -> Transition:
        after, signals = answer_walking(rules, state, normal)
        return Transition(WalkingMid(after, signals), signals)

    def close_day(mid: WalkingMid, _event: None) -> Transition:
        return Transition(close_walking(rules, mid.state))

    ages = range(rules.last_day + 2)
    starts = [Walking(age, watch) for age in ages for watch in Watch]
    return Component(
        kind="walking",
        name="Walking after a strain",
        starts=tuple(s for s in starts if s.age <= rules.last_day or s.watch is Watch.OFF),
        mornings=(
            Input("", None),
            Input("walks normally", True),
            Input("does not walk normally", False),
        ),
        evenings=(Input("", None),),
        open=open_day,
        close=close_day,
        careful=lambda a, b: (a.age == b.age) & (a.watch >= b.watch),
        careful_open=lambda a, b: (
            (a.state.age == b.state.age)
            & (a.state.watch >= b.state.watch)
            & (a.signals.asks >= b.signals.asks)
        ),
        meet=meet_walkings,
        below=lambda a, b: (a.age <= b.age) & (a.watch >= b.watch),
        describe=lambda s: f"{s.age} days after the injury, watch {s.watch.name.lower()}",
    )
