"""Each kind of change has its sentence, and a reader of twelve reads it easily."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import textstat
from tests.engine.reply.reply_lives import CASES

from hamstrong.engine.engine import Engine
from hamstrong.engine.reply.reply import (
    CHANGE_KINDS,
    ExerciseChange,
    NextStep,
    Reply,
    RestrictionChange,
)
from hamstrong.protocol.loader import DEFAULT_PACK, load_pack
from hamstrong.protocol.texts import load_texts
from hamstrong.words import Words
from hamstrong.words.replies import reply_text

MAX_GRADE = 7.0
LEFT_OVER = re.compile(r"[{}]|\bNone\b(?! of)|[a-z]_[a-z]")
DAY = 739_005


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load_pack())


@pytest.fixture(scope="module")
def words(engine: Engine) -> Words:
    return Words(engine.pack, load_texts(DEFAULT_PACK, "en"))


def sentences(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for below in node.values():
            yield from sentences(below)
    else:
        yield str(node)


def test_each_kind_has_its_sentence(words: Words) -> None:
    assert [kind for kind in CHANGE_KINDS if kind not in words.texts.get("replies")] == []


@pytest.mark.parametrize("kind", CHANGE_KINDS)
def test_a_reply_of_each_kind_is_whole(engine: Engine, words: Words, kind: str) -> None:
    said = reply_text(words, CASES[kind].live(engine).reply)
    assert said.lines
    assert [
        line for line in (*said.lines, said.next, said.tomorrow) if LEFT_OVER.search(line)
    ] == []


def test_replies_read_easily(words: Words) -> None:
    """Of each kind all its forms together: the grade of five words alone means little."""
    kinds = words.texts.get("replies")
    plain = {k: re.sub(r"\{\w+\}", "leg", " ".join(sentences(kinds[k]))) for k in kinds}
    grades = {kind: textstat.flesch_kincaid_grade(text) for kind, text in plain.items()}
    assert {kind: grade for kind, grade in grades.items() if grade > MAX_GRADE} == {}


def test_an_answer_is_named_once_for_all_that_it_changed(engine: Engine, words: Words) -> None:
    lines = reply_text(words, CASES["ends_today"].live(engine).reply).lines
    assert lines[0] == "You answered 4 of 10 while you worked today."
    assert len(lines) == len(set(lines)) == 3


def test_many_exercises_are_counted_and_few_are_named(words: Words) -> None:
    names = list(words.pack.exercises)[:7]
    changes = [
        ExerciseChange("rung_up", n, "both", words.pack.exercises[n].ladder[0].id) for n in names
    ]
    (many,) = reply_text(words, Reply(DAY, tuple(changes))).lines
    assert many == "7 exercises go up one step."
    (few,) = reply_text(words, Reply(DAY, tuple(changes[:2]))).lines
    assert words.name("exercises", names[1]) in few


def test_a_reply_without_a_change_says_so_and_dates_are_spoken(words: Words) -> None:
    said = reply_text(words, Reply(DAY, (), NextStep("session_on", day=DAY + 3)))
    assert said.lines == ("Saved. Nothing else changes.",)
    assert "Thursday, 2 May" in said.next


def test_no_date_is_said_where_none_is_known(words: Words) -> None:
    assert reply_text(words, Reply(DAY, (), NextStep("not_before"))).next == ""


def test_an_urgent_sign_sounds_like_one(words: Words) -> None:
    urgent = [f.id for f in words.pack.triage.flags if f.urgency == "emergency"]
    changes = tuple(RestrictionChange("flag_begun", "", flag) for flag in urgent)
    assert reply_text(words, Reply(DAY, changes)).tone == "stop"
