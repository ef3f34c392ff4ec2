"""Page of the check-in: the questions of one leg, and the list of warning signs with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import Response

from hamstrong.app import Answers, TriageStep, triage_step
from hamstrong.engine.decide.ask import SHORT_FORM, Ask, AskKind
from hamstrong.web.checkin.questions import CheckinQuestion, question_of
from hamstrong.web.checkin.screens import asks_to_text
from hamstrong.web.shell import Form, app_of, me, moment_of, page
from hamstrong.web.shell.form_questions import questions_on
from hamstrong.web.shell.pack_words import pack_words

CHECK_IN = "/check-in"
_WALKING = "walking_normal"
_OF_THE_PAGE = ("csrf", "form_id", "same_soreness")
# A session is about to start: `now` while no answer has made it lighter, `look` once one has, so
# that this is read on Today before the session begins.
Start = Literal["now", "look"]


def ask_page(
    request: Request,
    asks: Sequence[Ask],
    *,
    starts: Start | None = None,
    status: int = 200,
    form: Form | None = None,
    follow_up: bool = False,
    **more: Any,
) -> Response:
    """A page of one leg's questions, shown again with its faults where it has any.

    Args:
        starts: a session is about to start, and whether an answer made it lighter.
        follow_up: the page asks only what a morning's answer leaves open, and keeps the rest.
        more: what a page around it changes: where it is sent, its heading.
    """
    questions = questions_of(request, asks)
    limb = next((one.limb for one in questions), "")
    live = me(request).state(moment_of(request))
    episode = next((e for e in live.episodes if e.kind.limb == limb), None)
    given = (
        [] if form is None else [(k, v) for k, v in form.data.multi_items() if isinstance(v, str)]
    )
    signs = short_form(request, Answers()).pages if SHORT_FORM in asks else ()
    asked = [screen for group in signs for screen in group]
    words = pack_words(request)
    context: dict[str, Any] = {
        "questions": questions,
        "limb": limb,
        "asks": asks_to_text(asks),
        "signs": questions_on(asked, Answers(), words, form),
        "starts": starts,
        "action": CHECK_IN,
        "track": "" if episode is None else episode.kind.track,
        "two_legs": len(live.episodes) > 1,
        "given": dict(given),
        "kept": [(k, v) for k, v in given if k not in _OF_THE_PAGE] if follow_up else (),
        "follow_up": follow_up,
        "faults": {} if form is None else form.faults,
        "heading": None,
    }
    return page(request, "checkin/ask.html", status=status, **(context | more))


def questions_of(request: Request, asks: Sequence[Ask]) -> list[CheckinQuestion]:
    """The questions of a page in words; a form among the asks is none of them."""
    words = pack_words(request)
    sits = sitting_limbs(request)
    found = [question for ask in asks if (question := question_of(ask, words, sits)) is not None]
    if any(ask.kind is AskKind.MORNING for ask in asks) or not _walked_well_today(request):
        return found
    return [question._replace(asks_limp=False) for question in found]


def sitting_limbs(request: Request) -> frozenset[str]:
    """The limbs that are asked each week how long one can sit."""
    tracks = app_of(request).pack.way_back.sitting.tracks
    episodes = me(request).state(moment_of(request)).episodes
    return frozenset(e.kind.limb for e in episodes if e.kind.track in tracks)


def _walked_well_today(request: Request) -> bool:
    """Whether the form that led to the plan was answered today, with a normal walk."""
    at = moment_of(request)
    form = me(request).current(at).long_form
    if form is None or form[0] != at.day:
        return False
    return dict(form[1].values).get(_WALKING) == "yes"


def short_form(request: Request, answers: Answers) -> TriageStep:
    """Where the list of warning signs is with these answers."""
    known = me(request).known_facts(moment_of(request))
    return triage_step(app_of(request).pack, answers, "short", sort=False, known=known)
