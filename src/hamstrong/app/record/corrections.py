"""Corrections: whether an earlier fact can be corrected by this one; the original stays.

What a correction does is the engine's concern; it lowers at once and raises nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hamstrong.app.diary_view import folded_diary
from hamstrong.app.errors import Fault
from hamstrong.app.record.check_context import Context
from hamstrong.app.record.fact_checks import check_fact
from hamstrong.app.record.incoming_facts import BadFact, parse_fact
from hamstrong.diary import StoredFact
from hamstrong.engine.facts import (
    ActivitiesRated,
    BaselineAnswered,
    Fact,
    FactCorrected,
    FormAnswered,
    HowIsItAnswered,
    MorningAnswered,
    OutcomeAnswered,
    PainNowAnswered,
    PainReported,
    QuestionAnswered,
    RunLogged,
    RunTimed,
    SetLogged,
    SittingLogged,
    SportLogged,
    Stopped,
    TestLogged,
    WalkingAnswered,
    WalkLogged,
    WatchAnswered,
    name_of,
)
from hamstrong.engine.facts.codec import decode_fact
from hamstrong.protocol.model import Pack

CORRECTABLE = frozenset(
    name_of(kind)
    for kind in (
        BaselineAnswered,
        MorningAnswered,
        PainNowAnswered,
        HowIsItAnswered,
        WalkingAnswered,
        QuestionAnswered,
        OutcomeAnswered,
        FormAnswered,
        SetLogged,
        RunLogged,
        RunTimed,
        PainReported,
        Stopped,
        WalkLogged,
        TestLogged,
        ActivitiesRated,
        WatchAnswered,
        SittingLogged,
        SportLogged,
    )
)
"""Answers and performed work. Plans, leave and settings are mended by a newer fact instead."""


class CorrectableFact(NamedTuple):
    """A fact that can be corrected: as it was stored, and after all corrections."""

    stored: StoredFact
    fact: Fact
    corrected: bool


def correctable(
    pack: Pack, stored: Sequence[StoredFact], oldest: int
) -> tuple[CorrectableFact, ...]:
    """Answers and performed work about `oldest` or a later day, the newest first."""
    read = [(fact, folded_diary.recorded(pack, fact)) for fact in stored]
    entries = [(fact, entry.fact) for fact, entry in read if entry is not None]
    mended = {
        fact.corrects: decode_fact(fact.name, fact.version, fact.payload)
        for _, fact in entries
        if isinstance(fact, FactCorrected)
    }
    return tuple(
        CorrectableFact(was, mended.get(was.client_id, fact), was.client_id in mended)
        for was, fact in reversed(entries)
        if was.name in CORRECTABLE and was.day >= oldest
    )


def corrected_faults(
    context: Context, fact: FactCorrected, original: StoredFact | None
) -> tuple[Fault, ...]:
    """Every fault of a correction."""
    place = context.place
    if original is None:
        rule, step = "must name a fact of this diary", "send the client id of the fact"
        return (Fault("an unknown client id", f"{place}.corrects", rule, step),)
    if fact.name not in CORRECTABLE or original.name != fact.name:
        rule = (
            f"a correction of {original.name} must be one, and of: {', '.join(sorted(CORRECTABLE))}"
        )
        return (Fault(fact.name[:60], f"{place}.name", rule, "record a new fact instead"),)
    if context.today - original.day > context.pack.rules.diary.late_days:
        rule = f"at most {context.pack.rules.diary.late_days} days old"
        return (Fault("an older fact", f"{place}.corrects", rule, "it stays as it is"),)
    found = parse_fact(fact.name, fact.version, dict(fact.payload), place)
    return found.faults if isinstance(found, BadFact) else check_fact(context, found)
