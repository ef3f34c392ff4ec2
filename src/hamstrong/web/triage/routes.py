"""Routes of the long and the short form, one screen at a time; going back is always possible.

The address holds the number of the screen and nothing of the answers, which stay on the server
until the form is complete.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import Answers, TriageStep, answer_screen, form_fact, triage_step
from hamstrong.engine.decide.decisions import Refusal
from hamstrong.engine.facts.bounds import FormNumber
from hamstrong.engine.triage import Form as FormName
from hamstrong.engine.triage import is_answered
from hamstrong.protocol.model import Screen
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
from hamstrong.web.shell.pack_words import pack_words

NONE = "none"
_FORMS: dict[str, FormName] = {"long": "long", "short": "short"}


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
    return _page(request, FormPosition(name, answers, step, number, withdraws))


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
    return int(asked) if 1 <= int(asked) <= min(step.number, len(step.shown)) else None


def _address(name: str, number: int) -> str:
    return f"/triage/{name}?screen={number}"


def _step(request: Request, answers: Answers, name: FormName) -> TriageStep:
    enrolled = me(request).is_enrolled(moment_of(request))
    return triage_step(app_of(request).pack, answers, name, sort=not enrolled)


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
    screen = _screen(request, step.shown[number - 1])
    said = words["screens"][screen.id]
    return page(
        request,
        "triage/screen.html",
        status=status,
        name=name,
        screen=screen,
        said=said,
        symptoms=[(s, words["symptoms"][s]) for s in screen.symptoms],
        options=[(o, said["options"][o]) for o in _options(screen)],
        chosen=_chosen(screen, answers),
        number=number,
        of=max(step.of, number),
        back=_address(name, number - 1) if number > 1 else None,
        draft=seal_draft(request, _draft(name)),
        withdraws=withdraws,
        faults={} if form is None else form.faults,
    )


def _screen(request: Request, screen_id: str) -> Screen:
    return next(s for s in app_of(request).pack.triage.screens if s.id == screen_id)


def _options(screen: Screen) -> tuple[str, ...]:
    if screen.kind == "yes_no":
        return ("yes", "no")
    return tuple(screen.options) if screen.kind == "choice" else ()


def _chosen(screen: Screen, answers: Answers) -> Any:
    """What this person answered before on this screen; nothing is chosen for them."""
    if not is_answered(screen, answers):
        return () if screen.kind == "list" else None
    if screen.kind == "list":
        return tuple(answers.yes & set(screen.symptoms)) or (NONE,)
    return answers.values.get(screen.id)


async def save(request: Request) -> Response:
    """Take one screen's answer; the last one makes the form complete and is recorded."""
    name = _form_name(request)
    if not me(request).exists():
        return see("/welcome")
    form = await read_form(request)
    answers, withdraws = _load(request, name, form.data.get(DRAFT_FIELD))
    step = _step(request, answers, name)
    asked = form.data.get("screen")

    async def keep() -> Response:
        if not isinstance(asked, str) or asked not in step.shown:
            flash(request, "triage.again", tone="note")
            return see(f"/triage/{name}")
        value = _read(form, _screen(request, asked))
        number = step.shown.index(asked) + 1
        if form.faults or value is None:
            place = FormPosition(name, answers, step, number, withdraws)
            return _page(request, place, status=422, form=form)
        after = answer_screen(app_of(request).pack, answers, asked, value)
        found = _step(request, after, name)
        if found.screen is None:
            return _record(request, form, name, after, withdraws=withdraws)
        _store(request, name, after, withdraws=withdraws)
        following = found.shown.index(asked) + 2
        return see(_address(name, min(following, found.number)))

    return await once(request, form, keep)


def _read(form: Form, screen: Screen) -> str | int | tuple[str, ...] | None:
    if screen.kind == "list":
        return form.many("answer", screen.symptoms, none=NONE)
    if screen.kind == "nprs":
        return form.nprs("answer")
    if screen.kind == "days":
        return form.bounded("answer", FormNumber)
    return form.choice("answer", _options(screen))


def _record(
    request: Request, form: Form, name: FormName, answers: Answers, *, withdraws: bool
) -> Response:
    """Store the whole form and show where it leads."""
    person, at = me(request), moment_of(request)
    fact = form_fact(answers, name, withdraws=withdraws and name == "long")
    person.tell(at, form.id, fact)
    drop_draft(request, _draft(name))
    if name == "long":
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
