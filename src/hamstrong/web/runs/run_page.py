"""Run page: what the pages of a run by hand and of a run from a file share."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID, uuid5

from starlette.requests import Request

from hamstrong.app.record.own_runs import OpenRun
from hamstrong.engine.facts import RunTimed
from hamstrong.web.runs.run_form import EFFORTS, PERCENTS, UNKNOWN, EnteredRun
from hamstrong.web.shell import Form, app_of, me, moment_of
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.pack_words import pack_words
from hamstrong.words import Words

RUNS = "/runs"
_TIMES_DAYS = 7
"""How far back the times of runs are listed: a week holds every run of one's training days."""


class TimedBefore(NamedTuple):
    """Times of a run as they are after all corrections, and the fact that a new one corrects."""

    number: int
    client_id: str
    day: int
    fact: RunTimed


def times_before(request: Request) -> tuple[TimedBefore, ...]:
    """The times of the last days, the newest first."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at):
        return ()
    found = person.correctable(at, _TIMES_DAYS)
    return tuple(
        TimedBefore(one.stored.seq, one.stored.client_id, one.stored.day, one.fact)
        for one in found
        if isinstance(one.fact, RunTimed)
    )


def exercises_of(request: Request) -> tuple[str, ...]:
    """Runs of this person's goal; none for goals without running."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at):
        return ()
    opened = app_of(request).engine.open(person.state(at)).episodes
    return tuple(dict.fromkeys(name for one in opened for name in one.course.runs))


def plan_of(request: Request) -> OpenRun | None:
    """The run of today's plan that is not logged yet."""
    return me(request).open_run(moment_of(request))


def plan_words(request: Request, plan: OpenRun | None) -> str | None:
    """What the plan asks for today, in words."""
    words = Words(app_of(request).pack, pack_words(request))
    return None if plan is None else words.item(plan.item).dose


def asked(request: Request, form: Form | None) -> dict[str, Any]:
    """What the questions of a run need, with the answers and faults of a form."""
    words = pack_words(request)["exercises"]
    data = {} if form is None else form.data
    return {
        "exercises": [(name, words[name]["name"]) for name in exercises_of(request)],
        "efforts": [(n, n) for n in EFFORTS],
        "percents": _percents(request),
        "has_times": bool(times_before(request)),
        "given": {k: v for k, v in data.items() if isinstance(v, str)},
        "faults": {} if form is None else form.faults,
    }


def _percents(request: Request) -> list[tuple[str, str]]:
    t, least = shell_of(request).texts, PERCENTS[0]
    known = [
        (n, t("runs.percent_least" if n == least else "runs.percent_of", n=n)) for n in PERCENTS
    ]
    return [*known, (UNKNOWN, t("runs.percent_unknown"))]


def tell(request: Request, form: Form, told: EnteredRun, day: int | None = None) -> None:
    """Keep a run; the plan's run begins its session where that has not begun."""
    person, at = me(request), moment_of(request)
    if told.plan is not None and not told.plan.begun:
        person.start_session(at, str(uuid5(UUID(form.id), "start")), told.plan.plan_id)
    person.tell(at, form.id, told.run, day)
    if told.times is not None:
        person.tell(at, str(uuid5(UUID(form.id), "times")), told.times, day)
