"""Adjuncts (S7): through the engine, a day with one leaves what a day without it leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hamstrong.engine.facts import (
    Fact,
    PlanIssued,
    PlannedItem,
    SessionFinished,
    SessionStarted,
    SetLogged,
)
from hamstrong.engine.state.state import Episode, State, split_key
from hamstrong.engine.state.stretch import Stretch
from hamstrong.proof.invariants.base import Proof, Violation
from hamstrong.proof.virtual_person import FIRST_DAY
from hamstrong.protocol.model import Exercise, Pack

STEP, QUICK_STEP = 2, 14


def adjuncts_are_no_session(proof: Proof) -> Iterator[Violation]:
    """S7: in lived days, all adjuncts done without pain change nothing on the next day but their
    own ladders, the gap of their own action and what their own lock remembers."""
    adjuncts = {e.id: e for e in proof.pack.exercises.values() if e.adjunct}
    if not adjuncts:
        return
    for day in proof.days.every(QUICK_STEP if proof.quick else STEP):
        proof.holds("S7")
        without = proof.engine.advance(day.state, day.state.day + 1)
        done = day.state
        for fact in _session(proof.pack, adjuncts, day.state):
            done = proof.engine.step(done, fact)
        after = proof.engine.advance(done, done.day + 1)
        if _but_for(after, adjuncts) != _but_for(without, adjuncts):
            nth = day.state.day - FIRST_DAY + 1
            diary = (day.life, f"day {nth}: {', '.join(adjuncts)}, pain 0, and nothing else")
            yield Violation("S7", "an adjunct counts as a session", diary)
            return


def _session(pack: Pack, adjuncts: dict[str, Exercise], state: State) -> Iterator[Fact]:
    """Every adjunct on both legs, planned, begun and done in full."""
    lines = [
        PlannedItem(
            exercise=e.id, side=side, rung=e.ladder[0].id, sets=e.ladder[0].dosage.sets, ask="once"
        )
        for e in adjuncts.values()
        for side in ("left", "right")
    ]
    plan = f"adjuncts of {state.day}"
    yield PlanIssued(
        plan_id=plan, made_at_seq=0, logic_hash=pack.logic_hash, engine_hash="", items=tuple(lines)
    )
    yield SessionStarted(plan)
    for line in lines:
        for _ in range(line.sets):
            yield SetLogged(line.exercise, line.side, line.rung, plan, nprs=0)
    yield SessionFinished(plan)


def _but_for(state: State, adjuncts: Mapping[str, Exercise]) -> State:
    """The state without what belongs to adjuncts."""
    stretched = (exercise.action for exercise in adjuncts.values() if exercise.is_stretch)
    gaps = frozenset((*adjuncts, *stretched))
    return state._replace(episodes=tuple(_without(e, adjuncts, gaps) for e in state.episodes))


def _without(episode: Episode, adjuncts: Mapping[str, Exercise], gaps: frozenset[str]) -> Episode:
    return episode._replace(
        stretch=Stretch(),
        gaps={k: v for k, v in episode.gaps.items() if split_key(k)[0] not in gaps},
        ladders={k: v for k, v in episode.ladders.items() if split_key(k)[0] not in adjuncts},
        pending=tuple(w for w in episode.pending if split_key(w.key)[0] not in adjuncts),
    )
