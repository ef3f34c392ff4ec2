"""Report lines: the report for a clinician in words, for paper and terminal alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hamstrong.app.progress.course_report import CourseReport, LimbReport, ReportedWeek, RungNow
from hamstrong.engine.day.run_work import BOTH
from hamstrong.words import CriterionText, UnlockText, Words
from hamstrong.words.course_lines import (
    activity_line,
    freeze_line,
    happening_line,
    milestone_line,
    result_text,
    rung_line,
    span_text,
)

LAST_HAPPENINGS = 6
LAST_ANSWERS = 4
Labelled = tuple[str, list[str]]


def limb_lines(words: Words, limb: LimbReport) -> list[Labelled]:
    """What is said of one limb, label by label; a label without anything is left out."""
    found = (
        ("usual", [] if limb.usual is None else [str(limb.usual)]),
        ("rungs", [rung_line(words, *rung) for rung in _merged(limb.rungs)]),
        ("milestones", [milestone_line(words, *reached) for reached in limb.milestones]),
        ("tests", _tests(words, limb)),
        ("activities", _activities(words, limb)),
        ("weekly_pain", _weekly_pain(words, limb)),
        ("changes", _changes(words, limb)),
        ("can_sit", _can_sit(words, limb)),
        ("freezes", [freeze_line(words, *freeze) for freeze in limb.freezes]),
    )
    return [(words.say(f"report_words.{label}"), lines) for label, lines in found if lines]


def _merged(rungs: Sequence[RungNow]) -> list[RungNow]:
    """Both sides of an exercise as one where they are at the same rung with the same load."""
    found: list[RungNow] = []
    for rung in rungs:
        if found and found[-1]._replace(side=rung.side) == rung:
            found[-1] = rung._replace(side=BOTH)
        else:
            found.append(rung)
    return found


def _tests(words: Words, limb: LimbReport) -> list[str]:
    return [
        words.say(
            "report_words.result",
            test=words.name("tests", one.test),
            leg=words.leg(one.side),
            day=words.date(one.day),
            result=result_text(words, one.test, one.value, comfortable=one.comfortable),
        )
        for one in limb.tests
    ]


def _activities(words: Words, limb: LimbReport) -> list[str]:
    lines = [activity_line(words, *one) for one in limb.activities]
    lacks = limb.first_ratings == "missing"
    return [*lines, words.say("report_words.no_first_ratings")] if lacks else lines


def _weekly_pain(words: Words, limb: LimbReport) -> list[str]:
    start = limb.start_pain
    lines = [] if start is None else [words.say("report_words.start_pain", n=start)]
    return lines + [
        words.say("report_words.pain_on", n=pain, day=words.date(day))
        for day, pain in limb.weekly_pain[-LAST_ANSWERS:]
    ]


def _changes(words: Words, limb: LimbReport) -> list[str]:
    return [
        words.say("report_words.change", change=words.say(f"changes.{change}"), day=words.date(day))
        for day, change in limb.changes[-LAST_ANSWERS:]
    ]


def _can_sit(words: Words, limb: LimbReport) -> list[str]:
    return [
        words.say("report_words.can_sit_on", n=minutes, day=words.date(day))
        for day, minutes in limb.can_sit[-LAST_ANSWERS:]
    ]


def limb_title(words: Words, limb: LimbReport) -> tuple[str, str]:
    """The leg, and its track and stage."""
    track, stage = words.name("tracks", limb.track), words.name("stages", limb.stage)
    return words.leg(limb.limb), words.say("report_words.stage", track=track, stage=stage)


def week_row(words: Words, week: ReportedWeek) -> dict[str, Any]:
    """One row of the table of weeks."""
    median = week.median_morning
    return {
        "from": words.date(week.first_day),
        "mornings": span_text(week.least_morning, week.most_morning),
        "middle": "–" if median is None else f"{median:g}",
        "answered": week.answers,
        "session": span_text(week.least_session, week.most_session),
        "worked": week.days_worked,
        "sets": week.sets,
        "planned": week.planned_sets,
        "walk": week.walk_minutes,
        "run": f"{week.run_minutes:g}",
    }


def painful_lines(words: Words, report: CourseReport) -> list[str]:
    """Exercises during which pain reached the mark."""
    return [
        words.say(
            "report_words.painful_line",
            name=words.name("exercises", one.exercise),
            days=words.say("report_words.days", n=one.days),
            most=one.most,
        )
        for one in report.painful
    ]


def happenings(words: Words, report: CourseReport) -> list[tuple[str, str]]:
    """The latest happenings, each with its day."""
    return [
        (words.date(one.day), happening_line(words, one.kind, one.detail))
        for one in report.happenings[:LAST_HAPPENINGS]
    ]


def openings(words: Words, report: CourseReport) -> list[tuple[UnlockText, list[CriterionText]]]:
    """What opens next for each limb, and what of it is still missing."""
    ahead = {one.limb: one for one in report.ahead}
    texts = [words.unlock(unlock, ahead.get(unlock.limb)) for unlock in report.unlocks]
    return [(text, list(text.criteria)) for text in texts]
