"""A name that the pack does not have is refused in every kind of fact, in one and the same way."""

from __future__ import annotations

from uuid import uuid4

import pytest
from tests.app.person import Someone

from hamstrong.app import FactIn, InvalidFacts
from hamstrong.app.record.name_checks import name_faults
from hamstrong.engine.facts import (
    CapRecorded,
    Fact,
    FormAnswered,
    PainReported,
    StepBackChosen,
    Stopped,
    TestLogged,
    WatchAnswered,
)
from hamstrong.protocol.loader import load_pack

DAY = 739_000


@pytest.mark.parametrize(
    ("fact", "place", "step"),
    [
        (PainReported("bridge", "middle", 2), "side", "a side"),
        (Stopped("bored"), "reason", "choose a reason"),
        (StepBackChosen("left", "trampoline"), "exercise", "an exercise"),
        (TestLogged("juggling", "left", (3,)), "test", "name a test"),
        (WatchAnswered("left", (("hiccups", True),)), "signs.0.0", "name a sign"),
        (FormAnswered("short", ("hiccups",)), "symptoms.0", "what the form asks"),
        (CapRecorded("Dr Example", DAY, 9), "max_stage", "name a stage"),
        (CapRecorded("Dr Example", DAY, None, ("trampoline",)), "excluded.0", "an exercise"),
    ],
)
def test_a_name_that_the_pack_does_not_have_is_named_with_place_and_next_step(
    fact: Fact, place: str, step: str
) -> None:
    (fault,) = name_faults(load_pack(), fact, "facts.0")
    assert fault.place == f"facts.0.{place}"
    assert fault.rule.startswith("must be one of")
    assert step in fault.next_step
    (imported,) = name_faults(load_pack(), fact, "line 7", "leave the line out")
    assert (imported.rule, imported.next_step) == (fault.rule, "leave the line out")


def test_the_diary_takes_none_of_them(someone: Someone) -> None:
    for fact in (Stopped("bored"), StepBackChosen("left", "trampoline")):
        with pytest.raises(InvalidFacts) as caught:
            someone.me.record(someone.at, [FactIn.of(uuid4(), fact)])
        (fault,) = caught.value.faults
        assert fault.rule.startswith("must be one of")
