"""Every id that a decision can carry has words, and a reader of twelve reads them easily."""

from __future__ import annotations

import re
from typing import Any

import pytest
import textstat

from hamstrong.engine.decide.ask import FORMS, Ask, AskKind
from hamstrong.engine.decide.decisions import Prescription, Refusal, StepBack
from hamstrong.engine.decide.evidence import Reason, reason
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import PlannedItem
from hamstrong.engine.triage import PRECEDENCE
from hamstrong.protocol.loader import DEFAULT_PACK, load_pack
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import Mechanism
from hamstrong.protocol.texts import load_texts
from hamstrong.words import MissingWords, Words, WordTexts, pseudo

MAX_GRADE = 7.0
LEFT_OVER = re.compile(r"[{}]|\bNone\b(?! of)|[a-z]_[a-z]")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


@pytest.fixture(scope="module")
def texts() -> Any:
    return load_texts(DEFAULT_PACK, "en")


@pytest.fixture(scope="module")
def words(pack: Pack, texts: Any) -> Words:
    return Words(pack, texts)


def rules(pack: Pack) -> list[str]:
    return [*pack.provenance, *Mechanism]


def test_every_rule_of_pack_and_engine_has_a_sentence(pack: Pack, words: Words) -> None:
    said = {rule: words.reason(reason(pack, rule)).text for rule in rules(pack)}
    assert {rule: text for rule, text in said.items() if LEFT_OVER.search(text)} == {}
    assert [t for t in said.values() if not (t[0].isupper() or t[0].isdigit())] == []


@pytest.mark.parametrize(
    ("rule", "inputs", "part"),
    [
        ("morning.pass_max", {"limb": "left", "verdict": "pass"}, "left leg was fine"),
        ("morning.pass_max", {"limb": "left", "verdict": "hold"}, "a bit sore"),
        ("morning.pass_max", {"limb": "left", "verdict": "sore_hold"}, "Both thighs"),
        ("morning.pass_max", {"limb": "right", "verdict": "fail"}, "right leg hurt more"),
        ("morning.pass_max", {"limb": "left", "verdict": "none"}, "not said yet"),
        ("flare.path_days", {"limb": "left", "flare_day": 1}, "rests"),
        ("flare.path_days", {"limb": "left", "flare_day": 2}, "light holds"),
        ("flare.path_days", {"limb": "left", "flare_day": 3}, "one step lighter"),
        ("referral.consistent_percent", {"limb": "left", "frozen": "no_change"}, "not got better"),
        ("track.strain.first_stage", {"limb": "left", "stage": 2}, "left leg is in stage 2"),
        ("gap.bands.10", {}, "After 10 days"),
        ("calendar.max_hard_in_window", {"hard_days": 3}, "3 hard days"),
    ],
)
def test_a_sentence_says_what_the_rule_read(
    pack: Pack, words: Words, rule: str, inputs: dict[str, Any], part: str
) -> None:
    assert part in words.reason(reason(pack, rule, *inputs.items())).text


def test_every_ask_of_the_engine_has_a_question(pack: Pack, words: Words) -> None:
    own = {AskKind.FORM, AskKind.QUESTION, AskKind.FLAG, AskKind.LOADS}
    asks = [Ask(kind, "left") for kind in AskKind if kind not in own]
    asks += [Ask(AskKind.LOADS)]
    asks += [Ask(AskKind.FORM, name=form) for form in FORMS]
    asks += [Ask(AskKind.QUESTION, "left", name) for name in pack.questions]
    asks += [Ask(AskKind.FLAG, "left", flag.id) for flag in pack.triage.flags]
    for ask in asks:
        said = words.ask(ask)
        assert said.question
        assert said.why
        assert not LEFT_OVER.search(said.question + said.why)


def test_prevention_asks_about_the_thigh_and_never_about_a_sore_spot(words: Words) -> None:
    assert "sore spot" in words.ask(Ask(AskKind.MORNING, "left"), "strain").question
    assert "sore spot" not in words.ask(Ask(AskKind.MORNING, "left"), "prevention").question


@pytest.mark.parametrize(
    "kind",
    [
        "not_enrolled", "closed_today", "triage_due", "too_early",
        "pack_withdrawn", *PRECEDENCE,
    ],
)  # fmt: skip
def test_every_refusal_says_what_and_what_next(pack: Pack, words: Words, kind: str) -> None:
    refusal = Refusal(739_000, kind, (reason(pack, "enrol.first"),), ("enrol",), 739_003, ())
    said = words.refusal(refusal)
    assert said.title
    assert all(said.next)


def item(**changes: Any) -> PlannedItem:
    plain = PlannedItem("bridge", "both", "bridge-2x10", 2, "each_set", repetitions=10)
    return plain._replace(**changes)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "2 sets of 10"),
        ({"sets": 1}, "1 set of 10"),
        ({"load_kg": 4.0}, "2 sets of 10 with 4 kg"),
        ({"load_kg": 2.5, "half": True}, "2 sets of 10 with 2.5 kg (about half of the usual)"),
        ({"sets": 1, "half": True}, "1 set of 10 (about half of the usual)"),
        ({"repetitions": None, "hold_s": 30, "sets": 3}, "3 times 30 seconds"),
        ({"repetitions": None, "hold_s": 30, "sets": 1}, "30 seconds"),
        ({"repetitions": None, "hold_s": 5, "holds": 10, "sets": 1}, "10 holds of 5 seconds"),
        (
            {"repetitions": None, "hold_s": 5, "holds": 10, "sets": 1, "bouts": 2},
            "10 holds of 5 seconds, 2 times a day",
        ),
    ],
)
def test_a_dose_is_said_with_its_plurals(
    words: Words, changes: dict[str, Any], expected: str
) -> None:
    assert words.item(item(**changes)).dose == expected


def test_every_rung_of_the_pack_can_be_said(pack: Pack, words: Words) -> None:
    for exercise in pack.exercises.values():
        side = "both" if exercise.legs == "both" else "left"
        for rung in exercise.ladder:
            given = rung.dosage
            said = words.item(
                PlannedItem(
                    exercise.id,
                    side,
                    rung.id,
                    given.sets,
                    exercise.ask,
                    given.repetitions,
                    given.holds,
                    given.hold_s,
                    rung.load_kg,
                    given.bouts,
                )
            )
            assert all((said.name, said.short, said.rung, said.dose, said.side, said.asked))
            assert not LEFT_OVER.search(said.dose)


@pytest.mark.parametrize("to", ["bridge-2x10", "half_dose", "left_out"])
def test_every_step_back_of_an_exercise_can_be_said(words: Words, to: str) -> None:
    said = words.step_back(StepBack("exercise", "left", "bridge", to))
    assert said.startswith(words.name("exercises", "bridge"))
    assert not LEFT_OVER.search(said)


def test_the_other_steps_back_name_the_leg(words: Words) -> None:
    assert words.step_back(StepBack("stage", "left", "", "2")) == "Left leg: go back to stage 2"
    assert words.step_back(StepBack("rest", "right", "", "rest")) == "Right leg: rest today"


def test_a_person_s_weeks_can_be_said_wholly(pack: Pack, words: Words) -> None:
    engine = Engine(pack)
    state = engine.start(739_000)
    decision = engine.prescribe(state)
    assert isinstance(decision, Refusal)
    assert words.refusal(decision).title == words.say("refusals.not_enrolled.title")
    assert not isinstance(decision, Prescription)


def test_an_unknown_id_is_an_error_that_names_it(words: Words) -> None:
    with pytest.raises(MissingWords, match=r"because\.no\.such"):
        words.reason(Reason("no.such", (), ("E1",), grade="E"))
    with pytest.raises(MissingWords, match=r"exercises\.nothing"):
        words.name("exercises", "nothing")


def test_a_sentence_that_lacks_a_value_is_an_error() -> None:
    with pytest.raises(MissingWords, match="'limb'"):
        WordTexts({"a": "Your {limb}."}).say("a")


def test_dates_are_said_as_people_say_them(words: Words) -> None:
    assert words.date(739_000) == "Wednesday, 24 April"


def test_the_made_up_language_keeps_every_value_and_changes_every_word(
    pack: Pack, texts: Any
) -> None:
    foreign = Words(pack, pseudo(texts))
    said = foreign.reason(
        reason(pack, "morning.pass_max", ("limb", "left"), ("verdict", "fail"))
    ).text
    assert said.startswith("[")
    assert "hurt more" not in said
    assert foreign.item(item()).dose.startswith("[2 ")
    for rule in rules(pack):
        assert foreign.reason(reason(pack, rule)).text.startswith("[")


def _empty(words: Any, path: tuple[str, ...] = ()) -> list[str]:
    if isinstance(words, dict):
        return [name for key, part in words.items() for name in _empty(part, (*path, str(key)))]
    return [".".join(path)] if words is None else []


def test_no_sentence_is_cut_off_at_a_comma(texts: Any) -> None:
    """A comma in a braced YAML mapping begins a new key that has no words."""
    assert _empty(texts) == []


def _sentences(words: Any) -> list[str]:
    if isinstance(words, dict):
        return [text for part in words.values() for text in _sentences(part)]
    return [str(words)]


def test_decisions_are_easy_to_read(texts: Any) -> None:
    told = [
        text.replace("{value}", "3")
        for group in ("because", "refusals", "asks", "lifts", "notices", "causes")
        for text in _sentences(texts[group])
        if len(text.split()) > 4
    ]
    grades = {text: textstat.flesch_kincaid_grade(text) for text in told}
    assert sum(grades.values()) / len(grades) <= MAX_GRADE - 2
    assert {text: grade for text, grade in grades.items() if grade > MAX_GRADE + 2} == {}
