"""Back again: two questions about pain that returned, which lead into the rules for it.

A pop or a pull closes the leg's plan as STOP does. Anything else is said as pain now and as the
signs of the weeks after a return; from these the rules make three easy days, a stage back or a
visit.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import FactIn, derived_id
from hamstrong.engine.decide.decisions import Refusal
from hamstrong.engine.facts import Fact, PainNowAnswered, Stopped, WatchAnswered
from hamstrong.web.shell import Form, app_of, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.pack_words import pack_words

BACK = "/staying-well/back"
HOW = ("sudden", "again")
YES_NO = ("yes", "no")
_FLAGGED = ("emergency", "same_day", "professional_first")


async def show(request: Request) -> Response:
    """Which leg, and did it come with a pop?"""
    if not _legs(request):
        return see("/")
    return page(request, "maintenance/back.html", legs=_legs(request), faults={}, limb=None)


def _legs(request: Request) -> tuple[str, ...]:
    """Legs whose plan runs: one that ended with a pop waits for somebody to see it."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at):
        return ()
    live = person.state(at)
    return tuple(e.kind.limb for e in live.episodes if not e.closed)


async def save(request: Request) -> Response:
    """Keep a pop at once; for the rest ask how it is now, and keep that."""
    form = await read_form(request)
    legs = _legs(request)

    async def keep() -> Response:
        if not legs:
            return see("/")
        limb, how = form.choice("limb", legs), form.choice("how", HOW)
        if limb is None or how is None:
            return page(
                request,
                "maintenance/back.html",
                status=422,
                legs=legs,
                limb=None,
                given=_given(form),
                faults=form.faults,
            )
        if how == "sudden":
            return _pop(request, form, limb)
        if "pain" not in form.data and "asked" not in form.data:
            return _ask(request, limb)
        return _again(request, form, limb)

    return await once(request, form, keep)


def _given(form: Form) -> dict[str, str]:
    return {k: v for k, v in form.data.items() if isinstance(v, str)}


def _ask(request: Request, limb: str, form: Form | None = None) -> Response:
    return page(
        request,
        "maintenance/back.html",
        status=200 if form is None else 422,
        limb=limb,
        signs=tuple(pack_words(request).get("watch_signs", {}).items()),
        given={} if form is None else _given(form),
        faults={} if form is None else form.faults,
    )


def _pop(request: Request, form: Form, limb: str) -> Response:
    """The stop reason that closes an episode, as the pack names it."""
    reasons = app_of(request).pack.stop_reasons.values()
    closing = {f.id for f in app_of(request).pack.triage.flags if f.closes_episode}
    reason = next((r.id for r in reasons if r.flag in closing), None)
    me(request).tell(moment_of(request), form.id, Stopped(reason, None, limb))
    return see("/outcome")


def _again(request: Request, form: Form, limb: str) -> Response:
    nprs, limp = form.nprs("pain"), form.choice("limp", YES_NO)
    signs = app_of(request).pack.way_back.watch.signs
    said = [(name, form.choice(f"sign_{name}", YES_NO)) for name in signs]
    if form.faults:
        return _ask(request, limb, form)
    told: list[FactIn] = []
    if said:
        signs_said = tuple((name, value == "yes") for name, value in said)
        watched: Fact = WatchAnswered(limb, signs_said)
        told.append(FactIn.of(derived_id(form.id, "signs"), watched))
    told.append(FactIn.of(form.id, PainNowAnswered(limb, nprs, limp == "yes")))
    me(request).record(moment_of(request), told)
    return _after(request)


def _after(request: Request) -> Response:
    """What the rules make of it: help, the long form, or Today with its plan."""
    decision = me(request).today(moment_of(request)).decision
    if isinstance(decision, Refusal) and decision.kind in _FLAGGED:
        return see("/outcome")
    if isinstance(decision, Refusal) and decision.kind == "triage_due":
        return see("/triage/long")
    return see("/")


ROUTES = (Route(BACK, show), Route(BACK, save, methods=["POST"]))
