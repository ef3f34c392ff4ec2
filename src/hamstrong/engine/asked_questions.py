"""Asked questions of a form, read together with what is known: which are left, on which pages.

Nothing that is known is asked twice. The pack says how long an answer is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple, Protocol

from hamstrong.engine.answers import Answers, is_answered, term_holds
from hamstrong.engine.state.known_facts import KnownAnswer, KnownFacts
from hamstrong.protocol.model import FormName, Screen, Triage


class HasTriage(Protocol):
    """A pack, or whatever else carries the triage of one."""

    @property
    def triage(self) -> Triage: ...


class FormReading(NamedTuple):
    """A form's answers beside what was known before.

    `merged` is what conditions are evaluated on; `before` what was known without the questions
    that this form answered itself; `known` the names of those questions, `kept` of those not old.
    """

    form: FormName
    sort: bool
    own: Answers
    merged: Answers
    before: Answers
    kept: frozenset[str]
    known: frozenset[str]


def read_form(
    pack: HasTriage, answers: Answers, form: FormName, *, sort: bool = True, known: KnownFacts = ()
) -> FormReading:
    """Put a form's answers together with what is known.

    What is known of an injury counts where a plan runs; a form that sorts asks for it anew.
    """
    triage = pack.triage
    screens = {screen.id: screen for screen in triage.screens}
    fresh = sort and form == "long"
    counted = [k for k in known if k.screen in screens and not (fresh and _of_injury(screens, k))]
    left = [k for k in counted if not is_answered(screens[k.screen], answers)]
    before = _what_they_say(left, screens)
    values = {**before.values, **{k: v for k, v in answers.values.items() if v is not None}}
    merged = Answers(before.yes | answers.yes, answers.none_confirmed, {**values, "form": form})
    return FormReading(
        form=form,
        sort=sort,
        own=answers,
        merged=merged,
        before=before,
        kept=frozenset(k.screen for k in left if not k.stale),
        known=frozenset(k.screen for k in left),
    )


def _of_injury(screens: Mapping[str, Screen], answer: KnownAnswer) -> bool:
    return screens[answer.screen].about == "injury"


def _what_they_say(known: list[KnownAnswer], screens: Mapping[str, Screen]) -> Answers:
    """Known facts as answers. Days go on counting."""
    values: dict[str, str | int | None] = {}
    for answer in known:
        value = answer.value
        if screens[answer.screen].kind == "days" and isinstance(value, int):
            value += answer.age
        if value is not None:
            values[answer.screen] = value
    return Answers(frozenset(tick for k in known for tick in k.ticks), frozenset(), values)


def answered_facts(pack: HasTriage, answers: Answers) -> tuple[KnownAnswer, ...]:
    """The answers of a form that are kept for later ones."""
    return tuple(
        KnownAnswer(
            screen.id,
            tuple(sorted(answers.yes & set(screen.symptoms))),
            answers.values.get(screen.id),
        )
        for screen in pack.triage.screens
        if screen.about in ("person", "injury") and is_answered(screen, answers)
    )


def screens_to_show(
    pack: HasTriage, answers: Answers, form: FormName, *, sort: bool = True, known: KnownFacts = ()
) -> tuple[Screen, ...]:
    """The questions of a form that these answers and what is known call for, in order."""
    return questions_of(pack, read_form(pack, answers, form, sort=sort, known=known))


def pages_of(screens: tuple[Screen, ...]) -> tuple[tuple[Screen, ...], ...]:
    """The pages on which these questions are asked."""
    return tuple(tuple(group) for _, group in groupby(screens, key=lambda s: s.shown_on))


def questions_of(pack: HasTriage, reading: FormReading) -> tuple[Screen, ...]:
    """The questions that a reading calls for, in order."""
    return tuple(
        screen
        for screen in pack.triage.screens
        if reading.form in screen.forms
        and _is_called_for(screen, reading.merged)
        and _is_open(pack.triage, screen, reading)
    )


def _is_called_for(screen: Screen, answers: Answers) -> bool:
    every = all(term_holds(term, answers) for term in screen.when)
    return every and (
        not screen.when_any or any(term_holds(term, answers) for term in screen.when_any)
    )


def _is_open(triage: Triage, screen: Screen, reading: FormReading) -> bool:
    """Whether a question is still to be asked, by what its answer is kept for."""
    if screen.about == "injury":
        return reading.sort or reading.form != "long"
    if screen.about == "known":
        persons = {s.id for s in triage.screens if s.about == "person"}
        return bool(persons & reading.known)
    if screen.about == "person":
        changed = any(
            reading.own.values.get(s.id) == "no" for s in triage.screens if s.about == "known"
        )
        return changed or screen.id not in reading.kept
    return True
