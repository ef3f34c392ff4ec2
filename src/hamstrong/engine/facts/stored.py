"""Stored fact as it is read back from the diary: believed as far as it can be true.

Facts are checked before they are stored. Older versions imported archives without that, so a diary
may hold a pain of 99 or an exercise that nobody knows. What cannot be is no answer: it raises
nothing, and takes no care away.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from hamstrong.engine.facts import (
    SCHEMAS,
    Enrolled,
    Fact,
    FactCorrected,
    FormAnswered,
    MorningAnswered,
    OutcomeAnswered,
    PainNowAnswered,
    PlanIssued,
    QuestionAnswered,
    RunLogged,
    SetLogged,
    Stopped,
    TestLogged,
    WalkLogged,
    WatchAnswered,
    name_of,
)
from hamstrong.engine.facts.bounds import FIRST_RECORDED_DAY, LAST_DAY
from hamstrong.engine.facts.codec import DecodeError, upgrade_payload
from hamstrong.engine.facts.earlier_names import is_earlier_name, is_gone, with_names_of
from hamstrong.engine.facts.names import unknown_names
from hamstrong.engine.facts.strict_reader import Misfit, Misfits, reader_of
from hamstrong.protocol.model import Pack

_KINDS: Mapping[str, Any] = {schema.name: schema.kind for schema in SCHEMAS}
_ANSWERS = frozenset(
    {
        MorningAnswered, PainNowAnswered, QuestionAnswered, OutcomeAnswered, FormAnswered,
        SetLogged, RunLogged, WalkLogged, Stopped, TestLogged, WatchAnswered, PlanIssued,
    }
)  # fmt: skip
"""Facts of which a part may be left out: None is no answer there, and a list has what is left."""
_MAY_BE_OLD = frozenset({"rung"})
"""Names that a newer pack may have replaced, listed or not. They match no rung of the plan and earn
nothing."""


class StoredReading(NamedTuple):
    """What a stored fact comes to.

    Args:
        fact: as far as it is believed; None when it is not at all.
        misfits: everything about it that cannot be.
    """

    fact: Fact | None
    misfits: tuple[Misfit, ...] = ()


def read_stored(pack: Pack, name: str, version: int, payload: Mapping[str, Any]) -> StoredReading:
    """Read a fact of the diary.

    Raises:
        DecodeError: its name or version is not known: a newer version of Hamstrong wrote it.
    """
    upgraded = with_names_of(pack, upgrade_payload(name, version, payload))
    if is_gone(pack, upgraded):
        return StoredReading(None)
    kind = _KINDS[name]
    try:
        fact = _read(pack, kind, upgraded)
    except Misfits as wrong:
        return StoredReading(_what_is_left(pack, kind, upgraded, wrong), wrong.found)
    return StoredReading(fact)


def is_recorded_day(day: int) -> bool:
    """Say whether a fact can have been recorded on this day."""
    return FIRST_RECORDED_DAY <= day <= LAST_DAY


def day_misfits(day: int, recorded_day: int, late_days: int) -> tuple[Misfit, ...]:
    """What cannot be about the days of a stored fact: later than recorded, or much earlier."""
    if not is_recorded_day(recorded_day):
        rule = f"must be a day number from {FIRST_RECORDED_DAY} to {LAST_DAY}"
        return (Misfit(("recorded_day",), str(recorded_day), rule),)
    if not recorded_day - late_days <= day <= recorded_day:
        rule = f"must be the day of recording, {recorded_day}, or at most {late_days} days before"
        return (Misfit(("day",), str(day), rule),)
    return ()


def _read(pack: Pack, kind: Any, payload: Mapping[str, Any]) -> Fact:
    """Read a fact of which everything can be.

    Raises:
        Misfits: with everything that cannot.
    """
    fact: Fact = reader_of(kind)(payload)
    found = [
        Misfit(name.path, f"{name.value!r:.60}", "must be a name of the pack")
        for name, _ in unknown_names(pack, fact)
        if name.kind not in _MAY_BE_OLD and not is_earlier_name(pack, name)
    ]
    if isinstance(fact, Enrolled):
        found += _enrolment_misfits(pack, fact)
    elif isinstance(fact, PlanIssued):
        found += _decision_misfits(fact)
    elif isinstance(fact, FactCorrected):
        found += _correction_misfits(pack, fact)
    if found:
        raise Misfits(found)
    return fact


def _enrolment_misfits(pack: Pack, fact: Enrolled) -> list[Misfit]:
    limbs = [limb.limb for limb in fact.limbs]
    found = []
    if len(set(limbs)) != len(limbs):
        found.append(Misfit(("limbs",), "one leg twice", "must name each leg once"))
    for index, limb in enumerate(fact.limbs):
        if limb.track in pack.paths and fact.goal not in pack.paths[limb.track]:
            rule = "must be a track that has a path to the goal"
            found.append(Misfit(("limbs", index, "track"), repr(limb.track), rule))
    return found


def _decision_misfits(fact: PlanIssued) -> list[Misfit]:
    """The decision that goes with a plan is JSON of our own; the stages in it are read again."""
    try:
        told = json.loads(fact.decision) if fact.decision else {}
        dict(told.get("stages", ()))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return [Misfit(("decision",), "a text", "must be the JSON of a decision")]
    return []


def _correction_misfits(pack: Pack, fact: FactCorrected) -> list[Misfit]:
    if fact.name not in _KINDS or fact.name == name_of(FactCorrected):
        return [Misfit(("name",), f"{fact.name!r:.60}", "must be a fact that can be corrected")]
    try:
        read = read_stored(pack, fact.name, fact.version, fact.payload)
    except DecodeError:
        return [Misfit(("version",), str(fact.version), "must be a version of that fact")]
    return Misfits(read.misfits).below("payload")


def _what_is_left(pack: Pack, kind: Any, payload: Mapping[str, Any], wrong: Misfits) -> Fact | None:
    """The fact without what cannot be, where that is still one and says no more than it did."""
    if kind not in _ANSWERS:
        return None
    kept = _without(payload, wrong)
    if kind is FormAnswered:
        # What is known of a form may raise a flag; a form that is not whole passes nothing.
        kept = {name: kept[name] for name in ("form", "symptoms") if name in kept}
    try:
        return _read(pack, kind, kept)
    except Misfits:
        return None


def _without(payload: Mapping[str, Any], wrong: Misfits) -> dict[str, Any]:
    """Leave out the fields and the elements of lists that do not fit."""
    kept = dict(payload)
    elements: dict[str, set[str | int]] = {}
    for misfit in wrong.found:
        field = str(misfit.path[0]) if misfit.path else ""
        if len(misfit.path) > 1 and isinstance(kept.get(field), list):
            elements.setdefault(field, set()).add(misfit.path[1])
        else:
            kept.pop(field, None)
    for field, places in elements.items():
        if field in kept:
            kept[field] = [part for at, part in enumerate(kept[field]) if at not in places]
    return kept
