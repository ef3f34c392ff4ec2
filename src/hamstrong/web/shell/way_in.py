"""Length of the way to a plan, which the forms and the choices after them count together."""

from __future__ import annotations

from starlette.requests import Request

from hamstrong.app import Answers, answers_of, triage_step
from hamstrong.web.shell.visit import app_of, me, moment_of

CHOICE_PAGES = ("goal", "kit")
"""The pages of choices that follow the forms, in order."""


def pages_after_triage(request: Request) -> int:
    """How many pages still lie between the end of the forms and a plan."""
    return 0 if me(request).is_enrolled(moment_of(request)) else len(CHOICE_PAGES)


def pages_of_triage(request: Request) -> int:
    """How many pages the forms had that this person answered."""
    form = me(request).current(moment_of(request)).long_form
    answers = Answers() if form is None else answers_of(form[1])
    return len(triage_step(app_of(request).pack, answers, "long").pages)
