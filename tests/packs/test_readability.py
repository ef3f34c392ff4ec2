"""The words of forms, tips and cards read easily: a twelve-year-old's school grade at most.

The Flesch-Kincaid grade counts syllables and sentence length only. It does not show that a
sentence is clear or kind; a person has to read it for that.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import textstat

from hamstrong.engine.asked_questions import HasTriage
from hamstrong.engine.triage import PRECEDENCE

MAX_GRADE = 7.0
EMERGENCY_NUMBER = "112, 911 or 999, or your local number"


def _texts(node: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every text below a node; a title is read together with what follows it."""
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from _texts(item, f"{path}.{index}")
    elif isinstance(node, dict):
        titles = [node[key] for key in ("title", "why", "text") if key in node]
        if len(titles) > 1:
            yield f"{path}.title", " ".join(f"{text.rstrip('.?')}." for text in titles)
        for key, item in node.items():
            if key not in {"title", "none"}:
                yield from _texts(item, f"{path}.{key}")


def _too_hard(words: Mapping[str, Any], *groups: str) -> dict[str, float]:
    grades = {
        path: textstat.flesch_kincaid_grade(text)
        for group in groups
        for path, text in _texts(words[group], group)
    }
    assert grades
    return {path: grade for path, grade in grades.items() if grade > MAX_GRADE}


def test_every_symptom_screen_and_flag_is_easy_to_read(words: Mapping[str, Any]) -> None:
    assert _too_hard(words, "symptoms", "screens", "flags", "outcomes") == {}


def test_every_screen_as_a_whole_is_easy_to_read(pack: HasTriage, words: Mapping[str, Any]) -> None:
    hard = {}
    for screen in pack.triage.screens:
        own = words["screens"][screen.id]
        lines = [own["title"], own["why"], *own.get("options", {}).values()]
        lines += [words["symptoms"][symptom] for symptom in screen.symptoms]
        grade = textstat.flesch_kincaid_grade(" ".join(f"{line.rstrip('.?')}." for line in lines))
        if grade > MAX_GRADE:
            hard[screen.id] = grade
    assert hard == {}


def test_tips_cards_and_the_first_page_are_easy_to_read(words: Mapping[str, Any]) -> None:
    groups = ("advice", "cards", "intended_use", "not_reviewed", "consent")
    assert _too_hard(words, *groups) == {}


def test_the_measure_would_notice_a_leaflet() -> None:
    leaflet = "Discontinue exercise immediately upon experiencing neurological deterioration."
    assert textstat.flesch_kincaid_grade(leaflet) > MAX_GRADE


def test_every_list_offers_none_and_every_choice_names_its_options(
    pack: HasTriage, words: Mapping[str, Any]
) -> None:
    for screen in pack.triage.screens:
        own = words["screens"][screen.id]
        assert ("none" in own) == (screen.kind == "list")
        options = ("yes", "no") if screen.kind == "yes_no" else screen.options
        assert tuple(own.get("options", {})) == options


def test_every_flag_says_what_why_and_what_lifts_it(words: Mapping[str, Any]) -> None:
    assert all(set(flag) == {"title", "why", "lifts"} for flag in words["flags"].values())


def test_every_outcome_says_what_to_do(words: Mapping[str, Any]) -> None:
    assert set(words["outcomes"]) == {*PRECEDENCE, "track", "walking"}
    assert all(own["title"] and own["do"] for own in words["outcomes"].values())


def test_emergencies_name_the_number_to_call(words: Mapping[str, Any]) -> None:
    assert words["emergency_number"] == EMERGENCY_NUMBER
    assert EMERGENCY_NUMBER in words["outcomes"]["emergency"]["do"][0]
    assert EMERGENCY_NUMBER in words["advice"]["next_emergency"]["text"]


def test_the_first_page_is_three_sentences_and_says_who_reviewed_it(
    words: Mapping[str, Any],
) -> None:
    assert [textstat.sentence_count(text) for text in words["intended_use"]] == [1, 1, 1]
    assert words["not_reviewed"]
