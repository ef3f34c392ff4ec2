"""People who were on their way before running was planned: carried over without a step forward."""

from dataclasses import replace

import pytest
from tests.engine.driver import Person

from hamstrong.app.diary_view import folded_diary
from hamstrong.app.diary_view.folded_diary import FoldedDiary
from hamstrong.diary import canonical_json
from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import PlanIssued, ProtocolAdopted
from hamstrong.engine.facts.codec import encode
from hamstrong.engine.fold import Recorded
from hamstrong.proof.stories import DiaryEntry, Expectation, Story, Who
from hamstrong.proof.story_run import Life
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Pack

RUNS = ("run", "run_through", "sprint")
GONE = {"run_20_before_power", "run_30_clean", "brisk_runs_clean", "sprint_90_clean",
        "sprint_95_clean", "sprint_100_clean", "fast_runs_clean"}  # fmt: skip


@pytest.fixture(scope="module")
def before() -> Pack:
    """The pack as it was: brisk walks stood in for running."""
    pack = load_pack()
    stages = {
        number: replace(
            stage,
            pools={t: tuple(e for e in pool if e not in RUNS) for t, pool in stage.pools.items()},
        )
        for number, stage in pack.stages.items()
    }
    gates = {
        name: replace(gate, criteria=tuple(c for c in gate.criteria if c not in GONE))
        for name, gate in pack.gates.items()
    }
    keys = {
        name: replace(key, by_goal={})
        for name, key in pack.keys.items()
        if name not in ("running_entry", "faster_entry", "sprint_entry")
    }
    exercises = {name: e for name, e in pack.exercises.items() if name not in RUNS}
    return replace(
        pack, stages=stages, gates=gates, keys=keys, exercises=exercises, logic_hash="b" * 64
    )


def lived(before: Pack, days: int, *entries: DiaryEntry) -> Life:
    """A runner after a strain, lived under the old pack."""
    who = Who(goal="running")
    expect = (Expectation(days, "day", ()),)
    life = Life(Engine(before), Story("s", (), "", who, entries, expect, "x"))
    life.live(days - 1)
    return life


def carried_over(life: Life) -> FoldedDiary:
    """The same diary under today's pack, which it adopts on its last day."""
    engine = Engine(load_pack())
    carried = folded_diary.begin(engine, life.first)
    carried = _adopt(engine, carried, life.first, life.engine.pack.logic_hash, 0)
    for entry in life.log:
        carried = folded_diary.take_fact(engine, carried, _with_decision(life, entry))
    day = life.fold.live.day
    carried = folded_diary.open_until(engine, carried, day)
    return _adopt(engine, carried, day, engine.pack.logic_hash, len(life.log) + 1)


def _adopt(engine: Engine, carried: FoldedDiary, day: int, logic: str, seq: int) -> FoldedDiary:
    fact = ProtocolAdopted("hamstring", "0", logic, "t")
    return folded_diary.take_fact(engine, carried, Recorded(seq, f"a{seq}", day, day, fact))


def _with_decision(life: Life, entry: Recorded) -> Recorded:
    """The app stores with a plan what was decided; the virtual person leaves it out."""
    if not isinstance(entry.fact, PlanIssued):
        return entry
    seen = next((s for s in life.days if life.first + s.day == entry.day), None)
    assert seen is not None
    return entry._replace(fact=entry.fact._replace(decision=canonical_json(encode(seen.shown))))


@pytest.mark.parametrize(("days", "stage"), [(30, 3), (44, 4), (90, 6)])
def test_a_runner_stays_in_the_stage_and_nothing_opens(before: Pack, days: int, stage: int) -> None:
    life = lived(before, days)
    old = life.fold.live.episodes[0]
    course = life.engine.course(old.kind, life.fold.live.person)
    assert course.path[old.gate.place] == stage
    carried = carried_over(life)
    engine = Engine(load_pack())
    episode = carried.fold.live.episodes[0]
    assert engine.course(episode.kind, carried.fold.live.person).path[episode.gate.place] == stage
    assert "key:long_length" not in dict(episode.latches)
    assert not any(slot.startswith("run_") for slot, _ in episode.latches)
    for key, ladder in episode.ladders.items():
        assert ladder.level <= max(1, old.ladders[key].level)
    decision = engine.prescribe(carried.fold.live)
    assert isinstance(decision, Prescription)
    assert not {i.exercise for i in decision.items} & set(RUNS)


def test_a_stage_lost_since_the_last_plan_stays_lost(before: Pack) -> None:
    hurt = DiaryEntry(64, 70, ("morning 6", "no session"))
    life = lived(before, 66, DiaryEntry(63, 63, ("morning 6",)), hurt)
    old = life.fold.live.episodes[0]
    carried = carried_over(life)
    assert carried.fold.live.episodes[0].gate.place <= old.gate.place


def test_a_runner_who_is_carried_over_climbs_the_run_ladder_from_its_foot(before: Pack) -> None:
    life = lived(before, 44)
    engine = Engine(load_pack())
    state = carried_over(life).fold.live
    person = Person(engine, state)
    person.live(14)
    runs = [i.rung for _, d in person.log if isinstance(d, Prescription) for i in d.items
            if i.exercise == "run"]  # fmt: skip
    assert runs[:2] == ["run-on-spot-5x20s", "run-8x30m"]
