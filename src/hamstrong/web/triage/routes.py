"""Routes of the forms, page by page; going back is always possible.

The address holds the number of the page and nothing of the answers, which stay on the server
until the form is complete.
"""

from __future__ import annotations

from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import Answers, TriageStep, form_fact, triage_step
from hamstrong.engine.day.form_answers import WHOLE_FORMS
from hamstrong.engine.decide.decisions import Refusal
from hamstrong.protocol.model import FormName, Screen
from hamstrong.web.shell import (
    Form,
    app_of,
    flash,
    me,
    moment_of,
    once,
    page,
    read_form,
    see,
)
from hamstrong.web.shell.drafts import (
    DRAFT_FIELD,
    drop_draft,
    keep_draft,
    read_draft,
    seal_draft,
)
from hamstrong.web.shell.form_questions import field_of, questions_on, take_answers
from hamstrong.web.shell.pack_words import pack_words
from hamstrong.web.shell.way_in import pages_after_triage
from hamstrong.words.notices import known_texts
from hamstrong.words.sentences import Words

_FORMS: dict[str, FormName] = {"long": "long", "signs": "signs", "short": "short"}
_PICTURED = frozenset({"limbs"})
"""Questions that are asked by a picture to tap."""
_TAPPED = frozenset({"choice", "yes_no"})


async def begin(request: Request) -> Response:
    """Begin the form anew, as the warning signs and a wish to take an answer back do."""
    name = _form_name(request)
    form = await read_form(request)
    withdraws = form.data.get("withdraws") == "yes"
    _store(request, name, Answers(), withdraws=withdraws)
    return see(f"/triage/{name}")


async def show(request: Request) -> Response:
    """The screen that the address asks for if it can be reached, else the next open one."""
    if not me(request).exists():
        return see("/welcome")
    name = _form_name(request)
    answers, withdraws = _load(request, name)
    step = _step(request, answers, name)
    number = _wanted(request, step)
    if number is None:
        return see(_address(name, step.number))
    return _page(
        request,
        FormPosition(name=name, answers=answers, step=step, number=number, withdraws=withdraws),
    )


def _form_name(request: Request) -> FormName:
    name = _FORMS.get(request.path_params["form"])
    if name is None:
        raise HTTPException(404)
    return name


def _wanted(request: Request, step: TriageStep) -> int | None:
    """The screen's number in the address; None if it is not there or lies too far ahead."""
    asked = request.query_params.get("screen", "")
    if not asked.isdecimal() or len(asked) > 2:
        return None
    return int(asked) if 1 <= int(asked) <= min(step.number, len(step.pages)) else None


def _address(name: str, number: int) -> str:
    return f"/triage/{name}?screen={number}"


def _step(request: Request, answers: Answers, name: FormName) -> TriageStep:
    person, at = me(request), moment_of(request)
    return triage_step(
        app_of(request).pack,
        answers,
        name,
        sort=not person.is_enrolled(at),
        known=person.known_facts(at),
    )


class FormPosition(NamedTuple):
    """Where this person is in a form."""

    name: FormName
    answers: Answers
    step: TriageStep
    number: int
    withdraws: bool


def _page(
    request: Request, place: FormPosition, *, status: int = 200, form: Form | None = None
) -> Response:
    name, answers, step, number, withdraws = place
    words = pack_words(request)
    told = _known_lines(request) if name == "long" else ()
    asked = step.pages[number - 1]
    after = pages_after_triage(request) if name == "long" else 0
    return page(
        request,
        "triage/screen.html",
        status=status,
        name=name,
        questions=questions_on(asked, answers, words, form, told),
        by_tap=len(asked) == 1 and asked[0].kind in _TAPPED and asked[0].about != "known",
        pictured=[field_of(screen) for screen in asked if screen.id in _PICTURED],
        number=number,
        of=max(step.of, number) + after,
        back=_address(name, number - 1) if number > 1 else None,
        draft=seal_draft(request, _draft(name)),
        withdraws=withdraws,
        faults={} if form is None else form.faults,
    )


def _known_lines(request: Request) -> tuple[str, ...]:
    """What is known of the person, for whoever is asked whether it still holds."""
    known = me(request).known_facts(moment_of(request))
    pack = app_of(request).pack
    return known_texts(Words(pack, pack_words(request)), pack, known)


async def save(request: Request) -> Response:
    """Take one page's answers; the last page makes the form complete and is recorded."""
    name = _form_name(request)
    if not me(request).exists():
        return see("/welcome")
    form = await read_form(request)
    answers, withdraws = _load(request, name, form.data.get(DRAFT_FIELD))
    step = _step(request, answers, name)
    asked = form.integer("page", least=1, most=len(step.pages))

    async def keep() -> Response:
        if asked is None or asked > step.number:
            flash(request, "triage.again", tone="note")
            return see(f"/triage/{name}")
        pack, asking = app_of(request).pack, step.pages[asked - 1]
        after = take_answers(pack, form, asking, answers)
        found = _step(request, after, name)
        if form.faults and not found.outcome.complete:
            place = FormPosition(
                name=name, answers=answers, step=step, number=asked, withdraws=withdraws
            )
            return _page(request, place, status=422, form=form)
        if found.screen is None:
            return _record(request, form, name, after, withdraws=withdraws)
        _store(request, name, after, withdraws=withdraws)
        return see(_address(name, min(_after(found, asking), found.number)))

    return await once(request, form, keep)


def _after(found: TriageStep, asked: tuple[Screen, ...]) -> int:
    """The page that follows the one just answered, as the answers now call for them."""
    names = [screen.shown_on for screen, *_ in found.pages]
    last = asked[0].shown_on
    return names.index(last) + 2 if last in names else found.number


def _record(
    request: Request, form: Form, name: FormName, answers: Answers, *, withdraws: bool
) -> Response:
    """Store the whole form and show where it leads."""
    person, at = me(request), moment_of(request)
    fact = form_fact(answers, name, withdraws=withdraws and name in WHOLE_FORMS)
    person.tell(at, form.id, fact)
    drop_draft(request, _draft(name))
    if name in WHOLE_FORMS:
        return see("/outcome")
    return see("/outcome" if isinstance(person.today(at).decision, Refusal) else "/check-in")


# --- the draft


def _draft(name: str) -> str:
    return f"triage.{name}"


def _load(request: Request, name: str, sealed: object = None) -> tuple[Answers, bool]:
    kept = read_draft(request, _draft(name), sealed)
    if kept.get("day") not in (None, moment_of(request).day):
        return Answers(), False  # a new day asks anew
    answers = Answers(
        frozenset(kept.get("yes", ())), frozenset(kept.get("none", ())), kept.get("values", {})
    )
    return answers, kept.get("withdraws") is True


def _store(request: Request, name: str, answers: Answers, *, withdraws: bool) -> None:
    kept = {
        "yes": sorted(answers.yes),
        "none": sorted(answers.none_confirmed),
        "values": dict(answers.values),
        "withdraws": withdraws,
        "day": moment_of(request).day,
    }
    keep_draft(request, _draft(name), kept)


ROUTES = (
    Route("/triage/{form}", show),
    Route("/triage/{form}", save, methods=["POST"]),
    Route("/triage/{form}/begin", begin, methods=["POST"]),
)
