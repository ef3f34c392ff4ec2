"""Clinician's word as the person enters it: a go-ahead to the next stage, or a limit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.engine.facts import ApprovalRecorded, CapRecorded, Fact
from hamstrong.engine.facts.bounds import SetsAllowed, Who
from hamstrong.web.settings.shared_forms import SETTINGS, is_enrolled, name, named, tell
from hamstrong.web.shell import Form, app_of, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.pack_words import pack_words


async def show_clinician(request: Request) -> Response:
    return _clinician_page(request) if is_enrolled(request) else see(SETTINGS)


def _clinician_page(
    request: Request,
    *,
    status: int = 200,
    faults: dict[str, str] | None = None,
    refused: bool = False,
    given: Mapping[str, Any] | None = None,
) -> Response:
    person, at, pack = me(request), moment_of(request), app_of(request).pack
    waiting = [u for u in person.unlocks(at) if u.waits_for_approval]
    words = pack_words(request)
    return page(
        request,
        "settings/clinician.html",
        status=status,
        faults=faults or {},
        refused=refused,
        given=given or {},
        waiting=waiting,
        now=person.settings(at),
        stages=[(str(n), name(words["stages"][n])) for n in pack.stages],
        names={n: name(words["stages"][n]) for n in pack.stages},
        today=date.fromordinal(at.day).isoformat(),
        exercises=named(words, "exercises", sorted(pack.exercises)),
    )


def _given(form: Form) -> dict[str, Any]:
    """What was typed and ticked, so that nobody types it twice."""
    return {**form.data, "excluded": form.data.getlist("excluded")}


def _dated(form: Form, field: str, latest: int) -> int | None:
    raw = form.text(field, most=10)
    if raw is None:
        return None
    try:
        found = date.fromisoformat(raw).toordinal()
    except ValueError:
        found = latest + 1
    if found > latest:
        form.faults.setdefault(field, "settings.clinician.date_fault")
        return None
    return found


async def save_approval(request: Request) -> Response:
    if not is_enrolled(request):
        return see(SETTINGS)
    form, at = await read_form(request), moment_of(request)
    waiting = {u.limb: u for u in me(request).unlocks(at) if u.waits_for_approval}
    limb = form.choice("limb", tuple(waiting))
    who = form.words("approved_by", Who)
    dated = _dated(form, "approved_on", at.day)
    if limb is None or who is None or dated is None:
        return _clinician_page(request, status=422, faults=form.faults, given=_given(form))
    fact = ApprovalRecorded(limb, waiting[limb].target, who, dated)
    return await _keep(request, form, fact)


async def save_cap(request: Request) -> Response:
    if not is_enrolled(request):
        return see(SETTINGS)
    form, at, pack = await read_form(request), moment_of(request), app_of(request).pack
    who, dated = form.words("who", Who), _dated(form, "dated", at.day)
    stage = form.choice("max_stage", ("none", *(str(n) for n in pack.stages)))
    sets = form.bounded("max_sets", SetsAllowed, optional=True)
    excluded = form.many("excluded", tuple(pack.exercises))
    if form.faults or who is None or dated is None or stage is None:
        return _clinician_page(request, status=422, faults=form.faults, given=_given(form))
    highest = None if stage == "none" else int(stage)
    fact = CapRecorded(
        who=who, dated=dated, max_stage=highest, excluded=excluded or (), max_sets=sets
    )
    return await _keep(request, form, fact)


async def _keep(request: Request, form: Form, fact: Fact) -> Response:
    async def save() -> Response:
        if await tell(request, form, fact):
            return _clinician_page(request, status=422, refused=True, given=_given(form))
        return see(SETTINGS)

    return await once(request, form, save)


ROUTES = (
    Route(f"{SETTINGS}/clinician", show_clinician),
    Route(f"{SETTINGS}/approval", save_approval, methods=["POST"]),
    Route(f"{SETTINGS}/cap", save_cap, methods=["POST"]),
)
