"""Triage page by page: the answers so far lead to the next page or to the outcome.

Pure: nothing is stored until the form is complete and handed in as a fact.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from hamstrong.app.errors import Fault, InvalidFacts
from hamstrong.app.record.ranges import one_of
from hamstrong.engine.answers import Answers, is_answered, term_parts
from hamstrong.engine.asked_questions import pages_of, screens_to_show
from hamstrong.engine.facts import FormAnswered
from hamstrong.engine.facts.bounds import AgeYears, FormNumber, Nprs, lowest_and_highest
from hamstrong.engine.state.known_facts import KnownFacts
from hamstrong.engine.triage import TriageOutcome, outcome
from hamstrong.protocol.model import FormName, Pack, Screen, Triage


@dataclass(frozen=True, slots=True)
class TriageStep:
    """Where a form is.

    Args:
        screen: the first open question; None when the form is complete.
        outcome: where the answers lead; `outcome.complete` says whether that is final.
        number: the place of the open question's page.
        of: how many pages the longest way has on which these answers can lead, so that a form never
            grows while it is answered by choices.
        pages: the questions that these answers call for, by page, in order.
    """

    screen: Screen | None
    outcome: TriageOutcome
    number: int
    of: int
    pages: tuple[tuple[Screen, ...], ...]


def triage_step(
    pack: Pack, answers: Answers, form: FormName, *, sort: bool = True, known: KnownFacts = ()
) -> TriageStep:
    """The next question of a form, or its outcome.

    Args:
        sort: whether the long form looks for a track; False while a plan runs.
        known: what earlier forms have told, which is not asked again.
    """
    result = outcome(pack, answers, form, sort=sort, known=known)
    pages = pages_of(screens_to_show(pack, answers, form, sort=sort, known=known))
    if result.complete:
        return TriageStep(
            screen=None, outcome=result, number=len(pages), of=len(pages), pages=pages
        )
    for number, page in enumerate(pages, start=1):
        open_screen = next((s for s in page if not is_answered(s, answers)), None)
        if open_screen is not None:
            most = _most_pages(pack, answers, form, sort=sort, known=known)
            return TriageStep(
                screen=open_screen, outcome=result, number=number, of=most, pages=pages
            )
    return TriageStep(screen=None, outcome=result, number=len(pages), of=len(pages), pages=pages)


def _most_pages(
    pack: Pack, answers: Answers, form: FormName, *, sort: bool, known: KnownFacts
) -> int:
    """The pages of the longest way that choices still open can lead to; ticks may add to it."""
    shown = screens_to_show(pack, answers, form, sort=sort, known=known)
    decides = _named_by_conditions(pack.triage)
    choice = next((s for s in shown if s.id in decides and not is_answered(s, answers)), None)
    if choice is None:
        return len(pages_of(shown))
    return max(
        _most_pages(
            pack, answer_screen(pack, answers, choice.id, option), form, sort=sort, known=known
        )
        for option in choice.options
    )


def _named_by_conditions(triage: Triage) -> frozenset[str]:
    """The choices on whose answer it depends which questions follow."""
    terms = (term for screen in triage.screens for term in (*screen.when, *screen.when_any))
    named = {term_parts(term)[0] for term in terms}
    return frozenset(s.id for s in triage.screens if s.kind == "choice" and s.id in named)


def answer_screen(
    pack: Pack, answers: Answers, screen: str, value: str | int | tuple[str, ...]
) -> Answers:
    """Put one screen's answer into the answers; answering again replaces it.

    Args:
        value: a tuple of ticked symptoms for a list (empty means "none of these"), an option, or
            a whole number.

    Raises:
        InvalidFacts: the screen or the value is not of this form.
    """
    found = next((s for s in pack.triage.screens if s.id == screen), None)
    if found is None:
        names = [s.id for s in pack.triage.screens]
        raise InvalidFacts(*one_of(screen, names, "screen", "answer a screen of the form"))
    if found.kind == "list":
        return _answer_list(answers, found, value)
    single = _single_value(found, value)
    return replace(answers, values={**answers.values, screen: single})


def _answer_list(answers: Answers, screen: Screen, value: Any) -> Answers:
    ticks = tuple(value) if isinstance(value, (tuple, list, frozenset)) else (str(value),)
    faults = [f for tick in ticks for f in one_of(tick, screen.symptoms, screen.id, "tick again")]
    if faults:
        raise InvalidFacts(*faults)
    others = answers.yes - set(screen.symptoms)
    none = answers.none_confirmed - {screen.id}
    return replace(
        answers,
        yes=others | frozenset(ticks),
        none_confirmed=none if ticks else none | {screen.id},
    )


def number_bounds(screen: Screen) -> tuple[int, int]:
    """The lowest and highest answer to a screen that asks for a number."""
    return lowest_and_highest(number_type(screen))


def number_type(screen: Screen) -> Any:
    """The bounded type of the number that a screen asks for."""
    return {"nprs": Nprs, "years": AgeYears}.get(screen.kind, FormNumber)


def _single_value(screen: Screen, value: Any) -> str | int:
    if screen.kind in ("choice", "yes_no"):
        options = screen.options if screen.kind == "choice" else ("yes", "no")
        faults = list(one_of(str(value), options, screen.id, "choose one"))
    else:
        low, high = number_bounds(screen)
        fits = type(value) is int and low <= value <= high
        rule = f"a whole number from {low} to {high}"
        faults = [] if fits else [Fault(f"{value!r:.20}", screen.id, rule, "enter it again")]
    if faults:
        raise InvalidFacts(*faults)
    single: str | int = value
    return single


def form_fact(answers: Answers, form: FormName, *, withdraws: bool = False) -> FormAnswered:
    """The fact of a form as it was answered."""
    given = {name: value for name, value in answers.values.items() if value is not None}
    return FormAnswered(
        form=form,
        symptoms=tuple(sorted(answers.yes)),
        none_of_these=tuple(sorted(answers.none_confirmed)),
        values=tuple(sorted(given.items())),
        withdraws=withdraws,
    )
