"""Answers in a session: a set, a stop, an exercise left out or swapped, and the end."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from hamstrong.app import FactIn, derived_id
from hamstrong.engine.decide.script import Segment
from hamstrong.engine.facts import RunLogged, SessionFinished, SetLogged, Stopped
from hamstrong.engine.facts.bounds import Count
from hamstrong.web.player.course import PACES, SessionCourse, pain_action, stop_action
from hamstrong.web.player.current_course import current_course, draft_name, left_out
from hamstrong.web.player.island import stop_reasons
from hamstrong.web.player.run_form import run_fact
from hamstrong.web.player.session_pages import SESSION, set_page
from hamstrong.web.shell import Form, app_of, flash, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.background_work import in_background
from hamstrong.web.shell.drafts import keep_draft


async def log_set(request: Request) -> Response:
    """Keep one set, with the pain where it is asked, and do what the script says follows."""
    form = await read_form(request)
    course = current_course(request)
    if course is None or course.ended:
        flash(request, "player.over_already", tone="note")
        return see(SESSION)
    if course.next is None or form.text("set", most=200) != course.next.id:
        flash(request, "player.moved_on", tone="note")
        return see(SESSION)
    fact = _set_fact(form, course)
    if form.faults or fact is None:
        return set_page(request, course, form)
    segment = course.next

    async def save() -> Response:
        await in_background(request, me(request).tell, moment_of(request), form.id, fact)
        return await _go_on(request, form, course, segment, fact)

    return await once(request, form, save)


def _set_fact(form: Form, course: SessionCourse) -> SetLogged | RunLogged | None:
    segment = course.next
    if segment is None:
        return None
    item = course.item(segment)
    if item is not None and item.run_s is not None:
        return run_fact(form, item, course.plan_id)
    nprs = form.nprs("pain") if course.asks else None
    how = form.choice("how", ("whole", "half", "less"))
    planned = segment.repetitions if segment.kind == "work" else segment.holds or 1
    counted = form.bounded("count", Count) if how == "less" else planned
    if how is None or (how == "less" and counted is None):
        return None
    work = segment.kind == "work"
    return SetLogged(
        exercise=segment.exercise,
        side=segment.side,
        rung=segment.rung,
        plan_id=course.plan_id,
        repetitions=counted if work else None,
        holds=None if work else counted,
        hold_s=None if work else segment.hold_s,
        load_kg=segment.load_kg,
        nprs=nprs,
        sharp="sharp" in form.data,
        half_range=how == "half",
    )


async def _go_on(
    request: Request,
    form: Form,
    course: SessionCourse,
    segment: Segment,
    fact: SetLogged | RunLogged,
) -> Response:
    action = "go_on"
    if fact.nprs is not None or fact.sharp:
        action = pain_action(course.script, segment.exercise, fact.nprs or 0, sharp=fact.sharp)
    after = current_course(request)
    if action == "end_session" or after is None or after.next is None:
        await _finish(request, form.id, course.plan_id)
    if action == "walk_home":
        flash(request, "player.walk_home", tone="caution")
    return see(SESSION)


async def _finish(request: Request, root: str, plan_id: str) -> None:
    end = FactIn.of(derived_id(root, "finished"), SessionFinished(plan_id))
    await in_background(request, me(request).record, moment_of(request), [end])


async def show_stop(request: Request) -> Response:
    course = current_course(request)
    if course is None or course.ended:
        return see(SESSION)
    return page(request, "player/stop.html", reasons=_reasons(request, course), course=course)


def _reasons(request: Request, course: SessionCourse) -> list[tuple[str, str, str]]:
    """Reasons to stop what is due now."""
    return stop_reasons(request, run=course.next is not None and course.next.kind in PACES)


async def stop(request: Request) -> Response:
    """Keep a stop. Without a reason it ends the session and counts as pain."""
    form = await read_form(request)
    course = current_course(request)
    if course is None or course.ended:
        return see(SESSION)
    allowed = [*app_of(request).pack.stop_reasons, "none"]
    chosen = form.choice("reason", allowed, optional=True)
    if form.faults:
        reasons = _reasons(request, course)
        return page(
            request, "player/stop.html", status=422, faults=form.faults, reasons=reasons,
            course=course,
        )  # fmt: skip
    reason = None if chosen in (None, "none") else chosen
    segment, action = course.next, stop_action(course.script, reason)

    async def save() -> Response:
        exercise = segment.exercise if segment is not None else None
        side = segment.side if segment is not None else None
        fact = Stopped(reason, exercise, side)
        await in_background(request, me(request).tell, moment_of(request), form.id, fact)
        after = current_course(request)
        if action in ("end_session", "end_flag", "end_triage") or not (after and after.next):
            await _finish(request, form.id, course.plan_id)
        return _after_stop(request, action)

    return await once(request, form, save)


def _after_stop(request: Request, action: str) -> Response:
    if action in ("end_flag", "end_triage"):
        return see("/")
    tone_key = {"cramp": "cramp", "swap": "swapped"}.get(action, "stopped")
    flash(request, f"player.{tone_key}", tone="note")
    return see(SESSION)


async def skip(request: Request) -> Response:
    return await _leave_out(request, "skip")


async def swap(request: Request) -> Response:
    return await _leave_out(request, "swap")


async def _leave_out(request: Request, how: str) -> Response:
    form = await read_form(request)
    course = current_course(request)
    if course is None or course.next is None or form.text("set", most=200) != course.next.id:
        return see(SESSION)
    segment, left = course.next, left_out(request)
    if how == "skip":
        name = f"{segment.exercise}.{segment.side}.{segment.bout}"
        kept = {"skipped": sorted({*left.skipped, name}), "swapped": left.swapped}
    else:
        kept = {"skipped": sorted(left.skipped), "swapped": left.swapped or segment.exercise}
    keep_draft(request, draft_name(course.plan_id), kept)
    after = current_course(request)
    if after is not None and after.next is None and not after.ended:
        return await _end(request, form, course.plan_id)
    return see(SESSION)


async def finish(request: Request) -> Response:
    form = await read_form(request)
    course = current_course(request)
    if course is not None and not course.ended:
        return await _end(request, form, course.plan_id)
    return see(SESSION)


async def _end(request: Request, form: Form, plan_id: str) -> Response:
    async def save() -> Response:
        await _finish(request, form.id, plan_id)
        return see(SESSION)

    return await once(request, form, save)
