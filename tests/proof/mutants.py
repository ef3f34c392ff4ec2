"""The engine and the pack, broken on purpose: who breaks what, and which invariant must tell.

`python -m tests.proof.mutants` runs them all, prints which invariant caught which and writes
`docs/reference/mutants.md`.
"""

# ruff: noqa: ARG005, T201  (a mutant ignores what it is given; the module prints its table)
from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from tests.proof.sound import SoundProof, Target, noted

from hamstrong.engine import enrolment
from hamstrong.engine.course import availability, candidates, gates, path
from hamstrong.engine.criteria import evaluation, readiness
from hamstrong.engine.day import (
    actions_today,
    closing,
    form_effects,
    gate_morning,
    opening,
    opening_ladders,
    run_work,
    session_pain,
    session_work,
    timed_runs,
)
from hamstrong.engine.decide import (
    admitted_lines,
    chooser,
    evidence,
    guard,
    offers,
    owed_work,
    plan_notices,
    session,
    stop_notices,
    views,
    warm_up,
)
from hamstrong.engine.state import (
    action_gaps,
    alternation,
    calendar,
    easy_running,
    effort,
    episode_time,
    gate,
    ladder,
    load,
    lock,
    monitors,
    morning,
    return_watch,
    run_days,
    run_times,
    self_test_results,
    stretch,
)
from hamstrong.engine.state import flare as flares
from hamstrong.engine.state.effort import RepetitionsLeft, StepSize
from hamstrong.engine.state.ladder import Followed, Worked
from hamstrong.engine.state.lock import OFF
from hamstrong.engine.state.morning import Block, Verdict
from hamstrong.engine.state.walking import Walking
from hamstrong.proof.invariants import (
    asked_minutes,
    caution,
    ceilings,
    flags,
    left_out_work,
    liveness,
    morning_answers,
    weeks,
)
from hamstrong.proof.invariants.base import Violation
from hamstrong.proof.invariants.catalogue import CATALOGUE
from hamstrong.proof.invariants.evidence import decisions_name_their_rules
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import NumberRule

Break = Callable[[Any], Any]

LIVES_LONG = frozenset(
    {
        asked_minutes.gates_ask_for_minutes,
        caution.corrections_gain_nothing,
        ceilings.absences_leave_no_more,
        ceilings.ceilings_fall_with_pain,
        decisions_name_their_rules,
        flags.no_plan_under_a_flag,
        left_out_work.left_out_work_is_lowered,
        left_out_work.planned_work_has_no_gap,
        liveness.pain_is_sent_on,
        liveness.painless_people_arrive,
        morning_answers.old_and_impossible_days,
        weeks.lived_weeks_keep_their_limits,
    }
)
"""Checks that live whole lives, which take seconds under each mutant."""


class Mutant(NamedTuple):
    """One break: a function of a module wrapped by `bent`, or a pack value changed."""

    says: str
    caught_by: str
    module: ModuleType | None
    name: str
    bent: Break

    @property
    def target(self) -> Target | None:
        """The function that it replaces; none where it changes the pack."""
        return None if self.module is None else (self.module, self.name)


def _everywhere(old: Any, new: Any) -> Iterator[tuple[ModuleType, str]]:
    for name, module in list(sys.modules.items()):
        if name.startswith("hamstrong") and module is not None:
            for attribute, value in list(vars(module).items()):
                if value is old:
                    setattr(module, attribute, new)
                    yield module, attribute


@contextmanager
def replaced(module: ModuleType, name: str, new: Any) -> Iterator[None]:
    """Another function in the place of one, wherever the package imported it."""
    old = getattr(module, name)
    places = list(_everywhere(old, new))
    try:
        yield
    finally:
        for place, attribute in places:
            setattr(place, attribute, old)


@contextmanager
def broken(mutant: Mutant) -> Iterator[Pack]:
    """The pack under a broken engine, or a broken pack under the real one."""
    pack = load_pack()
    if mutant.module is None:
        yield mutant.bent(pack)
        return
    with replaced(mutant.module, mutant.name, mutant.bent(getattr(mutant.module, mutant.name))):
        yield pack


def first_catch(mutant: Mutant, sound: SoundProof) -> Violation | None:
    """The first violation that the expected invariant tells.

    Args:
        sound: where what this mutant cannot touch was visited.
    """
    invariant = next(one for one in CATALOGUE if one.id == mutant.caught_by)
    with broken(mutant) as pack:
        proof = sound.for_mutant(pack, mutant.target)
        # Most mutants break one component, where they are caught long before a life is lived.
        for check in sorted(invariant.checks, key=LIVES_LONG.__contains__):
            for violation in islice(check(proof), 5):
                if violation.invariant == mutant.caught_by:
                    return violation
    return None


def visit_sound() -> SoundProof:
    """The shipped pack under the quick proof, and which functions of the mutants each part used."""
    with ExitStack() as stack:
        called: set[Target] = set()
        for target in {m.target for m in MUTANTS if m.target is not None}:
            old = getattr(*target)
            stack.enter_context(replaced(*target, noted(old, target, called)))
        return SoundProof.visit(load_pack(), called)


def _rules(pack: Pack, part: str, **values: Any) -> Pack:
    rules = replace(pack.rules, **{part: replace(getattr(pack.rules, part), **values)})
    return replace(pack, rules=rules)


def _allow_all(old: Any) -> Any:
    def bent(rules: Any, person: Any, limb: Any, request: Any) -> Any:
        allowed = frozenset({request.candidate.exercise.id})
        return old(rules, person, limb._replace(allowed=allowed), request)

    return bent


def _no_top(old: Any) -> Any:
    def bent(rules: Any, person: Any, limb: Any, request: Any) -> Any:
        high = request.candidate._replace(max_level=99)
        return old(rules, person, limb, request._replace(candidate=high))

    return bent


def _calendar_rule(**forget: Any) -> Break:
    def wrap(old: Any) -> Any:
        return lambda rules, view: old(rules, view._replace(**forget))

    return wrap


def _power_forgotten(old: Any) -> Any:
    def bent(rules: Any, person: Any, limb: Any, request: Any) -> Any:
        calm = person._replace(calendar=person.calendar._replace(power_count=0))
        return old(rules, calm, limb, request)

    return bent


def _never_idle(old: Any) -> Any:
    def bent(rules: Any, person: Any, limb: Any, request: Any) -> Any:
        fresh = request.ladder._replace(idle=-1)
        return old(rules, person, limb, request._replace(ladder=fresh))

    return bent


def _long_when_even(old: Any) -> Any:
    def bent(rules: Any, was: Any) -> Any:
        return old(rules, was) if was.minutes % 2 else was._replace(minutes=was.minutes + 1)

    return bent


def _off_by_one(_old: Any) -> Any:
    def bent(rules: Any, view: Any) -> Any:
        if view.hard_yesterday:
            return NumberRule.HARD_SPACING
        over = view.hard_count > rules.calendar.max_hard_in_window
        return NumberRule.HARD_COUNT if over else None

    return bent


def _first_or_nothing(old: Any) -> Any:
    def bent(owed: Any, ranked: Any, costs: Any, places: Any, seconds: Any) -> Any:
        firsts = [next((one for one in ranked if one.action == action), None) for action in owed]
        return old(owed, [one for one in firsts if one], costs, places, seconds)

    return bent


def _rises_two(old: Any) -> Any:
    def bent(plan: Any, was: Any, may_rise: Any) -> Any:
        result = old(plan, was, may_rise)
        if was.level < result.ladder.level < plan.rungs:
            return result._replace(ladder=result.ladder._replace(level=was.level + 2))
        return result

    return bent


def _missing_is_zero(old: Any) -> Any:
    def bent(rules: Any, answer: Any, context: Any) -> Any:
        answer = answer or morning.MorningAnswer()
        return old(rules, morning.MorningAnswer(answer.nprs or 0, bool(answer.new_limp)), context)

    return bent


def _strong_pain_holds(old: Any) -> Any:
    def bent(rules: Any, nprs: Any, sore: Any, context: Any) -> Any:
        return Verdict.HOLD if nprs > 8 else old(rules, nprs, sore, context)

    return bent


def _floor_keeps_runs(old: Any) -> Any:
    def bent(plan: Any, was: Any, orders: Any) -> Any:
        result = old(plan, was, orders)
        return was._replace(gap_down=result.gap_down) if result.level == was.level else result

    return bent


def _closed_are_waived(old: Any) -> Any:
    def bent(pack: Any, kind: Any, person: Any, ids: Any) -> Any:
        asked = old(pack, kind, person, ids)
        return tuple(c for c in asked if not person.traits & set(c.closed_by))

    return bent


def _raise_when_long(old: Any) -> Any:
    return lambda rules, gap: 0 if gap > 30 else old(rules, gap)


def _no_sources(old: Any) -> Any:
    return lambda pack, rule: ((), old(pack, rule)[1])


def _higher(old: Any) -> Any:
    return lambda a, b: old(a, b)._replace(level=max(a.level, b.level))


def _forward(_old: Any) -> Any:
    return max


MORNINGS = "two_mornings_passed"


def _watch_runs_out(old: Any) -> Any:
    """The days of watching pass whether or not anything was answered."""

    def close(rules: Any, state: return_watch.SportWatch) -> return_watch.SportWatch:
        after = old(rules, state)
        ends = state.left == 1
        return return_watch.SportWatch() if ends else after

    return close


def _slow(pack: Pack, name: str, sessions: int) -> Pack:
    """An exercise whose every rung asks for that many clean sessions."""
    ladder = tuple(replace(r, clean_sessions=sessions) for r in pack.exercises[name].ladder)
    other = replace(pack.exercises[name], ladder=ladder)
    return replace(pack, exercises={**pack.exercises, name: other})


def _frees_at_four(old: Any) -> Any:
    """Pain that should leave nothing before a session leaves everything."""

    def bent(pack: Any, day: Any) -> Any:
        view = old(pack, day)
        strong = max((n or 0 for n in day.read.pains_now.values()), default=0) >= 4
        return view._replace(nothing_rule=None, isometrics_only=False) if strong else view

    return bent


def _far_away_is_near(old: Any) -> Any:
    """Whoever stayed away very long has no gap at all."""

    def bent(rules: Any, state: Any, spacing: Any) -> Any:
        return old(rules, state._replace(idle=0) if state.idle > 30 else state, spacing)

    return bent


def _neutral_breaks(old: Any) -> Any:
    """A session that was neither clean nor broken takes the clean ones before it away."""

    def close(plan: Any, state: Any, worked: Any, *, performed: bool) -> Any:
        harsh = Worked.BROKEN if worked is Worked.NEUTRAL else worked
        return old(plan, state, harsh, performed=performed)

    return close


def _held_breaks(old: Any) -> Any:
    def bent(plan: Any, state: Any, followed: Any, *orders: Any, **leave: Any) -> Any:
        if followed is Followed.NEUTRAL:
            state = state._replace(clean=0, since=0)
        return old(plan, state, followed, *orders, **leave)

    return bent


def _last_session_alone(old: Any) -> Any:
    def bent(opened: Any, ladders: Any, work: Any) -> Any:
        done = dict(opened.episode.last_session)
        return {**ladders, **{k: v for k, v in old(opened, ladders, work).items() if k in done}}

    return bent


def _runs_on_the_path(old: Any) -> Any:
    def bent(limb: Any, load_class: Any) -> Any:
        return None if load_class.run else old(limb, load_class)

    return bent


def _runs_are_spared(old: Any) -> Any:
    def bent(signals: Any, done: Any, level: Any) -> Any:
        run = done.key.startswith(("run:", "sprint:"))
        return Followed.NONE if run else old(signals, done, level)

    return bent


def _no_test_today(old: Any) -> Any:
    def bent(rules: Any, person: Any, limb: Any, request: Any) -> Any:
        candidate = request.candidate._replace(on_the_day=())
        return old(rules, person, limb, request._replace(candidate=candidate))

    return bent


MUTANTS: tuple[Mutant, ...] = (
    Mutant("a flag is forgotten overnight", "S1", lock, "pass_day", lambda old: lambda s: OFF),
    Mutant("any clearance fits any flag", "S1", form_effects, "clearance_fits",
           lambda old: lambda *a: True),
    Mutant("standing flags are not looked at", "S1", views, "person_flags",
           lambda old: lambda day: ()),
    Mutant("the guard forgets the stage", "S2", guard, "_refusing_rule", _allow_all),
    Mutant("the guard forgets the highest rung", "S2", guard, "_dose", _no_top),
    Mutant("missing kit is ignored", "S2", availability, "owns", lambda old: lambda k, i, p: True),
    Mutant("nobody is asked for a wish", "S2", availability, "wishes",
           lambda old: lambda pack, person: frozenset(pack.goals[person.goal].options)),
    Mutant("traits no longer cut a ladder", "S2", availability, "usable_rungs",
           lambda old: lambda pack, e, person, track: e.ladder),
    Mutant("hard days may touch", "S3", guard, "calendar_rule",
           _calendar_rule(hard_yesterday=False)),
    Mutant("one hard day more in a week", "S3", guard, "calendar_rule", _off_by_one),
    Mutant("hard work is never refused", "S3", guard, "hard_class_rule",
           lambda old: lambda *a: None),
    Mutant("a third power day of runs", "S3", guard, "_dose", _power_forgotten),
    Mutant("sprints may follow each other", "S3", guard, "_refusing_rule", _never_idle),
    Mutant("hard days are not written down", "S3", calendar, "close_calendar",
           lambda old: lambda s, hard, *, nordic: old(s, 0, nordic=nordic)),
    Mutant("strong pain asks no questions", "S4", form_effects, "_needs_triage",
           lambda old: lambda s, limbs, because: s),
    Mutant("a strong morning asks nothing", "S4", form_effects, "_strong_morning",
           lambda old: lambda pack, state, *told: state),
    Mutant("a strong morning on the path is a second flare", "S4", form_effects, "_strong_morning",
           lambda old: lambda pack, state, fact, day, sore, on_path: old(
               pack, state, fact, day, sore, frozenset())),
    Mutant("a match hides the session before it", "S5", opening_ladders, "session_before",
           lambda old: lambda episode, signals: episode.pending),
    Mutant("a held morning is asked no more", "S5", morning, "is_owed",
           lambda old: lambda rules, state: old(rules, state._replace(unsettled=False))),
    Mutant("the flare-up path lowers the last session alone", "S4", closing, "below_path",
           _last_session_alone),
    Mutant("runs go on on the flare-up path", "S3", guard, "_flare_rule", _runs_on_the_path),
    Mutant("the flare-up path never begins", "S4", closing, "close_flare",
           lambda old: lambda r, s, *, starts, performed: old(
               r, s, starts=False, performed=performed)),
    Mutant("a failed morning frees hard work", "S5", morning, "_block_after",
           lambda old: lambda b, v, low: Block.FREE),
    Mutant("a failed morning lowers no rung", "S5", ladder, "_down",
           lambda old: lambda plan, was, rungs=1: ladder.LadderResult(was)),
    Mutant("a failed morning leaves easy running", "S5", easy_running, "open_easy",
           lambda old: lambda rules, s, *, failed: s),
    Mutant("the morning rule is forgotten", "S5", opening_ladders, "followed_by",
           lambda old: lambda s, w, level: Followed.NEUTRAL),
    Mutant("compression is not measured", "S6", candidates, "_compression_top",
           lambda old: lambda p, k, e, rungs, s: len(rungs)),
    Mutant("adjuncts pass the guard", "S7", guard, "_adjunct_rule",
           lambda old: lambda limb, exercise: None),
    Mutant("trunk work comes on easy days of a flare-up", "S7", guard, "_adjunct_rule",
           lambda old: lambda limb, one: old(limb, one) if one.is_stretch else None),
    Mutant("stretches are a session", "S7", session_work, "read_work",
           lambda old: lambda pack, opened, day: old(
               pack, opened, replace(day, adjuncts=frozenset()))),
    Mutant("stretching opens early", "S7", stretch, "open_stretch",
           lambda old: lambda r, s, v, a, **k: old(r, s, v, a, **k)._replace(opened=True)),
    Mutant("rungs rise by two", "S8", ladder, "_count_clean", _rises_two),
    Mutant("the dates of clean sessions do not matter", "S8", ladder, "_count_clean",
           lambda old: lambda p, w, m: old(p._replace(days_apart=0), w, m)),
    Mutant("one stage is jumped", "S8", gate, "move_forward",
           lambda old: lambda state: gate.GatePosition(state.place + 2)),
    Mutant("the usual value may wait", "S9", views, "is_unsettled",
           lambda old: lambda rules, state: False),
    Mutant("mornings count while the usual value is asked", "S9", opening, "_counts_as",
           lambda old: lambda episode, asked, verdict, *, settling: old(
               episode, asked, verdict, settling=False)),
    Mutant("no answer counts as no pain", "S9", morning, "judge", _missing_is_zero),
    Mutant("a longer easy run is clean", "S9", session_work, "compare",
           lambda old: lambda *a: old(*a)._replace(within=True)),
    Mutant("a run of which nobody tells the pace is clean", "S9", session_work, "compare",
           lambda old: lambda *a: old(*a)._replace(counts=True)),
    Mutant("a run that nobody timed is clean", "S9", run_times, "judge_times",
           lambda old: lambda rules, asked, measured: old(
               rules, asked, measured or (asked.planned or 99,))),
    Mutant("a run quicker than its time is clean", "S9", run_times, "earliest_clean",
           lambda old: lambda rules, planned: 0),
    Mutant("a rung without a time below it is open", "S9", run_times, "is_open",
           lambda old: lambda *a: True),
    Mutant("runs get quicker by more than the share", "S8", run_times, "_chain",
           lambda old: lambda *a: ((name, tenths - 4) for name, tenths in old(*a))),
    Mutant("a quick run is fast by its plan alone", "S3", session_work, "was_fast",
           lambda old: lambda pack, day: False),
    Mutant("a correction keeps the quicker time", "S18", run_times, "meet_run_times",
           lambda old: lambda a, b: min(a, b, key=lambda one: (-len(one.clean), str(one)))),
    Mutant("a corrected time counts alone", "S18", timed_runs, "earlier_times",
           lambda old: lambda day, exercise: []),
    Mutant("nobody is fast enough for the next run", "S23", run_times, "latest_clean",
           lambda old: lambda rules, planned: planned),
    Mutant("the knee test of the day is not asked", "S15", guard, "_dose", _no_test_today),
    Mutant("a result counts without its morning", "S9", self_test_results, "_followed",
           lambda old: lambda p, m, after: old(p, m, after)._replace(confirmed=True)),
    Mutant("an unanswered week ends the watch", "S9", return_watch, "close_watch",
           _watch_runs_out),
    Mutant("a self-test leaves the day easy", "S3", session_work, "_of_tests",
           lambda old: lambda pack, day: []),
    Mutant("fast runs make no power day", "S3", session_work, "makes_power_day",
           lambda old: lambda pack, run: False),
    Mutant("the easier of two answers about a run counts", "S3", run_work, "hardest_percent",
           lambda old: run_work.effort_percent),
    Mutant("old results meet a criterion", "S12", evaluation, "valid",
           lambda old: lambda pack, results, test, side: next(
               (m for m in results if m.side == side), None)),
    Mutant("the flare-up path moves by itself", "S9", flares, "open_flare",
           lambda old: lambda r, s, v, a: old(r, s, Verdict.PASS, morning.Asked.SESSION)),
    Mutant("pain 9 is held, pain 8 fails", "S10", morning, "_judge_number", _strong_pain_holds),
    Mutant("a gap spares the lowest rung", "S10", ladder, "_gap", _floor_keeps_runs),
    Mutant("easy running may come on any day", "S3", run_days, "may_run_easily",
           lambda old: lambda rules, state: state.busy < rules.free_day_in - 1),
    Mutant("no day of the week stays free", "S3", run_days, "may_run_easily",
           lambda old: lambda rules, state: not state.since),
    Mutant("nobody remembers yesterday's run", "S3", run_days, "close_run_days",
           lambda old: lambda rules, state, *, ran, busy: old(
               rules, state, ran=False, busy=busy)),
    Mutant("a longer run is still an easy one", "S3", run_work, "_is_within",
           lambda old: lambda rules, done, planned: True),
    Mutant("who cannot speak runs easily", "S3", run_work, "keeps_to",
           lambda old: lambda pack, item, runs: old(
               pack, item, [run._replace(talking=True) for run in runs])),
    Mutant("easy running follows a bad morning", "S3", views, "easy_run_rule",
           lambda old: lambda pack, day: None),
    Mutant("the flare-up path has runs", "S3", guard, "_flare_rule",
           lambda old: lambda limb, load_class: old(limb, replace(load_class, run=False))),
    Mutant("easy running is planned beside hard work", "S3", offers, "_fits_day",
           lambda old: lambda candidate, ladders, latches, occasion: old(
               candidate, ladders, latches, occasion._replace(hard=False))),
    Mutant("a tightening leaves the run where it is", "S10", session_pain, "ends_run",
           lambda old: lambda pack, reason: False),
    Mutant("a run goes on at 3 of 10", "S10", session_work, "_grade",
           lambda old: lambda p, r, s, limit, **how: old(p, r, s, limit, **{**how, "run": False})),
    Mutant("pain in a run takes one rung", "S10", ladder, "plan_ladder",
           lambda old: lambda *given: old(*given)._replace(pain_down=1)),
    Mutant("easy running that hurts goes on as long", "S10", easy_running, "_cut", _long_when_even),
    Mutant("pain 7 is taken for clean", "S10", session_work, "_grade",
           lambda old: lambda p, r, s, limit, **how: (
               Worked.CLEAN if r.worst == 7 else old(p, r, s, limit, **how))),
    Mutant("pain above the limit is clean", "S10", session_work, "_grade",
           lambda old: lambda p, r, s, limit, **how: old(
               p, r, s, p.rules.pain.finish_at, **how)),
    Mutant("the first days ask for no less pain", "S10", session_pain, "is_early",
           lambda old: lambda pack, opened: False),
    Mutant("pain before the session lets rungs rise", "S10", session_pain, "hurts_before",
           lambda old: lambda pack, day, limb: False),
    Mutant("a worse answer lifts a freeze", "S22", monitors, "_is_better",
           lambda old: lambda rules, state, answers: (
               answers.change == "worse" or old(rules, state, answers))),
    Mutant("a freeze ends overnight", "S22", monitors, "_count_days",
           lambda old: lambda plan, s, looked: old(plan, s, looked)._replace(frozen="")),
    Mutant("worse is never referred", "S22", monitors, "_count_worse",
           lambda old: lambda rules, state, change: (state, False)),
    Mutant("a freeze is not named", "S22", stop_notices, "freeze",
           lambda old: lambda pack, seat, today: None),
    Mutant("a session that was not clean breaks the run", "S23", ladder, "close_ladder",
           _neutral_breaks),
    Mutant("a held morning breaks the run", "S23", ladder, "open_ladder", _held_breaks),
    Mutant("pack: only a painless session ever counts", "S23", None, "",
           lambda pack: _rules(pack, "pain", early_clean_max=0, early_days=500)),
    Mutant("a step back is not obeyed", "S11", ladder, "_obey",
           lambda old: lambda p, w, o: old(p, w, o._replace(ceiling=None))),
    Mutant("no fail on record where nothing is", "S12", episode_time, "open_fail_free",
           lambda old: lambda days, verdict, asked: max(0, days)),
    Mutant("a failed morning leaves the days without one", "S12", episode_time, "open_fail_free",
           lambda old: lambda days, verdict, asked: old(
               days, Verdict.NONE if verdict is Verdict.FAIL else verdict, asked)),
    Mutant("an episode grows two days older in one", "S9", episode_time, "close_age",
           lambda old: lambda age, limit: min(limit, age + 2)),
    Mutant("days of a gap count for the gate", "S19", gate, "move_back",
           lambda old: lambda state, orders: old(state, orders._replace(gap=False))),
    Mutant("a failed morning opens a gate", "S9", gate_morning, "gate_opens",
           lambda old: lambda ready, opened: old(
               ready, opened._replace(morning=opened.morning._replace(verdict=Verdict.PASS)))),
    Mutant("what was not asked is met", "S12", evaluation, "criterion_is_met",
           lambda old: lambda r, c: True),
    Mutant("a gate that a caution closed is only asked without it", "S12", gates, "criteria_of",
           _closed_are_waived),
    Mutant("rules lose their sources", "S13", evidence, "_resolve", _no_sources),
    Mutant("a path goes on where a caution closed it", "S14", path, "path_of",
           lambda old: lambda pack, kind, person: pack.paths[kind.track][person.goal]),
    Mutant("a wait never ends", "S14", morning, "_block_after",
           lambda old: lambda b, v, low: Block.PASS_OR_HOLD),
    Mutant("a day of the path repeats for ever", "S14", flares, "open_flare",
           lambda old: lambda r, s, v, a: s),
    Mutant("days with withheld work count for nothing", "S14", closing, "_is_withheld",
           lambda old: lambda p, d, limb: False),
    Mutant("the good leg may run ahead", "S15", guard, "_dose",
           lambda old: lambda rules, person, limb, r: old(
               rules, person, limb, r._replace(lead_cap=None))),
    Mutant("the milder of two caps holds", "S15", evaluation, "stage_cap",
           lambda old: lambda person, day: person.cap_stage),
    Mutant("unanswered sets are clean", "S16", session_work, "_grade",
           lambda old: lambda p, r, s, limit, **how: Worked.CLEAN),
    Mutant("repetitions count whatever was felt", "S16", session_work, "_best_set",
           lambda old: lambda sets, pains, clean_max: max(
               (s.repetitions or 0 for s in sets), default=0)),
    Mutant("a silent day opens a gate", "S9", gate_morning, "is_silent",
           lambda old: lambda day, limb: False),
    Mutant("half an answer is enough for the watch", "S9", return_watch, "open_watch",
           lambda old: lambda rules, state, *, returned, answers: old(
               replace(rules, signs={}), state, returned=returned, answers=answers)),
    Mutant("what nobody asked is met on the readiness card", "S12", readiness, "_of_question",
           lambda old: lambda item, answered: "met"),
    Mutant("a strong pain before the session leaves all work", "S10", views, "person_view",
           _frees_at_four),
    Mutant("running keeps the rungs of strength, and strength those of running", "S19",
           actions_today, "_could_hold", lambda old: lambda *_: True),
    Mutant("what the plan left out is a gap", "S19", actions_today, "_could_hold",
           lambda old: lambda *_: False),
    Mutant("a plan without it makes up for what was left out before", "S19", action_gaps, "_ends",
           lambda old: lambda name, gap, today: old(name, gap._replace(missed=False), today)),
    Mutant("a gap of one kind of work takes nothing", "S19", action_gaps, "gap_takes",
           lambda old: lambda *_: action_gaps.GapTakes()),
    Mutant("whoever was away very long was not away", "S19", calendar, "open_gap",
           _far_away_is_near),
    Mutant("a failed morning spares runs", "S5", opening_ladders, "followed_by", _runs_are_spared),
    Mutant("pack: every rung of a bridge asks for many clean ones", "S14", None, "",
           lambda pack: _slow(pack, "bridge", 8)),
    Mutant("a new episode counts from its clearance", "S17", enrolment, "restart",
           lambda old: lambda pack, episode, *, sitting_bone: old(
               pack, episode._replace(walking=Walking()), sitting_bone=sitting_bone)),
    Mutant("a pull closes nothing", "S17", form_effects, "concerned",
           lambda old: lambda side, limbs: frozenset()),
    Mutant("a correction may raise a rung", "S18", ladder, "meet_ladders", _higher),
    Mutant("a correction may raise a stage", "S18", gate, "meet_gates", _forward),
    Mutant("very long gaps count for nothing", "S19", calendar, "bands_reached", _raise_when_long),
    Mutant("what is owed has no place of its own", "S20", chooser, "_serving",
           lambda old: lambda owed, ranked, costs, places, seconds: []),
    Mutant("only the first owed kind of work is served", "S20", chooser, "_serving",
           lambda old: lambda owed, ranked, costs, places, seconds: old(
               owed[:1], ranked, costs, places, seconds)),
    Mutant("owed work gives way where its key exercise takes too long", "S20", chooser, "_serving",
           _first_or_nothing),
    Mutant("an alternating action has no turn", "S20", alternation, "close_alternation",
           lambda old: lambda state, alternating, held: state),
    Mutant("an alternating action has its turn every day", "S20", alternation,
           "close_alternation",
           lambda old: lambda state, alternating, held: old(
               state, alternating, held and frozenset())),
    Mutant("no stage owes anything", "S20", owed_work, "owed_today",
           lambda old: lambda day, owes: owed_work.NOTHING_OWED),
    Mutant("a run takes the day of an alternating action", "S20", session, "_run_today",
           lambda old: lambda pack, offered, owed: old(
               pack, offered, owed._replace(turn=None))),
    Mutant("missing work is not named", "S20", owed_work, "omissions",
           lambda old: lambda pack, person, owes, missing, refused: iter(())),
    Mutant("time has no limit", "S21", chooser, "_seconds",
           lambda old: lambda day, costs, *, cut: 0),
    Mutant("the easy set takes no time", "S21", warm_up, "easy_seconds",
           lambda old: lambda written, limbs, items: 0),
    Mutant("one leg is counted for both", "S21", admitted_lines, "cost_of",
           lambda old: lambda pack, work, first_s: old(
               pack, work._replace(lines=work.lines[:1]), first_s)),
    Mutant("a day of holds is as long as a hard one", "S21", session, "_minutes",
           lambda old: lambda pack, day, limbs, *, hard: old(pack, day, limbs, hard=True)),
    Mutant("a gate asks for no minutes", "S21", evaluation, "minutes_asked",
           lambda old: lambda course, place: None),
    Mutant("nobody is told that minutes are lacking", "S21", plan_notices, "_more_minutes",
           lambda old: lambda pack, day, opened: iter(())),
    Mutant("a rung that the gate names loses sets", "S21", admitted_lines, "_cuts",
           lambda old: lambda pack, line: old(pack, line._replace(named=False))),
    Mutant("a load rises after every easy session", "S8", effort, "_needed",
           lambda old: lambda rules, step: 1),
    Mutant("a load steps to whatever is owned next", "S8", load, "size_of_step",
           lambda old: lambda rules, owned, amount: StepSize.USUAL),
    Mutant("a first load has no limit", "S8", load, "_first_load",
           lambda old: lambda owned, known, percent, most_kg: old(owned, known, percent, 999)),
    Mutant("a load rises by two steps", "S8", load, "move_load",
           lambda old: lambda known, owned, step: old(old(known, owned, step), owned, step)),
    Mutant("an unanswered last set is an easy one", "S9", effort, "judge_effort",
           lambda old: lambda rules, effort, m: old(
               rules, effort, m._replace(left=m.left or RepetitionsLeft.MANY))),
    Mutant("a held load rises all the same", "S9", effort, "judge_effort",
           lambda old: lambda rules, effort, m: old(rules, effort, m._replace(may_rise=True))),
    Mutant("few repetitions left are as good as some", "S10", effort, "judge_effort",
           lambda old: lambda rules, effort, m: old(
               rules, effort, m._replace(left=RepetitionsLeft.MANY
                                         if m.left is RepetitionsLeft.FEW else m.left))),
    Mutant("a smaller load leaves the last clean one", "S8", load, "_known_up_to",
           lambda old: lambda amount, most: amount),
    Mutant("a smaller load keeps the run of easy sessions", "S8", load, "_less_taken",
           lambda old: lambda known, percent, taken: old(
               known, percent, taken)._replace(effort=known.effort)),
    Mutant("less than the share leaves the full load", "S8", load, "_less_taken",
           lambda old: lambda known, percent, taken: (
               old(known, percent, taken) if percent == load.WHOLE
               else known._replace(effort=effort.Effort()))),
    Mutant("a weight that was given away is planned", "S2", load, "at_most_owned",
           lambda old: lambda owned, amount: amount),
    Mutant("pain keeps the run of easy sessions", "S10", effort, "judge_effort",
           lambda old: lambda rules, known, m: old(rules, known, m._replace(broken=False))),
    Mutant("a wait ends with a bad morning", "S10", effort, "judge_effort",
           lambda old: lambda rules, known, m: (
               (effort.Effort(), effort.LoadStep.SAME) if m.broken else old(rules, known, m))),
    Mutant("a correction leaves the heavier load", "S18", load, "_least_of",
           lambda old: lambda amounts: max(amounts, key=lambda one: one.kg, default=None)),
    Mutant("pack: 9 of 10 in the morning is held", "S10", None, "",
           lambda pack: _rules(pack, "morning", hold_at_baseline=9)),
    Mutant("pack: only strong soreness is held", "S10", None, "",
           lambda pack: _rules(pack, "morning", soreness_hold_min=9, soreness_hold_max=10)),
    Mutant("pack: what stands in for single-leg bridges is climbed slowly", "S14", None, "",
           lambda pack: _slow(pack, "staggered_bridge", 6)),
    Mutant("pack: more mornings must pass than anyone has", "S14", None, "",
           lambda pack: replace(pack, criteria={**pack.criteria, MORNINGS: replace(
               pack.criteria[MORNINGS], count=999)})),
)  # fmt: skip


def page() -> str:
    """The table of which invariant catches which mutant."""
    rows = [f"| {m.says} | {m.caught_by} |" for m in MUTANTS]
    head = [
        "# What the proof catches",
        "",
        "Each line breaks the engine or the pack in one way; a test runs the proof on it and fails",
        "unless the named invariant tells. Generated by `python -m tests.proof.mutants`.",
        "",
        "| broken on purpose | caught by |",
        "| --- | --- |",
    ]
    return "\n".join([*head, *rows]) + "\n"


if __name__ == "__main__":
    everything = visit_sound()
    for mutant in MUTANTS:
        caught = first_catch(mutant, everything)
        print(f"{mutant.caught_by:4}{'caught' if caught else 'MISSED':8}{mutant.says}", flush=True)
    folder = Path(__file__).resolve().parents[2] / "docs" / "reference"
    (folder / "mutants.md").write_text(page(), encoding="utf-8")
