"""Pain of one exercise in today's session: its limits, and what was answered to it."""

from __future__ import annotations

from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.day.record import DayRecord
from hamstrong.engine.facts import PainReported, PlannedItem, RunLogged, SetLogged, TestLogged
from hamstrong.engine.state.gate import counted_today
from hamstrong.engine.state.ladder import Worked
from hamstrong.engine.state.state import split_key
from hamstrong.protocol.model import Pack
from hamstrong.protocol.numbers import PainRules

Logged = list[SetLogged | RunLogged]


def clean_limit(pain: PainRules, *, early: bool, run: bool) -> int:
    """The highest pain (NPRS) of a clean session; above it a session is neutral or broken.

    Args:
        early: the first days of a daily stage.
        run: a run, where less pain is allowed.
    """
    limits = (
        pain.clean_max,
        pain.early_clean_max if early else pain.clean_max,
        pain.run_clean_max if run else pain.clean_max,
    )
    return min(limits)


def clean_max_today(pack: Pack, opened: OpenedEpisode, key: str) -> int:
    """The highest pain (NPRS) of a clean session of the exercise with this ladder key today."""
    run = is_run(pack, key)
    return clean_limit(pack.rules.pain, early=is_early(pack, opened), run=run)


def is_run(pack: Pack, key: str) -> bool:
    """Whether the exercise with this ladder key is running."""
    exercise = pack.exercises.get(split_key(key)[0])
    return exercise is not None and pack.load_classes[exercise.load_class].run


def is_early(pack: Pack, opened: OpenedEpisode) -> bool:
    """Whether today is one of the first days of a daily stage, by the clock of its gate."""
    gate = opened.episode.gate
    daily = opened.course.stages[gate.place].daily
    return daily and counted_today(gate) < pack.rules.pain.early_days


def hurts_before(pack: Pack, day: DayRecord, limb: str) -> bool:
    """Whether the pain before the session was too high for its work to count up."""
    pain = day.pains_now.get(limb)
    return pain is not None and pain >= pack.rules.pain.before_isometrics_only


def pain_answers(sets: Logged, pains: list[PainReported]) -> list[int]:
    """Answered pain at the sore spot, 0-10, of sets and of later reports."""
    here = [s.nprs for s in sets if s.nprs is not None and not s.elsewhere]
    return here + [p.nprs for p in pains if not p.elsewhere]


def worst_pain(sets: Logged, pains: list[PainReported]) -> int | None:
    """The worst of these answers, None without one."""
    return max(pain_answers(sets, pains), default=None)


def ended_by_pain(pack: Pack, sets: Logged, pains: list[PainReported]) -> bool:
    """Whether an answer reached the pack's limit or a pain was sharp."""
    limit = pack.rules.pain.end_session_at
    if any(n >= limit for n in pain_answers(sets, pains)):
        return True
    return any(s.sharp and not s.elsewhere for s in sets) or any(
        p.sharp and not p.elsewhere for p in pains
    )


def is_sharp_stop(pack: Pack, reasons: list[str | None]) -> bool:
    """Whether a reason to stop ends the session as pain does."""
    known = [pack.stop_reasons[r].does for r in reasons if r and r in pack.stop_reasons]
    return "end_session_pain" in known


def ends_run(pack: Pack, reason: str | None) -> bool:
    """Whether a reason to stop ends a run as pain does."""
    known = pack.stop_reasons.get(reason or "")
    return known is not None and known.does == "end_run"


def unanswered_pains(item: PlannedItem | None, sets: Logged, pains: list[PainReported]) -> int:
    """Asked pains without an answer. A pain given later answers one set that has none."""
    if not sets:
        return 0
    answered = len([s for s in sets if s.nprs is not None]) + len(pains)
    if item is not None and item.ask == "once":
        return 0 if answered else 1
    return max(0, len(sets) - answered)


def work_by_pain(pain: PainRules, logged: TestLogged, clean_max: int) -> Worked:
    """What the pain of a self-test makes of its exercise; NONE where it was low."""
    nprs = logged.nprs
    if logged.sharp or (nprs is not None and nprs >= pain.stop_exercise_at):
        return Worked.DOWN
    if nprs is None or nprs <= clean_max:
        return Worked.NONE
    return Worked.BROKEN if nprs >= pain.finish_at else Worked.NEUTRAL
