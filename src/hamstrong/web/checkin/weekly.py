"""The weekly questions as one flow: urgent signs, other signs, facts grown old, how the week went.

What is answered waits on the server until the last screen saves all of it at once; a copy travels
in the page. A sign that needs help is saved at once and ends the flow.
"""

from __future__ import annotations

from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import Answers, FactIn, TriageStep, derived_id, form_fact, triage_step
from hamstrong.app.progress.outcomes import OutcomeCard
from hamstrong.app.today.return_to_sport import WatchCard
from hamstrong.engine.facts import ActivitiesRated, Fact
from hamstrong.engine.triage import PRECEDENCE, outcome
from hamstrong.web.checkin.questions import outcome_of, watch_of
from hamstrong.web.checkin.routes import after_answer
from hamstrong.web.shell import Form, app_of, flash, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.drafts import DRAFT_FIELD, drop_draft, keep_draft, read_draft, seal_draft
from hamstrong.web.shell.form_questions import questions_on, take_answers
from hamstrong.web.shell.forms import NPRS_VALUES
from hamstrong.web.shell.pack_words import pack_words

WEEKLY = "/check-in/weekly"
_DRAFT = "weekly"


class WeeklyLimb(NamedTuple):
    """What the last screen asks about one leg; `signs` of the watch while one runs."""

    limb: str
    card: OutcomeCard
    signs: tuple[tuple[str, str], ...]


async def show(request: Request) -> Response:
    """The page that the address asks for if it can be reached, else the next open one."""
    if not _is_enrolled(request):
        return see("/")
    answers = _load(request)
    step = _step(request, answers)
    asked = request.query_params.get("screen", "")
    if not (asked.isdecimal() and len(asked) == 1 and 1 <= int(asked) <= _reached(step)):
        return see(_address(_reached(step)))
    return _page(request, answers, step, int(asked))


def _is_enrolled(request: Request) -> bool:
    person, at = me(request), moment_of(request)
    return person.exists() and person.is_enrolled(at)


def _address(number: int) -> str:
    return f"{WEEKLY}?screen={number}"


def _step(request: Request, answers: Answers) -> TriageStep:
    known = me(request).known_facts(moment_of(request))
    return triage_step(app_of(request).pack, answers, "weekly", sort=False, known=known)


def _reached(step: TriageStep) -> int:
    """The first page, from 1, with an open question; else the last one, how the week went."""
    return step.number if step.screen is not None else len(step.pages) + 1


def _page(
    request: Request,
    answers: Answers,
    step: TriageStep,
    number: int,
    *,
    form: Form | None = None,
) -> Response:
    words = pack_words(request)
    given = {} if form is None else {k: v for k, v in form.data.items() if isinstance(v, str)}
    asking = step.pages[number - 1] if number <= len(step.pages) else ()
    return page(
        request,
        "checkin/weekly.html",
        status=200 if form is None else 422,
        number=number,
        of=len(step.pages) + 1,
        questions=questions_on(asking, answers, words, form),
        legs=_legs(request) if not asking else [],
        back=_address(number - 1) if number > 1 else None,
        draft=seal_draft(request, _DRAFT),
        scores=[(n, n) for n in NPRS_VALUES],
        given=given,
        faults={} if form is None else form.faults,
    )


def _legs(request: Request) -> list[WeeklyLimb]:
    person, at = me(request), moment_of(request)
    watched = {w.limb: w for w in person.watch(at)}
    cards = person.weekly(at).limbs
    return [WeeklyLimb(card.limb, card, _signs(request, watched[card.limb])) for card in cards]


def _signs(request: Request, watch: WatchCard) -> tuple[tuple[str, str], ...]:
    words = pack_words(request)["watch_signs"]
    return tuple((name, words[name]) for name in watch.signs) if watch.state == "running" else ()


async def save(request: Request) -> Response:
    """Take one page in; the last one, or a sign that needs help, saves the whole form."""
    if not _is_enrolled(request):
        return see("/")
    form = await read_form(request)
    answers = _load(request, form.data.get(DRAFT_FIELD))
    step = _step(request, answers)
    asked = form.integer("screen", least=1, most=len(step.pages) + 1)

    async def keep() -> Response:
        if asked is None or asked > _reached(step):
            flash(request, "checkin.weekly.again", tone="note")
            return see(_address(_reached(step)))
        if asked > len(step.pages):
            return _save_week(request, form, answers, step)
        return _take_page(request, form, answers, step, asked)

    return await once(request, form, keep)


def _take_page(
    request: Request, form: Form, before: Answers, step: TriageStep, number: int
) -> Response:
    """An emergency counts whatever else the page leaves open; another sign with its whole page."""
    asking = step.pages[number - 1]
    answers = take_answers(app_of(request).pack, form, asking, before)
    after = _step(request, answers)
    if after.outcome.urgency == PRECEDENCE[0] or (_has_sign(request, answers) and not form.faults):
        drop_draft(request, _DRAFT)
        me(request).tell(moment_of(request), form.id, form_fact(answers, "weekly"))
        return see("/outcome")
    if form.faults:
        return _page(request, before, step, number, form=form)
    _store(request, answers)
    names = [screen.shown_on for screen, *_ in after.pages]
    return see(_address(min(names.index(asking[0].shown_on) + 2, _reached(after))))


def _has_sign(request: Request, answers: Answers) -> bool:
    """Whether a flag is raised by what is answered so far."""
    known = me(request).known_facts(moment_of(request))
    return bool(outcome(app_of(request).pack, answers, "weekly", sort=False, known=known).raised)


def _save_week(request: Request, form: Form, answers: Answers, step: TriageStep) -> Response:
    """Everything at once: the form, each leg's week, its activities and its signs."""
    facts: list[tuple[str, Fact]] = [("", form_fact(answers, "weekly"))]
    for leg in _legs(request):
        facts += [(f"{leg.limb}.{name}", fact) for name, fact in _week_of(form, leg)]
    if form.faults:
        return _page(request, answers, step, len(step.pages) + 1, form=form)
    ids = (form.id if not name else derived_id(form.id, name) for name, _ in facts)
    told = [FactIn.of(one, fact) for one, (_, fact) in zip(ids, facts, strict=True)]
    me(request).record(moment_of(request), told)
    drop_draft(request, _DRAFT)
    return after_answer(request)


def _week_of(form: Form, leg: WeeklyLimb) -> list[tuple[str, Fact]]:
    """The facts of one leg; an activity that has no score is left out."""
    end = f"_{leg.limb}"
    found: list[tuple[str, Fact]] = [("outcome", _outcome_of(form, leg, end))]
    named = ((a.id, f"score_{a.id}{end}") for a in leg.card.activities)
    said = [(key, form.choice(field, NPRS_VALUES, optional=True)) for key, field in named]
    scores = tuple((key, int(score)) for key, score in said if score is not None)
    if scores:
        found.append(("activities", ActivitiesRated(leg.limb, scores)))
    if leg.signs:
        found.append(("watch", watch_of(form, leg.limb, leg.signs, end)))
    return found


def _outcome_of(form: Form, leg: WeeklyLimb, end: str) -> Fact:
    return outcome_of(form, leg.limb, end, asks_sitting=leg.card.asks_sitting)


# --- the draft


def _load(request: Request, sealed: object = None) -> Answers:
    kept = read_draft(request, _DRAFT, sealed)
    if kept.get("day") != moment_of(request).day:
        return Answers()  # a new day asks anew
    ticked = frozenset(kept.get("yes", ()))
    return Answers(ticked, frozenset(kept.get("none", ())), kept.get("values", {}))


def _store(request: Request, answers: Answers) -> None:
    kept = {
        "yes": sorted(answers.yes),
        "none": sorted(answers.none_confirmed),
        "values": dict(answers.values),
        "day": moment_of(request).day,
    }
    keep_draft(request, _DRAFT, kept)


ROUTES = (Route(WEEKLY, show), Route(WEEKLY, save, methods=["POST"]))
