"""A professional's word is dated, named, limited, only for what it names."""

from dataclasses import replace
from typing import Any

import pytest
from tests.app.person import CHOICES, TIGHT, Someone

from hamstrong.app import App, InvalidFacts
from hamstrong.engine.decide.ask import Ask, AskKind
from hamstrong.engine.decide.decisions import Prescription, Refusal
from hamstrong.engine.decide.notices import NudgeNotice
from hamstrong.engine.facts import (
    ApprovalRecorded,
    CapRecorded,
    ClearanceRecorded,
    FlagAnswered,
    Stopped,
)
from hamstrong.engine.state.causes import Cause


@pytest.fixture
def stopped(someone: Someone) -> Someone:
    """Three good days, then a pop."""
    someone.live(3)
    someone.tell(Stopped("pop_or_pull"))
    return someone


def leave(someone: Someone, **changes: Any) -> ClearanceRecorded:
    plain = ClearanceRecorded(
        flags=("pull",), who="A. Physio", dated=someone.day, expires=someone.day + 60, max_stage=2
    )
    return plain._replace(**changes)


def test_a_clearance_lifts_the_flag_that_it_names(stopped: Someone) -> None:
    stopped.day += 1
    stopped.tell(leave(stopped))
    waits = stopped.today().decision
    assert isinstance(waits, Prescription)
    assert waits.items == ()
    stopped.day += 4
    stopped.answer_all()
    decision = stopped.today().decision
    assert isinstance(decision, Prescription)
    assert dict(decision.stages) == {"left": 1}


@pytest.mark.parametrize(
    ("changes", "place", "rule"),
    [
        ({"who": "  "}, "who", "1 to 120 characters"),
        ({"who": "x" * 200}, "who", "1 to 120 characters"),
        ({"dated": -3}, "dated", "the day of pull"),
        ({"dated": 1}, "dated", "or before"),
        ({"expires": 91}, "expires", "within 90 days"),
        ({"expires": 0}, "expires", "runs out after today"),
        ({"expires": -1}, "expires", "runs out after today"),
        ({"max_stage": 9}, "max_stage", "must be one of"),
        ({"flags": ()}, "flags", "only what it names"),
        ({"flags": ("infection",)}, "flags", "must be one of"),
        ({"limb": "middle"}, "limb", "must be one of"),
        ({"track": "yoga"}, "track", "must be one of"),
    ],
)
def test_a_clearance_that_cannot_be_is_refused(
    stopped: Someone, changes: dict[str, Any], place: str, rule: str
) -> None:
    shifted = {
        key: stopped.day + value if key in ("dated", "expires") else value
        for key, value in changes.items()
    }
    with pytest.raises(InvalidFacts) as caught:
        stopped.tell(leave(stopped, **shifted))
    fault = next(f for f in caught.value.faults if f.place.endswith(place))
    assert rule in fault.rule
    assert isinstance(stopped.today().decision, Refusal)


def test_the_name_of_the_clinician_is_in_no_message(stopped: Someone) -> None:
    with pytest.raises(InvalidFacts) as caught:
        stopped.tell(leave(stopped, who="Dr Secret", max_stage=9))
    assert "Secret" not in str(caught.value)


def test_an_emergency_asks_whether_one_was_told_that_it_is_safe(someone: Someone) -> None:
    someone.tell(Stopped("chest_breath_or_faint"))
    someone.day += 1
    fact = leave(someone, flags=("stop_emergency",))
    with pytest.raises(InvalidFacts, match="told that training is safe"):
        someone.tell(fact)
    someone.tell(fact._replace(told_safe=True))
    someone.day += 1
    someone.answer_all()
    assert isinstance(someone.today().decision, Prescription)


def test_a_clearance_that_ends_soon_is_announced(stopped: Someone) -> None:
    stopped.tell(leave(stopped, expires=stopped.day + 60))
    stopped.day += 60 - stopped.app.pack.rules.clearance.warn_days - 1
    assert not ending(stopped)
    stopped.day += 1
    (notice,) = ending(stopped)
    warn_days = stopped.app.pack.rules.clearance.warn_days
    assert notice.because == (Cause("clearance_days", warn_days, stopped.day + warn_days),)
    assert notice.lifts == ("clearance:pull",)


def ending(someone: Someone) -> list[NudgeNotice]:
    """What today says of clearances that end."""
    found = (n for n in someone.today().decision.notices if isinstance(n, NudgeNotice))
    return [notice for notice in found if notice.name == "clearance_ends"]


def test_at_its_end_the_question_comes_again(stopped: Someone) -> None:
    stopped.tell(leave(stopped, expires=stopped.day + 5))
    stopped.day += 6
    asks = stopped.today().decision.asks
    flags = [ask for ask in asks if ask.kind is AskKind.FLAG]
    assert flags == [Ask(AskKind.FLAG, name="pull")]
    stopped.tell(FlagAnswered("pull", "", present=False))
    assert all(ask.kind is not AskKind.FLAG for ask in stopped.today().decision.asks)


def test_a_flag_is_answered_only_when_it_is_asked(someone: Someone) -> None:
    with pytest.raises(InvalidFacts):
        someone.tell(FlagAnswered("pull", "", present=False))


def test_a_cap_lowers_at_once(someone: Someone) -> None:
    first = someone.today().decision
    assert isinstance(first, Prescription)
    gone = first.items[0].exercise
    someone.tell(CapRecorded("A. Physio", someone.day, excluded=(gone,), max_sets=1))
    after = someone.today().decision
    assert isinstance(after, Prescription)
    assert gone not in {item.exercise for item in after.items}
    assert {item.sets for item in after.items} <= {1}


@pytest.mark.parametrize(
    "fact",
    [
        CapRecorded("A. Physio", 1, max_stage=12),
        CapRecorded("A. Physio", 1, excluded=("trampoline",)),
        CapRecorded("A. Physio", 1, max_sets=0),
        ApprovalRecorded("right", 2, "A. Physio", 1),
        ApprovalRecorded("left", 12, "A. Physio", 1),
        ApprovalRecorded("left", 2, "", 1),
    ],
)
def test_a_cap_or_approval_that_cannot_be_is_refused(someone: Someone, fact: Any) -> None:
    with pytest.raises(InvalidFacts):
        someone.tell(fact)


def test_a_gate_waits_for_an_approval_when_that_was_wished(app: App) -> None:
    asking = replace(CHOICES, ask_clinician=True)
    someone = Someone(app).begin(TIGHT, asking)
    someone.live(14)
    assert someone.me.unlocks(someone.at)[0].waits_for_approval
    assert someone.me.history(someone.at)[-1].stages == {"left": 1}
    someone.tell(ApprovalRecorded("left", 2, "A. Physio", someone.day))
    assert not someone.me.unlocks(someone.at)[0].waits_for_approval, "on the very day, too"
    someone.live(3)
    assert someone.me.history(someone.at)[-1].stages == {"left": 2}
