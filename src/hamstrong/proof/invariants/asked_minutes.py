"""Asked minutes (S21): no gate leads to a stage whose sessions take longer than the person offers;
the person is asked, and more minutes open it."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.engine.decide.decisions import Decision
from hamstrong.engine.decide.notices import NudgeNotice
from hamstrong.engine.facts import SettingsChanged
from hamstrong.proof.invariants.base import Proof, Violation, plain_person
from hamstrong.proof.violation_text import person_words
from hamstrong.proof.virtual_person import Obedient, begin, limb_of

_MOST_DAYS = 420


def gates_ask_for_minutes(proof: Proof) -> Iterator[Violation]:
    """S21: a person who offers the fewest minutes is told on the first day if a later stage takes
    more, waits before that stage, and reaches the last one after offering what is asked for."""
    pack = proof.pack
    for track in pack.tracks:
        for goal in list(pack.goals)[: 1 if proof.quick else None]:
            settings = plain_person(pack, goal)._replace(minutes=min(pack.minutes_offered))
            person = begin(proof.engine, settings, limb_of(pack, track))
            needed = _needed(person)
            if not any(needed) or needed[0] is not None:
                continue  # enough for the whole path, or refused at enrolment
            proof.holds("S21")
            wrong = _lives(person)
            if wrong is not None:
                diary = (person_words(settings), wrong)
                yield Violation("S21", f"{track}, {goal}: minutes are not asked for", diary)
                return


def _needed(person: Obedient) -> tuple[int | None, ...]:
    kind = person.state.episodes[0].kind
    return person.engine.course(kind, person.state.person).minutes_needed


def _lives(person: Obedient) -> str | None:
    """What goes wrong on the way to the last place, giving minutes whenever they are asked for."""
    for number, (_, decision) in enumerate(person.live(_MOST_DAYS)):
        needed, place = _needed(person), person.state.episodes[0].gate.place
        if needed[place] is not None:
            return f"place {place} was entered without its {needed[place]} minutes"
        asked = _asked(decision)
        if number == 0 and asked is None:
            return "nothing said so on the first day"
        if number and asked is not None:
            person.tell(SettingsChanged(minutes=asked))
        if place + 1 == len(needed):
            return None
    return f"after {_MOST_DAYS} days still on the way"


def _asked(decision: Decision) -> int | None:
    """The minutes that a decision asks for."""
    said = [n for n in decision.notices if isinstance(n, NudgeNotice) and n.name == "more_minutes"]
    return next((int(str(dict(n.reason.inputs)["minutes"])) for n in said), None)
