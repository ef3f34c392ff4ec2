"""A whole diary replayed: one decision a day, and whether recorded plans come out the same.

Pure but for reading what it is given: equal facts under an equal pack and engine give equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from hamstrong.app.diary_view import folded_diary
from hamstrong.app.diary_view.days import date_text
from hamstrong.app.diary_view.folded_diary import FoldedDiary
from hamstrong.app.diary_view.pack_ownership import require_own_facts
from hamstrong.app.today.todays_decision import work_of
from hamstrong.diary import StoredFact, canonical_json
from hamstrong.engine.decide.decisions import Decision, Refusal
from hamstrong.engine.engine import ENGINE_VERSION, Engine
from hamstrong.engine.facts import PlanIssued, name_of
from hamstrong.engine.facts.codec import encode
from hamstrong.engine.facts.work import planned

Comparison = Literal["same", "other_dose", "other_pack"]


@dataclass(frozen=True, slots=True)
class Replayed:
    """One day: its last decision, and how its recorded plans compare.

    plans holds, for each plan that was acted on, its id and `same`, `other_dose` (this pack and
    engine give another one) or `other_pack` (another one, as made by another pack or engine).
    """

    day: int
    seq: int
    decision: Decision
    plans: tuple[tuple[str, str], ...] = ()


def replay(
    engine: Engine, facts: Sequence[StoredFact], as_of: int | None = None
) -> Iterator[Replayed]:
    """Every day from the first fact to the last, each as it was when it ended.

    Args:
        as_of: leave out the facts after this place in the diary.

    Raises:
        ForeignPack: the facts were recorded under another pack.
    """
    require_own_facts(engine.pack, facts, "archive")
    taken = [fact for fact in facts if as_of is None or fact.seq <= as_of]
    if not taken:
        return
    carried = folded_diary.begin_with(engine, taken[0])
    plans: list[tuple[str, str]] = []
    for stored in taken:
        while carried.fold.live.day < folded_diary.opened_by(carried, stored):
            yield _replayed(engine, carried, plans)
            plans = []
            carried = folded_diary.open_until(engine, carried, carried.fold.live.day + 1)
        plans += compared(engine, carried, stored)
        carried = folded_diary.take(engine, carried, stored)
    yield _replayed(engine, carried, plans)


def to_json(day: Replayed) -> str:
    """One line of canonical JSON."""
    told: dict[str, Any] = {
        "date": date_text(day.day),
        "day": day.day,
        "seq": day.seq,
        "decision": encode(day.decision),
        "kind": "Refusal" if isinstance(day.decision, Refusal) else "Prescription",
        "plans": [list(plan) for plan in day.plans],
    }
    return canonical_json(told)


def _replayed(engine: Engine, carried: FoldedDiary, plans: list[tuple[str, str]]) -> Replayed:
    decision = engine.prescribe(carried.fold.live)
    return Replayed(carried.fold.live.day, carried.fold.seq, decision, tuple(plans))


def compared(engine: Engine, carried: FoldedDiary, stored: StoredFact) -> list[tuple[str, str]]:
    """A recorded plan by id, and how the one made now compares; nothing for another fact."""
    if stored.name != name_of(PlanIssued):
        return []
    entry = folded_diary.recorded(engine.pack, stored)
    if entry is None or not isinstance(entry.fact, PlanIssued):
        return []
    return [(entry.fact.plan_id, compare(engine, carried, entry.fact))]


def compare(engine: Engine, carried: FoldedDiary, fact: PlanIssued) -> Comparison:
    """How a recorded plan compares with the one that the same facts lead to now."""
    now = tuple(planned(item) for item in work_of(engine.prescribe(carried.fold.live)))
    if now == fact.items:
        return "same"
    ours = (fact.logic_hash, fact.engine_hash) == (engine.pack.logic_hash, ENGINE_VERSION)
    return "other_dose" if ours else "other_pack"
