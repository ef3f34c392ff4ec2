"""Which exercise hurt: what was done stands beside pain, and what was not said says so."""

from __future__ import annotations

from tests.app.person import Someone
from tests.web.house import House
from tests.web.scenes import lives


def test_doses_stand_beside_pain_and_claim_no_cause(house: House, someone: Someone) -> None:
    assert "Nothing done yet" in house.browser().get("/exercise-pain")
    someone.pain = 2
    lives.until_a_session(someone)
    someone.work()
    page = house.restart(someone.at.now.date()).get("/exercise-pain")
    assert "Pain during: 2." in page
    assert "Morning after: not said." in page
    assert "need not have caused each other" in page
