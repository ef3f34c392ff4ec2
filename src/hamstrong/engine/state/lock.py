"""Lock of red flags, holds and clearances: what stops everything, and the only means that lift it.

One small machine per flag; the lock is closed while any of them is in force. Serves `clearance` of
the programme (R-B5, R-I1). Which flags exist and what lifts them is pack data.
"""

from __future__ import annotations

from enum import IntEnum
from operator import itemgetter
from typing import NamedTuple

from hamstrong.engine.state.causes import Causes, join_causes
from hamstrong.engine.state.known_facts import KnownFacts, age_known, meet_known
from hamstrong.protocol.model import DiaryRules


class FlagStanding(IntEnum):
    """Where one flag is. A covered flag's question comes again when its clearance runs out."""

    OFF = 0
    COVERED = 1
    ASKED_AGAIN = 2
    STANDING = 3


class FlagState(NamedTuple):
    """One flag. `days_left` and `max_stage` belong to the clearance that covers it; `fresh` is
    true on the day it was raised, the only day on which it can be withdrawn. A flag that stands
    and that time lifts has its `days_left` too."""

    standing: FlagStanding = FlagStanding.OFF
    days_left: int = 0
    max_stage: int = 0
    fresh: bool = False


class FlagEvent(IntEnum):
    """What can happen to one flag on a day."""

    RAISED = 0
    WITHDRAWN = 1
    CLEARED = 2
    ANSWERED_NO = 3
    LIFTED = 4


OFF = FlagState()


def step_flag(
    state: FlagState,
    event: FlagEvent,
    *,
    days: int = 0,
    max_stage: int = 0,
    by_clearance: bool = True,
) -> FlagState:
    """Apply one event to one flag.

    Args:
        days, max_stage: of the clearance, for CLEARED; for RAISED the days after which time itself
            lifts it, 0 where it does not.
        by_clearance: the pack names a clearance as what lifts this flag; LIFTED works only for
            flags that something else lifts.
    """
    if event is FlagEvent.RAISED:
        return FlagState(FlagStanding.STANDING, days, fresh=True)
    if event is FlagEvent.WITHDRAWN:
        return OFF if state.fresh and state.standing is FlagStanding.STANDING else state
    if event is FlagEvent.CLEARED:
        return (
            FlagState(FlagStanding.COVERED, days, max_stage)
            if state.standing and days > 0
            else state
        )
    if event is FlagEvent.ANSWERED_NO:
        return OFF if state.standing is FlagStanding.ASKED_AGAIN else state
    return state if by_clearance else OFF


def pass_day(state: FlagState) -> FlagState:
    """A day passes: clearances run down, and one that runs out asks its flag's question again. A
    flag that time lifts goes when its days are over."""
    if not state.days_left:
        return state._replace(fresh=False)
    left = state.days_left - 1
    if left > 0:
        return state._replace(days_left=left, fresh=False)
    return OFF if state.standing is FlagStanding.STANDING else FlagState(FlagStanding.ASKED_AGAIN)


def meet_flag_states(a: FlagState, b: FlagState) -> FlagState:
    """The more careful of two."""
    worst = b if b.standing > a.standing else a
    if a.standing is b.standing is FlagStanding.COVERED:
        return FlagState(
            FlagStanding.COVERED, min(a.days_left, b.days_left), min(a.max_stage, b.max_stage)
        )
    if a.standing is b.standing:
        timed = a.days_left and b.days_left
        worst = worst._replace(days_left=max(a.days_left, b.days_left) if timed else 0)
    return worst._replace(fresh=a.fresh and b.fresh)


class FlagKey(NamedTuple):
    """A flag of the person (`limb` empty) or of one limb."""

    flag: str
    limb: str


class DueForm(IntEnum):
    """The form that is owed before anything else: the symptom lists, or the whole triage, which
    holds them."""

    NONE = 0
    SIGNS = 1
    LONG = 2


class Lock(NamedTuple):
    """All flags that are not off, the form owed, the age of the weekly form, and whether exercise
    is over for today because a flag was withdrawn.

    `causes` and `due_because` say which answers raised each flag and asked for the form. `known`
    is what earlier forms told of the person and the injury.
    """

    flags: tuple[tuple[FlagKey, FlagState], ...] = ()
    raised: tuple[tuple[FlagKey, int], ...] = ()
    due: DueForm = DueForm.NONE
    weekly_age: int = 0
    closed_today: bool = False
    causes: tuple[tuple[FlagKey, Causes], ...] = ()
    due_because: Causes = ()
    known: KnownFacts = ()


def get_flag(lock: Lock, key: FlagKey) -> FlagState:
    """State of one flag."""
    return dict(lock.flags).get(key, OFF)


def set_flag(
    lock: Lock, key: FlagKey, state: FlagState, day: int | None = None, because: Causes = ()
) -> Lock:
    """Replace one flag; `day` records when it was raised, for clearances' dates, and `because` by
    which answers. Without them those known stay."""
    flags = {k: s for k, s in lock.flags if k != key}
    raised = {k: d for k, d in lock.raised if k != key}
    causes = {k: c for k, c in lock.causes if k != key}
    if state.standing is not FlagStanding.OFF:
        flags[key] = state
        since = day if day is not None else dict(lock.raised).get(key)
        if since is not None:
            raised[key] = since
        known = because or dict(lock.causes).get(key, ())
        if known:
            causes[key] = known
    return lock._replace(
        flags=tuple(sorted(flags.items())),
        raised=tuple(sorted(raised.items())),
        causes=tuple(sorted(causes.items(), key=itemgetter(0))),
    )


def raise_flag(
    lock: Lock,
    key: FlagKey,
    day: int,
    *,
    because: Causes = (),
    standing_fact: bool = False,
    lifts_after: int = 0,
) -> Lock:
    """Raise one flag. A running clearance covers a standing fact; a symptom is new each time.

    Args:
        lifts_after: days after which time itself lifts it; they begin anew with each yes.
    """
    state = get_flag(lock, key)
    if standing_fact and state.standing is FlagStanding.COVERED:
        return lock
    if state.standing is FlagStanding.STANDING:
        timed = 0 < state.days_left < lifts_after
        return set_flag(lock, key, state._replace(days_left=lifts_after)) if timed else lock
    raised = step_flag(state, FlagEvent.RAISED, days=lifts_after)
    return set_flag(lock, key, raised, day, because)


def owe_form(lock: Lock, form: DueForm, because: Causes) -> Lock:
    """Ask for a form, for one more reason if one is asked for already."""
    return lock._replace(
        due=max(lock.due, form), due_because=join_causes(lock.due_because, because)
    )


def standing_flags(lock: Lock) -> tuple[FlagKey, ...]:
    """Flags that stop the programme now."""
    return tuple(k for k, s in lock.flags if s.standing >= FlagStanding.ASKED_AGAIN)


def clearance_cap(lock: Lock) -> int | None:
    """Highest stage that the running clearances allow; None without any."""
    return min(
        (s.max_stage for _, s in lock.flags if s.standing is FlagStanding.COVERED), default=None
    )


def close_lock(rules: DiaryRules, lock: Lock) -> Lock:
    """Let the day pass."""
    return lock._replace(
        flags=tuple((k, pass_day(s)) for k, s in lock.flags),
        weekly_age=min(rules.weekly_form_days + 1, lock.weekly_age + 1),
        closed_today=False,
        known=age_known(rules, lock.known),
    )


def meet_locks(a: Lock, b: Lock) -> Lock:
    """Every flag that either has, in its more careful state."""
    first, second = dict(a.flags), dict(b.flags)
    keys = sorted({*first, *second})
    flags = tuple((k, meet_flag_states(first.get(k, OFF), second.get(k, OFF))) for k in keys)
    raised = tuple(sorted((dict(a.raised) | dict(b.raised)).items()))
    causes = dict(b.causes) | dict(a.causes)
    return Lock(
        flags=tuple((k, s) for k, s in flags if s.standing is not FlagStanding.OFF),
        raised=tuple((k, d) for k, d in raised if k in keys),
        due=max(a.due, b.due),
        weekly_age=max(a.weekly_age, b.weekly_age),
        closed_today=a.closed_today or b.closed_today,
        causes=tuple((k, causes[k]) for k in keys if k in causes),
        due_because=join_causes(a.due_because, b.due_because),
        known=meet_known(a.known, b.known),
    )
