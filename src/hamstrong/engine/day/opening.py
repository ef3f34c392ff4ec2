"""Opening of a day in the morning: what yesterday's work, the answer and time itself change.

Run whenever the open day is read, always from the start-of-day components, so that answering
again is a new reading. Everything that lowers acts here at once; everything that raises needs
an answered morning.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.engine.course.course import CompiledGate, Course
from hamstrong.engine.criteria.confirmation import confirmed_moments, is_strong
from hamstrong.engine.day.lock_day import LockDay
from hamstrong.engine.day.opening_ladders import LadderDay, followed_by, is_held, open_ladders
from hamstrong.engine.day.own_load_mornings import open_loads
from hamstrong.engine.day.record import DayRecord
from hamstrong.engine.day.timed_runs import learn_time
from hamstrong.engine.facts import ClearanceRecorded, StepBackChosen
from hamstrong.engine.state.action_gaps import ActionGaps
from hamstrong.engine.state.calendar import GapSignals, open_gap
from hamstrong.engine.state.easy_running import open_easy
from hamstrong.engine.state.episode_time import open_fail_free
from hamstrong.engine.state.flare import open_flare
from hamstrong.engine.state.gate import GateOrders, GatePosition, Latches, keep, latch, move_back
from hamstrong.engine.state.ladder import START_LEVEL, Followed, Ladder
from hamstrong.engine.state.load import has_more
from hamstrong.engine.state.monitors import lift_freeze
from hamstrong.engine.state.morning import (
    Asked,
    Baseline,
    Morning,
    MorningAnswer,
    MorningContext,
    MorningSignals,
    Verdict,
    answer_baseline,
    is_owed,
    is_unsettled,
    judge,
    open_morning,
)
from hamstrong.engine.state.return_watch import SportWatch, WatchSignals, open_watch
from hamstrong.engine.state.run_times import NO_TIMES, RunTimes
from hamstrong.engine.state.state import Episode
from hamstrong.engine.state.stretch import Stretch, open_stretch
from hamstrong.engine.state.walking import WalkingSignals, answer_walking
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import RaisedFlag

THIRD_FAIL = RaisedFlag.THIRD_FAIL
FREEZE = "freeze"


class OpenedEpisode(NamedTuple):
    """One episode after its morning, with what its components said. `moved` says that it went
    back this morning, or had to; `advanced` that its gate opened this morning. `ladders_before`
    are those before the morning."""

    episode: Episode
    course: Course
    morning: MorningSignals
    gap: GapSignals
    walking: WalkingSignals
    starts_flare: bool
    moved: bool
    risen: bool
    keys: frozenset[str]
    ladders_before: Mapping[str, Ladder]
    watch: WatchSignals = WatchSignals()
    advanced: bool = False


class Dawn(NamedTuple):
    """The morning's answer, judged, and what it tells the others."""

    baseline: Baseline
    asked: Asked
    verdict: Verdict
    counts: Asked
    morning: Morning
    signals: MorningSignals


class GateMove(NamedTuple):
    """The gate after today's orders, whether latches are lost, and whether a flare-up path starts
    because there is no stage below."""

    gate: GatePosition
    lost: bool
    starts_flare: bool


def open_episode(
    pack: Pack, course: Course, episode: Episode, day: DayRecord, lock: LockDay
) -> OpenedEpisode:
    """Apply the morning to one episode: what was answered first, then stages, then ladders."""
    rules, limb = pack.rules, episode.kind.limb
    dawn = _dawn(pack, course, episode, day)
    spacing = course.spacings[episode.gate.place]
    gap, gap_signals = open_gap(rules.gap, episode.gap, spacing)
    watch, watch_signals = _watch(pack, episode, day)
    walking, walk_signals = answer_walking(rules.walking, episode.walking, day.walking.get(limb))
    move = _move(episode, dawn.signals, gap_signals, day, sign_back=watch_signals.back)
    opened = _after_answers(pack, course, episode, dawn, move)
    opened = opened._replace(gap=gap, walking=walking, watch=watch)
    context = LadderDay(
        signals=dawn.signals,
        gap=gap_signals,
        gaps=_long_gaps(pack, episode, spacing),
        spacing=spacing,
        lost=move.lost,
        keys=keys_met(opened.latches),
        frozen=bool(opened.monitors.frozen) or is_held(lock),
        quiet_idle=course.restart_min,
    )
    opened, ladder_flare = _climb(pack, course, opened, context, day, lock)
    return OpenedEpisode(
        episode=opened._replace(stretch=_stretch(pack, course, opened, dawn)),
        course=course,
        morning=dawn.signals,
        gap=gap_signals,
        walking=walk_signals,
        starts_flare=move.starts_flare or ladder_flare,
        moved=move.lost,
        risen=_has_risen(episode, opened),
        keys=keys_met(opened.latches),
        ladders_before=episode.ladders,
        watch=watch_signals,
    )


def _long_gaps(pack: Pack, episode: Episode, spacing: int) -> ActionGaps:
    """The actions that were idle for long enough to lose rungs."""
    first = pack.rules.gap.bands[0].from_days
    return {name: gap for name, gap in episode.gaps.items() if gap.idle - spacing >= first}


def _has_risen(before: Episode, after: Episode) -> bool:
    """Whether a rung or a load rose this morning."""
    if any(has_more(before.loads.get(key), load) for key, load in after.loads.items()):
        return True
    return any(
        ladder.level > before.ladders[key].level
        for key, ladder in after.ladders.items()
        if key in before.ladders
    )


def _watch(pack: Pack, episode: Episode, day: DayRecord) -> tuple[SportWatch, WatchSignals]:
    limb = episode.kind.limb
    return open_watch(
        pack.way_back.watch,
        episode.watch,
        returned=limb in day.returned,
        answers=day.watch.get(limb),
    )


def _after_answers(
    pack: Pack, course: Course, episode: Episode, dawn: Dawn, move: GateMove
) -> Episode:
    """The episode once its morning answer and the orders to its gate have acted."""
    failed = dawn.asked is Asked.SESSION and dawn.verdict is Verdict.FAIL
    return episode._replace(
        baseline=dawn.baseline,
        morning=dawn.morning,
        gate=move.gate,
        flare=open_flare(pack.rules.flare, episode.flare, dawn.verdict, dawn.asked),
        latches=_left_after(course, move, episode.latches),
        fail_free=open_fail_free(episode.fail_free, dawn.verdict, dawn.counts),
        easy=open_easy(pack.rules.running, episode.easy, failed=failed),
    )


def _dawn(pack: Pack, course: Course, episode: Episode, day: DayRecord) -> Dawn:
    rules, answer = pack.rules.morning, day.mornings.get(episode.kind.limb)
    baseline = _baseline(pack, course, episode, day)
    asked = asked_today(pack, episode)
    verdict = judge(rules, answer, morning_context(course, episode, baseline))
    settling = is_unsettled(rules, episode.baseline)
    counts = _counts_as(episode, asked, verdict, settling=settling)
    # A high answer to what is usual is no bad morning; the flare-up path alone reads it as it is.
    told = Verdict.HOLD if settling and verdict is Verdict.FAIL else verdict
    low = _is_low(answer, rules.soreness_clear_max)
    morning, signals = open_morning(
        rules, episode.morning, told, counts, low=low, passes_max=course.passes_max
    )
    if settling and asked is Asked.SESSION and verdict is not Verdict.NONE:
        signals = signals._replace(closes=True)
    nprs = answer.nprs if answer is not None else None
    if verdict is Verdict.SORE_HOLD and nprs is not None and nprs >= rules.soreness_down_at:
        signals = signals._replace(very_sore=True)
    return Dawn(
        baseline=baseline,
        asked=asked,
        verdict=verdict,
        counts=counts,
        morning=morning,
        signals=signals,
    )


def _climb(
    pack: Pack, course: Course, opened: Episode, context: LadderDay, day: DayRecord, lock: LockDay
) -> tuple[Episode, bool]:
    """The episode after its ladders, and whether one of them starts the flare-up path."""
    ladders, earned, starts_flare = open_ladders(pack, course, opened, context, day)
    # After a move back only sessions of the stage itself count, not yesterday's.
    moments = {} if context.lost else confirmed_moments(course, opened, context.signals, earned)
    latches = latch(opened.latches, moments, course.slot_limits)
    loads = open_loads(pack, course, opened, context, ladders)
    times = _times(pack, opened, context)
    opened = opened._replace(ladders=ladders, loads=loads, times=times, latches=latches)
    return apply_clearances(pack, opened, lock.restarts), starts_flare


def _times(pack: Pack, episode: Episode, context: LadderDay) -> RunTimes:
    """The known times of runs after this morning; a gap that begins the programme anew leaves
    none."""
    if context.gap.restart:
        return NO_TIMES
    times = episode.times
    for work in episode.pending:
        if followed_by(context.signals, work, work.level) is Followed.CLEAN:
            times = learn_time(pack, times, work)
    return times


def _stretch(pack: Pack, course: Course, opened: Episode, dawn: Dawn) -> Stretch:
    return open_stretch(
        pack.rules.stretch,
        opened.stretch,
        dawn.signals.verdict,
        dawn.counts,
        strong=is_strong(pack, course, opened),
        stage=course.path[opened.gate.place],
    )


def _is_low(answer: MorningAnswer | None, limit: int) -> bool:
    """The morning is low enough to end the wait after sore thighs."""
    if answer is None or answer.nprs is None or answer.new_limp is not False:
        return False
    return answer.nprs <= limit


def asked_today(pack: Pack, episode: Episode) -> Asked:
    """Why this morning is asked."""
    if episode.asked == Asked.SESSION:
        return Asked.SESSION
    owed = (
        is_owed(pack.rules.morning, episode.morning)
        or episode.baseline.value >= pack.rules.morning.baseline_referral_min
        or bool(episode.flare.phase)
        or any(ladder.out for ladder in episode.ladders.values())
    )
    return Asked.OWED if owed else Asked.NO


def _counts_as(episode: Episode, asked: Asked, verdict: Verdict, *, settling: bool) -> Asked:
    """On the flare-up path a good morning counts for the path alone, and the morning after its
    first day is never a fail. While the usual value is asked, a morning counts as an owed one."""
    if settling and asked is Asked.SESSION:
        return Asked.OWED
    if not episode.flare.phase or asked is not Asked.SESSION:
        return asked
    first = episode.flare.phase == 1 and episode.flare.begun
    return asked if verdict is Verdict.FAIL and not first else Asked.OWED


def keys_met(latches: Latches) -> frozenset[str]:
    """Keys that are latched."""
    return frozenset(slot.removeprefix("key:") for slot, _ in latches if slot.startswith("key:"))


def apply_clearances(
    pack: Pack, episode: Episode, restarts: tuple[ClearanceRecorded, ...]
) -> Episode:
    """What a clearance changes besides its flag: a third-fail restart, a lifted freeze."""
    for fact in restarts:
        if fact.limb and fact.limb != episode.kind.limb:
            continue
        if THIRD_FAIL in fact.flags and episode.morning.fails >= pack.rules.morning.fails_held:
            fails = pack.rules.clearance.fails_after
            episode = episode._replace(
                morning=episode.morning._replace(fails=fails),
                ladders={k: restart_ladder(ladder) for k, ladder in episode.ladders.items()},
            )
        if FREEZE in fact.flags:
            episode = episode._replace(monitors=lift_freeze(episode.monitors))
    return episode


def restart_ladder(ladder: Ladder) -> Ladder:
    """Lowest rung, runs at nothing, what is left out stays so."""
    level = min(ladder.level, START_LEVEL)
    return Ladder(level=level, idle=ladder.idle, out=ladder.out, gap_down=ladder.gap_down)


def _baseline(pack: Pack, course: Course, episode: Episode, day: DayRecord) -> Baseline:
    """The usual value after today's answer. While it is asked the morning question is its own."""
    limb = episode.kind.limb
    answer, morning = day.baselines.get(limb), day.mornings.get(limb)
    if (
        answer is None
        and morning is not None
        and is_unsettled(pack.rules.morning, episode.baseline)
    ):
        answer = morning.nprs
    first = course.track.baseline_on_injury_day
    too_early = first is not None and episode.walking.age < first
    if answer is None or too_early:
        return episode.baseline
    return answer_baseline(episode.baseline, answer)


def morning_context(course: Course, episode: Episode, baseline: Baseline) -> MorningContext:
    """What a morning answer is judged against: the usual value and what may explain soreness."""
    until = course.track.usual_passes_until_stage
    return MorningContext(
        baseline=baseline.value,
        may_be_soreness=course.track.both_thighs_hold and episode.soreness > 0,
        usual_passes=until is not None and course.path[episode.gate.place] < until,
    )


def _move(
    episode: Episode,
    morning: MorningSignals,
    gap: GapSignals,
    day: DayRecord,
    *,
    sign_back: int,
) -> GateMove:
    """What morning, gap, step back and signs after the return do to the gate."""
    limb = episode.kind.limb
    chosen = any(_is_stage_back(back, limb) for back in day.backs)
    back = max(int(morning.back), gap.stages_back, int(chosen), sign_back)
    to_flare = morning.back and episode.gate.place == 0
    gate, lost = move_back(episode.gate, GateOrders(back, gap.restart, gap.band > 0))
    return GateMove(gate, lost, starts_flare=to_flare)


def _is_stage_back(back: StepBackChosen, limb: str) -> bool:
    return back.exercise is None and back.limb == limb


def _left_after(course: Course, move: GateMove, latches: Latches) -> Latches:
    """A move back clears the gate's and all later criteria, and every key but those that only a
    lower stage clears."""
    if not move.lost:
        return latches
    stage = course.path[move.gate.place]
    kept = (
        f"key:{key.key.id}"
        for key in course.keys
        if key.key.cleared_at is not None and stage > key.key.cleared_at
    )
    return keep(latches, frozenset(kept))


def gate_of(course: Course, episode: Episode) -> CompiledGate | None:
    """The gate out of the episode's stage; None in the last."""
    return course.gates[episode.gate.place]
