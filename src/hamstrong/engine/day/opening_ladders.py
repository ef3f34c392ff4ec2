"""The ladders of an episode in the morning: what each is given, and how far it may go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.engine.course.course import Course, candidate_at
from hamstrong.engine.course.gap_names import gap_names
from hamstrong.engine.day.lock_day import LockDay
from hamstrong.engine.day.record import DayRecord
from hamstrong.engine.state.action_gaps import ActionGaps, GapTakes, gap_takes
from hamstrong.engine.state.calendar import GapSignals
from hamstrong.engine.state.ladder import (
    START_LEVEL,
    Followed,
    Ladder,
    LadderOrders,
    open_ladder,
    planned_every,
)
from hamstrong.engine.state.lock import standing_flags
from hamstrong.engine.state.morning import Asked, MorningSignals, Verdict
from hamstrong.engine.state.pending_work import Work
from hamstrong.engine.state.state import Episode, ladder_key, split_key
from hamstrong.protocol.model import Pack


def followed_by(signals: MorningSignals, work: Work, level: int) -> Followed:
    """What this morning says to one exercise of the session before it."""
    if signals.verdict is Verdict.NONE:
        return Followed.NONE
    if signals.asked is not Asked.SESSION and not signals.closes:
        return Followed.NONE
    if (signals.verdict is Verdict.FAIL and not signals.closes) or (
        signals.very_sore and work.new_rung
    ):
        return Followed.FAILED
    clean = signals.verdict is Verdict.PASS and work.clean and work.level == level
    return Followed.CLEAN if clean else Followed.NEUTRAL


SPORT_LOOKS_BACK_DAYS = 3


def session_before(episode: Episode, signals: MorningSignals) -> tuple[Work, ...]:
    """Yesterday's session; where sport alone was asked about and the morning fails, one of the
    two days before the sport."""
    if episode.pending or signals.verdict is not Verdict.FAIL:
        return episode.pending
    if not 0 < episode.session_age <= SPORT_LOOKS_BACK_DAYS:
        return ()
    return tuple(
        Work(key, level, clean=False, performed=True, repetitions=0, load_class="", new_rung=False)
        for key, level in episode.last_session
    )


class LadderDay(NamedTuple):
    """What the other components say to every ladder of an episode this morning. `gaps` are the
    actions idle for long enough to lose rungs; a ladder idle for less than `quiet_idle` days
    restarts no ramp."""

    signals: MorningSignals
    gap: GapSignals
    gaps: ActionGaps
    spacing: int
    lost: bool
    keys: frozenset[str]
    frozen: bool
    quiet_idle: int


def open_ladders(
    pack: Pack, course: Course, episode: Episode, context: LadderDay, day: DayRecord
) -> tuple[Mapping[str, Ladder], dict[str, int], bool]:
    """Open every ladder that something concerns today.

    Returns:
        The ladders, the level of each key's second clean session, and whether a ladder starts
        the flare-up path.
    """
    episode = _with_chosen(course, episode, day)
    pending = {work.key: work for work in session_before(episode, context.signals)}
    ceilings = _ceilings(episode, day)
    if context.lost:
        for key, top in run_ceilings(course, episode.gate.place, episode.ladders).items():
            ceilings[key] = min(top, ceilings.get(key, top))
    quiet = not ceilings and not _has_orders(context)
    changed: dict[str, Ladder] = {}
    earned: dict[str, int] = {}
    flare = False
    for key, ladder in episode.ladders.items():
        work = pending.get(key)
        if work is None and quiet and ladder.idle < context.quiet_idle:
            continue
        plan = course.ladders.get(split_key(key)[0])
        if plan is None:
            continue
        orders = _orders(pack, course, context, key, ceilings.get(key), planned_every(plan, ladder))
        followed = followed_by(context.signals, work, ladder.level) if work else Followed.NONE
        free = followed is Followed.CLEAN and not context.frozen and not episode.flare.phase
        may_rise = free and may_go_up(pack, course, episode, key, ladder, context.keys)
        result = open_ladder(plan, ladder, followed, orders, may_rise=may_rise)
        changed[key] = result.ladder
        flare = flare or result.starts_flare
        if result.two_clean_level is not None:
            earned[key] = result.two_clean_level
    if not changed:
        return episode.ladders, earned, flare
    return {**episode.ladders, **changed}, earned, flare


def _has_orders(context: LadderDay) -> bool:
    """Whether the other components ask anything of every ladder today."""
    return bool(context.signals.back or context.gap.restart or context.lost or context.gaps)


def _orders(
    pack: Pack, course: Course, context: LadderDay, key: str, ceiling: int | None, every: int
) -> LadderOrders:
    takes = _gap_takes(pack, course, context, key, every) if context.gaps else GapTakes()
    lowest = context.gap.restart or takes.lowest
    return LadderOrders(
        ceiling=ceiling,
        last_clean_minus_one=context.signals.back,
        lowest=lowest,
        lost=context.lost,
        gap_rungs=takes.rungs,
    )


def _gap_takes(pack: Pack, course: Course, context: LadderDay, key: str, every: int) -> GapTakes:
    """Rungs follow the gap of the exercise's own action, the longer of two legs."""
    names = gap_names(pack, course, key)
    idle = max((context.gaps[name].idle for name in names if name in context.gaps), default=0)
    # What is planned once a week is not missed on the seventh day.
    return gap_takes(pack.rules.gap, idle, max(context.spacing, every))


def is_held(lock: LockDay) -> bool:
    """Any flag in force holds every ladder where it is."""
    return bool(standing_flags(lock.lock))


def _with_chosen(course: Course, episode: Episode, day: DayRecord) -> Episode:
    """A step back may be chosen before an exercise was ever done: it begins a ladder then (S11)."""
    chosen = _chosen_back(episode, day)
    if not chosen:
        return episode
    begun = {split_key(key)[0] for key in episode.ladders}
    fresh = {
        ladder_key(exercise, side): Ladder()
        for exercise in sorted(chosen & set(course.ladders) - begun)
        for side in (*course.sides, "both")
    }
    return episode._replace(ladders={**episode.ladders, **fresh}) if fresh else episode


def _chosen_back(episode: Episode, day: DayRecord) -> frozenset[str]:
    """Exercises that the person steps back in today."""
    limb = episode.kind.limb
    return frozenset(b.exercise for b in day.backs if b.exercise and b.limb == limb)


def _ceilings(episode: Episode, day: DayRecord) -> dict[str, int]:
    """Ceilings from chosen steps back."""
    chosen = _chosen_back(episode, day)
    if not chosen:
        return {}
    return {
        key: ladder.level - 1
        for key, ladder in episode.ladders.items()
        if split_key(key)[0] in chosen
    }


def run_ceilings(course: Course, place: int, ladders: Mapping[str, Ladder]) -> dict[str, int]:
    """Ceilings of runs that are above what a place of the path has: a stage that opens again must
    not bring them back by several rungs at once."""
    found: dict[str, int] = {}
    for key, ladder in ladders.items():
        candidate = candidate_at(course, place, split_key(key)[0])
        if candidate is None or not candidate.load_class.run:
            continue
        if ladder.level > candidate.max_level:
            found[key] = candidate.max_level
    return found


def may_go_up(
    pack: Pack,
    course: Course,
    episode: Episode,
    key: str,
    ladder: Ladder,
    keys: frozenset[str],
) -> bool:
    """Whether the next level is open: in the stage, within limits, keys met, good leg not ahead."""
    exercise, side = split_key(key)
    candidate = candidate_at(course, episode.gate.place, exercise)
    if candidate is None or ladder.level + 1 > candidate.max_level:
        return False
    if any(ladder.level + 1 >= level and need not in keys for level, need in candidate.keyed):
        return False
    return not leads(pack, episode, exercise, side, ladder.level + 1)


def leads(pack: Pack, episode: Episode, exercise: str, side: str, level: int) -> bool:
    """Whether this level would put the good leg more than the pack's lead above the other."""
    if not episode.kind.alone or side in ("both", episode.kind.limb):
        return False
    involved = episode.ladders.get(f"{exercise}:{episode.kind.limb}")
    base = involved.level if involved is not None else START_LEVEL
    return level > base + pack.rules.ladder.good_leg_lead
