"""Outcome of the answers: what to do now, whom to call, and one page for the clinic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import Answers, Eligibility, answers_of
from hamstrong.engine.asked_questions import screens_to_show
from hamstrong.engine.decide.decisions import Refusal
from hamstrong.engine.decide.notices import is_general
from hamstrong.engine.triage import PRECEDENCE
from hamstrong.web.shell import app_of, me, moment_of, page, see
from hamstrong.web.shell.notices import notices_of
from hamstrong.web.shell.pack_words import date_words, pack_words
from hamstrong.words.notices import NoticeText

_SHOWN_DAYS = 14
_WALKING = "walking"


async def show(request: Request) -> Response:
    """The page of the outcome that holds now."""
    person, at = me(request), moment_of(request)
    if not person.exists():
        return see("/welcome")
    found, refusal = _found(request), _refusal(request)
    if refusal is None and person.is_enrolled(at):
        return see("/")
    kind = _kind(request, found, refusal)
    if kind is None:
        return see("/triage/long")
    words = pack_words(request)
    return page(
        request,
        "triage/outcome.html",
        kind=kind,
        said=words["outcomes"][kind],
        notices=_notices(request, refusal),
        track=words["tracks"].get(found.track) if found.track else None,
        strictest=found.strictest,
        number=words["emergency_number"],
        enrolled=person.is_enrolled(at),
        form=person.form_to_take_back(at),
    )


def _found(request: Request) -> Eligibility:
    return me(request).eligibility(moment_of(request))


def _refusal(request: Request) -> Refusal | None:
    decision = me(request).today(moment_of(request)).decision
    known = isinstance(decision, Refusal) and decision.kind in PRECEDENCE
    return decision if known and isinstance(decision, Refusal) else None


def _kind(request: Request, found: Eligibility, refusal: Refusal | None) -> str | None:
    """The outcome whose words are shown; None when the long form has to be answered first. A limp
    of the first days has words of its own: a plan can be made, and waits."""
    if refusal is not None:
        return _WALKING if refusal.waits_for_walking else refusal.kind
    if found.track is not None:
        return "track"
    flags = _flags(found, refusal)
    urgent = [f.urgency for f in app_of(request).pack.triage.flags if f.id in flags]
    if urgent:
        return min(urgent, key=PRECEDENCE.index)
    return "professional_first" if found.reason == "professional_first" else None


def _flags(found: Eligibility, refusal: Refusal | None) -> tuple[str, ...]:
    if refusal is not None:
        rules = [reason.rule for reason in refusal.reasons]
        return tuple(rule.removeprefix("flag.") for rule in rules if rule.startswith("flag."))
    return found.flags


def _answers(request: Request) -> Answers | None:
    form = me(request).current(moment_of(request)).long_form
    return None if form is None else answers_of(form[1])


def _notices(request: Request, refusal: Refusal | None) -> tuple[NoticeText, ...]:
    """What stops the person; the next step itself is above."""
    if refusal is None:
        return ()
    known = app_of(request).pack.advice
    steps = {name for name, advice in known.items() if advice.kind == "next_step"}
    kept = (n for n in refusal.notices if not (is_general(n) and getattr(n, "name", "") in steps))
    return notices_of(request, refusal._replace(notices=tuple(kept)))


async def clinic(request: Request) -> Response:
    """One page to print or show: the outcome, the answers, the last two weeks."""
    person, at = me(request), moment_of(request)
    if not person.exists():
        return see("/welcome")
    words, found, now = pack_words(request), _found(request), person.today(at)
    days = [
        {
            "date": date_words(request, day.day),
            "morning": max(day.mornings.values(), default=None),
            "session": day.worst_pain,
            "sets": day.sets,
        }
        for day in person.history(at)[-_SHOWN_DAYS:]
    ]
    given = _given(request, words)
    return page(
        request,
        "triage/clinic.html",
        date=date_words(request, now.day),
        form_date=None if found.form_day is None else date_words(request, found.form_day),
        notices=notices_of(request, now.decision),
        given=given,
        unasked=[title for title, texts, rest in given if not texts and rest == "open"],
        days=[d for d in days if d["morning"] is not None or d["sets"]],
        stages=_stages(request, words),
    )


def _stages(request: Request, words: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Leg, plan and stage of each running plan."""
    person, at = me(request), moment_of(request)
    history = person.history(at)
    stages = history[-1].stages if history else {}
    live = person.state(at)
    return [
        (
            episode.kind.limb,
            words["tracks"][episode.kind.track]["name"],
            words["stages"][stages[episode.kind.limb]]["name"],
        )
        for episode in live.episodes
        if episode.kind.limb in stages
    ]


def _given(request: Request, words: Mapping[str, Any]) -> list[Any]:
    """Every question of the long form with what was answered."""
    answers = _answers(request)
    if answers is None:
        return []
    rows = []
    for screen in screens_to_show(app_of(request).pack, answers, "long"):
        said = words["screens"][screen.id]
        if screen.kind == "list":
            ticked = [words["symptoms"][s] for s in screen.symptoms if s in answers.yes]
            none = screen.id in answers.none_confirmed
            rows.append((said["title"], ticked, "none" if none else "open"))
            continue
        value = answers.values.get(screen.id)
        text = said.get("options", {}).get(str(value), value)
        rows.append((said["title"], [] if value is None else [text], "open"))
    return rows


ROUTES = (Route("/outcome", show), Route("/outcome/clinic", clinic))
