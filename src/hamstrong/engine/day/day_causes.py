"""Day causes: which of a day's answers are behind what follows; nothing is judged here."""

from __future__ import annotations

from hamstrong.engine.day.lock_day import LockDay
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.day.record import DayRecord
from hamstrong.engine.day.session_work import DayWork
from hamstrong.engine.state.causes import Cause, Causes, join_causes
from hamstrong.engine.state.monitors import Monitors
from hamstrong.engine.state.morning import Block, Verdict


def morning_causes(day: DayRecord, limb: str, date: int | None) -> Causes:
    """What was said of a limb this morning."""
    answer = day.mornings.get(limb)
    if answer is None:
        return ()
    number = () if answer.nprs is None else (Cause("morning", answer.nprs, date),)
    return (*number, Cause("new_limp", None, date)) if answer.new_limp else number


def flare_causes(
    opened: OpenedEpisode, day: DayRecord, lock: LockDay, work: DayWork, date: int | None
) -> Causes:
    """What began a limb's flare-up path, or asks for it today: strong pain or a stop, a second
    failed morning with no stage below, or pain that leaves an exercise out twice."""
    limb, known = opened.episode.kind.limb, opened.episode.flare_because
    if limb in lock.triage_limbs:
        return join_causes(known, lock.because)
    if opened.starts_flare:
        return join_causes(known, morning_causes(day, limb, date) or _pain(work, date))
    return known or _pain(work, date)


def _pain(work: DayWork, date: int | None) -> Causes:
    pains = [result.worst for result in work.results.values() if result.worst is not None]
    return (Cause("pain", max(pains), date),) if pains else ()


def awaited_causes(opened: OpenedEpisode, day: DayRecord, date: int | None) -> Causes:
    """The morning after which hard work waits for a good one; none while it waits for none."""
    if opened.morning.verdict in (Verdict.FAIL, Verdict.SORE_HOLD):
        return morning_causes(day, opened.episode.kind.limb, date)
    waits = opened.episode.morning.block is not Block.FREE
    return opened.episode.morning_because if waits else ()


def rising_causes(monitors: Monitors) -> Causes:
    """The weekly medians that went up."""
    return tuple(Cause("week_median", one) for one in monitors.medians if one is not None)
