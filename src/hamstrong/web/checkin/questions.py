"""Questions of the engine as parts of a page: their words, fields, and the fact an answer makes.

What is asked, and in which order, the engine says; what an answer means it says as well.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any, NamedTuple

from hamstrong.engine.decide.ask import Ask, AskKind
from hamstrong.engine.facts import (
    BaselineAnswered,
    Fact,
    MorningAnswered,
    OutcomeAnswered,
    PainNowAnswered,
    QuestionAnswered,
    WalkingAnswered,
    WatchAnswered,
)
from hamstrong.engine.facts.bounds import SittingMinutes
from hamstrong.web.shell import Form

YES_NO = ("yes", "no")
CHANGES = ("better", "same", "worse")


class CheckinQuestion(NamedTuple):
    """What one part of a page asks.

    Args:
        signs: those of the watch, each with its words.
        asks_limp: pain now comes with the question of a new limp.
        asks_sitting: how the week went comes with the minutes that one can sit.
    """

    ask: Ask
    text: str | None = None
    signs: tuple[tuple[str, str], ...] = ()
    asks_limp: bool = True
    asks_sitting: bool = False

    @property
    def limb(self) -> str:
        """The leg concerned."""
        return self.ask.limb


def question_of(
    ask: Ask, words: Mapping[str, Any], sitting: Container[str] = ()
) -> CheckinQuestion | None:
    """The question of an ask; None if it is a form or flag with screens of its own.

    Args:
        sitting: limbs that are asked each week how long one can sit.
    """
    if ask.kind not in _READERS:
        return None
    if ask.kind is AskKind.WATCH:
        return CheckinQuestion(ask, signs=tuple(words["watch_signs"].items()))
    if ask.kind is AskKind.QUESTION:
        return CheckinQuestion(ask, words["questions"][ask.name]["ask"])
    return CheckinQuestion(ask, asks_sitting=ask.limb in sitting)


def read_answer(form: Form, question: CheckinQuestion) -> Fact | None:
    """The fact that the form makes; None when something is missing, which the form has noted."""
    fact = _READERS[question.ask.kind](form, question)
    return None if form.faults else fact


def read_answers(form: Form, questions: Iterable[CheckinQuestion]) -> list[Fact]:
    """The facts of a page, in order; what is missing in any of them the form has noted."""
    return [_READERS[question.ask.kind](form, question) for question in questions]


def _yes(form: Form, name: str) -> bool | None:
    chosen = form.choice(name, YES_NO)
    return None if chosen is None else chosen == "yes"


def _morning(form: Form, question: CheckinQuestion) -> Fact:
    nprs, limp = form.nprs("pain"), _yes(form, "limp")
    same = form.choice("same_soreness", YES_NO, optional=True)
    return MorningAnswered(question.limb, nprs, limp, None if same is None else same == "yes")


def _baseline(form: Form, question: CheckinQuestion) -> Fact:
    return BaselineAnswered(question.limb, form.nprs("pain") or 0)


def _pain_now(form: Form, question: CheckinQuestion) -> Fact:
    limp = _yes(form, "limp") if question.asks_limp else None
    return PainNowAnswered(question.limb, form.nprs("pain_now"), limp)


def _walking(form: Form, question: CheckinQuestion) -> Fact:
    return WalkingAnswered(question.limb, normal=_yes(form, "normal") is True)


def outcome_of(
    form: Form, limb: str, end: str = "", *, asks_sitting: bool = False
) -> OutcomeAnswered:
    """How a leg's week went. `end` follows the names of its fields."""
    change, worst = form.choice(f"change{end}", CHANGES), form.nprs(f"worst{end}")
    no_limits, can_sit = _yes(form, f"no_limits{end}"), None
    if asks_sitting:
        can_sit = form.bounded(f"can_sit{end}", SittingMinutes, optional=True)
    return OutcomeAnswered(
        limb=limb,
        change=change,
        worst_nprs=worst,
        no_limits=no_limits,
        can_sit_min=can_sit,
    )


def watch_of(
    form: Form, limb: str, signs: Iterable[tuple[str, str]], end: str = ""
) -> WatchAnswered:
    """Every sign is answered by itself: what is not said is not taken for a no."""
    said = ((name, form.choice(f"sign_{name}{end}", YES_NO)) for name, _ in signs)
    return WatchAnswered(limb, tuple((n, v == "yes") for n, v in said if v is not None))


def _outcome(form: Form, question: CheckinQuestion) -> Fact:
    return outcome_of(form, question.limb, asks_sitting=question.asks_sitting)


def _watch(form: Form, question: CheckinQuestion) -> Fact:
    return watch_of(form, question.limb, question.signs)


def _plain(form: Form, question: CheckinQuestion) -> Fact:
    said = form.choice(f"value_{question.ask.name}", YES_NO)
    return QuestionAnswered(question.ask.name, question.limb, said)


_READERS = {
    AskKind.MORNING: _morning,
    AskKind.BASELINE: _baseline,
    AskKind.PAIN_NOW: _pain_now,
    AskKind.WALKING: _walking,
    AskKind.OUTCOME: _outcome,
    AskKind.WATCH: _watch,
    AskKind.QUESTION: _plain,
}
