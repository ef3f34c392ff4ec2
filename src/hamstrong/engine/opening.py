"""The morning part of a day: what yesterday's work, this morning's answer and time itself change.

Run whenever the open day is read, always from the start-of-day components, so that answering
again is a new reading. Everything that lowers acts here at once; everything that raises needs
an answered morning.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.engine.calendar import GapSignals, open_gap, own_band_rungs
from hamstrong.engine.course import CompiledGate, Course, candidate_at
from hamstrong.engine.easy import open_easy
from hamstrong.engine.facts import ClearanceRecorded, StepBackChosen
from hamstrong.engine.flare import open_flare
from hamstrong.engine.forms import LockDay
from hamstrong.engine.gate import (
    Gate,
    GateOrders,
    Latches,
    latch,
    move_back,
)
from hamstrong.engine.ladder import (
    START_LEVEL,
    Followed,
    Ladder,
    LadderOrders,
    open_ladder,
    planned_every,
    rung_of,
)
from hamstrong.engine.lock import standing_flags
from hamstrong.engine.monitors import lift_freeze
from hamstrong.engine.morning import (
    Asked,
    Baseline,
    MorningAnswer,
    MorningContext,
    MorningSignals,
    Verdict,
    answer_baseline,
    is_owed,
    judge,
    open_morning,
)
from hamstrong.engine.reading import DayRead
from hamstrong.engine.returning import WatchSignals, open_watch
from hamstrong.engine.state import Episode, Work, ladder_key, split_key
from hamstrong.engine.stretch import open_stretch
from hamstrong.engine.walking import WalkingSignals, answer_walking
from hamstrong.protocol.model import Criterion, Pack

THIRD_FAIL = "third_fail"
FREEZE = "freeze"


class OpenedEpisode(NamedTuple):
    """One episode after its morning, with what its components said."""

    episode: Episode
    course: Course
    morning: MorningSignals
    gap: GapSignals
    walking: WalkingSignals
    starts_flare: bool
    moved: bool
    careful: bool
    keys: frozenset[str]
    watch: WatchSignals = WatchSignals()


def open_episode(
    pack: Pack, course: Course, episode: Episode, day: DayRead, lock: LockDay
) -> OpenedEpisode:
    """Apply the morning to one episode."""
    rules, limb = pack.rules, episode.kind.limb
    baseline = _baseline(course, episode, day)
    asked = asked_today(pack, episode)
    answer = day.mornings.get(limb)
    verdict = judge(rules.morning, answer, morning_context(course, episode, baseline))
    failed = asked is Asked.SESSION and verdict is Verdict.FAIL
    easy = open_easy(rules.running, episode.easy, failed=failed)
    low = _is_low(answer, rules.morning.soreness_clear_max)
    counts = _counts_as(episode, asked, verdict)
    morning, signals = open_morning(
        rules.morning, episode.morning, verdict, counts, low=low, passes_max=course.passes_max
    )
    spacing = course.spacings[episode.gate.place]
    gap, gap_signals = open_gap(rules.gap, episode.gap, spacing)
    watch, watch_signals = open_watch(
        pack.way_back.watch,
        episode.watch,
        returned=limb in day.returned,
        answers=day.watch.get(limb),
    )
    gate, lost, to_flare = _move(
        course, episode, signals, gap_signals, day, sign_back=watch_signals.back
    )
    flare = open_flare(rules.flare, episode.flare, verdict, asked)
    walking, walk_signals = answer_walking(rules.walking, episode.walking, day.walking.get(limb))
    latches = _cleared(episode.latches, lost)
    careful = course.path[gate.place] in course.track.careful_stages
    opened = episode._replace(
        baseline=baseline,
        morning=morning,
        gap=gap,
        gate=gate,
        flare=flare,
        walking=walking,
        latches=latches,
        easy=easy,
        watch=watch,
    )
    keys = keys_met(latches)
    frozen = bool(episode.monitors.frozen) or _is_held(lock)
    idle = min(course.restart_min, rules.gap.bands[0].from_days + spacing)
    context = LadderDay(signals, gap_signals, spacing, lost, careful, keys, frozen, idle)
    ladders, earned, ladder_flare = _open_ladders(pack, course, opened, context, day)
    # After a move back only sessions of the stage itself count, not yesterday's.
    moments = {} if lost else _confirmed(course, opened, signals, earned)
    latches = latch(latches, moments, course.slot_limits)
    opened = opened._replace(ladders=ladders, latches=latches)
    opened = apply_clearances(pack, opened, lock.restarts)
    stretch = open_stretch(
        rules.stretch,
        episode.stretch,
        signals.verdict,
        counts,
        strong=_is_strong(pack, course, opened),
        stage=course.path[gate.place],
    )
    return OpenedEpisode(
        opened._replace(stretch=stretch),
        course,
        signals,
        gap_signals,
        walk_signals,
        to_flare or ladder_flare,
        lost,
        careful,
        keys_met(latches),
        watch_signals,
    )


def _is_low(answer: MorningAnswer | None, limit: int) -> bool:
    """The morning is low enough to end the wait after sore thighs."""
    if answer is None or answer.nprs is None or answer.new_limp is not False:
        return False
    return answer.nprs <= limit


def asked_today(pack: Pack, episode: Episode) -> Asked:
    """Why this morning is asked (RULES 4)."""
    if episode.asked == Asked.SESSION:
        return Asked.SESSION
    owed = (
        is_owed(pack.rules.morning, episode.morning)
        or bool(episode.flare.phase)
        or any(ladder.out for ladder in episode.ladders.values())
    )
    return Asked.OWED if owed else Asked.NO


def _counts_as(episode: Episode, asked: Asked, verdict: Verdict) -> Asked:
    """On the flare-up path a good morning counts for the path alone, and the morning after its
    first day is never a fail (RULES 6)."""
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
        if FREEZE in fact.flags and fact.who:
            episode = episode._replace(monitors=lift_freeze(episode.monitors))
    return episode


def restart_ladder(ladder: Ladder) -> Ladder:
    """Lowest rung, runs at nothing, what is left out stays so."""
    level = min(ladder.level, START_LEVEL)
    return Ladder(level=level, idle=ladder.idle, out=ladder.out, gap_down=ladder.gap_down)


def _baseline(course: Course, episode: Episode, day: DayRead) -> Baseline:
    answer = day.baselines.get(episode.kind.limb)
    first = course.track.baseline_on_injury_day
    too_early = first is not None and episode.walking.age < first
    if answer is None or too_early:
        return episode.baseline
    return answer_baseline(episode.baseline, answer)


def morning_context(course: Course, episode: Episode, baseline: Baseline) -> MorningContext:
    """What a morning answer is judged against: the baseline, and whether the work was new."""
    new = any(work.new_rung for work in episode.pending)
    return MorningContext(baseline.value, course.track.both_thighs_hold and new)


def _move(
    course: Course,
    episode: Episode,
    morning: MorningSignals,
    gap: GapSignals,
    day: DayRead,
    *,
    sign_back: int,
) -> tuple[Gate, bool, bool]:
    """Gate after today's orders, whether latches are lost, and whether a flare-up path starts
    because there is no stage below."""
    limb = episode.kind.limb
    chosen = any(_is_stage_back(back, limb) for back in day.backs)
    back = max(int(morning.back), gap.stages_back, int(chosen), sign_back)
    to_flare = morning.back and episode.gate.place == 0
    compiled = course.gates[episode.gate.place]
    failed = morning.asked is Asked.SESSION and morning.verdict is Verdict.FAIL
    restart = failed and compiled is not None and compiled.restarts_on_fail
    gate, lost = move_back(episode.gate, GateOrders(back, gap.restart, restart))
    return gate, lost, to_flare


def _is_stage_back(back: StepBackChosen, limb: str) -> bool:
    return back.exercise is None and back.limb == limb


def _cleared(latches: Latches, lost: bool) -> Latches:
    """A move back clears the gate's and all later criteria and every key. Only the current
    gate's criteria are ever collected, so that is everything."""
    return () if lost else latches


def _followed(signals: MorningSignals, work: Work, level: int) -> Followed:
    """What this morning says to one exercise of yesterday."""
    if signals.asked is not Asked.SESSION or signals.verdict is Verdict.NONE:
        return Followed.NONE
    if signals.verdict is Verdict.FAIL:
        return Followed.FAILED
    if signals.verdict is not Verdict.PASS:
        return Followed.HELD
    return Followed.CLEAN if work.clean and work.level == level else Followed.NEUTRAL


class LadderDay(NamedTuple):
    """What the other components say to every ladder of an episode this morning. A ladder idle
    for less than `quiet_idle` days is concerned by no gap of its own."""

    signals: MorningSignals
    gap: GapSignals
    spacing: int
    lost: bool
    careful: bool
    keys: frozenset[str]
    frozen: bool
    quiet_idle: int


def _open_ladders(
    pack: Pack, course: Course, episode: Episode, context: LadderDay, day: DayRead
) -> tuple[Mapping[str, Ladder], dict[str, int], bool]:
    """Open every ladder that something concerns today.

    Returns:
        The ladders, the level of each key's second clean session, and whether a ladder starts
        the flare-up path.
    """
    episode = _with_chosen(course, episode, day)
    pending = {work.key: work for work in episode.pending}
    ceilings = _ceilings(episode, day)
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
        orders = _orders(pack, context, ladder, ceilings.get(key), planned_every(plan, ladder))
        followed = _followed(context.signals, work, ladder.level) if work else Followed.NONE
        free = followed is Followed.CLEAN and not context.frozen and not episode.flare.phase
        may_rise = free and may_go_up(pack, course, episode, key, ladder, context.keys)
        result = open_ladder(
            plan, ladder, followed, orders, may_rise=may_rise, careful=context.careful
        )
        changed[key] = result.ladder
        flare = flare or result.starts_flare
        if result.two_clean_level is not None:
            earned[key] = result.two_clean_level
    if not changed:
        return episode.ladders, earned, flare
    return {**episode.ladders, **changed}, earned, flare


def _has_orders(context: LadderDay) -> bool:
    """Whether the other components ask anything of every ladder today."""
    gap = context.gap
    return bool(context.signals.back or gap.restart or context.lost or gap.rungs)


def _orders(
    pack: Pack, context: LadderDay, ladder: Ladder, ceiling: int | None, every: int
) -> LadderOrders:
    # What is planned once a week is not missed on the seventh day.
    own = own_band_rungs(pack.rules.gap.bands, ladder.idle, max(context.spacing, every))
    # Rungs follow the exercise's own gap: what was done all along is lowered by nobody's absence.
    rungs = max(context.gap.rungs, own) if own else 0
    return LadderOrders(ceiling, context.signals.back, context.gap.restart, context.lost, rungs)


def _is_held(lock: LockDay) -> bool:
    """Any flag that stands holds every ladder where it is."""
    return bool(standing_flags(lock.lock))


def _with_chosen(course: Course, episode: Episode, day: DayRead) -> Episode:
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


def _chosen_back(episode: Episode, day: DayRead) -> frozenset[str]:
    """Exercises that the person steps back in today."""
    limb = episode.kind.limb
    return frozenset(b.exercise for b in day.backs if b.exercise and b.limb == limb)


def _ceilings(episode: Episode, day: DayRead) -> dict[str, int]:
    """Ceilings from chosen steps back."""
    chosen = _chosen_back(episode, day)
    if not chosen:
        return {}
    return {
        key: ladder.level - 1
        for key, ladder in episode.ladders.items()
        if split_key(key)[0] in chosen
    }


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


def _confirmed(
    course: Course, episode: Episode, signals: MorningSignals, earned: Mapping[str, int]
) -> dict[str, int]:
    """Criterion moments that this passed morning confirms."""
    if signals.asked is not Asked.SESSION or signals.verdict is not Verdict.PASS:
        return {}
    moments: dict[str, int] = {}
    compiled = course.gates[episode.gate.place]
    stage = course.path[episode.gate.place]
    groups = [compiled.criteria] if compiled else []
    groups += [key.criteria for key in course.keys if key.key.from_stage <= stage]
    for group in groups:
        for item in group:
            for slot, _ in item.slots:
                if _is_confirmed(course, episode, item.criterion, slot, earned):
                    moments[slot] = 1
    return moments


def _is_confirmed(
    course: Course, episode: Episode, criterion: Criterion, slot: str, earned: Mapping[str, int]
) -> bool:
    if criterion.kind == "rung_clean":
        return _rung_earned(course, criterion, slot, earned)
    if criterion.kind == "repetitions":
        return any(_repetitions(work, criterion, slot) for work in episode.pending)
    if criterion.kind == "clean_sessions":
        return _clean_session(episode.pending, criterion.load_class)
    return False


def _rung_earned(
    course: Course, criterion: Criterion, slot: str, earned: Mapping[str, int]
) -> bool:
    exercise = criterion.exercise or ""
    needed = next(
        (i for i, r in enumerate(course.rungs.get(exercise, ())) if r.id == criterion.rung), None
    )
    if needed is None:
        return False
    for key, level in earned.items():
        name, side = split_key(key)
        own = side in ("both", course.kind.limb) if ":" not in slot else slot.endswith(f":{side}")
        if name == exercise and own and level >= START_LEVEL and rung_of(level) >= needed:
            return True
    return False


def _repetitions(work: Work, criterion: Criterion, slot: str) -> bool:
    exercise, side = split_key(work.key)
    sided = slot.endswith(f":{side}") if criterion.each_side else True
    enough = criterion.count is not None and work.repetitions >= criterion.count
    low = work.worst is not None and (
        criterion.pain_max is None or work.worst <= criterion.pain_max
    )
    return exercise == criterion.exercise and sided and enough and low


def _clean_session(pending: tuple[Work, ...], load_class: str | None) -> bool:
    """A session counts when it had work of the class and all of that was clean."""
    of_class = [work for work in pending if work.load_class == load_class]
    return bool(of_class) and all(work.clean for work in of_class)


def _is_strong(pack: Pack, course: Course, episode: Episode) -> bool:
    """A key exercise stands the pack's number of rungs above its start."""
    above = START_LEVEL + pack.rules.stretch.key_rungs_above
    needed, ladders = course.gate_ladders[episode.gate.place], episode.ladders
    return any(key in ladders and ladders[key].level >= above for key in needed)


def gate_of(course: Course, episode: Episode) -> CompiledGate | None:
    """The gate out of the episode's stage; None in the last."""
    return course.gates[episode.gate.place]
