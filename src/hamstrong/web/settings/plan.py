"""Plan settings: goal, days, minutes, equipment, sides and whether a clinician is asked first.

Whether a choice leaves time for the programme is `app`'s to say; here its faults are marked where
they can be mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import Fault
from hamstrong.engine.facts import SettingsChanged
from hamstrong.web.settings.shared_forms import SETTINGS, is_enrolled, name, named, tell
from hamstrong.web.shell import app_of, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.pack_words import pack_words

_PLAN = f"{SETTINGS}/plan"
_WEEKDAYS = tuple(str(n) for n in range(7))
# The part of a fact that `app` found wanting, and the field where it is mended.
_FIELDS = {"training_days": "days", "minutes": "minutes", "kit": "kit", "goal": "goal"}


async def show_plan(request: Request) -> Response:
    return _plan_page(request) if is_enrolled(request) else see(SETTINGS)


def _plan_page(
    request: Request,
    *,
    status: int = 200,
    faults: dict[str, str] | None = None,
    given: Mapping[str, Any] | None = None,
) -> Response:
    pack, words = app_of(request).pack, pack_words(request)
    now = me(request).settings(moment_of(request))
    chosen = {
        "goal": now.goal,
        "days": tuple(str(day) for day in now.training_days),
        "minutes": str(now.minutes),
        "kit": tuple(now.kit),
        "traits": tuple(now.traits),
        "options": tuple(now.options),
        "clinician": "yes" if now.ask_clinician else "no",
        **(given or {}),
    }
    return page(
        request,
        "settings/plan.html",
        status=status,
        faults=faults or {},
        chosen=chosen,
        goals=named(words, "goals", pack.goals),
        least=pack.rules.calendar.min_training_days,
        most=pack.rules.calendar.max_training_days,
        minutes=[(str(n), n) for n in pack.minutes_offered],
        kits=named(words, "kits", pack.kits),
        traits=named(words, "traits", pack.traits),
        extras=[
            (name(words["goals"][goal]), named(words, "options", held.options))
            for goal, held in pack.goals.items()
            if held.options
        ],
    )


def _marked(refused: Iterable[Fault]) -> dict[str, str]:
    """Each fault at the field where it is mended, in the words of the page."""
    places = [fault.place.rsplit(".", 1)[-1] for fault in refused]
    fields = [_FIELDS[place] for place in places if place in _FIELDS]
    return {field: f"settings.plan.refused.{field}" for field in fields or ["goal"]}


async def save_plan(request: Request) -> Response:
    if not is_enrolled(request):
        return see(SETTINGS)
    form, pack = await read_form(request), app_of(request).pack
    goal = form.choice("goal", tuple(pack.goals))
    days = form.many("days", _WEEKDAYS)
    minutes = form.choice("minutes", tuple(str(n) for n in pack.minutes_offered))
    kit = form.many("kit", tuple(pack.kits))
    traits = form.many("traits", pack.traits)
    ticked = form.data.getlist("options")
    options = tuple(n for n in (pack.goals[goal].options if goal else ()) if n in ticked)
    clinician = form.choice("clinician", ("yes", "no"))
    given = {"goal": goal, "days": days or (), "minutes": minutes, "kit": kit or (),
             "traits": traits or (), "options": options, "clinician": clinician}  # fmt: skip
    if form.faults or minutes is None:
        return _plan_page(request, status=422, faults=form.faults, given=given)
    fact = SettingsChanged(
        goal=goal,
        training_days=tuple(int(day) for day in days or ()),
        minutes=int(minutes),
        kit=kit,
        traits=traits,
        options=options,
        ask_clinician=clinician == "yes",
    )

    async def save() -> Response:
        refused = await tell(request, form, fact)
        if refused:
            return _plan_page(request, status=422, faults=_marked(refused), given=given)
        return see(SETTINGS)

    return await once(request, form, save)


ROUTES = (Route(_PLAN, show_plan), Route(_PLAN, save_plan, methods=["POST"]))
