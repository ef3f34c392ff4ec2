"""Some weeks under any pack through the use cases: forward by clean work, back by pain."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.each_pack.lives import LIVES, Life

from hamstrong.app import App, open_app
from hamstrong.engine.decide.decisions import Decision, Prescription, Refusal
from hamstrong.words import Words
from hamstrong.words.notices import notice_texts


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_good_weeks_lead_on_and_a_bad_one_leads_back(life: Life, tmp_path: Path) -> None:
    with open_app(tmp_path / "home", life.folder) as app:
        someone = life.someone(app).begin(dict(life.values), life.choices)
        someone.live(28)
        stages = [dict(d.stages)["left"] for _, d in someone.log if isinstance(d, Prescription)]
        assert stages == sorted(stages)
        assert stages[-1] > stages[0]
        before = _highest(app, someone.log)
        someone.morning = 6
        someone.live(10)
        bad = [decision for _, decision in someone.log[-9:]]
        assert not any(_is_hard(app, decision) for decision in bad)
        someone.morning = 0
        someone.live(4)
        after = _highest(app, someone.log[-4:])
        assert all(after[name] <= before[name] for name in after.keys() & before.keys())


def _is_hard(app: App, decision: Decision) -> bool:
    items = decision.items if isinstance(decision, Prescription) else ()
    return any(app.pack.load_classes[item.load_class].hard for item in items)


def _highest(app: App, log: list[tuple[int, Decision]]) -> dict[str, int]:
    """The highest rung of each exercise that these days prescribed to the sore leg."""
    found: dict[str, int] = {}
    for _, decision in log:
        for item in decision.items if isinstance(decision, Prescription) else ():
            if item.side != "right":
                rung = app.pack.exercises[item.exercise].rung_index(item.rung)
                found[item.exercise] = max(rung, found.get(item.exercise, 0))
    return found


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_every_decision_of_these_weeks_has_words(life: Life, tmp_path: Path) -> None:
    with open_app(tmp_path / "home", life.folder) as app:
        someone = life.someone(app).begin(dict(life.values), life.choices)
        someone.live(14)
        someone.pain = 3
        someone.live(7)
        someone.morning = 4
        someone.live(14)
        words = Words(app.pack, app.texts())
        said = 0
        for _, decision in someone.log:
            for ask in decision.asks:
                assert words.ask(ask).question
            for reason in decision.reasons:
                assert words.reason(reason).text
            for notice in notice_texts(words, decision.notices, decision.day):
                assert notice.title
                assert notice.text
            if isinstance(decision, Refusal):
                assert words.refusal(decision).title
                continue
            said += len([words.item(item) for item in decision.items])
            assert all(words.left_out(left).text for left in decision.left_out)
            assert all(words.unlock(unlock).title for unlock in decision.unlocks)
        assert said > 20
