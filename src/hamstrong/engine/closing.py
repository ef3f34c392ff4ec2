"""The evening part of a day: what today's facts leave for tomorrow.

Runs once, when the next day opens. It reads the opened episodes, never the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.engine.calendar import EASY, HARD, POWER, Gap, close_gap
from hamstrong.engine.course import CompiledCriterion, CompiledKey, Course
from hamstrong.engine.facts import PlannedItem
from hamstrong.engine.flare import close_flare
from hamstrong.engine.forms import LockDay
from hamstrong.engine.gate import close_gate, latch
from hamstrong.engine.ladder import HALF_LEVEL, Ladder, Worked, close_ladder, rung_of
from hamstrong.engine.lock import clearance_cap, standing_flags
from hamstrong.engine.monitors import Looked, close_monitors, gate_baseline, lift_freeze
from hamstrong.engine.morning import Asked, close_baseline, close_morning
from hamstrong.engine.opening import OpenedEpisode, gate_of
from hamstrong.engine.reading import DayRead
from hamstrong.engine.results import DayWork, read_work
from hamstrong.engine.state import Episode, Person, Work, split_key
from hamstrong.engine.stretch import Stretch, close_stretch
from hamstrong.engine.walking import close_walking
from hamstrong.engine.work import Result
from hamstrong.protocol.model import Pack


class ClosedEpisode(NamedTuple):
    """Tomorrow's episode and the flags that this day raises for its limb."""

    episode: Episode
    flags: tuple[str, ...]


class DayShape(NamedTuple):
    """Person-wide facts of the day that every episode's closing reads."""

    hardness: int
    nordic: bool
    sport: bool
    training_day: bool
    refused: bool


def hardness(pack: Pack, day: DayRead, *, sport_counts: bool) -> tuple[int, bool]:
    """How hard today counts (RULES 0) and whether it had Nordics.

    One logged set of a hard class counts, prescribed or not; a hard plan that was started and
    left without a set counts too.
    """
    done = {s.exercise for s in day.sets}
    if day.started:
        done |= {i.exercise for i in day.planned if not _was_reached(day, i)}
    exercises = [pack.exercises[e] for e in done if e in pack.exercises]
    classes = [pack.load_classes[e.load_class] for e in exercises]
    nordic = any(e.nordic for e in exercises)
    if any(c.power for c in classes):
        return POWER, nordic
    hard = any(c.hard for c in classes) or (day.sport and sport_counts)
    return (HARD if hard else EASY), nordic


def _was_reached(day: DayRead, item: PlannedItem) -> bool:
    """Whether the diary says how this planned item went: a set or a stop of it or of the day."""
    if any(s.exercise == item.exercise for s in day.sets):
        return True
    return bool(day.sets) or any(s.exercise in (None, item.exercise) for s in day.stops)


def close_episode(
    pack: Pack, person: Person, opened: OpenedEpisode, day: DayRead, lock: LockDay, shape: DayShape
) -> ClosedEpisode:
    """Let the day pass for one episode."""
    episode, course, rules = opened.episode, opened.course, pack.rules
    work = read_work(pack, opened, day)
    ladders, ladder_flare = _close_ladders(course, episode, work, careful=opened.careful)
    limb = episode.kind.limb
    flare_due = episode.flare_due or limb in lock.triage_limbs
    starts = opened.starts_flare or ladder_flare or (flare_due and lock.settled)
    if starts:
        ladders = _below_last_session(episode, ladders, work)
    flare, flare_signals = close_flare(
        rules.flare, episode.flare, starts=starts, performed=work.performed
    )
    walking, missed = close_walking(rules.walking, episode.walking, opened.walking)
    held = _is_held(opened, lock, shape, flare_due)
    ticks = episode.gate.started and not held and opened.gap.band == 0
    closed = episode._replace(
        morning=close_morning(rules.morning, episode.morning, opened.morning),
        baseline=close_baseline(rules.morning, episode.baseline),
        flare=flare,
        flare_due=flare_due and not starts and not lock.settled,
        walking=walking,
        ladders=ladders,
        pending=_pending(pack, episode, work),
        asked=int(Asked.SESSION if work.worked or day.sport else Asked.NO),
        last_session=_last_session(episode, work) or episode.last_session,
        exercise_days=_exercise_days(course, episode, work),
        stretch=_close_stretch(pack, opened, work),
        gap=_close_gap(pack, course, episode, work),
        closed=episode.closed or limb in lock.closes,
    )
    closed = _close_gate(pack, person, opened, closed, day, lock, work, ticks=ticks, held=held)
    moved = closed.gate.place != episode.gate.place or opened.moved
    closed, rising = _close_monitors(pack, opened, closed, day, work, shape, ticks, moved)
    flags = [
        f for f, on in _flags(flare_signals.second, flare_signals.not_settled, missed, rising) if on
    ]
    return ClosedEpisode(closed, tuple(flags))


def _flags(second: bool, late: bool, missed: bool, rising: bool) -> tuple[tuple[str, bool], ...]:
    return (
        ("second_flare", second),
        ("flare_not_settled", late),
        ("limp", missed),
        ("rising", rising),
    )


def _close_ladders(
    course: Course, episode: Episode, work: DayWork, *, careful: bool
) -> tuple[dict[str, Ladder], bool]:
    ladders = dict(episode.ladders)
    flare = False
    for key in {*ladders, *work.results}:
        plan = course.ladders.get(split_key(key)[0])
        if plan is None:
            continue
        ladder = ladders.get(key, Ladder())
        result = work.results.get(key, Result())
        closed = close_ladder(
            plan, ladder, result.worked, performed=result.performed, careful=careful
        )
        ladders[key] = closed.ladder
        flare = flare or closed.starts_flare
    return ladders, flare


def _prescribed_level(item: PlannedItem | None, ladder: Ladder, course_rung: str | None) -> int:
    """Level that a planned line stood for; -1 when it is not the ladder's own."""
    if item is None:
        return -1
    half = ladder.level == HALF_LEVEL
    return ladder.level if item.rung == course_rung and item.half == half else -1


def _pending(pack: Pack, episode: Episode, work: DayWork) -> tuple[Work, ...]:
    """What waits for tomorrow's morning: every exercise of which a set was logged."""
    found: list[Work] = []
    for key, result in work.results.items():
        exercise = pack.exercises.get(split_key(key)[0])
        if exercise is None or not result.done:
            continue
        ladder = episode.ladders.get(key, Ladder())
        rung = exercise.ladder[min(rung_of(ladder.level), len(exercise.ladder) - 1)].id
        level = _prescribed_level(work.planned.get(key), ladder, rung)
        found.append(
            Work(
                key=key,
                level=level,
                clean=result.worked is Worked.CLEAN,
                performed=result.performed,
                repetitions=result.repetitions,
                load_class=exercise.load_class,
                new_rung=not ladder.seen,
                worst=result.worst,
            )
        )
    return tuple(found)


def _last_session(episode: Episode, work: DayWork) -> tuple[tuple[str, int], ...]:
    """Levels of today's session, to be gone below if a flare-up path follows."""
    return tuple(
        (key, episode.ladders.get(key, Ladder()).level)
        for key, result in work.results.items()
        if result.done
    )


def _below_last_session(
    episode: Episode, ladders: dict[str, Ladder], work: DayWork
) -> dict[str, Ladder]:
    """Every exercise of the last session one rung below what it was there (RULES 6)."""
    lowered = dict(ladders)
    for key, level in _last_session(episode, work) or episode.last_session:
        ladder = lowered.get(key)
        if ladder is not None and ladder.level >= level:
            below = max(HALF_LEVEL, level - 1)
            lowered[key] = Ladder(
                level=below,
                idle=ladder.idle,
                out=ladder.out,
                was_out=ladder.was_out,
                gap_down=ladder.gap_down,
            )
    return lowered


def _exercise_days(course: Course, episode: Episode, work: DayWork) -> int:
    limit = max((stage.first_days for stage in course.stages), default=0)
    return min(limit, episode.exercise_days + (1 if work.worked else 0))


def _close_stretch(pack: Pack, opened: OpenedEpisode, work: DayWork) -> Stretch:
    stretches = [
        result
        for key, result in work.results.items()
        if result.done and pack.exercises[split_key(key)[0]].adjunct
    ]
    limit = pack.rules.stretch.lock_pain
    hurt = any((r.worst is not None and r.worst >= limit) or r.ended_by_pain for r in stretches)
    return close_stretch(
        pack.rules.stretch, opened.episode.stretch, stretched=bool(stretches), hurt=hurt
    )


def _close_gap(pack: Pack, course: Course, episode: Episode, work: DayWork) -> Gap:
    strength = any(
        result.performed
        and pack.load_classes[pack.exercises[split_key(key)[0]].load_class].strength
        for key, result in work.results.items()
    )
    first_stage = episode.gate.place == 0 and course.stages[0].daily
    early = work.performed and first_stage
    return close_gap(pack.rules.gap, episode.gap, strength=strength, early=early)


def _is_held(opened: OpenedEpisode, lock: LockDay, shape: DayShape, flare_due: bool) -> bool:
    """Days that do not count for a gate: hold, freeze, refusal, flare-up (RULES 2)."""
    return (
        shape.refused
        or flare_due
        or bool(opened.episode.flare.phase)
        or bool(opened.episode.monitors.frozen)
        or lock.lock.long_due
    )


def _close_gate(
    pack: Pack,
    person: Person,
    opened: OpenedEpisode,
    closed: Episode,
    day: DayRead,
    lock: LockDay,
    work: DayWork,
    *,
    ticks: bool,
    held: bool,
) -> Episode:
    """Latch what needs no morning, then let the day pass at the gate."""
    course, episode = opened.course, opened.episode
    limits = {**course.slot_limits, **{f"approved:{n}": 1 for n in course.path}}
    moments = _walk_moments(pack, course, episode, day)
    approved = day.approvals.get(episode.kind.limb)
    if approved is not None:
        moments[f"approved:{approved}"] = 1
    latches = latch(closed.latches, moments, limits)
    clock = min(course.clock_max, episode.gate.clock + ticks)
    ready = Readiness(pack, person, course, episode, dict(latches), day, clock, lock)
    met = {f"key:{key.key.id}": 1 for key in course.keys if key_is_met(ready, key)}
    latches = latch(latches, met, limits)
    ready = ready._replace(latches=dict(latches))
    opens = not held and gate_is_open(ready)
    gate = close_gate(
        episode.gate,
        clock_max=course.clock_max,
        performed=work.performed,
        counts=ticks,
        opens=opens,
    )
    if not opens:
        return closed._replace(gate=gate, latches=latches)
    answers = pack.rules.morning.baseline_gate_answers
    value = gate_baseline(closed.monitors, closed.baseline.value, answers)
    return closed._replace(
        gate=gate,
        latches=tuple(item for item in latches if item[0].startswith("key:")),
        baseline=closed.baseline._replace(value=value),
    )


class Readiness(NamedTuple):
    """All that a gate's criteria read."""

    pack: Pack
    person: Person
    course: Course
    episode: Episode
    latches: Mapping[str, int]
    day: DayRead
    clock: int
    lock: LockDay


def criterion_have(ready: Readiness, compiled: CompiledCriterion) -> int | None:
    """How much of a criterion is there today; None when it was not asked or never happened."""
    criterion, limb = compiled.criterion, ready.episode.kind.limb
    if compiled.slots:
        counts = [ready.latches.get(slot) for slot, _ in compiled.slots]
        known = [c for c in counts if c is not None]
        if not known:
            return None
        return (
            sum(1 for c, (_, n) in zip(counts, compiled.slots, strict=True) if (c or 0) >= n)
            if len(compiled.slots) > 1
            else known[0]
        )
    if criterion.kind == "normal_walking":
        normal = ready.day.walking.get(limb)
        return None if normal is None else int(normal)
    if criterion.kind == "mornings_passed":
        return ready.episode.morning.passes
    if criterion.kind == "days_in_stage":
        return ready.clock
    if criterion.kind == "no_fail_in_stage":
        return 1
    return _question_have(ready, compiled)


def _question_have(ready: Readiness, compiled: CompiledCriterion) -> int | None:
    criterion = compiled.criterion
    answer = ready.day.questions.get((criterion.question or "", ready.episode.kind.limb))
    if answer is None:
        return None
    if criterion.kind == "answer":
        return None if answer.value is None else int(answer.value == criterion.expected)
    if answer.left is None or answer.right is None:
        return None
    high = max(answer.left, answer.right)
    return 100 * min(answer.left, answer.right) // high if high > 0 else 0


def criterion_need(compiled: CompiledCriterion) -> int:
    """How much a criterion asks for, in the unit of `criterion_have`."""
    criterion = compiled.criterion
    if len(compiled.slots) > 1:
        return len(compiled.slots)
    if compiled.slots:
        return compiled.slots[0][1]
    if criterion.kind in ("mornings_passed", "days_in_stage"):
        return criterion.count or 0
    return criterion.percent or 1


def criterion_is_met(ready: Readiness, compiled: CompiledCriterion) -> bool:
    """Met only by something that is there: nothing recorded meets nothing (S12)."""
    have = criterion_have(ready, compiled)
    return have is not None and have >= criterion_need(compiled)


def key_is_met(ready: Readiness, key: CompiledKey) -> bool:
    """Whether a key's criteria are all met, at or beyond its first stage."""
    stage = ready.course.path[ready.episode.gate.place]
    if stage < key.key.from_stage or not key.criteria:
        return False
    return all(criterion_is_met(ready, c) for c in key.criteria)


def stage_cap(person: Person, lock: LockDay) -> int | None:
    """Highest stage that a clinician's cap and the running clearances allow."""
    caps = [c for c in (person.cap_stage, clearance_cap(lock.lock)) if c is not None]
    return min(caps, default=None)


def gate_is_open(ready: Readiness) -> bool:
    """Every criterion, key, the minimum days, caps and an asked-for approval."""
    compiled = gate_of(ready.course, ready.episode)
    if compiled is None or standing_flags(ready.lock.lock) or not compiled.criteria:
        return False
    target = ready.course.path[ready.episode.gate.place + 1]
    cap = stage_cap(ready.person, ready.lock)
    if cap is not None and target > cap:
        return False
    if ready.person.ask_clinician and not ready.latches.get(f"approved:{target}"):
        return False
    if ready.clock < compiled.min_days:
        return False
    bound = {k.key.id for k in ready.course.keys}
    if any(key in bound and not ready.latches.get(f"key:{key}") for key in compiled.gate.keys):
        return False
    return all(criterion_is_met(ready, c) for c in compiled.criteria)


def _walk_moments(pack: Pack, course: Course, episode: Episode, day: DayRead) -> dict[str, int]:
    """Walks and step-ups that count today; each criterion at most once a day."""
    stage = course.path[episode.gate.place]
    groups = [g.criteria for g in (gate_of(course, episode),) if g is not None]
    groups += [k.criteria for k in course.keys if k.key.from_stage <= stage]
    moments: dict[str, int] = {}
    for group in groups:
        for compiled in group:
            if compiled.slots and _walk_counts(compiled, day):
                moments[compiled.slots[0][0]] = _walk_amount(compiled, day)
    return moments


def _walk_counts(compiled: CompiledCriterion, day: DayRead) -> bool:
    criterion = compiled.criterion
    if criterion.kind == "step_ups":
        return _walk_amount(compiled, day) > 0
    if criterion.kind != "walks":
        return False
    limit = criterion.pain_max
    fitting = [
        w.minutes
        for w in day.walks
        if w.brisk
        and w.nprs is not None
        and (limit is None or w.nprs <= limit)
        and (w.stairs or not criterion.stairs)
    ]
    if any(w.nprs is None or (limit is not None and w.nprs > limit) for w in day.walks):
        return False
    longest = sum(fitting) if criterion.same_day_sum else max(fitting, default=0)
    return bool(fitting) and longest >= (criterion.minutes or 0)


def _walk_amount(compiled: CompiledCriterion, day: DayRead) -> int:
    if compiled.criterion.kind == "walks":
        return 1
    clean = [w.step_ups or 0 for w in day.walks if w.nprs is not None]
    return sum(clean)


def _close_monitors(
    pack: Pack,
    opened: OpenedEpisode,
    closed: Episode,
    day: DayRead,
    work: DayWork,
    shape: DayShape,
    ticks: bool,
    moved: bool,
) -> tuple[Episode, bool]:
    limb = closed.kind.limb
    answer = day.mornings.get(limb)
    outcome = day.outcomes.get(limb)
    nprs = answer.nprs if answer is not None else day.taps.get(limb)
    daily = opened.course.stages[opened.episode.gate.place].daily
    looked = Looked(
        nprs=nprs,
        worst_week=outcome.worst_nprs if outcome else None,
        change=outcome.change if outcome else None,
        no_limits=outcome.no_limits if outcome else None,
        planned=(shape.training_day or daily) and not shape.refused,
        done=work.performed,
        clock_ticks=ticks,
        moved=moved,
    )
    monitors = closed.monitors
    if monitors.frozen and looked.change is not None and looked.change != monitors.change:
        monitors = lift_freeze(monitors)
    plan = opened.course.monitors[opened.episode.gate.place]
    monitors, rising = close_monitors(plan, monitors, looked)
    return closed._replace(monitors=monitors), rising
