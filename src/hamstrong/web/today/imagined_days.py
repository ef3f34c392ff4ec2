"""Imagined days: today and tomorrow under another pain, nothing saved."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from hamstrong.app import NotAllowed, WhatIf
from hamstrong.app.today.todays_decision import work_of
from hamstrong.engine.decide.decisions import Decision, Refusal
from hamstrong.engine.facts import Fact, PainNowAnswered
from hamstrong.web.shell import me, moment_of
from hamstrong.web.shell.context import shell_of
from hamstrong.web.today.today_page import limbs_of


def imagined_for_all(request: Request) -> list[dict[str, Any]]:
    """Return the same for every pain from 0 to 10, in words."""
    t = shell_of(request).texts
    answers = [imagined(request, pain) for pain in range(11)]
    return [
        {
            "title": t("today.change.chosen", pain=answer["pain"]),
            "lines": [
                (t(f"today.change.{when}"), t(f"today.brief.{kind}", n=minutes))
                for when, (kind, minutes) in answer["lines"]
            ],
        }
        for answer in answers
    ]


def imagined(request: Request, pain: int) -> dict[str, Any]:
    """Return the lines under one pain, 0-10; none where the day does not allow the question."""
    person, at = me(request), moment_of(request)
    now: list[Fact] = [PainNowAnswered(limb, pain, new_limp=False) for limb in limbs_of(request)]
    try:
        before: WhatIf = person.what_if(at, now)
        during: WhatIf = person.what_if(at, [], pain)
    except NotAllowed:
        return {"pain": pain, "lines": ()}
    lines = [("now", _brief(before.today))]
    if work_of(during.today):
        lines.append(("tomorrow", _brief(during.tomorrow)))
    return {"pain": pain, "lines": lines}


def _brief(decision: Decision) -> tuple[str, int]:
    """One key and the minutes for a decision that is only imagined."""
    if isinstance(decision, Refusal):
        known = ("emergency", "same_day", "professional_first", "triage_due")
        return (decision.kind if decision.kind in known else "refused"), 0
    if decision.flare_day:
        return "flare", decision.minutes
    minutes = decision.minutes + decision.run_minutes
    return ("session" if decision.items else "rest"), minutes
