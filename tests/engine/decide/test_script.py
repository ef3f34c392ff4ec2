"""The session script: golden files shared with the player, and what every script promises."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import cast

import pytest
from tests.engine.decide import golden_scripts
from tests.engine.driver import Person, enrol

from hamstrong.engine.decide.ask import Ask, AskKind
from hamstrong.engine.decide.decisions import Decision, Item, Prescription
from hamstrong.engine.decide.script import PainTable, Segment, SessionScript, compile_script
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import MorningAnswered, Stopped, codec
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.minutes import LET_GO_S

SEVERITY = ("go_on", "walk_home", "finish", "stop_exercise", "end_session")
TIMED = ("warm_up", "easy", "work", "hold", "rest", "walk", "run", "sprint")
WORK = ("work", "hold", "run", "sprint")
BY_THE_PERSON = ("set_up", "switch", "ask_pain", "done")

Day = Callable[[Engine], Person]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load_pack())


@pytest.fixture(
    params=(*golden_scripts.DAYS, *golden_scripts.RUNS), ids=lambda day: cast(Day, day).__name__
)
def person(request: pytest.FixtureRequest, engine: Engine) -> Person:
    return cast(Day, request.param)(engine)


@pytest.fixture
def plan(person: Person) -> Prescription:
    decision = person.engine.prescribe(person.state)
    assert isinstance(decision, Prescription)
    return decision


@pytest.fixture
def script(person: Person) -> SessionScript:
    return golden_scripts.script_of(person)


def lines(plan: Prescription) -> tuple[Item, ...]:
    return (*plan.items, *plan.adjuncts)


def of_line(script: SessionScript, item: Item, kind: str) -> list[Segment]:
    where = (item.exercise, item.side, kind)
    return [s for s in script.segments if (s.exercise, s.side, s.kind) == where]


def test_the_script_is_the_golden_one(
    script: SessionScript, request: pytest.FixtureRequest
) -> None:
    name = request.node.callspec.id
    golden = golden_scripts.path_of(name).read_text(encoding="utf-8")
    assert golden_scripts.to_text(script) == golden, (
        f"tests/golden/scripts/{name}.json differs. If doses of the pack or the form of the script"
        " were changed on purpose, run `python -m tests.engine.decide.golden_scripts`, read the"
        " difference, then run `npx vitest run --update` in client/ for the facts that the player"
        " makes of it, and let the commit say why. Otherwise a plan that people follow has"
        " changed by accident."
    )


def test_no_golden_script_is_left_over() -> None:
    known = {f"{day.__name__}.json" for day in golden_scripts.DAYS}
    assert {path.name for path in golden_scripts.FOLDER.iterdir()} == known


def test_a_script_survives_the_wire(script: SessionScript) -> None:
    assert codec.decode(SessionScript, codec.encode(script)) == script


def test_ids_are_unique(script: SessionScript) -> None:
    ids = [s.id for s in (*script.segments, *script.swaps)]
    assert len(ids) == len(set(ids))


def test_what_runs_by_itself_has_a_length_and_the_rest_waits(script: SessionScript) -> None:
    for segment in (*script.segments, *script.swaps):
        assert segment.kind in (*TIMED, *BY_THE_PERSON)
        by_itself = segment.kind in TIMED and segment.metres is None
        assert (segment.seconds is not None) == by_itself
        assert segment.seconds is None or segment.seconds > 0


def test_the_script_ends_once_and_at_its_end(script: SessionScript) -> None:
    assert [s.kind == "done" for s in script.segments].count(True) == 1
    assert script.segments[-1].kind == "done"


def test_every_line_of_the_plan_has_its_sets_and_nothing_else_does(
    script: SessionScript, plan: Prescription
) -> None:
    for item in lines(plan):
        sets = [s for kind in WORK for s in of_line(script, item, kind)]
        assert len(sets) == item.sets * item.bouts
        assert {(s.rung, s.repetitions, s.holds, s.hold_s, s.load_kg) for s in sets} == {
            (item.rung, item.repetitions, item.holds, item.hold_s, item.load_kg)
        }
    planned = {(i.exercise, i.side) for i in lines(plan)}
    assert {(s.exercise, s.side) for s in script.segments if s.exercise} == planned


def test_rest_lies_between_sets_and_lasts_what_is_written(
    script: SessionScript, plan: Prescription
) -> None:
    for item in lines(plan):
        rests = of_line(script, item, "rest")
        assert len(rests) == (0 if item.run_s else (item.sets - 1) * item.bouts)
        assert {s.seconds for s in rests} <= {float(item.rest_s)}
    for before, after in pairwise(script.segments):
        if before.kind == "rest":
            assert after.kind in ("work", "hold")
            assert (after.exercise, after.side) == (before.exercise, before.side)
            assert (after.bout, after.set_number) == (before.bout, before.set_number + 1)


def test_a_run_goes_in_intervals_each_after_its_walk(
    script: SessionScript, plan: Prescription
) -> None:
    for item in (i for i in lines(plan) if i.run_s is not None):
        mine = [s for s in script.segments if s.exercise == item.exercise]
        walks = [s for s in mine if s.kind == "walk"]
        runs = [s for s in mine if s.kind == item.pace]
        ran = None if item.run_m else float(item.run_s or 0)
        walked = None if item.walk_m else float(item.walk_s)
        assert [s.seconds for s in runs] == [ran] * item.sets
        assert [s.seconds for s in walks] == [walked] * (item.sets if item.walk_s else 0)
        assert {(s.metres, s.steady_m, s.steady_tenths) for s in runs} == {
            (item.run_m, item.steady_m, item.steady_tenths)
        }
        assert [s.kind for s in mine][-1] == "ask_pain"
        assert [s.kind for s in mine].count("ask_pain") == 1
        logged = [s for s in script.segments if s.kind != "warm_up" and s.bout]
        assert mine == logged[: len(mine)]


def test_a_set_lasts_its_tempo_or_its_holds(script: SessionScript) -> None:
    for segment in script.segments:
        if segment.kind == "work":
            assert segment.tempo is not None
            assert segment.seconds == pytest.approx((segment.repetitions or 0) * sum(segment.tempo))
        if segment.kind == "hold":
            holds, hold_s = segment.holds or 1, segment.hold_s or 0
            assert segment.seconds == pytest.approx(holds * hold_s + (holds - 1) * LET_GO_S)


def test_both_sides_on_one_rung_get_the_same_time(script: SessionScript) -> None:
    times: dict[tuple[str, str, int, int], dict[str, list[float | None]]] = defaultdict(dict)
    for s in script.segments:
        if s.side in ("left", "right") and s.seconds is not None:
            key = (s.exercise, s.rung, s.sets, s.bout)
            times[key].setdefault(s.side, []).append(s.seconds)
    for sides in times.values():
        assert len({tuple(timed) for timed in sides.values()}) == 1


def _follows(before: Segment, start: Segment) -> bool:
    return (before.exercise, before.bout) == (start.exercise, start.bout)


def test_the_other_side_follows_at_once_with_a_switch(
    script: SessionScript, plan: Prescription
) -> None:
    starts = [s for s in script.segments if s.kind in ("set_up", "switch") and s.bout]
    assert len(starts) == sum(item.bouts for item in lines(plan))
    for before, start in pairwise((None, *starts)):
        assert start is not None
        same = before is not None and _follows(before, start)
        assert (start.kind == "switch") == same
        if same and before is not None:
            assert before.side != start.side


def test_a_second_bout_comes_after_everything_else(script: SessionScript) -> None:
    bouts = [s.bout for s in script.segments if s.exercise]
    assert bouts == sorted(bouts)


def test_pain_is_asked_where_the_plan_says(script: SessionScript, plan: Prescription) -> None:
    for item in lines(plan):
        asked = [(s.bout, s.set_number) for s in of_line(script, item, "ask_pain")]
        numbers = range(1, item.sets + 1) if item.ask == "each_set" else (item.sets,)
        assert asked == [(bout, n) for bout in range(1, item.bouts + 1) for n in numbers]
    for before, after in pairwise(script.segments):
        if after.kind == "ask_pain":
            assert before.kind in WORK
            assert before.set_number == after.set_number


def test_the_minutes_are_those_of_the_plan(script: SessionScript, plan: Prescription) -> None:
    """One bout of each exercise and the rest after it, without stretching and a run."""
    items = [item for item in plan.items if not item.run_s]
    counted = {(i.exercise, i.side) for i in items}
    work = sum(
        s.seconds or 0.0 for s in script.segments if (s.exercise, s.side) in counted and s.bout == 1
    )
    work += sum(s.seconds or 0.0 for s in script.segments if s.kind == "easy")
    between = sum(item.rest_s for item in (*plan.easy_sets, *items))
    warm_up = sum(s.seconds or 0.0 for s in script.segments if s.kind == "warm_up")
    assert math.ceil((work + between) / 60) + warm_up / 60 == plan.minutes


def test_hard_work_after_the_first_stages_begins_with_a_walk(
    script: SessionScript, plan: Prescription
) -> None:
    walks = [s for s in script.segments if s.kind == "warm_up"]
    assert [s.seconds for s in walks] == [plan.warm_up_minutes * 60.0] * bool(plan.warm_up_minutes)
    assert not walks or script.segments[0] is walks[0]


def test_after_the_walk_comes_one_easy_set_of_the_first_hard_exercise(
    script: SessionScript, plan: Prescription, engine: Engine
) -> None:
    """One easy set first, before anything that is logged; nowhere without the walk.

    A run is begun by the walk alone, so beside one the set is of the strength that follows it.
    """
    easy = [s for s in script.segments if s.kind == "easy"]
    assert bool(easy) == bool(plan.warm_up_minutes)
    assert [s.kind for s in script.segments if s.bout == 0] == easy_kinds(len(easy))
    lifted = [i for i in plan.items if i.run_s is None]
    hard = [i for i in lifted if engine.pack.load_classes[i.load_class].hard]
    first = [i for i in hard if i.exercise == hard[0].exercise] if easy else []
    for segment, item in zip(easy, first, strict=True):
        assert (segment.exercise, segment.side) == (item.exercise, item.side)
        assert segment.load_kg is None
        assert (segment.seconds or 0.0) * item.sets < item.seconds
    logged = [s.kind in WORK for s in script.segments]
    assert not any(logged[: script.segments.index(easy[-1])] if easy else ())


def easy_kinds(sides: int) -> list[str]:
    return ["set_up", "easy", "switch", "easy"][: 2 * sides]


def pain_tables(script: SessionScript) -> Iterator[PainTable]:
    assert script.pain
    yield from script.pain


def test_more_pain_never_asks_for_more(script: SessionScript) -> None:
    for table in pain_tables(script):
        severity = [SEVERITY.index(action) for action in table.actions]
        assert len(severity) == 11
        assert severity == sorted(severity)


def test_no_pain_goes_on_and_strong_or_sharp_pain_ends_the_session(
    script: SessionScript, engine: Engine
) -> None:
    ends = engine.pack.rules.pain.end_session_at
    for table in pain_tables(script):
        assert table.actions[0] == "go_on"
        assert set(table.actions[ends:]) == {"end_session"}
        assert table.sharp == "end_session"


def test_every_exercise_that_can_be_played_has_its_pain_table(script: SessionScript) -> None:
    played = {s.exercise for s in (*script.segments, *script.swaps) if s.exercise}
    assert played == {table.exercise for table in script.pain}


def test_one_scale_of_pain_holds_in_every_stage(engine: Engine) -> None:
    """0-2 go on, 3 finishes, 4 stops the exercise, 5 and more end the session (S10)."""
    scale = ("go_on",) * 3 + ("finish", "stop_exercise") + ("end_session",) * 6
    for day in (golden_scripts.strain_day_1, golden_scripts.strain_stage_2):
        tables = golden_scripts.script_of(day(engine)).pain
        assert {table.actions for table in tables} == {scale}


def test_every_stop_reason_leads_somewhere_and_no_reason_ends_the_session(
    script: SessionScript, engine: Engine
) -> None:
    stops = dict(script.stops)
    assert len(stops) == len(script.stops)
    assert set(stops) == {*engine.pack.stop_reasons, ""}
    assert stops[""] == "end_session"
    known = {"end_flag", "end_triage", "cramp", "end_run", "swap", "end_session"}
    assert set(stops.values()) <= known


def test_every_tick_of_the_short_form_leads_somewhere(
    script: SessionScript, engine: Engine
) -> None:
    short = [s for s in engine.pack.triage.screens if "short" in s.forms]
    assert [tick for tick, _ in script.short_form] == [t for s in short for t in s.symptoms]


def test_what_may_be_swapped_in_is_not_in_the_plan_already(script: SessionScript) -> None:
    swaps = {s.exercise for s in script.swaps}
    assert len(swaps) <= 1
    assert not swaps & {s.exercise for s in script.segments}
    assert not script.swaps or script.swaps[0].kind == "set_up"


def test_every_number_of_tomorrow_has_a_class_and_every_class_a_plan(
    script: SessionScript, person: Person
) -> None:
    assert [m.limb for m in script.mornings] == [e.kind.limb for e in person.state.episodes]
    for table in script.mornings:
        assert len(table.classes) == 11
        assert {name for name, _ in table.tomorrow} == {*table.classes, "unanswered"}


def as_played(person: Person, limb: str, nprs: int) -> Decision:
    """Tomorrow's plan for a copy of the person who does today as planned and answers so."""
    twin = Person(person.engine, person.state)
    decision = twin.work_only()
    assert isinstance(decision, Prescription)
    state = twin.engine.advance(twin.state, twin.state.day + 1)
    for episode in state.episodes:
        answer = nprs if episode.kind.limb == limb else 0
        state = twin.engine.step(state, MorningAnswered(episode.kind.limb, answer, new_limp=False))
    return twin.engine.prescribe(state)


def test_tomorrows_plans_are_those_after_todays_work_as_planned(
    script: SessionScript, person: Person
) -> None:
    for table in script.mornings:
        plans = dict(table.tomorrow)
        for nprs, name in enumerate(table.classes):
            if table.classes.index(name) == nprs:
                assert plans[name] == as_played(person, table.limb, nprs)


def test_a_failed_morning_lowers_what_today_plans(engine: Engine) -> None:
    """S5: the plan after a fail is lower than the one after a pass, which idle days would hide."""
    person = golden_scripts.prevention_stage_3(engine)
    table = dict(golden_scripts.script_of(person).mornings[0].tomorrow)
    failed, passed = table["fail"], table["pass"]
    assert isinstance(failed, Prescription)
    assert isinstance(passed, Prescription)
    rules = {reason.rule for reason in passed.reasons}
    assert "calendar.min_hard_spacing_days" in rules
    assert any(reason.rule == "morning.pass_max" for reason in failed.reasons)
    assert passed.asks[:1] != (Ask(AskKind.MORNING, "left"),)


def test_a_session_that_has_begun_counts_what_is_logged_once(engine: Engine) -> None:
    fresh = golden_scripts.prevention_stage_3(engine)
    whole = golden_scripts.script_of(fresh).mornings
    begun = golden_scripts.prevention_stage_3(engine)
    begun.begin_with_one_set()
    assert golden_scripts.script_of(begun).mornings == whole


def test_a_refusal_has_no_script(engine: Engine) -> None:
    stopped = enrol(engine)
    stopped.state = engine.step(stopped.state, Stopped("pop_or_pull"))
    decision = engine.prescribe(stopped.state)
    has_plan = isinstance(decision, Prescription)
    assert not has_plan
    assert compile_script(engine, stopped.state, "p") is None
