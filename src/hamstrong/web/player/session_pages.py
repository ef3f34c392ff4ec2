"""Pages of a session: the set that is due, the session that is over, and the exercises in words."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from hamstrong.app import Today
from hamstrong.engine.decide.decisions import Item, Prescription
from hamstrong.engine.decide.script import SessionScript
from hamstrong.web.player import figures
from hamstrong.web.player.course import SessionCourse
from hamstrong.web.player.exercise_words import words_of
from hamstrong.web.player.island import as_data, common
from hamstrong.web.player.kept_session import keep_headers
from hamstrong.web.player.replies import replies
from hamstrong.web.shell import Form, me, moment_of, page
from hamstrong.words.replies import session_on
from hamstrong.words.sentences import ItemText

SESSION = "/session"
_KEPT_WORDS = ("name", "start", "steps", "cues", "not_feel")
_AFTER = {
    "done": SESSION, "pain": "/", "unanswered": "/", "end_session": SESSION, "end_flag": "/",
    "end_triage": "/", "expired": "/",
}  # fmt: skip


class ExerciseCard(NamedTuple):
    """One exercise of a session in words."""

    exercise: str
    side: str
    text: ItemText
    steps: tuple[str, ...]
    start: str
    feel: str


def over_page(request: Request, course: SessionCourse) -> Response:
    asked = me(request).asks_tomorrow(moment_of(request))
    return page(
        request,
        "player/over.html",
        course=course,
        practice=False,
        asked=asked,
        loads=any(item.own_percent is not None for item in course.items),
        times=any(item.steady_m is not None for item in course.items),
    )


def set_page(request: Request, course: SessionCourse, form: Form | None = None) -> Response:
    """The set that is due; with a form that lacks something, its faults and what it holds."""
    segment = course.next
    item = course.item(segment) if segment is not None else None
    if segment is None or item is None:
        return over_page(request, course)
    items = (*course.items, *course.spares)
    after = course.item(course.after) if course.after is not None else None
    return page(
        request,
        "player/set.html",
        status=200 if form is None else 422,
        headers=keep_headers(request),
        faults={} if form is None else form.faults,
        given={} if form is None else form.data,
        course=course,
        segment=segment,
        run=item if item.run_s is not None else None,
        card=card_of(request, item),
        upcoming=card_of(request, after) if after is not None else None,
        figure=figures.figure(request, item),
        can_swap=bool(course.spares) and segment.exercise not in _names(course.spares),
        data=island_data(request, course.script, items),
        pictures=figures.pictures(request, items),
    )


def _names(items: tuple[Item, ...]) -> frozenset[str]:
    return frozenset(item.exercise for item in items)


def card_of(request: Request, item: Item) -> ExerciseCard:
    words = words_of(request)
    exercise = words.texts.get("exercises", item.exercise)
    return ExerciseCard(
        exercise=item.exercise,
        side=item.side,
        text=words.item(item),
        steps=tuple(exercise["steps"]),
        start=exercise["start"],
        feel=exercise["feel"],
    )


def easy_set(request: Request, plan: Prescription) -> str:
    """The exercise that the warm-up ends with an easy set of; empty without one."""
    return words_of(request).item(plan.easy_sets[0]).name if plan.easy_sets else ""


def holds_run(plan: Prescription) -> bool:
    """Whether the session holds a run, before which the block for the field serves as well."""
    return any(item.run_s is not None for item in plan.items)


def exercise_cards(request: Request, today: Today) -> tuple[ExerciseCard, ...]:
    if not isinstance(today.decision, Prescription):
        return ()
    items = (*today.decision.items, *today.decision.adjuncts)
    return tuple(card_of(request, item) for item in items)


def _next_session(request: Request) -> str:
    """When the next session is, for whoever does this one as planned; empty where nobody knows."""
    at = moment_of(request)
    day = me(request).session_after(at)
    return "" if day is None else session_on(words_of(request), day, at.day)


def island_data(request: Request, script: SessionScript, items: tuple[Item, ...]) -> Markup:
    """What the island needs of this session."""
    words = words_of(request)
    named = {item.exercise: words.texts.get("exercises", item.exercise) for item in items}
    told = common(request, script, figures.lowering(request, items)) | {
        "exercises": {name: {k: told[k] for k in _KEPT_WORDS} for name, told in named.items()},
        "rungs": {item.rung: named[item.exercise]["rungs"][item.rung] for item in items},
        "replies": replies(request, script, items),
        "next_session": _next_session(request),
        "after": _AFTER,
    }
    return as_data(told)
