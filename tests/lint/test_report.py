"""A report says file, line, key, value and what would be right, for people and for programs."""

from __future__ import annotations

import json

from hamstrong.lint.report import lint_report
from hamstrong.protocol.faults import PackFault

FAULTS = (
    PackFault("pack.yaml", 7, "goals.gym", "3", "wrong-value", "keys with values"),
    PackFault("pack.yaml", 9, "", "", "missing-key", "id is required here"),
    PackFault("rules.yaml", 2, "pain.clean_max", "'2'", "wrong-value", "a whole number"),
)


def test_report_for_people_has_everything_once() -> None:
    text = lint_report(FAULTS, as_json=False)
    assert text.splitlines() == [
        "pack.yaml",
        "  line 7: goals.gym = 3",
        "    should be: keys with values [wrong-value]",
        "  line 9: the whole file",
        "    should be: id is required here [missing-key]",
        "rules.yaml",
        "  line 2: pain.clean_max = '2'",
        "    should be: a whole number [wrong-value]",
        "3 faults: this pack does not load until they are mended.",
    ]


def test_report_of_a_good_pack_says_so() -> None:
    assert lint_report((), as_json=False) == "No faults: this pack loads."
    assert json.loads(lint_report((), as_json=True)) == {"faults": [], "count": 0}


def test_report_for_programs_names_every_field() -> None:
    report = json.loads(lint_report(FAULTS, as_json=True))
    assert report["count"] == 3
    assert report["faults"][0] == {
        "file": "pack.yaml",
        "line": 7,
        "key": "goals.gym",
        "value_repr": "3",
        "rule": "wrong-value",
        "expected": "keys with values",
    }
