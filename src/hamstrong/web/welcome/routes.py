"""Routes of the welcome: consent first, then two pages of choices, then the plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import InvalidFacts, NotAllowed
from hamstrong.protocol.model import Pack
from hamstrong.web.shell import (
    Form,
    app_of,
    me,
    moment_of,
    once,
    page,
    read_form,
    see,
)
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.drafts import (
    DRAFT_FIELD,
    drop_draft,
    keep_draft,
    read_draft,
    seal_draft,
)
from hamstrong.web.shell.pack_words import pack_words
from hamstrong.web.shell.way_in import pages_of_triage
from hamstrong.web.welcome.steps import (
    NONE,
    STEPS,
    EnrolmentDraft,
    asked_traits,
    asks_easy_runs,
    missing_kit,
    proposed_days,
    read_step,
    refused_days,
    step_of,
)
from hamstrong.words.closings import closing_lines
from hamstrong.words.sentences import Words

_DRAFT = "welcome"


async def show(request: Request) -> Response:
    """What this is for; whoever agreed already is led on."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.has_consented(at):
        return _welcome(request)
    return see(_next(request))


def _next(request: Request) -> str:
    """The next page on the way to a plan."""
    person, at = me(request), moment_of(request)
    if person.is_enrolled(at):
        return "/"
    reason = person.eligibility(at).reason
    if reason == "ok":
        return f"/welcome/{_chosen(request).first_open() or STEPS[-1]}"
    return "/triage/long" if reason in ("no_form", "old_form", "incomplete") else "/outcome"


def _welcome(
    request: Request, *, status: int = 200, faults: dict[str, str] | None = None
) -> Response:
    words = pack_words(request)
    return page(
        request,
        "welcome/welcome.html",
        status=status,
        intended_use=words["intended_use"],
        not_reviewed=words["not_reviewed"],
        reviewed_by=app_of(request).pack.reviewed_by,
        consent=words["consent"],
        number=words["emergency_number"],
        is_empty=not app_of(request).persons(),
        faults=faults or {},
    )


async def consent(request: Request) -> Response:
    """The first fact of a new person."""
    form = await read_form(request)
    if form.choice("consent", ("yes",)) is None:
        return _welcome(request, status=422, faults={"consent": "welcome.consent.needed"})

    async def save() -> Response:
        language = shell_of(request).settings.language
        me(request).consent(moment_of(request), form.id, language)
        return see(_next(request))

    return await once(request, form, save)


async def show_step(request: Request) -> Response:
    """One page of choices."""
    step = _step_name(request)
    elsewhere = _elsewhere(request, step)
    return see(elsewhere) if elsewhere else _step_page(request, step)


def _step_name(request: Request) -> str:
    step: str = request.path_params["step"]
    if step not in STEPS:
        raise HTTPException(404)
    return step


def _elsewhere(request: Request, step: str) -> str | None:
    """Where this person belongs instead; None if this step can be shown."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.has_consented(at):
        return "/welcome"
    if person.is_enrolled(at):
        return "/"
    if person.eligibility(at).reason != "ok":
        return _next(request)
    first = _chosen(request).first_open()
    ahead = first is not None and STEPS.index(step) > STEPS.index(first)
    return f"/welcome/{first}" if ahead else None


def _chosen(request: Request, sealed: object = None) -> EnrolmentDraft:
    return EnrolmentDraft.of(read_draft(request, _DRAFT, sealed))


def _step_page(
    request: Request,
    step: str,
    *,
    status: int = 200,
    faults: dict[str, str] | None = None,
    missing: Sequence[str] = (),
) -> Response:
    pack = app_of(request).pack
    place, before = STEPS.index(step), pages_of_triage(request)
    return page(
        request,
        "welcome/step.html",
        status=status,
        step=step,
        number=before + place + 1,
        of=before + len(STEPS),
        back=f"/welcome/{STEPS[place - 1]}" if place else "/outcome",
        chosen=_chosen(request),
        goals=_named(pack_words(request), "goals", pack.goals),
        kits=_named(pack_words(request), "kits", pack.kits),
        presets=_named(pack_words(request), "kit_presets", pack.kit_presets),
        preset_kits=pack.kit_presets,
        traits=_named(pack_words(request), "traits", asked_traits(pack)),
        minutes=pack.minutes_offered,
        extras=_extras(pack, pack_words(request)),
        least=pack.rules.calendar.min_training_days,
        most=pack.rules.calendar.max_training_days,
        proposed_days=proposed_days(pack, moment_of(request).day),
        proposed_minutes=pack.minutes_offered[-1],
        none=NONE,
        missing=missing,
        asks_runs=step == "kit" and _asks_runs(request),
        closings=_closings(request) if step == STEPS[-1] else (),
        draft=seal_draft(request, _DRAFT),
        faults=faults or {},
    )


def _closings(request: Request) -> tuple[str, ...]:
    """What this person's cautions leave out of the path to the goal."""
    found = me(request).closings(moment_of(request), _chosen(request).goal or "")
    return closing_lines(Words(app_of(request).pack, pack_words(request)), found)


def _asks_runs(request: Request) -> bool:
    track = me(request).eligibility(moment_of(request)).track or ""
    return asks_easy_runs(app_of(request).pack, track, _chosen(request).goal)


def _named(words: Any, group: str, names: Iterable[str]) -> list[tuple[str, str, str]]:
    """Each name with its words and a plain sentence."""
    return [(name, words[group][name]["name"], words[group][name]["plain"]) for name in names]


def _extras(pack: Pack, words: Any) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """What may be wished for beside a goal: the goal's name, and each option with its words."""
    return [
        (
            words["goals"][goal]["name"],
            [(n, words["options"][n]["name"], words["options"][n]["plain"]) for n in held.options],
        )
        for goal, held in pack.goals.items()
        if held.options
    ]


async def save_step(request: Request) -> Response:
    """Keep one page of choices; the last one makes the plan."""
    step = _step_name(request)
    form = await read_form(request)
    draft = read_draft(request, _DRAFT, form.data.get(DRAFT_FIELD))
    keep_draft(request, _DRAFT, draft)

    async def keep() -> Response:
        elsewhere = _elsewhere(request, step)
        if elsewhere:
            return see(elsewhere)
        pack = app_of(request).pack
        added = read_step(form, step, pack)
        if step == "goal" and not form.faults:
            refused = refused_days(pack, added.get("goal"), tuple(added["days"]))
            if refused:
                keep_draft(request, _DRAFT, draft | added)
                return _step_page(request, step, status=422, faults={"days": refused})
        if form.faults:
            return _step_page(request, step, status=422, faults=form.faults)
        keep_draft(request, _DRAFT, draft | added)
        following = EnrolmentDraft.of(draft | added).first_open()
        if step != STEPS[-1]:
            return see(f"/welcome/{STEPS[STEPS.index(step) + 1]}")
        return see(f"/welcome/{following}") if following else _enrol(request, form)

    return await once(request, form, keep)


def _enrol(request: Request, form: Form) -> Response:
    try:
        me(request).enrol(moment_of(request), form.id, _chosen(request).choices())
    except NotAllowed:
        return see(_next(request))
    except InvalidFacts as refused:
        step, name, key = step_of(refused.faults)
        missing = _missing(request) if name == "kit" else ()
        return _step_page(request, step, status=422, faults={name: key}, missing=missing)
    drop_draft(request, _DRAFT)
    return see("/")


def _missing(request: Request) -> list[str]:
    """Names of the things that the plan cannot do without."""
    person, at = me(request), moment_of(request)
    form = person.current(at).long_form
    limbs = 2 if form is not None and dict(form[1].values).get("limbs") == "both" else 1
    track = person.eligibility(at).track or ""
    found = missing_kit(app_of(request).pack, _chosen(request), track, limbs)
    return [pack_words(request)["kits"][name]["name"] for name in found]


ROUTES = (
    Route("/welcome", show),
    Route("/welcome", consent, methods=["POST"]),
    Route("/welcome/{step}", show_step),
    Route("/welcome/{step}", save_step, methods=["POST"]),
)
