"""Routes of the maintenance page. It counts and explains; what is done, Today says."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app.today.maintenance import MaintenanceCard, RampState
from hamstrong.web.shell import app_of, me, moment_of, page, see
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.pack_words import date_words, pack_words
from hamstrong.words import Words

ADDRESS = "/staying-well"
_WEEK = 7


async def show(request: Request) -> Response:
    """The sessions of the person, the ramp of the more careful leg, and each leg's signs."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at):
        return see("/")
    cards, words = person.maintenance(at), Words(app_of(request).pack, pack_words(request))
    ramps = [card.ramp for card in cards if card.ramp is not None]
    return page(
        request,
        "maintenance/show.html",
        cards=cards,
        stages=[(card, words.leg(card.limb), words.name("stages", card.stage)) for card in cards],
        first=cards[0],
        maintains=all(card.maintains for card in cards),
        weekdays=[shell_of(request).texts(f"shell.date.weekday.{n}") for n in cards[0].weekdays],
        last=_last(request, cards[0]),
        ramp=_ramp(request, min(ramps, key=lambda r: r.step), words) if ramps else None,
        signs=tuple(pack_words(request).get("watch_signs", {}).values()),
        strong=app_of(request).pack.rules.pain.end_session_at,
        warm_up=person.has_warm_up(at),
    )


def _last(request: Request, card: MaintenanceCard) -> str | None:
    return None if card.weeks.last is None else date_words(request, card.weeks.last)


def _ramp(request: Request, ramp: RampState, words: Words) -> dict[str, Any]:
    """How far the person is on the ramp, what comes next, and what each step rests on."""
    told = words.texts.get("exercises", ramp.exercise)
    following = ramp.steps[ramp.step] if ramp.step < ramp.of else None
    day = moment_of(request).day
    return {
        "ramp": ramp,
        "name": told["name"],
        "steps": [(step, told["rungs"][step.rung]) for step in ramp.steps],
        "now": told["rungs"][ramp.rung],
        "next": None if following is None else told["rungs"][following.rung],
        "weeks": -(-ramp.steps[ramp.step - 1].min_days // _WEEK),
        "waits": [words.name("keys", key) for key in ramp.waits_for],
        "last": None if ramp.idle_days is None else date_words(request, day - ramp.idle_days),
    }


ROUTES = (Route(ADDRESS, show),)
