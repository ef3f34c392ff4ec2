"""Triage of a form: which flags its answers raise, which track fits, what is asked next.

Serves R-B2, R-B5 and R-I1. What is asked and what follows from it is pack data; how long a flag
stands is the lock's concern, and words are made elsewhere. A form is read together with what is
known of the person already, so that nothing known is asked twice.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, NamedTuple

from hamstrong.engine.answers import (
    Answers,
    evaluate,
    is_answered,
    term_parts,
    terms_behind,
    terms_of,
)
from hamstrong.engine.asked_questions import FormReading, HasTriage, questions_of, read_form
from hamstrong.engine.state.known_facts import KnownFacts
from hamstrong.protocol.model import Flag, FormName, Screen, TrackRule, Triage, Urgency

PRECEDENCE: tuple[Urgency, ...] = ("emergency", "same_day", "professional_first")
"""What beats what, written once; a track comes after all of them."""

NO_TRACK = "other_track"
"""The flag for complete answers that no track fits."""


class TriageOutcome(NamedTuple):
    """Where the answers lead.

    `urgency` is None when nothing stops the programme or the form is not complete. `deciding`
    names the flag or track that decided, `because` the answers that made it hold. A flag that a
    normal walk lifts keeps its track: exercise waits. `raised` are the flags that this form's own
    answers raise, without those that rest on known facts alone; `held` those too.
    """

    urgency: Urgency | None = None
    flags: tuple[str, ...] = ()
    track: str | None = None
    deciding: str | None = None
    because: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    complete: bool = False
    next_screen: str | None = None
    traits: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()
    held: tuple[str, ...] = ()


def outcome(
    pack: HasTriage, answers: Answers, form: FormName, *, sort: bool = True, known: KnownFacts = ()
) -> TriageOutcome:
    """Say where a form leads: a flag, a track, or the question to ask next.

    An emergency ends the form at once. Everything else waits until every question is answered.

    Args:
        sort: whether the long form sorts into a track. False while an episode runs, whose track
            stands: there a strain of last season is no reason for `other_track`.
        known: what earlier forms have told.
    """
    reading = read_form(pack, answers, form, sort=sort, known=known)
    shown = questions_of(pack, reading)
    unanswered = next((s.id for s in shown if not is_answered(s, reading.own)), None)
    raised = _raised(pack.triage, reading.merged, reading.before)
    held = _raised(pack.triage, reading.merged, Answers())
    sorts = sort and form == "long"
    found = _lead(pack.triage, reading, shown, unanswered, held if sorts else raised)
    names = tuple(flag.id for flag in raised)
    return found._replace(
        traits=_traits(pack.triage, reading.merged),
        raised=(NO_TRACK, *names) if found.deciding == NO_TRACK else names,
        held=tuple(flag.id for flag in held),
    )


def _lead(
    triage: Triage,
    reading: FormReading,
    shown: tuple[Screen, ...],
    unanswered: str | None,
    held: list[Flag],
) -> TriageOutcome:
    if held and held[0].urgency == PRECEDENCE[0]:
        return _flagged(held, reading.merged)
    if unanswered is not None or not shown:
        return TriageOutcome(next_screen=unanswered)
    waits = all(flag.lifts == "walking_normal" for flag in held)
    if not reading.sort or reading.form != "long" or not waits:
        return _flagged(held, reading.merged)
    rule = next((r for r in triage.tracks if evaluate(r.when, reading.merged)), None)
    if rule is None:
        return _without_track(triage, held)
    return _sorted_into(rule, held, reading.merged)


def _raised(triage: Triage, answers: Answers, before: Answers) -> list[Flag]:
    """The flags that hold and did not hold before, the most urgent first and in the pack's order
    among equals."""
    held = [
        flag
        for flag in triage.flags
        if any(evaluate(c, answers) and not evaluate(c, before) for c in flag.when)
    ]
    return sorted(held, key=lambda flag: PRECEDENCE.index(flag.urgency))


def _traits(triage: Triage, answers: Answers) -> tuple[str, ...]:
    return tuple(
        rule.trait for rule in triage.traits if any(evaluate(c, answers) for c in rule.when)
    )


def _flagged(raised: list[Flag], answers: Answers) -> TriageOutcome:
    if not raised:
        return TriageOutcome(complete=True)
    first = raised[0]
    return TriageOutcome(
        urgency=first.urgency,
        flags=tuple(flag.id for flag in raised),
        deciding=first.id,
        because=terms_behind(first.when, answers),
        sources=first.sources,
        complete=True,
    )


def _without_track(triage: Triage, raised: list[Flag]) -> TriageOutcome:
    flag = next((flag for flag in triage.flags if flag.id == NO_TRACK), None)
    return TriageOutcome(
        urgency=flag.urgency if flag else "professional_first",
        flags=(NO_TRACK, *(held.id for held in raised)),
        deciding=NO_TRACK,
        sources=flag.sources if flag else (),
        complete=True,
    )


def _sorted_into(rule: TrackRule, raised: list[Flag], answers: Answers) -> TriageOutcome:
    if raised:
        return _flagged(raised, answers)._replace(track=rule.track)
    return TriageOutcome(
        track=rule.track,
        deciding=rule.track,
        because=terms_behind((rule.when,), answers),
        sources=rule.sources,
        complete=True,
    )


def has_meaning(
    pack: HasTriage, traits: Collection[str], means: Literal["sitting_bone", "longest"]
) -> bool:
    """Whether one of a person's traits means this to the engine."""
    return any(rule.means == means and rule.trait in traits for rule in pack.triage.traits)


def traits_after(pack: HasTriage, traits: frozenset[str], known: KnownFacts) -> frozenset[str]:
    """A person's traits once their facts are known: what all the questions behind a trait decide is
    theirs or not; what they leave open stays."""
    triage = pack.triage
    persons = {screen.id: screen for screen in triage.screens if screen.about == "person"}
    told = [answer for answer in known if answer.screen in persons]
    answers = Answers(
        frozenset(tick for answer in told for tick in answer.ticks),
        values={a.screen: a.value for a in told if a.value is not None},
    )
    asked = {answer.screen for answer in told}
    asked |= {symptom for name in asked for symptom in persons[name].symptoms}
    found = set(traits)
    for rule in triage.traits:
        if any(evaluate(condition, answers) for condition in rule.when):
            found.add(rule.trait)
        elif {term_parts(term)[0] for c in rule.when for term in terms_of(c)} <= asked:
            found.discard(rule.trait)
    return frozenset(found)
