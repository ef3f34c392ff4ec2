"""Today's decision for an interface: with a plan id, what must be answered, what is withdrawn."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil
from operator import lt
from typing import Any, Literal

from hamstrong.app.diary_view.folded_diary import FoldedDiary
from hamstrong.diary import Diary, canonical_json
from hamstrong.engine.adoption import Adopted
from hamstrong.engine.decide.ask import LONG_FORM, SIGNS_FORM, WEEKLY_FORM, Ask
from hamstrong.engine.decide.decisions import Decision, Item, Prescription, Refusal
from hamstrong.engine.decide.flag_notices import general_advice
from hamstrong.engine.decide.refusal import comfort, person_stop
from hamstrong.engine.engine import ENGINE_VERSION, Engine
from hamstrong.engine.facts import PlanIssued, ProtocolAdopted
from hamstrong.engine.facts.codec import encode
from hamstrong.engine.facts.work import planned
from hamstrong.engine.triage import PRECEDENCE
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import Mechanism

WITHDRAWN: Literal["pack_withdrawn"] = "pack_withdrawn"
_MINUTE_S = 60


@dataclass(frozen=True)
class Today:
    """What is due today.

    Args:
        person: whose day it is; `pack` the pack in force.
        day, seq: the open day and the last fact that the decision was made from.
        must_answer: asks that stand before a session, in order; a part of `decision.asks`.
        adopted: what changed today because the diary went on under this edition of the pack.
    """

    person: str
    pack: Pack = field(repr=False, compare=False)
    day: int
    seq: int
    decision: Decision
    must_answer: tuple[Ask, ...]
    adopted: Adopted | None = None

    @cached_property
    def plan_id(self) -> str | None:
        """Names exactly this plan on this day; None when there is nothing to start.

        Most answers are given without it, and making it costs a fifth of one.
        """
        return plan_id(self.pack, self.person, self.decision)

    @property
    def open_asks(self) -> tuple[Ask, ...]:
        """What is to be asked today, in order: where nothing may be started, without the asks that
        only open a session."""
        if isinstance(self.decision, Prescription):
            return self.decision.asks
        return tuple(ask for ask in self.decision.asks if not ask.opens_session)


def look(engine: Engine, diary: Diary, person: str, carried: FoldedDiary) -> Today:
    """Today's decision and what an interface needs beside it."""
    decision = decide(engine, diary, carried)
    return Today(
        person=person,
        pack=engine.pack,
        day=decision.day,
        seq=carried.fold.seq,
        decision=decision,
        must_answer=must_answer(engine.pack, decision),
        adopted=_adopted_today(carried),
    )


def _adopted_today(carried: FoldedDiary) -> Adopted | None:
    adopted = carried.adoption
    return adopted if adopted is not None and adopted.day == carried.fold.live.day else None


def decide(engine: Engine, diary: Diary, carried: FoldedDiary) -> Decision:
    """The engine's decision; a withdrawn pack or engine gives no plan, whatever it says."""
    decision = engine.prescribe(carried.fold.live)
    if withdrawal(engine, diary) is None:
        return decision
    if isinstance(decision, Refusal) and decision.kind in PRECEDENCE:
        return decision  # what comes before it is more urgent, and gives no plan either
    pack = engine.pack
    stop = person_stop(pack, WITHDRAWN, Mechanism.PACK_WITHDRAWN, (), ("upgrade",), None)
    return Refusal(
        day=decision.day,
        kind=WITHDRAWN,
        reasons=(stop.reason,),
        lifts=stop.lifts,
        earliest_day=None,
        notices=(stop, *general_advice(pack, comfort(pack))),
    )


def withdrawal(engine: Engine, diary: Diary) -> str | None:
    """Why this pack or engine version was withdrawn, None if both are in force."""
    for found in (
        diary.withdrawal("pack", engine.pack.logic_hash),
        diary.withdrawal("engine", ENGINE_VERSION),
    ):
        if found is not None:
            return found.reason
    return None


def work_of(decision: Decision) -> tuple[Item, ...]:
    """Everything that a session of this plan holds, in order."""
    return (*decision.items, *decision.adjuncts) if isinstance(decision, Prescription) else ()


def is_lighter(pack: Pack, before: tuple[Item, ...], after: tuple[Item, ...]) -> bool:
    """Whether later work has fewer exercises than earlier work, a lighter one in the place of one,
    or the same one on a lower rung or with fewer sets."""
    earlier, later = (sorted(_ranks(pack, work), reverse=True) for work in (before, after))
    now = {(item.exercise, item.side): _dose(pack, item) for item in after}
    kept = [item for item in before if (item.exercise, item.side) in now]
    return (
        len(later) < len(earlier)
        or any(map(lt, later, earlier))
        or any(any(map(lt, now[i.exercise, i.side], _dose(pack, i))) for i in kept)
    )


def _ranks(pack: Pack, work: tuple[Item, ...]) -> list[int]:
    return [pack.load_classes[item.load_class].rank for item in work]


def _dose(pack: Pack, item: Item) -> tuple[int, int]:
    return pack.exercises[item.exercise].rung_index(item.rung), item.sets


def minutes_of(decision: Prescription) -> int:
    """Minutes to set aside beside a run. Stretches count towards no limit, but alone they take
    time too."""
    if decision.minutes or decision.run_minutes:
        return decision.minutes
    return ceil(sum(item.seconds for item in decision.adjuncts) / _MINUTE_S)


def plan_id(pack: Pack, person: str, decision: Decision) -> str | None:
    """A name for this very plan: another day, dose, pack or engine gives another name."""
    items = work_of(decision)
    if not items or not isinstance(decision, Prescription):
        return None
    told: dict[str, Any] = {
        "person": person,
        "day": decision.day,
        "items": [encode(planned(item)) for item in items],
        "warm_up_minutes": decision.warm_up_minutes,
        "logic": pack.logic_hash,
        "engine": ENGINE_VERSION,
    }
    return hashlib.sha256(canonical_json(told).encode()).hexdigest()[:32]


def issue(engine: Engine, today: Today) -> PlanIssued | None:
    """The fact that this plan was given; None when there is nothing to start."""
    if today.plan_id is None:
        return None
    return PlanIssued(
        plan_id=today.plan_id,
        made_at_seq=today.seq,
        logic_hash=engine.pack.logic_hash,
        engine_hash=ENGINE_VERSION,
        items=tuple(planned(item) for item in work_of(today.decision)),
        decision=canonical_json(encode(today.decision)),
    )


def adoption(engine: Engine) -> ProtocolAdopted:
    """The fact that this pack is in force from now on."""
    pack = engine.pack
    return ProtocolAdopted(pack.id, pack.version, pack.logic_hash, pack.text_hash)


def must_answer(pack: Pack, decision: Decision) -> tuple[Ask, ...]:
    """What stands before a session: warning signs and pain now, for hard work the weekly form."""
    hard = any(pack.load_classes[item.load_class].hard for item in work_of(decision))
    forms = {LONG_FORM, SIGNS_FORM} | ({WEEKLY_FORM} if hard else set())
    return tuple(ask for ask in decision.asks if ask.opens_session or ask in forms)
