"""Explanation of today, and of an earlier day by replay of the diary."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from hamstrong.app.diary_view import folded_diary, replay
from hamstrong.app.diary_view.fold_cache import FoldCache
from hamstrong.app.diary_view.folded_diary import FoldedDiary
from hamstrong.app.today import todays_decision
from hamstrong.diary import Diary, StoredFact
from hamstrong.engine.decide.decisions import Decision, Prescription
from hamstrong.engine.decide.evidence import Reason
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import PlanIssued, name_of
from hamstrong.engine.facts.codec import DecodeError, decode


@dataclass(frozen=True, slots=True)
class Why:
    """The decision of a day and what it rests on.

    Args:
        decision: in force on that day: the recorded plan if one was acted on, else as replayed.
        recorded: whether it was read from the diary, as it was given then.
        plans: recorded plans of the day by id, each `same`, `other_dose` or `other_pack` when
            it is made again from the same facts.
        facts: what was recorded on that day, in order.
        reasons: every rule that took part, each once.
    """

    day: int
    decision: Decision
    recorded: bool
    plans: tuple[tuple[str, str], ...]
    facts: tuple[StoredFact, ...]
    reasons: tuple[Reason, ...]


def why_on(engine: Engine, diary: Diary, cache: FoldCache, person: str, day: int) -> Why | None:
    """What was in force on a day and why; None for a day before the diary began."""
    carried = cache.fold_up_to(person, day)
    if carried is None:
        return None
    facts = [f for f in diary.read(person, 0, carried.fold.seq) if f.recorded_day == day]
    before = cache.fold_up_to(person, day - 1)
    plans = _plans(engine, before, facts)
    given = _given(facts)
    decision = todays_decision.decide(engine, diary, carried) if given is None else given
    return Why(
        day=day,
        decision=decision,
        recorded=given is not None,
        plans=plans,
        facts=tuple(facts),
        reasons=reasons_of(decision),
    )


def why_today(engine: Engine, diary: Diary, person: str, carried: FoldedDiary) -> Why:
    """Today's decision as it is now, and what it rests on."""
    decision = todays_decision.decide(engine, diary, carried)
    facts = [f for f in diary.read(person) if f.recorded_day == decision.day]
    return Why(
        day=decision.day,
        decision=decision,
        recorded=False,
        plans=(),
        facts=tuple(facts),
        reasons=reasons_of(decision),
    )


def _plans(
    engine: Engine, before: FoldedDiary | None, facts: Sequence[StoredFact]
) -> tuple[tuple[str, str], ...]:
    """How the day's recorded plans compare with what is made from the same facts now."""
    found: list[tuple[str, str]] = []
    carried = before
    for stored in facts:
        carried = carried or folded_diary.begin_with(engine, stored)
        carried = folded_diary.open_until(engine, carried, folded_diary.opened_by(carried, stored))
        found += replay.compared(engine, carried, stored)
        carried = folded_diary.take(engine, carried, stored)
    return tuple(found)


def _given(facts: Sequence[StoredFact]) -> Decision | None:
    """The last plan that was acted on, as it was given."""
    for stored in reversed(facts):
        if stored.name == name_of(PlanIssued):
            return _read(json.loads(stored.payload)["decision"])
    return None


def _read(text: str) -> Prescription | None:
    try:
        value: Prescription = decode(Prescription, json.loads(text))
    except (DecodeError, ValueError):
        return None  # written by a version with other fields: the replayed one is shown
    return value


def reasons_of(decision: Decision) -> tuple[Reason, ...]:
    """Every reason of a decision, those of its items and of what was left out too, each once."""
    found = list(decision.reasons)
    if isinstance(decision, Prescription):
        for item in (*decision.items, *decision.adjuncts):
            found += item.reasons
        found += [left.reason for left in decision.left_out]
    return tuple(dict.fromkeys(found))
