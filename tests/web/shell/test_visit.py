"""A request looks everything up once: who is here, where the diary stands, what is due today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from hamstrong.engine import engine as engine_module
from hamstrong.engine.decide.ask import AskKind
from hamstrong.engine.facts import MorningAnswered
from tests.app.person import Someone
from tests.web.house import Browser, House
from tests.web.walking import last_page


@pytest.fixture
def morning(someone: Someone, house: House) -> Browser:
    """The first morning that is asked after a session."""
    for _ in range(12):
        if any(ask.kind is AskKind.MORNING for ask in someone.today().decision.asks):
            break
        someone.answer_all()
        someone.work()
        someone.day += 1
    return house.restart(someone.at.now.date())


@pytest.fixture
def counts(house: House, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the diary and the engine are asked."""
    found: Counter[str] = Counter()

    def counted(name: str, old: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            found[name] += 1
            return old(*args, **named)

        return call

    diary = house.app.diary
    for name in ("tip", "persons", "read"):
        monkeypatch.setattr(diary, name, counted(name, getattr(diary, name)))
    for name in ("open_day", "decide"):
        monkeypatch.setattr(engine_module, name, counted(name, getattr(engine_module, name)))
    return found


def test_page_of_a_question_asks_everything_once(morning: Browser, counts: Counter[str]) -> None:
    morning.get("/check-in")
    assert max(counts[name] for name in ("tip", "persons", "open_day", "decide")) == 1


def test_answer_asks_once_before_it_is_stored_and_once_after(
    morning: Browser, counts: Counter[str]
) -> None:
    morning.post("/check-in", {"ask": "morning:left", "pain": "0", "limp": "no"})
    assert counts["persons"] <= 2  # by the page that gives the token, by the answer
    assert counts["decide"] <= 2
    assert counts["open_day"] <= 2
    assert counts["tip"] <= 3  # before, when it is checked for storing, after


def test_another_process_is_seen_by_the_next_request(
    morning: Browser, someone: Someone, house: House
) -> None:
    morning.get("/check-in")
    elsewhere = house.app.person(house.app.persons()[0])
    fact = MorningAnswered("left", 0, new_limp=False)
    elsewhere.tell(someone.at, "0f0f0f0f-0000-4000-8000-00000000000a", fact)
    assert "morning:left" not in last_page(morning, "/check-in")[1]
