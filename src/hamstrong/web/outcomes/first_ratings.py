"""First ratings on one screen: three activities of a leg in own words, each with its score now.

It comes at the end of a check-in of the first days and can be left for another day.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import FactIn, derived_id
from hamstrong.app.progress.outcomes import OutcomeCard
from hamstrong.engine.facts import ActivitiesRated, ActivityNamed, Fact
from hamstrong.engine.facts.bounds import OwnWords
from hamstrong.web.shell import Form, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.forms import NPRS_VALUES

FIRST = "/activities/first"


async def show(request: Request) -> Response:
    """The screen, or Today when nothing of it is due."""
    cards = _due(request)
    return _page(request, cards) if cards else see("/")


def _due(request: Request) -> tuple[OutcomeCard, ...]:
    person, at = me(request), moment_of(request)
    return person.first_ratings_due(at) if person.exists() and person.is_enrolled(at) else ()


def _page(request: Request, cards: tuple[OutcomeCard, ...], form: Form | None = None) -> Response:
    given = {} if form is None else {k: v for k, v in form.data.items() if isinstance(v, str)}
    return page(
        request,
        "outcomes/first.html",
        status=200 if form is None else 422,
        cards=[(card, range(card.should_name)) for card in cards],
        scores=[(n, n) for n in NPRS_VALUES],
        given=given,
        faults={} if form is None else form.faults,
    )


async def save(request: Request) -> Response:
    """Keep what was named and rated; a line without words is left out."""
    form = await read_form(request)

    async def keep() -> Response:
        cards = _due(request)
        facts = [fact for card in cards for fact in _first_of(form, card)]
        if form.faults or (cards and not facts):
            form.faults.setdefault("first", "outcomes.first.nothing")
            return _page(request, cards, form)
        ids = [derived_id(form.id, str(n)) for n in range(len(facts))]
        told = [FactIn.of(one, fact) for one, fact in zip(ids, facts, strict=True)]
        if told:
            me(request).record(moment_of(request), told)
        return see("/")

    return await once(request, form, keep)


def _first_of(form: Form, card: OutcomeCard) -> list[Fact]:
    """The names of one leg's activities and the scores of those, and of those known before."""
    named: list[Fact] = []
    scores: list[tuple[str, int]] = []
    for activity in card.activities:
        score = form.choice(f"score_{activity.id}", NPRS_VALUES, optional=True)
        scores += [] if score is None else [(activity.id, int(score))]
    for n in range(card.should_name):
        end = f"{card.limb}_{n}"
        words = form.words(f"words_{end}", OwnWords, optional=True)
        score = form.choice(f"score_{end}", NPRS_VALUES, optional=not words)
        if words and score is not None:
            name = derived_id(form.id, end)
            named.append(ActivityNamed(card.limb, name, words))
            scores.append((name, int(score)))
    return [*named, ActivitiesRated(card.limb, tuple(scores))] if scores else []


ROUTES = (Route(FIRST, show), Route(FIRST, save, methods=["POST"]))
