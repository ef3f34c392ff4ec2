"""Routes of the page of two legs and the list of episodes; nothing is answered here."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app.progress.limbs import EpisodeShown, LimbColumn
from hamstrong.engine.decide.decisions import Unlock
from hamstrong.web.legs.rows import groups_of
from hamstrong.web.shell import app_of, me, moment_of, page, see
from hamstrong.web.shell.background_work import in_background
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.pack_words import date_words, opening_words, pack_words, when_words
from hamstrong.words import Words

LEGS, EPISODES = "/legs", "/episodes"


async def show(request: Request) -> Response:
    """Two columns with the same rows; with one leg in the plan Progress says it all."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at):
        return see("/")
    columns = person.limbs(at).columns
    if len(columns) < 2:
        return see("/progress")
    return page(request, "legs/show.html", columns=columns, groups=_groups(request, columns))


def _groups(request: Request, columns: tuple[LimbColumn, ...]) -> Any:
    words = Words(app_of(request).pack, pack_words(request))
    today = moment_of(request).day

    def when(day: int) -> str:
        return when_words(request, day, today) if day > today else date_words(request, day)

    ahead = me(request).gates_ahead(moment_of(request))

    def opens(unlock: Unlock) -> str:
        return opening_words(request, unlock, ahead)

    return groups_of(columns, words, shell_of(request).texts, when, opens)


async def episodes(request: Request) -> Response:
    """Every episode, the newest first: leg, dates, how far it came and how it ended."""
    person, at = me(request), moment_of(request)
    if not person.exists():
        return see("/")
    found = await in_background(request, person.episodes, at)
    return page(
        request, "legs/episodes.html", episodes=[_told(request, one) for one in reversed(found)]
    )


def _told(request: Request, one: EpisodeShown) -> dict[str, Any]:
    words = Words(app_of(request).pack, pack_words(request))
    return {
        "leg": words.leg(one.limb),
        "track": words.name("tracks", one.track),
        "begun": date_words(request, one.first_day),
        "over": None if one.last_day is None else date_words(request, one.last_day),
        "stage": words.name("stages", one.highest_stage),
        "ended": one.ended or "running",
    }


ROUTES = (Route(LEGS, show), Route(EPISODES, episodes))
