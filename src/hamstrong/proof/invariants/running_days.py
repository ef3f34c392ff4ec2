"""Running days (S3, S10): how hard a run was is what its rung, its answers and its sprints say; on
which days easy running may come; and what pain in a run takes away."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Literal

from hamstrong.engine.day.record import read_day
from hamstrong.engine.day.run_work import key_of, run_as_planned
from hamstrong.engine.day.session_work import assess, hardness
from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.facts import (
    Fact,
    MorningAnswered,
    PlanIssued,
    PlannedItem,
    RunInterval,
    RunLogged,
    SessionStarted,
    Stopped,
)
from hamstrong.engine.state.calendar import EASY, POWER
from hamstrong.engine.state.ladder import HALF_LEVEL, Worked
from hamstrong.engine.state.run_days import RunDays, close_run_days, may_run_easily
from hamstrong.proof.alphabets import both_sides
from hamstrong.proof.explore import Half
from hamstrong.proof.invariants.base import Day, Proof, Violation, edges, violated
from hamstrong.proof.invariants.morning_answers import planned_runs
from hamstrong.proof.virtual_person import FIRST_DAY
from hamstrong.protocol.model import Exercise, Pack, RunningRules

FULL_EFFORT, FULL_SPEED = 10, 100
MINUTE_S = 60
KINDS: tuple[Literal["run", "sprint"], ...] = ("run", "sprint")


def runs_count_as_what_they_were(proof: Proof) -> Iterator[Violation]:
    """S3: a run that is not planned easy running makes its day hard, and a power day where its
    rung, either answer about effort or a sprint in it reaches the pack's number; an answer below it
    takes nothing back."""
    for exercise in proof.pack.exercises.values():
        if not proof.pack.load_classes[exercise.load_class].run:
            continue
        for run, fast in _runs(proof.pack, exercise):
            proof.holds("S3")
            counted, _ = hardness(proof.pack, read_day((run,)), sport_counts=False)
            if counted == EASY or (counted == POWER) is not fast:
                claim = f"a day with {run.rung} counts as {counted}"
                yield Violation("S3", claim, (f"percent {run.percent}, effort {run.effort}",))
                return


def _runs(pack: Pack, exercise: Exercise) -> Iterator[tuple[RunLogged, bool]]:
    """Every rung with every answer on each side of the number, and whether it is fast."""
    limit = pack.rules.calendar.power_effort_percent
    percents = (None, *both_sides((limit,), 1, FULL_SPEED))
    efforts = (None, *range(1, FULL_EFFORT + 1))
    for rung, percent, effort, kind in product(exercise.ladder, percents, efforts, KINDS):
        run = RunLogged(
            exercise.id, (RunInterval(kind, 60),), rung.id, effort=effort, percent=percent
        )
        told = (rung.effort_percent, percent, None if effort is None else effort * FULL_EFFORT)
        yield run, kind == "sprint" or any(n is not None and n >= limit for n in told)


def easy_runs_are_as_planned(proof: Proof) -> Iterator[Violation]:
    """S3: easy running is no hard day as long as it is run as planned; one ninth more is, and a
    second beyond that, a sentence that could not be spoken, or half an hour passed is not."""
    rules = proof.pack.rules.running
    for item in planned_runs(proof.pack):
        exercise = proof.pack.exercises[item.exercise]
        if not proof.pack.load_classes[exercise.load_class].easy_run:
            continue
        for run, easy in _lengths(rules, item):
            proof.holds("S3")
            facts = (
                PlanIssued(
                    plan_id="p", made_at_seq=0, logic_hash="", engine_hash="", items=(item,)
                ),
                SessionStarted("p"),
                run,
            )
            counted, _ = hardness(proof.pack, read_day(facts), sport_counts=False)
            if (counted == EASY) is not easy:
                claim = f"{item.rung} counts as {counted}"
                yield Violation("S3", claim, (str(run.intervals), f"talking: {run.talking}"))
                return


def _lengths(rules: RunningRules, item: PlannedItem) -> Iterator[tuple[RunLogged, bool]]:
    """The run as planned, at its most, just beyond it, and too hard to talk."""
    exact = run_as_planned(item, "p", 0)
    yield exact, True
    yield exact._replace(talking=False), False
    asked = item.sets * (item.run_m or item.run_s or 0)
    most = asked + asked // rules.easy_longer_divisor
    longest = rules.easy_minutes_max * MINUTE_S
    if item.run_m is None:
        most = min(most, longest)
    for amount in (most, most + 1):
        metres = None if item.run_m is None else amount
        seconds = amount if item.run_m is None else MINUTE_S
        run = exact._replace(intervals=(RunInterval(item.pace, seconds, metres),))
        yield run, amount == most
    yield exact._replace(intervals=(RunInterval(item.pace, longest + 1, asked),)), False


def easy_runs_lie_apart(proof: Proof) -> Iterator[Violation]:
    """S3: after whatever days, easy running that is open lies apart from the last run and leaves
    one day of the week without run and hard work."""
    rules = proof.pack.rules.running
    for history in product(("free", "hard", "run"), repeat=rules.free_day_in - 1):
        proof.holds("S3")
        state = RunDays()
        for day in history:
            state = close_run_days(rules, state, ran=day == "run", busy=day != "free")
        near = "run" in history[len(history) - rules.easy_days_apart + 1 :]
        if may_run_easily(rules, state) is not ("free" in history and not near):
            yield Violation("S3", "easy running comes too often, or never", (str(history),))
            return


def lived_easy_runs_keep_their_days(proof: Proof) -> Iterator[Violation]:
    """S3: in lived days easy running comes without hard work, on no day after a run, and after a
    morning that did not fail."""
    before: dict[str, bool] = {}
    for day in proof.days:
        proof.holds("S3")
        easy, hard = _planned(proof.pack, day, easy=True), _planned(proof.pack, day, easy=False)
        claim = None
        if easy and hard:
            claim = "easy running is planned beside hard work"
        elif easy and before.get(day.life):
            claim = "easy running is planned on the day after a run"
        elif easy and _failed(proof.pack, day):
            claim = "easy running follows a bad morning"
        if claim is not None:
            yield Violation("S3", claim, (day.life, f"day {day.state.day - FIRST_DAY + 1}"))
            return
        before[day.life] = any(isinstance(fact, RunLogged) for fact in day.state.facts) or easy


def _planned(pack: Pack, day: Day, *, easy: bool) -> bool:
    """Whether easy running is planned, or hard work."""
    items = day.decision.items if isinstance(day.decision, Prescription) else ()
    classes = [pack.load_classes[item.load_class] for item in items]
    return any(c.easy_run if easy else c.hard for c in classes)


def _failed(pack: Pack, day: Day) -> bool:
    """Whether today's morning answer is above everything that passes or is held."""
    limit = max(pack.rules.morning.pass_max, pack.rules.morning.hold_at_baseline)
    said = [f.nprs for f in day.state.facts if isinstance(f, MorningAnswered)]
    return any(n is not None and n > limit for n in said)


def pain_in_a_run_ends_it(proof: Proof) -> Iterator[Violation]:
    """S10: from the pack's number on, and when it tightens, a run goes down, whatever else it
    was."""
    pack = proof.pack
    pain = pack.rules.pain
    ends: list[Fact] = [Stopped(r.id, None, None) for r in pack.stop_reasons.values()
                        if r.does == "end_run"]  # fmt: skip
    for item in planned_runs(pack):
        plan = (
            PlanIssued(plan_id="p", made_at_seq=0, logic_hash="", engine_hash="", items=(item,)),
            SessionStarted("p"),
        )
        painful = [run_as_planned(item, "p", n) for n in range(pain.run_stop_at, 11)]
        days: list[tuple[Fact, ...]] = [(*plan, run) for run in painful]
        days += [(*plan, run_as_planned(item, "p", 0), stop) for stop in ends]
        for facts in days:
            proof.holds("S10")
            key = key_of(run_as_planned(item, "p", 0))
            result = assess(pack, item, key, read_day(facts), pain.run_clean_max)
            if result.worked is not Worked.DOWN:
                yield Violation("S10", "a run that hurts or tightens stays", (str(facts[2:]),))
                return


def pain_takes_its_rungs(proof: Proof) -> Iterator[Violation]:
    """S10: what is stopped for pain goes down by the rungs of its kind, a run by more; below the
    lowest rung to half of it, and then it is left out."""
    pack = proof.pack
    for _, _, course in proof.courses:
        for name, plan in course.ladders.items():
            proof.holds("S10")
            run = pack.load_classes[pack.exercises[name].load_class].run
            if plan.pain_down != (pack.rules.pain.run_rungs_down if run else 1):
                yield Violation("S10", "pain takes other rungs than it should", (name,))
                return
    for graph in proof.graphs("climb"):
        for edge in edges(graph, Half.EVENING):
            if edge.event.value.worked is not Worked.DOWN or edge.event.value.flare is not None:
                continue
            proof.holds("S10")
            wanted = max(HALF_LEVEL, edge.before.level - graph.component.plan.pain_down)
            out = edge.before.level > HALF_LEVEL or edge.after.out > 0
            if edge.after.level != wanted or not out:
                yield violated("S10", "pain takes other rungs than it should", graph, edge)
                break
