"""Random diaries against the safety invariants, and what must not matter to any decision.

A twentieth of the diaries of `bench.random_diaries`, whose stored result is of this engine and
pack.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import pytest
from bench import random_diaries
from bench.long_run import RESULTS
from hypothesis import given, seed, settings
from tests.engine.phases import Walk, as_words, live, stories

from hamstrong.engine.decide.decisions import Decision, Prescription, Refusal
from hamstrong.engine.decide.work_as_planned import work_as_planned
from hamstrong.engine.engine import ENGINE_VERSION, Engine
from hamstrong.engine.facts import (
    Fact,
    MorningAnswered,
    PainNowAnswered,
    PlanIssued,
    SessionStarted,
    SetLogged,
)
from hamstrong.engine.facts.codec import encode
from hamstrong.engine.facts.work import planned
from hamstrong.engine.fold import replay
from hamstrong.engine.state.state import State
from hamstrong.proof.stories import DiaryEntry, Story
from hamstrong.protocol.loader import load_pack

OTHERS = 16
A_TWENTIETH = random_diaries.DIARIES // 20
AGAIN = "run `python -m bench.random_diaries --save` and look at its faults"


pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load_pack())


@pytest.mark.parametrize("shard", range(random_diaries.SHARDS))
def test_invariants_hold_in_random_diaries(engine: Engine, shard: int) -> None:
    assert random_diaries.live_shard(engine, random_diaries.SEED + shard, A_TWENTIETH) > 0


def test_the_stored_long_run_is_whole_and_of_this_engine_and_pack(engine: Engine) -> None:
    stored = json.loads((RESULTS / "random_diaries.json").read_text(encoding="utf-8"))
    figures = stored["figures"]
    assert figures["engine version"] == ENGINE_VERSION, AGAIN
    assert figures["logic hash"] == engine.pack.logic_hash, AGAIN
    assert figures["diaries"] >= random_diaries.DIARIES
    assert stored["faults"] == []


def _shifted(value: Any, by: int, first: int) -> Any:
    """A decision as plain values with every day counted from another beginning."""
    if isinstance(value, dict):
        return {k: _shifted(v, by, first) for k, v in value.items()}
    if isinstance(value, list):
        return [_shifted(v, by, first) for v in value]
    if type(value) is int and value > first:
        return value - by
    return value


@pytest.mark.parametrize("weeks", [1, 60])
def test_other_dates_change_only_the_dates(engine: Engine, weeks: int) -> None:
    @seed(weeks)
    @settings(max_examples=OTHERS, **random_diaries.OPTIONS)
    @given(stories())
    def lives(story: Story) -> None:
        walk, seen = live(engine, story)
        _, later = live(engine, story, 7 * weeks)
        for one, other in zip(seen, later, strict=True):
            moved = _shifted(encode(other.shown), 7 * weeks, walk.first - 1)
            assert encode(one.shown) == moved, as_words(story)

    lives()


@seed(7)
@settings(max_examples=OTHERS, **random_diaries.OPTIONS)
@given(stories())
def test_replay_equals_live(engine: Engine, story: Story) -> None:
    walk, seen = live(engine, story)
    _, decisions = replay(engine, walk.log, walk.first)
    replayed = dict(decisions)
    for one in seen:
        if walk.first + one.day in replayed:
            assert replayed[walk.first + one.day] == one.evening, as_words(story)


ONE_SIDED = re.compile(r"pain [5-9] in |(after )?correct day \d+ pain to |stop$")
MIRROR = {"left": "right", "right": "left"}


def _mirrored(story: Story) -> Story:
    who = story.who._replace(tracks=tuple((MIRROR[a], t) for a, t in story.who.tracks))
    diary = tuple(
        DiaryEntry(
            e.first, e.last, tuple(" ".join(MIRROR.get(x, x) for x in w.split()) for w in e.words)
        )
        for e in story.diary
    )
    return Story("mirrored", (), "", who, diary, story.expect, "drawn", story.starts)


def _even(story: Story) -> Story:
    """Without what concerns one side by the order of the sides, which is always left first: strong
    pain ends the day at the first side, a stop without a reason and a correction name the last."""
    diary = tuple(
        DiaryEntry(e.first, e.last, tuple(w for w in e.words if not ONE_SIDED.match(w)))
        for e in story.diary
    )
    return Story("even", (), "", story.who, diary, story.expect, "drawn", story.starts)


def _gist(decision: Decision, *, mirror: bool) -> object:
    def side(name: str) -> str:
        return MIRROR.get(name, name) if mirror else name

    if isinstance(decision, Refusal):
        return decision.kind, sorted(r.rule for r in decision.reasons)
    lines = sorted(
        (i.exercise, side(i.side), i.rung, i.sets, i.half)
        for i in (*decision.items, *decision.adjuncts)
    )
    return sorted((side(limb), n) for limb, n in decision.stages), lines, decision.flare_day


@seed(11)
@settings(max_examples=OTHERS, **random_diaries.OPTIONS)
@given(stories())
def test_mirrored_limbs_get_mirrored_plans(engine: Engine, story: Story) -> None:
    story = _even(story)
    _, seen = live(engine, story)
    _, other = live(engine, _mirrored(story))
    for one, two in zip(seen, other, strict=True):
        assert _gist(one.shown, mirror=False) == _gist(two.shown, mirror=True), as_words(story)


Ceiling = tuple[bool, tuple[int, ...], dict[str, int]]


def _ceiling(engine: Engine, state: State) -> Ceiling:
    """Locked or not, the place on the path of each limb, and the level of each ladder."""
    day = engine.open(state)
    decision = engine.prescribe(state)
    levels = {
        f"{opened.episode.kind.limb}:{key}": -1 if ladder.out else ladder.level
        for opened in day.episodes
        for key, ladder in opened.episode.ladders.items()
    }
    places = tuple(opened.episode.gate.place for opened in day.episodes)
    return isinstance(decision, Prescription), places, levels


def _no_higher(more: Ceiling, less: Ceiling) -> bool:
    open_more, places_more, levels_more = more
    open_less, places_less, levels_less = less
    if open_more and not open_less:
        return False
    if any(a > b for a, b in zip(places_more, places_less, strict=True)):
        return False
    return all(level <= levels_less.get(key, 1) for key, level in levels_more.items())


def _sessions(engine: Engine, walk: Walk, nprs: int) -> State:
    """Today's session with this pain in its first exercise, and a good morning after."""
    state = walk.fold.live
    decision = engine.prescribe(state)
    assert isinstance(decision, Prescription)
    facts: list[Fact] = [
        PlanIssued("more", 0, "", "", tuple(planned(i) for i in decision.items)),
        SessionStarted("more"),
    ]
    for item in decision.items:
        pain = nprs if item == decision.items[0] else 0
        if item.run_s is not None:
            facts += work_as_planned(planned(item), "more", pain)
            continue
        facts += [
            SetLogged(
                item.exercise,
                item.side,
                item.rung,
                "more",
                item.repetitions,
                item.holds,
                item.hold_s,
                item.load_kg,
                pain,
            )
        ] * (item.sets * item.bouts)
    for fact in facts:
        state = engine.step(state, fact)
    state = engine.advance(state, state.day + 1)
    for limb in walk.limbs:
        state = engine.step(state, MorningAnswered(limb, 0, new_limp=False))
    return state


@seed(13)
@settings(max_examples=OTHERS, **random_diaries.OPTIONS)
@given(stories())
def test_more_pain_is_never_rewarded(engine: Engine, story: Story) -> None:
    walk, _ = live(engine, story)
    decision = walk.decide()
    asked: list[list[Ceiling]] = []
    for limb in walk.limbs:
        for kind in (MorningAnswered, PainNowAnswered):
            answers = [kind(limb, n, new_limp=False) for n in range(11)]
            states = [engine.step(walk.fold.live, answer) for answer in answers]
            asked.append([_ceiling(engine, state) for state in states])
    if isinstance(decision, Prescription) and decision.items:
        asked.append([_ceiling(engine, _sessions(engine, walk, n)) for n in range(11)])
    for ceilings in asked:
        for nprs, (less, more) in enumerate(pairwise(ceilings)):
            assert _no_higher(more, less), f"{nprs} -> {nprs + 1}\n{as_words(story)}"
