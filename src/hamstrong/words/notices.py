"""The notices of a decision in words: what, why, because of which answer, what lifts it, when."""

from __future__ import annotations

from typing import Literal, NamedTuple, assert_never

from hamstrong.engine.answers import term_parts
from hamstrong.engine.decide.notices import (
    AdviceNotice,
    FreezeNotice,
    Notice,
    NudgeNotice,
    OmissionNotice,
    ReferralNotice,
    StopNotice,
    is_general,
)
from hamstrong.engine.state.causes import Cause
from hamstrong.engine.state.known_facts import KnownFacts
from hamstrong.protocol.model import Pack
from hamstrong.words.sentences import Words
from hamstrong.words.texts import Value, put_in

Tone = Literal["note", "caution", "stop"]
_URGENT = ("emergency", "same_day")


class NoticeText(NamedTuple):
    """One notice in words; `because` has a sentence for each answer behind it. `general` advice
    belongs to no answer and may be shown apart. What does not apply is empty."""

    kind: str
    tone: Tone
    title: str
    text: str
    because: tuple[str, ...]
    lifts: str
    earliest: str
    general: bool


def notice_texts(words: Words, notices: tuple[Notice, ...], today: int) -> tuple[NoticeText, ...]:
    """Every notice of a decision, in its order.

    Args:
        today: the day of the decision.
    """
    return tuple(_text(words, notice, today) for notice in notices)


def _text(words: Words, notice: Notice, today: int) -> NoticeText:
    title, text = _said(words, notice)
    earliest = notice.earliest_day
    later = earliest is not None and earliest > today
    lifts = " ".join(dict.fromkeys(words.lift(lift) for lift in notice.lifts))
    return NoticeText(
        kind=notice.kind,
        tone=_tone(notice),
        title=title,
        text=text,
        because=tuple(dict.fromkeys(cause_text(words, one, today) for one in notice.because)),
        lifts=words.say("notices.lifts", lifts=lifts) if lifts else "",
        earliest=words.say(_earliest(notice), day=words.date(earliest or today)) if later else "",
        general=is_general(notice),
    )


def _tone(notice: Notice) -> Tone:
    match notice:
        case StopNotice():
            return "stop" if notice.name in _URGENT else "caution"
        case ReferralNotice() | FreezeNotice() | OmissionNotice():
            return "caution"
        case AdviceNotice():
            return "note" if is_general(notice) else "caution"
        case NudgeNotice():
            return "note"
        case _:
            assert_never(notice)


def notice_title(words: Words, notice: Notice) -> str:
    """What a notice is called."""
    return _said(words, notice)[0]


def _said(words: Words, notice: Notice) -> tuple[str, str]:
    """Title and text."""
    match notice:
        case StopNotice() if notice.flag:
            return _flag(words, notice.flag, notice.limb)
        case ReferralNotice():
            return _flag(words, notice.flag, notice.limb)
        case StopNotice() | FreezeNotice():
            title = words.say(f"notices.{notice.kind}.{notice.name}")
            return title, words.reason(notice.reason).text
        case OmissionNotice():
            action = words.name("actions", notice.action)
            title = words.say("notices.omission.title", action=action)
            why = words.reason(notice.reason).text
            return title, words.say("notices.omission.text", why=why)
        case AdviceNotice():
            return words.advice(notice.name)
        case NudgeNotice():
            return _nudge(words, notice)
        case _:
            assert_never(notice)


def _flag(words: Words, flag: str, limb: str) -> tuple[str, str]:
    return flag_title(words, flag, limb), words.name("flags", flag, "why").strip()


def flag_title(words: Words, flag: str, limb: str) -> str:
    """What a flag is called, with its leg where it has one."""
    title = words.name("flags", flag, "title")
    return words.say("notices.of_leg", title=title, limb=words.leg(limb)) if limb else title


def _nudge(words: Words, nudge: NudgeNotice) -> tuple[str, str]:
    days = [cause.day for cause in nudge.because if cause.day is not None]
    day = words.date(days[0]) if days else ""
    why = words.reason(nudge.reason).text
    title = words.say(f"notices.nudge.{nudge.name}.title")
    return title, words.say(f"notices.nudge.{nudge.name}.text", day=day, why=why)


def _earliest(notice: Notice) -> str:
    if isinstance(notice, NudgeNotice):
        return "notices.earliest.moved"
    hard = isinstance(notice, StopNotice) and notice.scope != "all"
    return "notices.earliest.hard_work" if hard else "notices.earliest.all"


def cause_text(words: Words, cause: Cause, today: int) -> str:
    """Because of which answer, in one sentence."""
    found = words.texts.get("causes", cause.kind)
    values: dict[str, Value] = {"value": _value(words, cause)}
    if not isinstance(found, str):
        found = found["today" if cause.day in (None, today) else "before"]
    if cause.day is not None:
        values["day"] = words.date(cause.day)
    return put_in(found, values)


def _value(words: Words, cause: Cause) -> Value:
    match cause.kind:
        case "answer":
            return answer_text(words, str(cause.value))
        case "stop":
            reason = str(cause.value or "")
            return words.name("stop_reasons", reason) if reason else words.say("causes.no_reason")
        case "flag_again":
            return words.name("flags", str(cause.value), "title")
        case "watch_sign":
            return str(words.texts.get("watch_signs", str(cause.value)))
        case "change":
            return str(words.texts.get("changes", str(cause.value)))
        case "form":
            return words.say(f"asks.form:{cause.value}.question")
        case _:
            return cause.value


def answer_text(words: Words, term: str) -> str:
    """An answer as it was given: a symptom's words, or a screen's title with its option."""
    symptom = words.texts.find("symptoms", term)
    if symptom is not None:
        return str(symptom)
    screen, sign, value = term_parts(term)
    title = words.texts.get("screens", screen, "title")
    option = words.texts.find("screens", screen, "options", value)
    if option is None:
        option = words.say(f"terms.{_SIGNS[sign]}", n=int(value))
    return f"{title} {option}"


_SIGNS = {">=": "at_least", "<=": "at_most", "=": "equal"}


def known_texts(words: Words, pack: Pack, known: KnownFacts) -> tuple[str, ...]:
    """What is known of a person, one line a tick or answer."""
    about = {screen.id for screen in pack.triage.screens if screen.about == "person"}
    lines: list[str] = []
    for answer in known:
        if answer.screen in about:
            lines += [answer_text(words, tick) for tick in answer.ticks]
            if answer.value is not None:
                lines.append(answer_text(words, f"{answer.screen}={answer.value}"))
    return tuple(lines)
