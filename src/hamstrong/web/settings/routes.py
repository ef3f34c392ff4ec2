"""The pages of the settings. Whether a choice leaves room for the programme is `app`'s to say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import AppError, Moment
from hamstrong.engine.decisions import Prescription
from hamstrong.engine.facts import (
    ApprovalRecorded,
    CapRecorded,
    Fact,
    SettingsChanged,
    StepBackChosen,
    ZoneChanged,
)
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
from hamstrong.web.shell.presence import now_of, zone_of
from hamstrong.web.shell.spoken import pack_words
from hamstrong.words.speaking import Words

SETTINGS = "/settings"
WEEKDAYS = tuple(str(n) for n in range(7))
_LONGEST_NAME = 80


async def show(request: Request) -> Response:
    enrolled = _enrolled(request)
    return page(request, "settings/show.html", enrolled=enrolled)


def _enrolled(request: Request) -> bool:
    person = me(request)
    return person.exists() and person.is_enrolled(moment_of(request))


# --- the plan


async def show_plan(request: Request) -> Response:
    return _plan_page(request) if _enrolled(request) else see(SETTINGS)


def _plan_page(
    request: Request,
    *,
    status: int = 200,
    faults: dict[str, str] | None = None,
    refused: tuple[Any, ...] = (),
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
        refused=refused,
        chosen=chosen,
        goals=_named(words, "goals", pack.goals),
        minutes=[(str(n), n) for n in pack.minutes_offered],
        kits=_named(words, "kits", pack.kits),
        traits=_named(words, "traits", pack.traits),
        extras=[
            (_name(words["goals"][goal]), _named(words, "options", held.options))
            for goal, held in pack.goals.items()
            if held.options
        ],
    )


def _named(words: Mapping[str, Any], group: str, ids: Any) -> list[tuple[str, str]]:
    return [(name, _name(words[group][name])) for name in ids]


def _name(entry: Any) -> str:
    return str(entry["name"] if isinstance(entry, Mapping) else entry)


async def save_plan(request: Request) -> Response:
    if not _enrolled(request):
        return see(SETTINGS)
    form, pack = await read_form(request), app_of(request).pack
    goal = form.choice("goal", tuple(pack.goals))
    days = form.many("days", WEEKDAYS)
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
        refused = await _tell(request, form, fact)
        if refused:
            return _plan_page(request, status=422, refused=refused, given=given)
        flash(request, "settings.plan.saved")
        return see(SETTINGS)

    return await once(request, form, save)


async def _tell(request: Request, form: Form, fact: Fact) -> tuple[Any, ...]:
    """Keep a fact, or give the faults that `app` found in it."""
    try:
        await run_in_threadpool(me(request).tell, moment_of(request), form.id, fact)
    except AppError as error:
        return error.faults
    return ()


# --- what a clinician said


async def show_clinician(request: Request) -> Response:
    return _clinician_page(request) if _enrolled(request) else see(SETTINGS)


def _clinician_page(
    request: Request,
    *,
    status: int = 200,
    faults: dict[str, str] | None = None,
    refused: tuple[Any, ...] = (),
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
        waiting=waiting,
        now=person.settings(at),
        stages=[(str(n), _name(words["stages"][n])) for n in pack.stages],
        names={n: _name(words["stages"][n]) for n in pack.stages},
        today=date.fromordinal(at.day).isoformat(),
        exercises=_named(words, "exercises", sorted(pack.exercises)),
    )


def _dated(form: Form, latest: int) -> int | None:
    raw = form.text("dated", most=10)
    if raw is None:
        return None
    try:
        found = date.fromisoformat(raw).toordinal()
    except ValueError:
        found = latest + 1
    if found > latest:
        form.faults.setdefault("dated", "settings.clinician.date_fault")
        return None
    return found


async def save_approval(request: Request) -> Response:
    if not _enrolled(request):
        return see(SETTINGS)
    form, at = await read_form(request), moment_of(request)
    waiting = {u.limb: u for u in me(request).unlocks(at) if u.waits_for_approval}
    limb = form.choice("limb", tuple(waiting))
    who, dated = form.text("who", most=_LONGEST_NAME), _dated(form, at.day)
    if limb is None or who is None or dated is None:
        return _clinician_page(request, status=422, faults=form.faults)
    fact = ApprovalRecorded(limb, waiting[limb].target, who, dated)
    return await _keep(request, form, fact, "settings.clinician.approval_saved")


async def save_cap(request: Request) -> Response:
    if not _enrolled(request):
        return see(SETTINGS)
    form, at, pack = await read_form(request), moment_of(request), app_of(request).pack
    who, dated = form.text("who", most=_LONGEST_NAME), _dated(form, at.day)
    stage = form.choice("max_stage", ("none", *(str(n) for n in pack.stages)))
    sets = form.integer("max_sets", least=1, most=20, optional=True)
    excluded = form.many("excluded", tuple(pack.exercises))
    if form.faults or who is None or dated is None or stage is None:
        return _clinician_page(request, status=422, faults=form.faults)
    highest = None if stage == "none" else int(stage)
    fact = CapRecorded(who, dated, highest, excluded or (), sets)
    return await _keep(request, form, fact, "settings.clinician.cap_saved")


async def _keep(request: Request, form: Form, fact: Fact, said: str) -> Response:
    async def save() -> Response:
        refused = await _tell(request, form, fact)
        if refused:
            return _clinician_page(request, status=422, refused=refused)
        flash(request, said)
        return see(SETTINGS)

    return await once(request, form, save)


# --- a step back


async def show_back(request: Request) -> Response:
    if not _enrolled(request):
        return see(SETTINGS)
    return _back_page(request)


def _back_page(
    request: Request, *, status: int = 200, faults: dict[str, str] | None = None
) -> Response:
    return page(
        request, "settings/back.html", status=status, faults=faults or {},
        choices=[(key, said) for key, (said, _) in _steps_back(request).items()],
    )  # fmt: skip


def _steps_back(request: Request) -> dict[str, tuple[str, StepBackChosen]]:
    """Each open step back by a key for the form, with its words and its fact."""
    decision = me(request).today(moment_of(request)).decision
    if not isinstance(decision, Prescription):
        return {}
    words = Words(app_of(request).pack, pack_words(request))
    return {
        f"{step.kind}.{step.limb}.{step.exercise}": (
            words.step_back(step),
            StepBackChosen(step.limb, step.exercise or None),
        )
        for step in decision.step_back
    }


async def save_back(request: Request) -> Response:
    if not _enrolled(request):
        return see(SETTINGS)
    form = await read_form(request)
    steps = _steps_back(request)
    chosen = form.choice("step", tuple(steps))
    if chosen is None:
        return _back_page(request, status=422, faults=form.faults)

    async def save() -> Response:
        if await _tell(request, form, steps[chosen][1]):
            return _back_page(request, status=422, faults={"step": "shell.form.choose_one"})
        flash(request, "settings.back.saved")
        return see("/")

    return await once(request, form, save)


# --- zone


@cache
def _zones() -> tuple[str, ...]:
    return tuple(sorted(name for name in available_timezones() if "/" in name or name == "UTC"))


async def show_zone(request: Request) -> Response:
    return _zone_page(request)


def _zone_page(
    request: Request, *, status: int = 200, faults: dict[str, str] | None = None
) -> Response:
    return page(
        request, "settings/zone.html", status=status, faults=faults or {},
        zone=zone_of(request), zones=[(name, name.replace("_", " ")) for name in _zones()],
    )  # fmt: skip


async def save_zone(request: Request) -> Response:
    form = await read_form(request)
    zone = form.choice("zone", _zones())
    if zone is None:
        return _zone_page(request, status=422, faults=form.faults)
    if not me(request).exists():
        return see(SETTINGS)

    async def save() -> Response:
        there = Moment(now_of(request), zone, moment_of(request).device)
        await run_in_threadpool(me(request).tell, there, form.id, ZoneChanged(zone))
        flash(request, "settings.zone.saved")
        return see(SETTINGS)

    return await once(request, form, save)


ROUTES = (
    Route(SETTINGS, show),
    Route(f"{SETTINGS}/plan", show_plan),
    Route(f"{SETTINGS}/plan", save_plan, methods=["POST"]),
    Route(f"{SETTINGS}/clinician", show_clinician),
    Route(f"{SETTINGS}/approval", save_approval, methods=["POST"]),
    Route(f"{SETTINGS}/cap", save_cap, methods=["POST"]),
    Route(f"{SETTINGS}/step-back", show_back),
    Route(f"{SETTINGS}/step-back", save_back, methods=["POST"]),
    Route(f"{SETTINGS}/zone", show_zone),
    Route(f"{SETTINGS}/zone", save_zone, methods=["POST"]),
)
