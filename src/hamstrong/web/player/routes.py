"""The pages of a session: plain forms each; the island takes over where scripts run."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import FactIn, NotAllowed, StalePlan, Today, derived_id
from hamstrong.app.today.todays_decision import minutes_of
from hamstrong.engine.decide.decisions import Item, Prescription
from hamstrong.engine.decide.script import Segment, SessionScript
from hamstrong.engine.facts import RunLogged, SessionFinished, SetLogged, Stopped
from hamstrong.engine.facts.bounds import Count
from hamstrong.web.player import figures
from hamstrong.web.player.course import (
    Left,
    SessionCourse,
    course_of,
    pain_action,
    stop_action,
)
from hamstrong.web.player.island import as_data, common, stop_reasons
from hamstrong.web.player.run_form import PERCENTS, by_percent, run_fact
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
from hamstrong.web.shell.background_work import in_background
from hamstrong.web.shell.drafts import keep_draft, read_draft
from hamstrong.web.shell.pack_words import pack_words
from hamstrong.words.sentences import ItemText, Words

SESSION = "/session"
CHECK_IN = "/check-in"


class ExerciseCard(NamedTuple):
    """One exercise of a session in words."""

    exercise: str
    side: str
    text: ItemText
    steps: tuple[str, ...]
    start: str
    feel: str


async def show(request: Request) -> Response:
    """Start, go on, or see that it is over."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at):
        return see("/")
    course = _course(request)
    if course is not None and not course.ended:
        return _set_page(request, course)
    today = person.today(at)
    if course is not None and (course.finished or today.plan_id is None):
        return _over_page(request, course)
    if today.plan_id is None:
        return page(request, "player/none.html")
    if today.must_answer:
        flash(request, "player.answer_first", tone="note")
        return see(CHECK_IN)
    script = person.script(at)
    if script is None or not isinstance(today.decision, Prescription):
        return page(request, "player/none.html")
    items = (*today.decision.items, *today.decision.adjuncts, *today.decision.spares)
    return page(
        request,
        "player/begin.html",
        today=today,
        minutes=minutes_of(today.decision),
        cards=_cards(request, today),
        easy=_easy(request, today.decision),
        block=_runs(today.decision) and bool(person.warm_up(at)),
        data=_data(request, script, items),
        pictures=figures.pictures(request, items),
    )


def _over_page(request: Request, course: SessionCourse) -> Response:
    asked = me(request).asks_tomorrow(moment_of(request))
    return page(request, "player/over.html", course=course, practice=False, asked=asked)


async def start(request: Request) -> Response:
    form = await read_form(request)
    plan_id = form.text("plan_id", most=128)
    form.require()
    person, at = me(request), moment_of(request)

    async def save() -> Response:
        try:
            await in_background(request, person.start_session, at, form.id, plan_id or "")
        except StalePlan:
            flash(request, "player.stale", tone="note")
        except NotAllowed as refused:
            return see(CHECK_IN if refused.asks else "/")
        return see(SESSION)

    return await once(request, form, save)


async def practise(request: Request) -> Response:
    """Show today's exercises one by one; nothing is kept."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at):
        return see("/")
    script, today = person.script(at), person.today(at)
    if script is None or not isinstance(today.decision, Prescription):
        return page(request, "player/none.html")
    cards = _cards(request, today)
    number = request.query_params.get("n", "1")
    index = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1
    index = min(max(index, 1), len(cards))
    items = (*today.decision.items, *today.decision.adjuncts)
    return page(
        request,
        "player/practice.html",
        card=cards[index - 1],
        figure=figures.figure(request, items[index - 1]),
        number=index,
        of=len(cards),
    )


async def log_set(request: Request) -> Response:
    """Keep one set, with the pain where it is asked, and do what the script says follows."""
    form = await read_form(request)
    course = _course(request)
    if course is None or course.ended:
        flash(request, "player.over_already", tone="note")
        return see(SESSION)
    if course.next is None or form.text("set", most=200) != course.next.id:
        flash(request, "player.moved_on", tone="note")
        return see(SESSION)
    fact = _set_fact(form, course)
    if form.faults or fact is None:
        return _set_page(request, course, form)
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
    after = _course(request)
    if action == "end_session" or after is None or after.next is None:
        await _finish(request, form.id, course.plan_id)
    if action == "end_session":
        flash(request, "player.ended_by_pain", tone="stop")
    elif action == "stop_exercise":
        flash(request, "player.exercise_stopped", tone="caution")
    elif action == "finish":
        flash(request, "player.no_more", tone="note")
    return see(SESSION)


async def _finish(request: Request, root: str, plan_id: str) -> None:
    end = FactIn.of(derived_id(root, "finished"), SessionFinished(plan_id))
    await in_background(request, me(request).record, moment_of(request), [end])


async def show_stop(request: Request) -> Response:
    course = _course(request)
    if course is None or course.ended:
        return see(SESSION)
    return page(request, "player/stop.html", reasons=stop_reasons(request), course=course)


async def stop(request: Request) -> Response:
    """Keep a stop. Without a reason it ends the session and counts as pain."""
    form = await read_form(request)
    course = _course(request)
    if course is None or course.ended:
        return see(SESSION)
    allowed = [*app_of(request).pack.stop_reasons, "none"]
    chosen = form.choice("reason", allowed, optional=True)
    if form.faults:
        reasons = stop_reasons(request)
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
        after = _course(request)
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
    course = _course(request)
    if course is None or course.next is None or form.text("set", most=200) != course.next.id:
        return see(SESSION)
    segment, left = course.next, _left(request)
    if how == "skip":
        name = f"{segment.exercise}.{segment.side}.{segment.bout}"
        kept = {"skipped": sorted({*left.skipped, name}), "swapped": left.swapped}
    else:
        kept = {"skipped": sorted(left.skipped), "swapped": left.swapped or segment.exercise}
    keep_draft(request, _draft(course.plan_id), kept)
    after = _course(request)
    if after is not None and after.next is None and not after.ended:
        await _finish(request, form.id, course.plan_id)
    return see(SESSION)


async def finish(request: Request) -> Response:
    form = await read_form(request)
    course = _course(request)
    if course is not None and not course.ended:
        await _finish(request, form.id, course.plan_id)
    return see(SESSION)


# --- what the pages show


def _set_page(request: Request, course: SessionCourse, form: Form | None = None) -> Response:
    """The set that is due; with a form that lacks something, its faults and what it holds."""
    segment = course.next
    item = course.item(segment) if segment is not None else None
    if segment is None or item is None:
        return _over_page(request, course)
    items = (*course.items, *course.spares)
    after = course.item(course.after) if course.after is not None else None
    return page(
        request,
        "player/set.html",
        status=200 if form is None else 422,
        faults={} if form is None else form.faults,
        given={} if form is None else form.data,
        course=course,
        segment=segment,
        run=item if item.run_s is not None else None,
        percents=PERCENTS,
        by_percent=by_percent(item),
        card=_card(request, item),
        upcoming=_card(request, after) if after is not None else None,
        figure=figures.figure(request, item),
        can_swap=bool(course.spares) and segment.exercise not in _names(course.spares),
        data=_data(request, course.script, items),
        pictures=figures.pictures(request, items),
    )


def _names(items: tuple[Item, ...]) -> frozenset[str]:
    return frozenset(item.exercise for item in items)


def _words(request: Request) -> Words:
    return Words(app_of(request).pack, pack_words(request))


def _card(request: Request, item: Item) -> ExerciseCard:
    words = _words(request)
    exercise = words.texts.get("exercises", item.exercise)
    return ExerciseCard(
        exercise=item.exercise,
        side=item.side,
        text=words.item(item),
        steps=tuple(exercise["steps"]),
        start=exercise["start"],
        feel=exercise["feel"],
    )


def _easy(request: Request, plan: Prescription) -> str:
    """The exercise that the warm-up ends with an easy set of; empty without one."""
    return _words(request).item(plan.easy_sets[0]).name if plan.easy_sets else ""


def _runs(plan: Prescription) -> bool:
    """Whether the session holds a run, before which the block for the field serves as well."""
    return any(item.run_s is not None for item in plan.items)


def _cards(request: Request, today: Today) -> tuple[ExerciseCard, ...]:
    if not isinstance(today.decision, Prescription):
        return ()
    items = (*today.decision.items, *today.decision.adjuncts)
    return tuple(_card(request, item) for item in items)


def _data(request: Request, script: SessionScript, items: tuple[Item, ...]) -> Markup:
    """What the island needs of this session."""
    words = _words(request)
    named = {item.exercise: words.texts.get("exercises", item.exercise) for item in items}
    told = common(request, script, figures.lowering(request, items)) | {
        "exercises": {name: {k: told[k] for k in _KEPT_WORDS} for name, told in named.items()},
        "rungs": {item.rung: named[item.exercise]["rungs"][item.rung] for item in items},
        "after": _AFTER,
    }
    return as_data(told)


_KEPT_WORDS = ("name", "start", "steps", "cues", "not_feel")
_AFTER = {
    "done": SESSION, "pain": "/", "unanswered": "/", "end_session": SESSION, "end_flag": "/",
    "end_triage": "/", "expired": "/",
}  # fmt: skip


def _draft(plan_id: str) -> str:
    return f"session.{plan_id}"


def _left(request: Request) -> Left:
    session = me(request).session(moment_of(request))
    if session is None:
        return Left()
    kept = read_draft(request, _draft(session.plan_id))
    return Left(frozenset(kept.get("skipped", ())), str(kept.get("swapped", "")))


def _course(request: Request) -> SessionCourse | None:
    return course_of(app_of(request), me(request), moment_of(request), _left(request))


ROUTES = (
    Route(SESSION, show),
    Route(f"{SESSION}/start", start, methods=["POST"]),
    Route(f"{SESSION}/practice", practise),
    Route(f"{SESSION}/set", log_set, methods=["POST"]),
    Route(f"{SESSION}/stop", show_stop),
    Route(f"{SESSION}/stop", stop, methods=["POST"]),
    Route(f"{SESSION}/skip", skip, methods=["POST"]),
    Route(f"{SESSION}/swap", swap, methods=["POST"]),
    Route(f"{SESSION}/finish", finish, methods=["POST"]),
)
