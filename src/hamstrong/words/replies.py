"""Replies in words: what an answer changed, because of what, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, assert_never, get_args

from hamstrong.engine.decide.notices import StopNotice
from hamstrong.engine.reply.reply import (
    Change,
    ExerciseChange,
    ExerciseKind,
    MorningChange,
    NextStep,
    OutcomeName,
    PlanChange,
    Reply,
    RestrictionChange,
    StageChange,
    TimeChange,
)
from hamstrong.engine.state.causes import Causes
from hamstrong.protocol.model import Pack
from hamstrong.words.doses import amount_text, seconds_text
from hamstrong.words.notices import Tone as NoticeTone
from hamstrong.words.notices import cause_text, flag_title, notice_title
from hamstrong.words.sentences import Words

_CAUTIONS = frozenset(
    {
        "ends_today", "rung_stays", "rung_down", "half_dose", "left_out", "stage_back",
        "morning_sore", "morning_failed", "flag_begun", "flag_tomorrow", "freeze_begun",
        "path_begun", "stretch_locked", "easy_run_less", "no_longer_clean", "load_down",
        "time_quick", "time_fast", "time_slow", "time_first_counts",
    }
)  # fmt: skip
_URGENT = frozenset({"emergency", "same_day"})
_USUAL_ASKED = "baseline_due"
"""A number that is asked is no restriction, so its answer is no end of one."""

_MOST_NAMED = 6
"""More exercises than this are counted, not named."""


class GateText(NamedTuple):
    """A stage that opened: what was done for it, and what is new, as exercises and their names."""

    title: str
    earned_title: str
    earned: tuple[str, ...]
    new_title: str
    new: tuple[tuple[str, str], ...]


class ReplyText(NamedTuple):
    """A reply in words, a sentence or two a line. `tomorrow` says that the next morning is asked;
    it and `next` are empty where there is nothing to say."""

    tone: NoticeTone | None
    lines: tuple[str, ...]
    gates: tuple[GateText, ...]
    next: str
    tomorrow: str


def reply_text(words: Words, reply: Reply, *, beside_notices: bool = False) -> ReplyText:
    """Everything that a reply says; answers come before what they changed, each once.

    Args:
        beside_notices: the notices in force are shown as well, so that one that began is not said
            twice.
    """
    lines: list[str] = []
    shown = [c for c in reply.changes if _is_said(reply, c, beside_notices=beside_notices)]
    for because, changes in _by_answer(shown):
        told = [cause_text(words, cause, reply.day) for cause in because]
        lines += dict.fromkeys([*told, *_lines(words, changes)])
    return ReplyText(
        tone=_tone(words.pack, shown),
        lines=tuple(dict.fromkeys(lines)) or (words.say(_without_lines(reply)),),
        gates=tuple(_gate(words, c) for c in reply.changes if c.kind == "stage_opened"),
        next="" if reply.next is None else _next(words, reply.next, reply.day),
        tomorrow=words.say("replies.tomorrow") if reply.morning else "",
    )


def _is_said(reply: Reply, change: Change, *, beside_notices: bool) -> bool:
    """Whether a change has a line of its own: not if a notice or the next step says it."""
    if change.kind == "notice_begun":
        return not beside_notices
    asked = None if reply.next is None else reply.next.ask
    return not (isinstance(change, PlanChange) and change.ask is not None and change.ask == asked)


def _without_lines(reply: Reply) -> str:
    return "replies.saved" if reply.changes else "replies.nothing"


def _by_answer(changes: Iterable[Change]) -> Iterator[tuple[Causes, tuple[Change, ...]]]:
    found: dict[Causes, list[Change]] = {}
    for change in changes:
        found.setdefault(change.because, []).append(change)
    for because, mine in found.items():
        yield because, tuple(mine)


def _lines(words: Words, changes: tuple[Change, ...]) -> Iterator[str]:
    """One line a change; of exercises with the same change one for all."""
    together: dict[ExerciseKind, list[ExerciseChange]] = {}
    for change in changes:
        if isinstance(change, ExerciseChange):
            together.setdefault(change.kind, []).append(change)
    for change in changes:
        match change:
            case ExerciseChange():
                mine = together.pop(change.kind, None)
                if mine is not None:
                    yield from _exercises(words, mine)
            case TimeChange():
                yield _time(words, change)
            case StageChange():
                yield _stage(words, change)
            case MorningChange():
                yield words.say(f"replies.{change.kind}", limb=words.leg(change.limb))
            case RestrictionChange():
                yield _restriction(words, change)
            case PlanChange():
                yield from _plan(words, change)
            case _:
                assert_never(change)


def _exercises(words: Words, changes: list[ExerciseChange]) -> Iterator[str]:
    """Those that rest until another day are said for each day."""
    by_day: dict[int | None, list[ExerciseChange]] = {}
    for change in changes:
        by_day.setdefault(change.until, []).append(change)
    for until, mine in by_day.items():
        first = mine[0]
        rungs = words.texts.find("exercises", first.exercise, "rungs", first.rung)
        many = len(mine) > _MOST_NAMED
        yield words.say(
            f"replies.{first.kind}.many" if many else f"replies.{first.kind}",
            n=len(mine),
            names=", ".join(_name(words, change) for change in mine),
            rung=str(rungs or "").rstrip("."),
            date="" if until is None else words.date(until),
            have=first.have,
            need=first.need,
            load="" if first.load is None else amount_text(words.texts, first.load),
        )


def _name(words: Words, change: ExerciseChange) -> str:
    name = words.name("exercises", change.exercise)
    if change.side == "both":
        return name
    return f"{name} ({words.texts.get('sides', change.side)})"


def _time(words: Words, change: TimeChange) -> str:
    """What a time comes to; where a rung sets no limits, in words of its own."""
    form = {"time_fits": _limits(change), "time_fast": "planned" if change.planned else "own"}
    known = {"time": change.tenths, "earliest": change.earliest, "latest": change.latest}
    return words.say(
        ".".join(part for part in ("replies", change.kind, form.get(change.kind)) if part),
        None,
        name=words.name("exercises", change.exercise),
        **{name: "" if tenths is None else seconds_text(tenths) for name, tenths in known.items()},
    )


def _limits(change: TimeChange) -> str:
    if change.latest is not None:
        return "planned"
    return "as_you_like" if change.earliest is None else "easy"


def _stage(words: Words, change: StageChange) -> str:
    limb = words.leg(change.limb)
    match change.kind:
        case "stage_opened" | "stage_back":
            stage = words.name("stages", change.after)
            return words.say(f"replies.{change.kind}", limb=limb, number=change.after, stage=stage)
        case "key_met":
            return words.say("replies.key_met", name=words.name("keys", change.name))
        case _:
            name = words.name("criteria", change.name).rstrip(".")
            return words.say(f"replies.{change.kind}", name=name)


def _gate(words: Words, change: StageChange) -> GateText:
    return GateText(
        title=_stage(words, change),
        earned_title=words.say("replies.earned"),
        earned=tuple(words.name("criteria", one, "plain") for one in change.earned),
        new_title=words.say("replies.new"),
        new=tuple((one, words.name("exercises", one)) for one in change.new),
    )


def _restriction(words: Words, change: RestrictionChange) -> str:
    limb, until = words.leg(change.limb), change.until
    date = "" if until is None else words.date(until)
    key = f"replies.{change.kind}"
    match change.kind:
        case "flag_begun" | "flag_tomorrow":
            return words.say(key, title=flag_title(words, change.name, change.limb))
        case "flag_lifted":
            title = flag_title(words, change.name, change.limb)
            return words.say(f"{key}.{'until' if date else 'for_good'}", title=title, date=date)
        case "notice_ended" if getattr(change.notice, "name", "") == _USUAL_ASKED:
            return words.say("replies.baseline_known")
        case "notice_begun" | "notice_ended":
            title = "" if change.notice is None else notice_title(words, change.notice)
            return words.say(key, title=title)
        case "easy_run_less":
            kind = "some" if change.number else "none"
            return words.say(f"{key}.{kind}", number=change.number)
        case _:
            return words.say(key, limb=limb, number=change.number, date=date)


def _plan(words: Words, change: PlanChange) -> Iterator[str]:
    question = "" if change.ask is None else words.ask(change.ask).question
    yield words.say(f"replies.{change.kind}", question=question)
    for outcome in get_args(OutcomeName):
        names = [one.exercise for one in change.outcomes if one.outcome == outcome]
        if names:
            said = ", ".join(words.name("exercises", name) for name in names)
            yield words.say(f"replies.outcomes.{outcome}", names=said)


def _next(words: Words, step: NextStep, today: int) -> str:
    match step.kind:
        case "answer":
            question = "" if step.ask is None else words.ask(step.ask).question
            return words.say("replies.next.answer", question=question)
        case "session_now":
            return words.say("replies.next.session_now")
        case "session_on" if step.day is not None:
            return session_on(words, step.day, today)
        case _:
            if step.day is None:
                return ""
            return words.say("replies.next.not_before", date=words.date(step.day))


def session_on(words: Words, day: int, today: int) -> str:
    """On which day the next session is, if all goes well."""
    kind = "tomorrow" if day == today + 1 else "session_on"
    return words.say(f"replies.next.{kind}", date=words.date(day))


def _tone(pack: Pack, changes: Iterable[Change]) -> NoticeTone | None:
    """The most serious tone of what changed; None where all of it is as hoped for."""
    tones: set[NoticeTone] = set()
    urgent = {flag.id for flag in pack.triage.flags if flag.urgency in _URGENT}
    for change in changes:
        if isinstance(change, RestrictionChange) and change.name in urgent:
            tones.add("stop" if change.kind == "flag_begun" else "note")
        elif isinstance(change, RestrictionChange) and change.kind == "notice_begun":
            begun = isinstance(change.notice, StopNotice)
            tones.add("caution" if begun else "note")
        elif change.kind in _CAUTIONS:
            tones.add("caution")
    order: tuple[NoticeTone, ...] = ("stop", "caution", "note")
    return next((tone for tone in order if tone in tones), None)
