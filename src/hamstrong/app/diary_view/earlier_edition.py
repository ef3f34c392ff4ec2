"""Earlier edition: what a fold remembers of plans and answers under another edition of a pack.

Read from the diary alone, so that adopting this edition gives the same state on every machine. What
follows from it is `engine.adoption`'s concern.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from hamstrong.diary import StoredFact
from hamstrong.engine.adoption import EarlierPlan, PlannedRung
from hamstrong.engine.answers import Answers, evaluate
from hamstrong.engine.facts import (
    ClearanceRecorded,
    Fact,
    FormAnswered,
    PlanIssued,
    RunLogged,
    SetLogged,
    name_of,
)
from hamstrong.protocol.model import Condition, Pack


class PerformedDays(NamedTuple):
    """On how many days an exercise was performed in this enrolment, and the last of them."""

    exercise: str
    days: int
    last: int


def performed_after(
    known: tuple[PerformedDays, ...], fact: Fact, day: int
) -> tuple[PerformedDays, ...]:
    """Count the day of a set or a run once."""
    if not isinstance(fact, SetLogged | RunLogged):
        return known
    found = {one.exercise: one for one in known}
    before = found.get(fact.exercise, PerformedDays(fact.exercise, 0, 0))
    if day <= before.last:
        return known
    found[fact.exercise] = PerformedDays(fact.exercise, before.days + 1, day)
    return tuple(found[name] for name in sorted(found))


def plan_after(
    known: EarlierPlan, fact: PlanIssued, performed: tuple[PerformedDays, ...], days: int
) -> EarlierPlan:
    """The last plan, with the rungs that earlier ones gave to what it leaves out."""
    rungs = {(rung.exercise, rung.side): rung._replace(is_new=False) for rung in known.rungs}
    for item in fact.items:
        rungs[(item.exercise, item.side)] = PlannedRung(
            item.exercise, item.side, item.rung, item.half
        )
    told: dict[str, Any] = json.loads(fact.decision) if fact.decision else {}
    stages = dict(known.stages) | dict(told.get("stages", ()))
    return EarlierPlan(
        stages=tuple(sorted(stages.items())),
        rungs=tuple(rungs[key] for key in sorted(rungs)),
        performed=tuple((one.exercise, one.days) for one in performed),
        days=days,
        flags=tuple(sorted({n["flag"] for n in told.get("notices", ()) if n.get("flag")})),
        flare_day=told.get("flare_day", 0),
    )


class FormFindings(NamedTuple):
    """What a form of an earlier edition comes to: flags of this pack, and rows to ask about."""

    flags: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


def findings_of(pack: Pack, stored: StoredFact) -> FormFindings:
    """Judge the answers of a form as they were given, whichever screens it had.

    A row that is gone or reworded counts by the conditions it had.
    """
    if stored.name != name_of(FormAnswered):
        return FormFindings()
    payload = json.loads(stored.payload)
    ticks = frozenset(name for name in _list(payload, "symptoms") if isinstance(name, str))
    values = {pair[0]: pair[1] for pair in _list(payload, "values") if _is_pair(pair)}
    answers = Answers(ticks, values=values)
    rows = [row for row in pack.adoption.flags.values() if _holds(row.when, answers)]
    asked = {row.id for row in rows if row.now == "asked"}
    flags = {f.id for f in pack.triage.flags if f.lifts == "clearance" and _holds(f.when, answers)}
    stands = {row.flag for row in rows if row.flag is not None}
    return FormFindings(tuple(sorted((flags - asked) | stands)), tuple(sorted(asked)))


def _holds(when: tuple[Condition, ...], answers: Answers) -> bool:
    return any(evaluate(condition, answers) for condition in when)


def _list(payload: dict[str, Any], key: str) -> list[Any]:
    found = payload.get(key)
    return found if isinstance(found, list) else []


def _is_pair(value: Any) -> bool:
    whole = isinstance(value, list) and len(value) == 2
    return whole and isinstance(value[0], str) and isinstance(value[1], str | int)


def asked_after(known: tuple[str, ...], fact: Fact, found: FormFindings) -> tuple[str, ...]:
    """Flags whose lists will be asked once more: a clearance of one, or a plan, lifted it."""
    if isinstance(fact, PlanIssued):
        return ()
    if isinstance(fact, ClearanceRecorded):
        return tuple(flag for flag in known if flag not in fact.flags)
    return tuple(sorted({*known, *found.asked}))
