"""A pack that the linter accepts stops no day: single numbers moved, some weeks lived (S13)."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.engine.driver import Person, enrol

from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import MorningAnswered, PainNowAnswered
from hamstrong.lint.all_faults import lint_pack
from hamstrong.protocol.loader import DEFAULT_PACK, load_pack
from hamstrong.protocol.texts import load_texts
from hamstrong.words import Words

SEED = 20250303
MOVED = 10
NUMBER = re.compile(r"(?<=value: )-?\d+(?:\.\d+)?(?=[,}])|(?<=from_days: )\d+|(?<=_down: )\d+")
RULES = DEFAULT_PACK / "rules.yaml"


def moved_packs() -> Iterator[Any]:
    """The file with another number at one place, named by it; the same in every run."""
    dice, text = random.Random(SEED), RULES.read_text(encoding="utf-8")
    found = list(NUMBER.finditer(text))
    for match in dice.sample(found, MOVED):
        number = float(match[0])
        other = dice.choice([number - 1, number + 1, number * 2, 0, 1, 3])
        written = f"{other:g}" if "." not in match[0] else f"{other:.2f}"
        line = text.count("\n", 0, match.start()) + 1
        moved = text[: match.start()] + written + text[match.end() :]
        yield pytest.param(moved, id=f"line {line}, {written} for {match[0]}")


@pytest.mark.parametrize("text", list(moved_packs()))
def test_number_is_refused_or_every_day_goes_on(text: str, copy: Path) -> None:
    (copy / "rules.yaml").write_text(text, encoding="utf-8")
    if lint_pack(copy):
        return
    engine = Engine(load_pack(copy))
    words = Words(engine.pack, load_texts(copy, "en"))
    live(enrol(engine, "strain", "field_sport"), words)


def live(person: Person, words: Words) -> None:
    """Good days, a break, a failed morning, strong pain, and a long break."""
    person.live(12)
    skip(person, 8, words)
    person.live(4)
    person.tell(MorningAnswered("left", 4, new_limp=True))
    say(person, words)
    person.live(3)
    person.tell(PainNowAnswered("left", 5, new_limp=False))
    say(person, words)
    person.live(6)
    skip(person, 50, words)
    person.live(2)


def skip(person: Person, days: int, words: Words) -> None:
    person.state = person.engine.advance(person.state, person.state.day + days)
    say(person, words)


def say(person: Person, words: Words) -> None:
    for reason in person.engine.prescribe(person.state).reasons:
        assert words.reason(reason).text
    person.engine.unlocks(person.state)
    person.engine.tests(person.state)
