"""The weekly questions as one flow of three screens: urgent signs, other signs, how the week went.

What is answered waits on the server until the last screen saves all of it at once; a copy travels
in the page. A sign that needs help is saved at once and ends the flow.
"""

from __future__ import annotations

from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import Answers, FactIn, answer_screen, derived_id, form_fact, triage_step
from hamstrong.app.progress.outcomes import OutcomeCard, WeeklyScreen
from hamstrong.app.today.return_to_sport import WatchCard
from hamstrong.engine.facts import ActivitiesRated, Fact
from hamstrong.engine.triage import is_answered
from hamstrong.protocol.model import Screen
from hamstrong.web.checkin.questions import outcome_of, watch_of
from hamstrong.web.checkin.routes import after_answer
from hamstrong.web.shell import Form, app_of, flash, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.drafts import DRAFT_FIELD, drop_draft, keep_draft, read_draft, seal_draft
from hamstrong.web.shell.forms import NPRS_VALUES
from hamstrong.web.shell.pack_words import pack_words

WEEKLY = "/check-in/weekly"
NONE = "none"
_DRAFT = "weekly"


class WeeklyLimb(NamedTuple):
    """What the last screen asks about one leg; `signs` of the watch while one runs."""

    limb: str
    card: OutcomeCard
    signs: tuple[tuple[str, str], ...]


async def show(request: Request) -> Response:
    """The screen that the address asks for if it can be reached, else the next open one."""
    if not _is_enrolled(request):
        return see("/")
    answers, screens = _load(request), _screens(request)
    reached = _reached(request, answers, screens)
    asked = request.query_params.get("screen", "")
    if not (asked.isdecimal() and len(asked) == 1 and 1 <= int(asked) <= reached):
        return see(_address(reached))
    return _page(request, answers, screens, int(asked))


def _is_enrolled(request: Request) -> bool:
    person, at = me(request), moment_of(request)
    return person.exists() and person.is_enrolled(at)


def _address(number: int) -> str:
    return f"{WEEKLY}?screen={number}"


def _screens(request: Request) -> tuple[WeeklyScreen, ...]:
    return me(request).weekly(moment_of(request)).screens


def _reached(request: Request, answers: Answers, screens: tuple[WeeklyScreen, ...]) -> int:
    """The first screen, from 1, with a list that is not answered; else the last one."""
    for number, screen in enumerate(screens, start=1):
        if not all(is_answered(one, answers) for one in _lists(request, screen)):
            return number
    return len(screens)


def _page(
    request: Request,
    answers: Answers,
    screens: tuple[WeeklyScreen, ...],
    number: int,
    *,
    form: Form | None = None,
) -> Response:
    screen, words = screens[number - 1], pack_words(request)
    given = {} if form is None else {k: v for k, v in form.data.items() if isinstance(v, str)}
    ticked = {} if form is None else {k: form.data.getlist(k) for k in form.data}
    lists = [
        (found, words["screens"][found.id], [(s, words["symptoms"][s]) for s in found.symptoms],
         ticked.get(f"list_{found.id}") or _chosen(found, answers))
        for found in _lists(request, screen)
    ]  # fmt: skip
    return page(
        request,
        "checkin/weekly.html",
        status=200 if form is None else 422,
        number=number,
        of=len(screens),
        lists=lists,
        legs=_legs(request, screen),
        back=_address(number - 1) if number > 1 else None,
        draft=seal_draft(request, _DRAFT),
        scores=[(n, n) for n in NPRS_VALUES],
        given=given,
        faults={} if form is None else form.faults,
    )


def _lists(request: Request, screen: WeeklyScreen) -> list[Screen]:
    known = {found.id: found for found in app_of(request).pack.triage.screens}
    return [known[name] for name in screen.lists]


def _chosen(screen: Screen, answers: Answers) -> tuple[str, ...]:
    """What this person ticked before on this list; nothing is ticked for them."""
    if screen.id in answers.none_confirmed:
        return (NONE,)
    return tuple(answers.yes & set(screen.symptoms))


def _legs(request: Request, screen: WeeklyScreen) -> list[WeeklyLimb]:
    if screen.kind != "outcomes":
        return []
    watched = {w.limb: w for w in me(request).watch(moment_of(request))}
    return [
        WeeklyLimb(card.limb, card, _signs(request, watched[card.limb])) for card in screen.limbs
    ]


def _signs(request: Request, watch: WatchCard) -> tuple[tuple[str, str], ...]:
    words = pack_words(request)["watch_signs"]
    return tuple((name, words[name]) for name in watch.signs) if watch.state == "running" else ()


async def save(request: Request) -> Response:
    """Take one screen in; the last one, or a sign that needs help, saves the whole form."""
    if not _is_enrolled(request):
        return see("/")
    form = await read_form(request)
    answers, screens = _load(request, form.data.get(DRAFT_FIELD)), _screens(request)
    asked = form.integer("screen", least=1, most=len(screens))

    async def keep() -> Response:
        reached = _reached(request, answers, screens)
        if asked is None or asked > reached:
            flash(request, "checkin.weekly.again", tone="note")
            return see(_address(reached))
        if screens[asked - 1].kind == "outcomes":
            return _save_week(request, form, answers, screens)
        return _take_lists(request, form, answers, screens, asked)

    return await once(request, form, keep)


def _take_lists(
    request: Request,
    form: Form,
    before: Answers,
    screens: tuple[WeeklyScreen, ...],
    number: int,
) -> Response:
    """An emergency counts whatever else the screen leaves open."""
    answers, pack = before, app_of(request).pack
    for screen in _lists(request, screens[number - 1]):
        ticked = form.many(f"list_{screen.id}", screen.symptoms, none=NONE)
        if ticked is not None:
            answers = answer_screen(pack, answers, screen.id, ticked)
        found = triage_step(pack, answers, "weekly", sort=False).outcome
        if found.urgency is not None:
            drop_draft(request, _DRAFT)
            me(request).tell(moment_of(request), form.id, form_fact(answers, "weekly"))
            return see("/outcome")
    if form.faults:
        return _page(request, before, screens, number, form=form)
    _store(request, answers)
    return see(_address(number + 1))


def _save_week(
    request: Request, form: Form, answers: Answers, screens: tuple[WeeklyScreen, ...]
) -> Response:
    """Everything at once: the form, each leg's week, its activities and its signs."""
    facts: list[tuple[str, Fact]] = [("", form_fact(answers, "weekly"))]
    for leg in _legs(request, screens[-1]):
        facts += [(f"{leg.limb}.{name}", fact) for name, fact in _week_of(form, leg)]
    if form.faults:
        return _page(request, answers, screens, len(screens), form=form)
    ids = (form.id if not name else derived_id(form.id, name) for name, _ in facts)
    told = [FactIn.of(one, fact) for one, (_, fact) in zip(ids, facts, strict=True)]
    me(request).record(moment_of(request), told)
    drop_draft(request, _DRAFT)
    return after_answer(request)


def _week_of(form: Form, leg: WeeklyLimb) -> list[tuple[str, Fact]]:
    """The facts of one leg; an activity that has no score is left out."""
    end = f"_{leg.limb}"
    found: list[tuple[str, Fact]] = [("outcome", outcome_of(form, leg.limb, end))]
    named = ((a.id, f"score_{a.id}{end}") for a in leg.card.activities)
    said = [(key, form.choice(field, NPRS_VALUES, optional=True)) for key, field in named]
    scores = tuple((key, int(score)) for key, score in said if score is not None)
    if scores:
        found.append(("activities", ActivitiesRated(leg.limb, scores)))
    if leg.signs:
        found.append(("watch", watch_of(form, leg.limb, leg.signs, end)))
    return found


# --- the draft


def _load(request: Request, sealed: object = None) -> Answers:
    kept = read_draft(request, _DRAFT, sealed)
    if kept.get("day") != moment_of(request).day:
        return Answers()  # a new day asks anew
    ticked = frozenset(kept.get("yes", ()))
    return Answers(ticked, frozenset(kept.get("none", ())))


def _store(request: Request, answers: Answers) -> None:
    kept = {
        "yes": sorted(answers.yes),
        "none": sorted(answers.none_confirmed),
        "day": moment_of(request).day,
    }
    keep_draft(request, _DRAFT, kept)


ROUTES = (Route(WEEKLY, show), Route(WEEKLY, save, methods=["POST"]))
