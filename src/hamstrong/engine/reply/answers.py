"""Answers behind a reply: the causes that recorded facts name, and what each is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hamstrong.engine.facts import (
    BaselineAnswered,
    Fact,
    FactCorrected,
    MorningAnswered,
    OutcomeAnswered,
    PainNowAnswered,
    PainReported,
    RunLogged,
    SetLogged,
    Stopped,
)
from hamstrong.engine.facts.codec import decode_fact
from hamstrong.engine.state.causes import Cause, CauseKind, Causes


class RecordedFact(NamedTuple):
    """A fact that was recorded and the day that it is about."""

    fact: Fact
    day: int


class RecordedAnswer(NamedTuple):
    """One cause, and the limb, exercise or side of it that it is about; empty for the whole
    person."""

    cause: Cause
    limb: str = ""
    exercise: str = ""
    side: str = ""


def answers_in(recorded: Iterable[RecordedFact]) -> tuple[RecordedAnswer, ...]:
    """Every answer that the facts hold; a correction's own."""
    return tuple(answer for fact, day in recorded for answer in _answers(fact, day))


def because_of(
    answers: Iterable[RecordedAnswer], *, limb: str = "", exercise: str = "", side: str = ""
) -> Causes:
    """The answers about a limb or an exercise's side, those about the whole person included."""
    found = (
        a.cause
        for a in answers
        if _fits(a.limb, limb) and _fits(a.exercise, exercise) and _fits(a.side, side)
    )
    return tuple(dict.fromkeys(found))


def _fits(said: str, asked: str) -> bool:
    return not said or not asked or said == asked


def _answers(fact: Fact, day: int) -> tuple[RecordedAnswer, ...]:
    match fact:
        case FactCorrected():
            return _answers(decode_fact(fact.name, fact.version, fact.payload), day)
        case MorningAnswered():
            limp = (
                (RecordedAnswer(Cause("new_limp", None, day), fact.limb),) if fact.new_limp else ()
            )
            return (*_number("morning", fact.nprs, day, fact.limb), *limp)
        case PainNowAnswered():
            limp = (
                (RecordedAnswer(Cause("limp_now", None, day), fact.limb),) if fact.new_limp else ()
            )
            return (*_number("pain_now", fact.nprs, day, fact.limb), *limp)
        case BaselineAnswered():
            return _number("baseline", fact.nprs, day, fact.limb)
        case SetLogged() | RunLogged():
            side = getattr(fact, "side", "")
            sharp = RecordedAnswer(Cause("sharp_pain", None, day), "", fact.exercise, side)
            pain = _number("pain", fact.nprs, day, "", fact.exercise, side)
            return (*pain, *((sharp,) if fact.sharp else ()))
        case PainReported():
            return _number("pain", fact.nprs, day, "", fact.exercise, fact.side)
        case Stopped():
            return (RecordedAnswer(Cause("stop", fact.reason, day), exercise=fact.exercise or ""),)
        case OutcomeAnswered(change=str(change)):
            return (RecordedAnswer(Cause("change", change, day), fact.limb),)
        case _:
            return ()


def _number(
    kind: CauseKind,
    nprs: int | None,
    day: int,
    limb: str = "",
    exercise: str = "",
    side: str = "",
) -> tuple[RecordedAnswer, ...]:
    return () if nprs is None else (RecordedAnswer(Cause(kind, nprs, day), limb, exercise, side),)
