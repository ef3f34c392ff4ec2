"""Activities in the person's own words: named, rated, taken away."""

from __future__ import annotations

from hamstrong.engine.facts import ActivitiesRated, ActivityNamed
from tests.app.person import Someone
from tests.web.house import House


def test_an_activity_is_named_rated_and_taken_away(house: House, someone: Someone) -> None:
    browser = house.browser()
    browser.post("/activities/name", {"limb": "left", "words": "Climbing <b>stairs</b>"})
    page = browser.get("/activities")
    assert "Climbing &lt;b&gt;stairs&lt;/b&gt;" in page
    assert "checked" not in page
    (named,) = someone.me.outcomes(someone.at)[0].activities
    browser.post("/activities/rate", {"limb": "left"}, 422)
    browser.post("/activities/rate", {"limb": "left", f"score_{named.id}": "0"})
    facts = someone.me.current(someone.at).fold.live.facts
    assert ActivitiesRated("left", ((named.id, 0),)) in facts
    browser.post("/activities/take-away", {"limb": "left", "activity": named.id})
    assert someone.me.outcomes(someone.at)[0].activities == ()
    assert ActivityNamed("left", named.id, "") in someone.me.current(someone.at).fold.live.facts
