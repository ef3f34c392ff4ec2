"""Which exercise hurt: what was done stands beside pain, and what was not said says so."""

from __future__ import annotations

import re

from tests.app.person import Someone
from tests.web.house import House
from tests.web.scenes import lives


def test_doses_stand_beside_pain_and_claim_no_cause(house: House, someone: Someone) -> None:
    assert "Nothing done yet" in house.browser().get("/exercise-pain")
    someone.pain = 2
    lives.until_a_session(someone)
    someone.work()
    page = house.restart(someone.at.now.date()).get("/exercise-pain")
    rows = re.findall(r"<tr>\n<th scope=.row.>(.*?)</tr>", page, re.DOTALL)
    assert rows
    for row in rows:
        _, _, during, morning = re.split(r"</t[hd]>\s*<td>", row)
        assert '<span class="number">2</span>' in during
        assert "not answered" in morning
    assert "1 sets" not in page
    assert "need not have caused each other" in page
