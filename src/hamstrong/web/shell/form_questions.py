"""Form questions: the pack's questions as fields of one page, and their answers read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from hamstrong.app import Answers, answer_screen
from hamstrong.app.record.triage import number_bounds, number_type
from hamstrong.engine.answers import is_answered
from hamstrong.protocol.model import Pack, Screen
from hamstrong.web.shell.forms import Form

NONE = "none"


class FormQuestion(NamedTuple):
    """One question of a page: its field, its words, what may be answered and what was.

    `options` are (value, words) of a list's symptoms or a choice's options; `least` and `most`
    bound a number. `told` has what was known before, where the question confirms it.
    """

    field: str
    kind: str
    said: Mapping[str, Any]
    options: tuple[tuple[str, str], ...]
    chosen: Any
    least: int = 0
    most: int = 0
    told: tuple[str, ...] = ()


def field_of(screen: Screen) -> str:
    """The name of a question's field."""
    return f"q_{screen.id}"


def questions_on(
    page: Sequence[Screen],
    answers: Answers,
    words: Mapping[str, Any],
    form: Form | None = None,
    told: tuple[str, ...] = (),
) -> list[FormQuestion]:
    """The questions of a page, filled with what was answered and with what a form just sent."""
    return [_question(screen, answers, words, form, told) for screen in page]


def _question(
    screen: Screen,
    answers: Answers,
    words: Mapping[str, Any],
    form: Form | None,
    told: tuple[str, ...],
) -> FormQuestion:
    said = words["screens"][screen.id]
    name = field_of(screen)
    chosen = _chosen(screen, answers)
    if form is not None and name in form.data:
        sent = form.data.getlist(name)
        chosen = tuple(sent) if screen.kind == "list" else _as_number(screen, str(sent[0]))
    numeric = screen.kind in ("days", "years", "nprs")
    least, most = number_bounds(screen) if numeric else (0, 0)
    return FormQuestion(
        field=name,
        kind=screen.kind,
        said=said,
        options=tuple((s, words["symptoms"][s]) for s in screen.symptoms)
        or tuple((o, said["options"][o]) for o in options_of(screen)),
        chosen=chosen,
        least=least,
        most=most,
        told=told if screen.about == "known" else (),
    )


def _as_number(screen: Screen, sent: str) -> str | int:
    return int(sent) if screen.kind == "nprs" and sent.isdecimal() else sent


def options_of(screen: Screen) -> tuple[str, ...]:
    """What may be chosen of a choice."""
    if screen.kind == "yes_no":
        return ("yes", "no")
    return tuple(screen.options) if screen.kind == "choice" else ()


def _chosen(screen: Screen, answers: Answers) -> Any:
    """What this person answered before; nothing is chosen for them."""
    if not is_answered(screen, answers):
        return () if screen.kind == "list" else None
    if screen.kind == "list":
        return tuple(answers.yes & set(screen.symptoms)) or (NONE,)
    return answers.values.get(screen.id)


def take_answers(pack: Pack, form: Form, page: Sequence[Screen], answers: Answers) -> Answers:
    """Put what a form answers of a page into the answers; what is missing the form notes."""
    for screen in page:
        value = _read(form, screen)
        if value is not None:
            answers = answer_screen(pack, answers, screen.id, value)
    return answers


def _read(form: Form, screen: Screen) -> str | int | tuple[str, ...] | None:
    name = field_of(screen)
    if screen.kind == "list":
        return form.many(name, screen.symptoms, none=NONE)
    if screen.kind == "nprs":
        return form.nprs(name)
    if screen.kind in ("days", "years"):
        return form.bounded(name, number_type(screen))
    return form.choice(name, options_of(screen))
