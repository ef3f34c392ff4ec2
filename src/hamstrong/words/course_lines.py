"""Course lines: what a report of a course says of one rung, one result, one milestone."""

from __future__ import annotations

from hamstrong.engine.day.run_work import BOTH
from hamstrong.engine.state.load import Amount
from hamstrong.words.doses import amount_text
from hamstrong.words.sentences import Words

NO_ANSWER = "–"


def rung_line(words: Words, exercise: str, side: str, rung: str, load: Amount | None) -> str:
    """The rung of an exercise, with its leg and its load where it has one."""
    name = words.name("exercises", exercise)
    at = str(words.texts.get("exercises", exercise, "rungs", rung))
    if load is not None:
        amount = amount_text(words.texts, load)
        at = words.say("report_words.loaded", rung=at, load=amount)
    if side == BOTH:
        return words.say("report_words.rung", exercise=name, rung=at)
    leg = words.leg(side)
    return words.say("report_words.rung_of_leg", exercise=name, leg=leg, rung=at)


def milestone_line(words: Words, milestone: str, day: int) -> str:
    """A milestone with its day."""
    name = words.name("milestones", milestone)
    return words.say("report_words.milestone", name=name, day=words.date(day))


def result_text(words: Words, test: str, value: float | None, *, comfortable: bool | None) -> str:
    """A result of a self-test in its unit; a comfort in words; that it does not count."""
    if value is not None:
        unit = words.texts.get("tests", test, "unit")
        return str(unit["one" if value == 1 else "other"]).format(n=f"{value:g}")
    if comfortable is None:
        return words.say("test_words.void")
    return words.say(f"report_words.{'comfortable' if comfortable else 'not_comfortable'}")


def freeze_line(words: Words, first_day: int, last_day: int | None) -> str:
    """From when to when nothing moved up."""
    day = words.date(first_day)
    if last_day is None:
        return words.say("report_words.freeze_on", day=day)
    return words.say("report_words.freeze", day=day, last=words.date(last_day))


def activity_line(words: Words, named: str, first: int | None, last: int | None) -> str:
    """One of the person's own activities, from its first score to the last."""
    if first is None:
        return words.say("report_words.unrated", words=named)
    return words.say("report_words.activity", words=named, first=first, last=last)


def span_text(least: int | None, most: int | None) -> str:
    """Least to most, or a dash where nothing was answered."""
    if least is None or most is None:
        return NO_ANSWER
    return str(least) if least == most else f"{least}\N{EN DASH}{most}"


def happening_line(words: Words, kind: str, detail: str) -> str:
    """What a time line marks, in words."""
    of_limb = kind in ("stage", "flare", "freeze", "freeze_lifted")
    name = ""
    if kind in ("flag", "flag_lifted"):
        name = words.name("flags", detail, "title")
    elif kind == "stopped" and detail:
        name = words.name("stop_reasons", detail)
    limb = words.leg(detail) if of_limb else ""
    return words.say(f"events.{kind}", limb=limb, name=name)
