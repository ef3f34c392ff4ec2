"""Form effects on the lock: forms, stops, strong pain, clearances, in recorded order.

The only component whose day depends on order: a clearance before a new flag lifts nothing of it.
"""

from __future__ import annotations

from hamstrong.engine.day.form_answers import FormOutcomes, take_form
from hamstrong.engine.day.lock_day import PERSON, LockDay, find_flag
from hamstrong.engine.facts import (
    BaselineAnswered,
    ClearanceRecorded,
    Fact,
    FlagAnswered,
    FormAnswered,
    HowIsItAnswered,
    MorningAnswered,
    PainNowAnswered,
    PainReported,
    RunLogged,
    SetLogged,
    Stopped,
    TestLogged,
    WatchAnswered,
)
from hamstrong.engine.facts.strict_reader import is_visible
from hamstrong.engine.state.causes import Cause, Causes, join_causes
from hamstrong.engine.state.lock import (
    DueForm,
    FlagEvent,
    FlagKey,
    FlagStanding,
    Lock,
    get_flag,
    owe_form,
    raise_flag,
    set_flag,
    step_flag,
)
from hamstrong.engine.state.return_watch import has_sign
from hamstrong.protocol.model import Pack

BOTH = "both"


def apply_lock_facts(
    outcomes: FormOutcomes,
    lock: Lock,
    facts: tuple[Fact, ...],
    day: int,
    limbs: tuple[str, ...],
    *,
    sore: frozenset[str] = frozenset(),
    on_path: frozenset[str] = frozenset(),
) -> LockDay:
    """Fold today's facts into the lock.

    Args:
        day: ordinal of the open day.
        limbs: limbs with an episode; pain of a two-leg exercise concerns all of them.
        sore: limbs whose morning may be plain soreness of new work.
        on_path: limbs on the flare-up path, or whose usual value is asked: a strong morning begins
            no path for them.
    """
    state, pack = LockDay(lock), outcomes.pack
    for fact in facts:
        if isinstance(fact, FormAnswered):
            state = take_form(outcomes, state, fact, day, limbs)
        elif isinstance(fact, Stopped):
            state = _stop(pack, state, fact, day, limbs)
        elif isinstance(fact, (SetLogged, RunLogged, PainReported, TestLogged)):
            state = _pain(pack, state, fact, day, limbs)
        elif isinstance(fact, PainNowAnswered):
            state = _pain_now(pack, state, fact, day)
        elif isinstance(fact, (MorningAnswered, HowIsItAnswered, BaselineAnswered)):
            state = _strong_morning(pack, state, fact, day, sore, on_path)
        elif isinstance(fact, ClearanceRecorded):
            state = _clearance(pack, state, fact, day)
        elif isinstance(fact, WatchAnswered) and has_sign(dict(fact.signs)):
            # A sign after the return is looked into before anything else (E24).
            signs = tuple(Cause("watch_sign", sign, day) for sign, there in fact.signs if there)
            state = state._replace(lock=owe_form(state.lock, DueForm.SIGNS, signs), settled=False)
        elif isinstance(fact, FlagAnswered):
            state = _flag_answer(state, fact, day)
    return state


def concerned(side: str | None, limbs: tuple[str, ...]) -> frozenset[str]:
    """Limbs that something on a side concerns; the good leg's pain concerns the only episode."""
    if side in limbs:
        return frozenset((side,))
    return frozenset(limbs)


def _needs_triage(state: LockDay, limbs: frozenset[str], because: Causes) -> LockDay:
    return state._replace(
        lock=owe_form(state.lock, DueForm.SIGNS, because),
        triage_limbs=state.triage_limbs | limbs,
        settled=False,
        short_form=False,
        over=True,
        because=join_causes(state.because, because),
    )


def _stop(pack: Pack, state: LockDay, fact: Stopped, day: int, limbs: tuple[str, ...]) -> LockDay:
    because = (Cause("stop", fact.reason, day),)
    state = state._replace(short_form=False)
    if fact.reason is None:
        return state._replace(over=True, because=join_causes(state.because, because))
    reason = pack.stop_reasons.get(fact.reason)
    does = reason.does if reason is not None else "end_session"
    hit = concerned(fact.side, limbs)
    if does == "flag" and reason is not None and reason.flag is not None:
        lock = raise_flag(state.lock, FlagKey(reason.flag, PERSON), day, because=because)
        flag = find_flag(pack, reason.flag)
        closes = state.closes | hit if flag is not None and flag.closes_episode else state.closes
        return state._replace(lock=lock, closes=closes, over=True, because=because)
    if does in ("symptom_lists", "end_session_pain"):
        return _needs_triage(state, hit, because)
    if does != "end_session":
        return state
    return state._replace(over=True, because=join_causes(state.because, because))


Painful = SetLogged | RunLogged | PainReported | TestLogged


def _pain(pack: Pack, state: LockDay, fact: Painful, day: int, limbs: tuple[str, ...]) -> LockDay:
    nprs = fact.nprs
    strong = fact.sharp or (nprs is not None and nprs >= pack.rules.pain.end_session_at)
    if strong:
        hit = frozenset() if fact.elsewhere else concerned(_side(fact), limbs)
        because = Cause("sharp_pain", None, day) if fact.sharp else Cause("pain", nprs, day)
        state = _needs_triage(state, hit, (because,))
        return state._replace(elsewhere=state.elsewhere or fact.elsewhere)
    unsettles = nprs is not None and nprs >= pack.rules.pain.finish_at
    return state._replace(short_form=state.short_form and not unsettles)


def _side(fact: Painful) -> str:
    return BOTH if isinstance(fact, RunLogged) else fact.side


def _pain_now(pack: Pack, state: LockDay, fact: PainNowAnswered, day: int) -> LockDay:
    strong = fact.nprs is not None and fact.nprs >= pack.rules.pain.end_session_at
    if strong or fact.new_limp:
        because = Cause("pain_now", fact.nprs, day) if strong else Cause("limp_now", None, day)
        return _needs_triage(state, frozenset((fact.limb,)), (because,))
    return state


def _strong_morning(
    pack: Pack,
    state: LockDay,
    fact: MorningAnswered | HowIsItAnswered | BaselineAnswered,
    day: int,
    sore: frozenset[str],
    on_path: frozenset[str],
) -> LockDay:
    """A strong answer about a morning asks for the symptom lists, whatever it was asked for. The
    question of the usual value starts no path, nor does the path itself another one."""
    rules = pack.rules.morning
    if fact.nprs is None or fact.nprs < rules.strong_at:
        return state
    if isinstance(fact, MorningAnswered):
        soreness = fact.limb in sore and fact.same_soreness is True and fact.new_limp is False
        if soreness and fact.nprs <= rules.soreness_hold_max:
            return state
    starts = not isinstance(fact, BaselineAnswered) and fact.limb not in on_path
    hit = frozenset((fact.limb,)) if starts else frozenset()
    return _needs_triage(state, hit, (Cause("morning", fact.nprs, day),))


def clearance_fits(pack: Pack, lock: Lock, fact: ClearanceRecorded, key: FlagKey, day: int) -> bool:
    """Whether a clearance can lift this flag: names it, dated after it, in force, long enough."""
    if key.flag not in fact.flags or (fact.limb and key.limb and fact.limb != key.limb):
        return False
    raised = dict(lock.raised).get(key, day)
    in_force = raised <= fact.dated <= day < fact.expires
    short_enough = fact.expires - fact.dated <= pack.rules.clearance.max_days
    flag = find_flag(pack, key.flag)
    if flag is not None and flag.lifts != "clearance":
        return False
    emergency = flag is not None and flag.urgency == "emergency"
    return in_force and short_enough and (fact.told_safe or not emergency) and is_visible(fact.who)


def _clearance(pack: Pack, state: LockDay, fact: ClearanceRecorded, day: int) -> LockDay:
    if not is_visible(fact.who):
        return state  # a diary may hold one from before such names were refused
    lock = state.lock
    for key, flag_state in lock.flags:
        if not clearance_fits(pack, lock, fact, key, day):
            continue
        covered = step_flag(
            flag_state, FlagEvent.CLEARED, days=fact.expires - day, max_stage=fact.max_stage
        )
        lock = set_flag(lock, key, covered)
    return state._replace(lock=lock, restarts=(*state.restarts, fact))


def _flag_answer(state: LockDay, fact: FlagAnswered, day: int) -> LockDay:
    key = FlagKey(fact.flag, fact.limb)
    flag_state = get_flag(state.lock, key)
    if flag_state.standing is not FlagStanding.ASKED_AGAIN:
        return state
    if fact.present:
        because = (Cause("flag_again", fact.flag, day),)
        return state._replace(lock=raise_flag(state.lock, key, day, because=because))
    return state._replace(
        lock=set_flag(state.lock, key, step_flag(flag_state, FlagEvent.ANSWERED_NO))
    )
