"""No interface takes a clearance or an approval that names nobody."""

from __future__ import annotations

import pytest
from tests.app.person import Someone

from hamstrong.app import InvalidFacts
from hamstrong.engine.facts import ApprovalRecorded, ClearanceRecorded, Fact

NOBODY = ("", " ", "\u00a0\u2003", "\u200b", "\u2060\ufeff", "\u3164")


@pytest.mark.parametrize("who", NOBODY)
@pytest.mark.parametrize("kind", ["clearance", "approval"])
def test_leave_by_nobody_is_refused_with_its_place(someone: Someone, who: str, kind: str) -> None:
    day = someone.day
    leave: dict[str, Fact] = {
        "clearance": ClearanceRecorded(("third_fail",), who, day, day + 30, 6),
        "approval": ApprovalRecorded("left", 2, who, day),
    }
    seq = someone.today().seq
    with pytest.raises(InvalidFacts) as refused:
        someone.tell(leave[kind])
    assert "facts.0.who" in [fault.place for fault in refused.value.faults]
    assert someone.today().seq == seq
