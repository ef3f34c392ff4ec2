"""The safety invariants, checked on a lived diary from its facts and decisions alone.

Each check is one sentence for a physiotherapist. None asks the engine's components: hard days,
rungs, mornings and gaps are counted anew from what was recorded, so that a fault of the engine
cannot hide in its own bookkeeping.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeGuard

from hamstrong.engine.decide.ask import Ask, AskKind
from hamstrong.engine.decide.decisions import Decision, Item, Prescription, Refusal
from hamstrong.engine.facts import (
    CapRecorded,
    ClearanceRecorded,
    Fact,
    FlagAnswered,
    MorningAnswered,
    PainNowAnswered,
    PainReported,
    PlanIssued,
    RunLogged,
    RunTimed,
    SessionStarted,
    SetLogged,
    Stopped,
    WalkingAnswered,
)
from hamstrong.protocol.model import Pack

ISOMETRIC_STAGE = 1


@dataclass(slots=True)
class LivedDay:
    """One day: the plan on waking, the plan shown before the session, at night, and the facts.

    `late` are facts about earlier days; `sets_before` how many sets were logged before `shown`.
    """

    day: int
    waking: Decision
    shown: Decision
    evening: Decision
    facts: list[Fact] = field(default_factory=list)
    late: list[tuple[int, Fact]] = field(default_factory=list)


@dataclass(slots=True)
class Diary:
    """A whole lived diary and what it was lived with."""

    pack: Pack
    kit: frozenset[str]
    traits: frozenset[str]
    goal: str
    tracks: dict[str, str]
    days: list[LivedDay]


Broken = Iterator[str]
Check = Callable[[Diary], Broken]


def items_of(decision: Decision) -> tuple[Item, ...]:
    """Every line of a plan; none in a refusal."""
    return (*decision.items, *decision.adjuncts) if isinstance(decision, Prescription) else ()


def _decisions(day: LivedDay) -> tuple[Decision, Decision, Decision]:
    return day.waking, day.shown, day.evening


def _plans(diary: Diary) -> Iterator[tuple[LivedDay, Decision, Item]]:
    for day in diary.days:
        for decision in _decisions(day):
            for item in items_of(decision):
                yield day, decision, item


def is_hard(pack: Pack, item: Item) -> bool:
    """A line of a load class that counts as hard."""
    return pack.load_classes[pack.exercises[item.exercise].load_class].hard


def is_power(pack: Pack, item: Item) -> bool:
    """A line that counts as power: by its class, or a run from the pack's effort on."""
    load = pack.load_classes[pack.exercises[item.exercise].load_class]
    fast = load.run and (item.effort_percent or 0) >= pack.rules.calendar.power_effort_percent
    return load.power or fast


SURELY_FAST = 38
"""Tenths of a second: no fast run-through is slower to begin with."""


def hardness(pack: Pack, facts: list[Fact]) -> int:
    """How hard logged sets and runs make a day: 0 easy, 1 hard, 2 power."""
    names = [f.exercise for f in facts if isinstance(f, SetLogged) and f.exercise in pack.exercises]
    loads = [pack.load_classes[pack.exercises[name].load_class] for name in names]
    sets = [2 if load.power else 1 if load.hard else 0 for load in loads]
    runs = [_run_hardness(pack, f, facts) for f in facts if isinstance(f, RunLogged)]
    runs += [2 for f in facts if isinstance(f, RunTimed) and min(f.tenths) <= SURELY_FAST]
    return max((*sets, *runs), default=0)


def _run_hardness(pack: Pack, run: RunLogged, facts: list[Fact]) -> int:
    limit = pack.rules.calendar.power_effort_percent
    rungs = {r.id: r.effort_percent or 0 for r in pack.exercises[run.exercise].ladder}
    told = (run.percent or 0, 10 * (run.effort or 0), rungs.get(run.rung or "", 0))
    fast = max(told) >= limit or any(i.kind == "sprint" for i in run.intervals)
    return 2 if fast else 0 if _is_easy(pack, run, facts) else 1


def _is_easy(pack: Pack, run: RunLogged, facts: list[Fact]) -> bool:
    """A planned easy run, at most a ninth longer than planned and half an hour, not breathless."""
    load = pack.load_classes[pack.exercises[run.exercise].load_class]
    begun = {f.plan_id for f in facts if isinstance(f, SessionStarted)}
    plans = [f for f in facts if isinstance(f, PlanIssued) and f.plan_id in begun]
    item = next((i for p in plans for i in p.items if i.exercise == run.exercise), None)
    if load.hard or item is None:
        return False
    mine = [f for f in facts if isinstance(f, RunLogged) and f.exercise == run.exercise]
    ran = [i for one in mine for i in one.intervals if i.kind != "walk"]
    seconds, metres = sum(i.seconds for i in ran), sum(i.metres or 0 for i in ran)
    asked, did = (item.run_s or 0, seconds) if item.run_m is None else (item.run_m, metres)
    breathless = any(one.talking is False for one in mine)
    return did <= asked * item.sets * 10 / 9 and seconds <= 1800 and not breathless


def _in_maintenance(pack: Pack, decision: Decision) -> bool:
    """Where own training goes on beside the plan: there a run is sport like any other."""
    if not isinstance(decision, Prescription):
        return False
    return not any(pack.stages[n].sport_counts_as_hard for _, n in decision.stages)


def s1_nothing_after_a_red_flag(diary: Diary) -> Broken:
    """After a red flag no exercise is shown until it is lifted by what the pack names for it."""
    urgent = {f.id for f in diary.pack.triage.flags if f.lifts == "clearance"}
    pull = {i: r.flag for i, r in diary.pack.stop_reasons.items() if r.does == "flag"}
    open_flags: set[str] = set()
    for day in diary.days:
        for decision in (day.waking, day.shown):
            if open_flags and items_of(decision) and not _leave_today(day, open_flags):
                yield f"day {day.day}: exercise although {sorted(open_flags)} stands"
        for fact in day.facts:
            if isinstance(fact, Stopped) and fact.reason in pull:
                open_flags.add(str(pull[fact.reason]))
            elif isinstance(fact, ClearanceRecorded):
                open_flags -= {f for f in fact.flags if f in urgent}
        if open_flags and items_of(day.evening):
            yield f"day {day.day}: exercise in the evening although {sorted(open_flags)} stands"


def _leave_today(day: LivedDay, flags: set[str]) -> bool:
    """A clearance recorded before the plan was shown."""
    given = {f for x in day.facts if isinstance(x, ClearanceRecorded) for f in x.flags}
    return flags <= given


def s2_within_stage_track_and_kit(diary: Diary) -> Broken:
    """No exercise beyond the unlocked stage, the track, the person's traits or equipment."""
    equal = {k: {k, *kit.equal} for k, kit in diary.pack.kits.items()}
    for day, decision, item in _plans(diary):
        exercise = diary.pack.exercises[item.exercise]
        rung = next(r for r in exercise.ladder if r.id == item.rung)
        if not isinstance(decision, Prescription):
            continue
        stages = dict(decision.stages)
        sides = [limb for limb in stages if item.side in ("both", limb) or len(stages) == 1]
        early = [
            limb
            for limb in sides
            if exercise.stages.get(diary.tracks.get(limb, "strain"), 9) > stages[limb]
            and exercise.stages.get("strain", 9) > stages[limb]
        ]
        if early or (rung.from_stage or 0) > min(stages[limb] for limb in sides):
            yield f"day {day.day}: {item.rung} in stage {stages}"
        if exercise.goals and diary.goal not in exercise.goals:
            yield f"day {day.day}: {item.rung} for the goal {diary.goal}"
        if diary.traits & {*rung.excluded_by, *exercise.excluded_by}:
            yield f"day {day.day}: {item.rung} for {sorted(diary.traits)}"
        needed = (*exercise.equipment, *rung.equipment)
        missing = [k for k in needed if not equal.get(k, {k}) & diary.kit]
        if missing:
            yield f"day {day.day}: {item.rung} needs {missing}"


def s3_hard_days_apart(diary: Diary) -> Broken:
    """No hard work next to a hard day, nor a fourth in seven days, nor a third power day."""
    done: dict[int, int] = {}
    for day in diary.days:
        yield from _too_hard(diary.pack, day.day, day.waking, done)
        for about, fact in day.late:
            done[about] = max(done.get(about, 0), hardness(diary.pack, [fact]))
        yield from _too_hard(diary.pack, day.day, day.shown, done)
        yield from _too_hard(diary.pack, day.day, day.evening, done)
        facts = day.facts
        stages = day.shown if isinstance(day.shown, Prescription) else day.waking
        if _in_maintenance(diary.pack, stages):
            facts = [f for f in facts if not isinstance(f, RunLogged)]
        done[day.day] = hardness(diary.pack, facts)


def _too_hard(pack: Pack, today: int, decision: Decision, done: dict[int, int]) -> Broken:
    rules = pack.rules.calendar
    hard = [i for i in items_of(decision) if is_hard(pack, i)]
    if not hard:
        return
    before = [d for d in done if today - rules.window_days < d < today and done[d]]
    if done.get(today - 1):
        yield f"day {today}: hard work the day after hard work"
    if len(before) >= rules.max_hard_in_window:
        yield f"day {today}: a fourth hard day in seven, after {before}"
    power = [d for d in before if done[d] == 2]
    if len(power) >= rules.max_power_in_window and any(is_power(pack, i) for i in hard):
        yield f"day {today}: a third power day in seven, after {power}"


def _strong(pack: Pack, fact: Fact) -> bool:
    limit = pack.rules.pain.end_session_at
    if isinstance(fact, (SetLogged, RunLogged, PainReported)):
        return fact.sharp or (fact.nprs is not None and fact.nprs >= limit)
    if isinstance(fact, PainNowAnswered):
        return fact.new_limp is True or (fact.nprs is not None and fact.nprs >= limit)
    return isinstance(fact, Stopped) and fact.reason == "sharp_pain"


def s4_strong_pain_ends_the_day(diary: Diary) -> Broken:
    """Sharp pain or 5 and more ends the day; triage comes first, then the path or a refusal."""
    for nth, day in enumerate(diary.days):
        strong = [f for f in day.facts if _strong(diary.pack, f)]
        if not strong:
            continue
        if items_of(day.evening):
            yield f"day {day.day}: exercise in the evening after {strong[0]}"
        if any(getattr(f, "elsewhere", False) for f in strong) or nth + 1 >= len(diary.days):
            continue
        after = diary.days[nth + 1]
        if any(is_hard(diary.pack, i) for i in items_of(after.waking)):
            yield f"day {after.day}: hard work on the morning after {strong[0]}"


def _failed(diary: Diary, fact: MorningAnswered) -> bool:
    """A morning that fails whatever the usual value: a new limp, or more than any hold allows."""
    limit = diary.pack.rules.morning.soreness_hold_max
    return bool(fact.new_limp) or (fact.nprs is not None and fact.nprs > limit)


def _is_asked(fact: Fact, day: LivedDay) -> TypeGuard[MorningAnswered]:
    return isinstance(fact, MorningAnswered) and Ask(AskKind.MORNING, fact.limb) in day.waking.asks


def s5_a_failed_morning_lowers(diary: Diary) -> Broken:
    """After a failed morning no hard work follows until one passes or holds, and rungs fall."""
    waiting: set[str] = set()
    for day in diary.days:
        answers = {f.limb: f for f in day.facts if _is_asked(f, day)}
        before = bool(waiting)
        for limb, fact in answers.items():
            if _failed(diary, fact):
                waiting.add(limb)
            elif fact.nprs is not None and fact.new_limp is False:
                waiting.discard(limb)
        if any(isinstance(f, ClearanceRecorded) for f in day.facts):
            waiting.clear()
        hard = [i for i in items_of(day.evening) if is_hard(diary.pack, i)]
        if hard and waiting and before:
            yield f"day {day.day}: {hard[0].rung} although {sorted(waiting)} failed and waits"
        failed_now = [limb for limb, f in answers.items() if _failed(diary, f)]
        if hard and failed_now:
            yield f"day {day.day}: {hard[0].rung} on a failed morning"


def s7_stretching_waits(diary: Diary) -> Broken:
    """No stretching in stage 1, nor before five answered mornings that may have passed."""
    good = 0
    limit = diary.pack.rules.morning.pass_max
    for day in diary.days:
        answers = [f for f in day.facts if isinstance(f, MorningAnswered)]
        good += any(f.nprs is not None and f.nprs <= limit and not f.new_limp for f in answers)
        for decision in _decisions(day):
            if not isinstance(decision, Prescription):
                continue
            if not any(diary.pack.exercises[a.exercise].is_stretch for a in decision.adjuncts):
                continue
            if max(n for _, n in decision.stages) < diary.pack.rules.stretch.min_stage:
                yield f"day {day.day}: stretching in {decision.stages}"
            if good < diary.pack.rules.stretch.passed_mornings:
                yield f"day {day.day}: stretching after {good} good mornings"


def s8_one_rung_and_one_stage_up(diary: Diary) -> Broken:
    """At most one rung up per exercise and side from one plan to the next, one stage at a time."""
    last: dict[tuple[str, str], int] = {}
    stage: dict[str, int] = {}
    for day in diary.days:
        decision = day.shown
        if any(isinstance(f, (CapRecorded, ClearanceRecorded, FlagAnswered)) for f in day.facts):
            # A cap hides where somebody stands; when it goes, that place is seen again.
            stage.clear()
            last.clear()
        if not isinstance(decision, Prescription):
            continue
        for limb, number in decision.stages:
            path = diary.pack.paths[diary.tracks[limb]][diary.goal]
            old = stage.get(limb, number)
            if number > old and number in path and old in path:
                steps = path.index(number) - path.index(old)
                if steps > 1:
                    yield f"day {day.day}: {limb} from stage {old} to {number}"
            stage[limb] = number
        for item in items_of(decision):
            ladder = [r.id for r in diary.pack.exercises[item.exercise].ladder]
            at = ladder.index(item.rung)
            key = (item.exercise, item.side)
            if key in last and at > last[key] + 1 and not decision.flare_day:
                yield f"day {day.day}: {item.exercise} from rung {last[key]} to {at}"
            # What the path or the week's limit of power days holds back for one day says nothing of
            # where the ladder is; the plan names that limit at the exercise.
            held = any(reason.rule == "calendar.max_power_in_window" for reason in item.reasons)
            if not decision.flare_day and not held:
                last[key] = at
            elif key in last:
                last[key] = max(at, last[key])


def s9_silence_moves_nothing_forward(diary: Diary) -> Broken:
    """A day on which nothing is recorded never leads to a higher stage or rung."""
    for today, after in pairwise(diary.days):
        if today.facts or today.late:
            continue
        if not isinstance(today.waking, Prescription) or not isinstance(after.waking, Prescription):
            continue
        before = dict(today.waking.stages)
        for limb, number in after.waking.stages:
            if number > before.get(limb, number):
                yield f"day {after.day}: {limb} rose to stage {number} after a silent day"
        rungs = {(i.exercise, i.side): _height(diary.pack, i) for i in items_of(today.waking)}
        if today.waking.flare_day or after.waking.flare_day:
            continue
        for item in items_of(after.waking):
            old = rungs.get((item.exercise, item.side))
            if old is not None and _height(diary.pack, item) > old:
                yield f"day {after.day}: {item.rung} after a silent day"


def _height(pack: Pack, item: Item) -> int:
    ladder = [r.id for r in pack.exercises[item.exercise].ladder]
    return 2 * ladder.index(item.rung) + (0 if item.half else 1)


def s11_a_step_back_is_offered(diary: Diary) -> Broken:
    """Every plan offers a strictly lower step; at the bottom it is rest."""
    for day in diary.days:
        for decision in _decisions(day):
            if isinstance(decision, Prescription) and not decision.step_back:
                yield f"day {day.day}: no step back"


def s12_an_empty_record_opens_nothing(diary: Diary) -> Broken:
    """Nobody leaves the first stage without logged sets and answered mornings in it."""
    started = dict.fromkeys(diary.tracks, 0)
    mornings = dict.fromkeys(diary.tracks, 0)
    for day in diary.days:
        decision = day.waking
        if isinstance(decision, Prescription):
            for limb, number in decision.stages:
                path = diary.pack.paths[diary.tracks[limb]][diary.goal]
                if number == path[0]:
                    continue
                if not started.get(limb) or mornings.get(limb, 0) < 2:
                    yield f"day {day.day}: stage {number} on an empty record"
        for fact in day.facts:
            if isinstance(fact, (SetLogged, RunLogged)):
                for limb in started:
                    started[limb] += fact.nprs is not None
            elif isinstance(fact, MorningAnswered) and fact.nprs is not None:
                mornings[fact.limb] = mornings.get(fact.limb, 0) + 1


def s13_every_decision_has_a_reason(diary: Diary) -> Broken:
    """Every decision names a rule and a source; a refusal carries no plan."""
    for day in diary.days:
        for decision in _decisions(day):
            if not decision.reasons or not all(r.sources for r in decision.reasons):
                yield f"day {day.day}: no reason"
            if isinstance(decision, Refusal) and hasattr(decision, "items"):
                yield f"day {day.day}: a refusal with a plan"


def s15_pain_before_and_minutes_cap(diary: Diary) -> Broken:
    """Pain of 3 before a session leaves isometrics (a sore tendon alone the plan), 4 nothing;
    minutes and exercises are kept."""
    rules = diary.pack.rules.pain
    works_on = all(diary.pack.tracks[t].works_at_pain_before for t in diary.tracks.values())
    for day in diary.days:
        pains = [f.nprs for f in day.facts if isinstance(f, PainNowAnswered) and f.nprs is not None]
        for decision in (day.shown, day.evening):
            classes = [diary.pack.load_classes[i.load_class] for i in items_of(decision)]
            worst = max(pains, default=0)
            if worst >= rules.before_nothing and classes:
                yield f"day {day.day}: exercise with pain of {worst} before"
            held = worst >= rules.before_isometrics_only and not works_on
            if held and not all(c.isometric for c in classes):
                yield f"day {day.day}: more than isometrics with pain of {worst} before"
        for decision in _decisions(day):
            if isinstance(decision, Prescription):
                stages = [diary.pack.stages[n] for _, n in decision.stages]
                runs = [i.exercise for i in decision.items if i.run_s is not None]
                exercises = {i.exercise for i in decision.items} - set(runs)
                if len(exercises) > max(s.max_exercises for s in stages):
                    yield f"day {day.day}: {len(exercises)} exercises"
                hard = any(diary.pack.load_classes[i.load_class].hard for i in decision.items)
                fast = [i for i in decision.items if i.run_s is not None and hard]
                if fast and len(exercises) > max(len(s.owed) for s in stages):
                    yield f"day {day.day}: {len(exercises)} exercises beside a run"
                if len(runs) > 1 or (runs and decision.items[0].exercise != runs[0]):
                    yield f"day {day.day}: {runs} are not one run and first"


def s17_a_pop_closes_the_plan(diary: Diary) -> Broken:
    """After a pop or pull only a clearance and a new episode at stage 1 follow."""
    closed = False
    for day in diary.days:
        if closed:
            for decision in _decisions(day):
                if isinstance(decision, Prescription) and decision.items:
                    if any(n != ISOMETRIC_STAGE for _, n in decision.stages):
                        yield f"day {day.day}: {decision.stages} after a pop"
                    closed = False
                    break
        for fact in day.facts:
            if isinstance(fact, Stopped) and fact.reason == "pop_or_pull" and fact.side is None:
                closed = True


def s18_corrections_never_raise(diary: Diary) -> Broken:
    """The plan after a late entry or correction is no higher than it would have been. The check-in
    of that day may open a gate, so that only days without one tell."""
    for day in diary.days:
        answered = any(isinstance(f, (MorningAnswered, WalkingAnswered)) for f in day.facts)
        if not day.late or answered or not isinstance(day.waking, Prescription):
            continue
        if isinstance(day.shown, Prescription) and _stage_sum(day.shown) > _stage_sum(day.waking):
            yield f"day {day.day}: a higher stage after {day.late}"


def _stage_sum(decision: Prescription) -> int:
    return sum(n for _, n in decision.stages)


def s19_a_gap_never_raises(diary: Diary) -> Broken:
    """The longer nothing is done, the lower the stage: it never rises while nothing is done."""
    quiet: dict[str, int] | None = None
    for day in diary.days:
        worked = any(isinstance(f, (SetLogged, RunLogged, SessionStarted)) for f in day.facts)
        answered = any(isinstance(f, (MorningAnswered, WalkingAnswered)) for f in day.facts)
        if isinstance(day.waking, Prescription):
            now = dict(day.waking.stages)
            if quiet is not None and any(now[k] > quiet.get(k, now[k]) for k in now):
                yield f"day {day.day}: {now} after {quiet} without any work"
            quiet = None if worked or answered or day.facts else now
        elif worked or answered or day.facts:
            quiet = None


CHECKS: tuple[Check, ...] = (
    s1_nothing_after_a_red_flag,
    s2_within_stage_track_and_kit,
    s3_hard_days_apart,
    s4_strong_pain_ends_the_day,
    s5_a_failed_morning_lowers,
    s7_stretching_waits,
    s8_one_rung_and_one_stage_up,
    s9_silence_moves_nothing_forward,
    s11_a_step_back_is_offered,
    s12_an_empty_record_opens_nothing,
    s13_every_decision_has_a_reason,
    s15_pain_before_and_minutes_cap,
    s17_a_pop_closes_the_plan,
    s18_corrections_never_raise,
    s19_a_gap_never_raises,
)
"""S10 compares two diaries and lives with the properties; S16 is about the camera."""


def broken(diary: Diary) -> list[str]:
    """Every invariant that a diary breaks, with its sentence."""
    return [
        f"{check.__name__} ({(check.__doc__ or '').strip()}): {line}"
        for check in CHECKS
        for line in check(diary)
    ]
