"""Course of the session that this request is about, with what was left out in this browser."""

from __future__ import annotations

from starlette.requests import Request

from hamstrong.web.player.course import Left, SessionCourse, course_of
from hamstrong.web.shell import app_of, me, moment_of
from hamstrong.web.shell.drafts import read_draft


def draft_name(plan_id: str) -> str:
    return f"session.{plan_id}"


def left_out(request: Request) -> Left:
    session = me(request).session(moment_of(request))
    if session is None:
        return Left()
    kept = read_draft(request, draft_name(session.plan_id))
    return Left(frozenset(kept.get("skipped", ())), str(kept.get("swapped", "")))


def current_course(request: Request) -> SessionCourse | None:
    return course_of(app_of(request), me(request), moment_of(request), left_out(request))
