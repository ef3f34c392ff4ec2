"""A quiet form: every question that a form asks, answered by somebody to whom nothing is wrong."""

from __future__ import annotations

from hamstrong.engine.answers import Answers, is_answered, term_holds, term_parts, terms_of
from hamstrong.engine.asked_questions import screens_to_show
from hamstrong.engine.facts import FormAnswered
from hamstrong.engine.state.known_facts import KnownFacts
from hamstrong.protocol.model import FormName, Pack, Screen

_MOST_QUESTIONS = 100


def quiet_form(
    pack: Pack, form: FormName, *, sort: bool = True, known: KnownFacts = ()
) -> FormAnswered:
    """The form answered in full: no sign, and of other answers those that the fewest flags name.

    Raises:
        RuntimeError: the form never ends.
    """
    answers = Answers()
    for _ in range(_MOST_QUESTIONS):
        shown = screens_to_show(pack, answers, form, sort=sort, known=known)
        following = next((s for s in shown if not is_answered(s, answers)), None)
        if following is None:
            return FormAnswered(
                form,
                (),
                tuple(sorted(answers.none_confirmed)),
                tuple(sorted((k, v) for k, v in answers.values.items() if v is not None)),
            )
        answers = _answer(pack, answers, following)
    raise RuntimeError(f"the {form} form asks more than {_MOST_QUESTIONS} questions")


def of_person(pack: Pack, form: FormAnswered, traits: frozenset[str]) -> FormAnswered:
    """The form as somebody with these traits answers it: they tick the cautions that they have."""
    screens = [s for s in pack.triage.screens if s.id in form.none_of_these and s.about == "person"]
    asked = {symptom for screen in screens for symptom in screen.symptoms}
    alone = {c.all[0] for flag in pack.triage.flags for c in flag.when if len(c.all) == 1}
    rules = [rule for rule in pack.triage.traits if rule.trait in traits]
    terms = {term for rule in rules for c in rule.when for term in terms_of(c)}
    ticks = tuple(sorted((terms & asked) - alone))
    left = {s.id for s in screens if not set(s.symptoms).isdisjoint(ticks)}
    none = tuple(name for name in form.none_of_these if name not in left)
    return form._replace(symptoms=ticks, none_of_these=none)


def _answer(pack: Pack, answers: Answers, screen: Screen) -> Answers:
    if screen.kind == "list":
        return Answers(answers.yes, answers.none_confirmed | {screen.id}, answers.values)
    values = {**answers.values, screen.id: _calm_value(pack, screen)}
    return Answers(answers.yes, answers.none_confirmed, values)


def _calm_value(pack: Pack, screen: Screen) -> str | int:
    named = [
        term
        for flag in pack.triage.flags
        for condition in flag.when
        for term in terms_of(condition)
        if term_parts(term)[0] == screen.id
    ]
    return min(
        _choices(screen, named),
        key=lambda value: sum(
            term_holds(term, Answers(values={screen.id: value})) for term in named
        ),
    )


def _choices(screen: Screen, named: list[str]) -> list[str | int]:
    if screen.kind in ("choice", "yes_no"):
        return list(screen.options or ("yes", "no"))
    bounds = {int(term_parts(term)[2]) for term in named}
    return sorted({0, *(n + step for n in bounds for step in (-1, 0, 1) if n + step >= 0)})
