"""Rules that Today words by itself are rules of the programme."""

from __future__ import annotations

from pathlib import Path

import yaml

import hamstrong.web.today
from hamstrong.protocol.rule_ids import Mechanism, NumberRule


def test_every_worded_rule_is_one_that_a_decision_can_name() -> None:
    file = Path(hamstrong.web.today.__file__).parent / "texts" / "en.yaml"
    worded = set(yaml.safe_load(file.read_text(encoding="utf-8"))["rule"])
    known = {str(rule).replace(".", "_") for rule in (*Mechanism, *NumberRule)}
    assert worded <= known
