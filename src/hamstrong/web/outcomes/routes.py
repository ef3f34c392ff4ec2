"""Routes of the patient-specific functional scale: name activities, rate each, see what changed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app.progress.outcomes import OutcomeCard
from hamstrong.engine.facts import ActivitiesRated, ActivityNamed
from hamstrong.engine.facts.bounds import OwnWords
from hamstrong.web.shell import Form, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.pack_words import date_words, pack_words

ACTIVITIES = "/activities"
SCORES = tuple(str(n) for n in range(11))
LIMBS = ("left", "right")


async def show(request: Request) -> Response:
    """Each leg's activities with their scores, and addresses of licensed questionnaires."""
    return _page(request) if _is_enrolled(request) else see("/")


def _is_enrolled(request: Request) -> bool:
    person, at = me(request), moment_of(request)
    return person.exists() and person.is_enrolled(at)


def _page(request: Request, *, status: int = 200, form: Form | None = None) -> Response:
    person, at = me(request), moment_of(request)
    return page(
        request,
        "outcomes/show.html",
        status=status,
        cards=person.outcomes(at),
        links=person.questionnaires(at),
        link_words=pack_words(request)["questionnaire_words"],
        scores=[(n, n) for n in SCORES],
        when=lambda day: date_words(request, day),
        faults={} if form is None else form.faults,
    )


def _card(request: Request, limb: str | None) -> OutcomeCard | None:
    cards = me(request).outcomes(moment_of(request)) if _is_enrolled(request) else ()
    return next((card for card in cards if card.limb == limb), None)


async def name(request: Request) -> Response:
    """Take one more activity in, in the person's own words."""
    form = await read_form(request)
    limb, words = form.choice("limb", LIMBS), form.words("words", OwnWords)

    async def save() -> Response:
        card = _card(request, limb)
        if card is None or card.may_name == 0:
            return see(ACTIVITIES)
        if words is None:
            return _page(request, status=422, form=form)
        me(request).tell(moment_of(request), form.id, ActivityNamed(card.limb, form.id, words))
        return see(ACTIVITIES)

    return await once(request, form, save)


async def take_away(request: Request) -> Response:
    """Take an activity away; its scores stay in the diary."""
    form = await read_form(request)
    limb = form.choice("limb", LIMBS)

    async def save() -> Response:
        card = _card(request, limb)
        known = () if card is None else tuple(a.id for a in card.activities)
        chosen = form.choice("activity", known)
        if card is not None and chosen is not None:
            me(request).tell(moment_of(request), form.id, ActivityNamed(card.limb, chosen, ""))
        return see(ACTIVITIES)

    return await once(request, form, save)


async def rate(request: Request) -> Response:
    """Keep how well each activity goes; one that is not answered is left out."""
    form = await read_form(request)
    limb = form.choice("limb", LIMBS)

    async def save() -> Response:
        card = _card(request, limb)
        if card is None:
            return see(ACTIVITIES)
        said = [
            (a.id, form.choice(f"score_{a.id}", SCORES, optional=True)) for a in card.activities
        ]
        scores = tuple((key, int(score)) for key, score in said if score is not None)
        if form.faults or not scores:
            form.faults.setdefault("scores", "outcomes.none_rated")
            return _page(request, status=422, form=form)
        me(request).tell(moment_of(request), form.id, ActivitiesRated(card.limb, scores))
        return see(ACTIVITIES)

    return await once(request, form, save)


ROUTES = (
    Route(ACTIVITIES, show),
    Route(f"{ACTIVITIES}/name", name, methods=["POST"]),
    Route(f"{ACTIVITIES}/take-away", take_away, methods=["POST"]),
    Route(f"{ACTIVITIES}/rate", rate, methods=["POST"]),
)
