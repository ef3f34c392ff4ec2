"""An ask has one text form, strict both ways, that stored plans and pages hold for ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstrong.engine.decide.ask import FORMS, LONG_FORM, SHORT_FORM, WEEKLY_FORM, Ask, AskKind
from hamstrong.engine.decide.asks import ask_of
from hamstrong.engine.facts import (
    BaselineAnswered,
    Fact,
    HowIsItAnswered,
    MorningAnswered,
    OutcomeAnswered,
    PainNowAnswered,
    QuestionAnswered,
    WalkingAnswered,
    WatchAnswered,
)
from hamstrong.engine.facts.codec import DecodeError, decode, encode

TEXTS = (
    (Ask(AskKind.MORNING, "left"), "morning:left"),
    (Ask(AskKind.BASELINE, "right"), "baseline:right"),
    (Ask(AskKind.WALKING, "left"), "walking:left"),
    (Ask(AskKind.PAIN_NOW, "left"), "pain_now:left"),
    (Ask(AskKind.OUTCOME, "left"), "outcome:left"),
    (Ask(AskKind.LOADS), "loads"),
    (Ask(AskKind.WATCH, "right"), "watch:right"),
    (Ask(AskKind.QUESTION, "left", "stairs"), "question:stairs:left"),
    (Ask(AskKind.FLAG, "left", "pull"), "flag:pull:left"),
    (Ask(AskKind.FLAG, name="pull"), "flag:pull:"),
    (LONG_FORM, "form:long"),
    (WEEKLY_FORM, "form:weekly"),
    (SHORT_FORM, "form:short"),
)


@pytest.mark.parametrize(("ask", "text"), TEXTS, ids=str)
def test_text_form_is_the_stored_one_and_is_read_back(ask: Ask, text: str) -> None:
    assert ask.to_text() == text
    assert Ask.from_text(text) == ask
    assert encode((ask,)) == [text]
    assert decode(tuple[Ask, ...], [text]) == (ask,)


def test_every_kind_is_in_the_table() -> None:
    assert {ask.kind for ask, _ in TEXTS} == set(AskKind)


@pytest.mark.parametrize(
    "text",
    [
        "", ":", "morning", "morning:", "morning:both", "morning:left:", "morning:left:x",
        "Morning:left", " morning:left", "form", "form:", "form:monthly", "form:long:left",
        "question:stairs", "question:stairs:", "question::left", "question:a:b:left",
        "flag:left", "flag::left", "flag:pull:both", "left:morning",
    ],
)  # fmt: skip
def test_other_texts_are_refused_without_repeating_them(text: str) -> None:
    with pytest.raises(ValueError, match=r"^no text form of an ask$"):
        Ask.from_text(text)
    with pytest.raises(DecodeError, match=r"^\$: no text form of an ask$"):
        decode(Ask, text)


@given(st.text(max_size=30))
def test_whatever_is_read_is_written_the_same(text: str) -> None:
    try:
        ask = Ask.from_text(text)
    except ValueError:
        return
    assert ask.to_text() == text


@given(
    st.sampled_from(AskKind),
    st.sampled_from(["", "left", "right", "both"]),
    st.sampled_from(["", "stairs", "a:b", *FORMS]),
)
def test_whatever_can_be_made_can_be_read_back(kind: AskKind, limb: str, name: str) -> None:
    try:
        ask = Ask(kind, limb, name)
    except ValueError:
        return
    assert Ask.from_text(ask.to_text()) == ask


def test_only_a_text_is_read() -> None:
    with pytest.raises(DecodeError, match="expected str, got int"):
        decode(Ask, 3)


# --- what waits for what


def test_what_is_asked_just_before_a_session() -> None:
    """The short list and pain now; the weekly form where work is hard."""
    opening = [ask for ask, _ in TEXTS if ask.opens_session]
    assert opening == [Ask(AskKind.PAIN_NOW, "left"), SHORT_FORM]
    assert [ask for ask, _ in TEXTS if ask.belongs_to_session] == [
        opening[0], WEEKLY_FORM, SHORT_FORM,
    ]  # fmt: skip


def test_what_the_weekly_look_asks() -> None:
    assert [ask.to_text() for ask, _ in TEXTS if ask.belongs_to_week] == [
        "outcome:left", "watch:right", "form:weekly",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (MorningAnswered("left", 0), "morning:left"),
        (BaselineAnswered("left", 0), "baseline:left"),
        (WalkingAnswered("left", normal=True), "walking:left"),
        (PainNowAnswered("left", 0), "pain_now:left"),
        (OutcomeAnswered("left"), "outcome:left"),
        (WatchAnswered("left"), "watch:left"),
        (QuestionAnswered("stairs", "left"), "question:stairs:left"),
    ],
)
def test_an_answer_can_be_asked_again(fact: Fact, text: str) -> None:
    ask = ask_of(fact)
    assert ask is not None
    assert ask.to_text() == text


def test_what_nobody_asked_is_not_asked_again() -> None:
    assert ask_of(HowIsItAnswered("left", 0)) is None
