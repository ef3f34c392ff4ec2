"""Page of today: the card, the plan's lines, the reasons and what opens next."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from hamstrong.app.today.maintenance import MaintenanceCard
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.decide.ask import AskKind
from hamstrong.engine.decide.decisions import Decision, Prescription, Refusal, Unlock
from hamstrong.engine.decide.notices import FreezeNotice, Notice, NudgeNotice, StopNotice
from hamstrong.engine.facts import HowIsItAnswered, MorningAnswered
from hamstrong.web.shell import app_of, me, moment_of, page
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.notices import notices_of
from hamstrong.web.shell.pack_words import date_words, opening_words, pack_words, when_words
from hamstrong.web.today.card import (
    Opening,
    card_of,
    lines_of,
    needs_of,
    openings_of,
    reasons_in_words,
)
from hamstrong.words.adoption import adoption_lines
from hamstrong.words.notices import notice_texts
from hamstrong.words.sentences import Words


def limbs_of(request: Request) -> tuple[str, ...]:
    """Limbs of the person's episodes, in their order."""
    live = me(request).state(moment_of(request))
    return tuple(episode.kind.limb for episode in live.episodes)


def today_page(
    request: Request,
    *,
    status: int = 200,
    asked: dict[str, Any] | None = None,
    faults: dict[str, str] | None = None,
    gaps: Mapping[str, Any] = MappingProxyType({}),
) -> Response:
    """Return the page, with the lines of an imagined pain in `asked` or with a form's faults."""
    person, at = me(request), moment_of(request)
    today, session = person.today(at), person.session(at)
    decision = today.decision
    plan = decision if isinstance(decision, Prescription) else None
    return page(
        request,
        "today/show.html",
        status=status,
        card=card_of(today, session, asked=session is None or person.asks_tomorrow(at)),
        asked=asked,
        faults=faults or {},
        **_of_plan(request, plan),
        **_of_person(request),
        **_of_decision(request, decision),
        **_of_day(request, today.day),
        **gaps,
    )


def _of_plan(request: Request, plan: Prescription | None) -> dict[str, Any]:
    """What the page shows of a plan; every value is empty on a day without one."""
    person, at, words = me(request), moment_of(request), pack_words(request)
    spoken = Words(app_of(request).pack, words)
    stages = [] if plan is None else [words["stages"][n]["name"] for _, n in plan.stages]
    return {
        "plan": plan,
        "stages": list(dict.fromkeys(stages)),
        "maintains": plan is not None and _maintains(request, plan),
        "easy_run": spoken.easy_run(plan.easy_run) if plan and plan.easy_run else None,
        "warm_up": bool(plan and person.warm_up(at)),
        "sitting": person.sitting(at) if plan else None,
        "openings": _openings(request, words) if plan else (),
        "go_ahead": plan is not None and any(map(_asks_for_go_ahead, plan.notices)),
        "first_day": plan is not None and not plan.started and not person.current(at).plan.stages,
    }


def _openings(request: Request, words: Mapping[str, Any]) -> tuple[Opening, ...]:
    person, at = me(request), moment_of(request)
    ahead = person.gates_ahead(at)

    def opens(unlock: Unlock) -> str:
        return opening_words(request, unlock, ahead)

    return openings_of(person.unlocks(at), words, opens)


def _of_person(request: Request) -> dict[str, Any]:
    """What holds for the person whatever today's decision is."""
    person, at = me(request), moment_of(request)
    enrolled = person.is_enrolled(at)
    return {
        "adopted": _adopted(request),
        "runs": _runs(request),
        "maintenance": _maintenance(request),
        "reminders": person.reminders(at) if enrolled else (),
        "flares": person.flare(at) if enrolled else (),
        "limbs": limbs_of(request),
    }


def _adopted(request: Request) -> tuple[str, ...]:
    """What a newer edition of the programme changed, on the day on which it did."""
    adopted = me(request).today(moment_of(request)).adopted
    if adopted is None:
        return ()
    return adoption_lines(Words(app_of(request).pack, pack_words(request)), adopted)


def _of_decision(request: Request, decision: Decision) -> dict[str, Any]:
    """The decision's lines, reasons, notices and open questions in words."""
    words, pack, texts = pack_words(request), app_of(request).pack, shell_of(request).texts

    def own(key: str) -> str | None:
        return texts(key) if key in texts.words else None

    notices = tuple(notice for notice in decision.notices if not _asks_usual(notice))
    first = next((notice for notice in decision.notices if _asks_usual(notice)), None)
    spoken = Words(pack, words)
    return {
        "first_number": None if first is None else notice_texts(spoken, (first,), 0)[0],
        "lines": lines_of(decision, spoken),
        "needs": [words["kits"][name]["name"].lower() for name in needs_of(decision, pack)],
        "reasons": reasons_in_words(decision, pack, words, own),
        "notices": notices_of(request, decision._replace(notices=notices)),
        "weekly_due": any(ask.belongs_to_week for ask in decision.asks),
        "how_limb": _how_limb(request, decision),
    }


def _of_day(request: Request, day: int) -> dict[str, Any]:
    """Words of the pack and of dates, as the page says them on this day."""
    words = pack_words(request)
    return {
        "words": words,
        "emergency_number": words["emergency_number"],
        "day_name": date_words(request, day),
        "date_of": lambda other: date_words(request, other),
        "when": lambda other: when_words(request, other, day),
    }


def _asks_usual(notice: Notice) -> bool:
    """Whether a stop waits for the first answer about usual morning pain: the card asks for it."""
    return isinstance(notice, StopNotice) and notice.name == "baseline_due" and not notice.because


def _asks_for_go_ahead(notice: Notice) -> bool:
    """A freeze that a go-ahead would lift, or a go-ahead that ends."""
    return isinstance(notice, FreezeNotice) or (
        isinstance(notice, NudgeNotice) and notice.name == "clearance_ends"
    )


def _opened(request: Request) -> tuple[OpenedEpisode, ...]:
    live = me(request).state(moment_of(request))
    return app_of(request).engine.open(live).episodes


def _maintains(request: Request, plan: Prescription) -> bool:
    """Whether the plan gives every limb the last stage of its path."""
    last = {opened.course.kind.limb: opened.course.path[-1] for opened in _opened(request)}
    return all(stage == last[limb] for limb, stage in plan.stages)


def _maintenance(request: Request) -> MaintenanceCard | None:
    """What keeps the person well, once a leg is in its last stage."""
    person, at = me(request), moment_of(request)
    opened = _opened(request)
    if not any(o.episode.gate.place + 1 == len(o.course.path) for o in opened):
        return None
    return next((card for card in person.maintenance(at) if card.maintains), None)


def _runs(request: Request) -> bool:
    """Whether running belongs to this person's goal."""
    return any(opened.course.runs for opened in _opened(request))


def _how_limb(request: Request, decision: Decision) -> str | None:
    """The leg whose optional answer is still open today, on days that ask for no morning."""
    asks = decision.asks
    if isinstance(decision, Refusal) and decision.kind in ("emergency", "same_day"):
        return None
    if any(ask.kind in (AskKind.MORNING, AskKind.BASELINE) for ask in asks):
        return None
    facts = me(request).state(moment_of(request)).facts
    done = {fact.limb for fact in facts if isinstance(fact, HowIsItAnswered)}
    answered = {fact.limb for fact in facts if isinstance(fact, MorningAnswered)}
    return next((limb for limb in limbs_of(request) if limb not in done | answered), None)
