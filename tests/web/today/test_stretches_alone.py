"""What the pages say after stretches alone, which are no session (R-C2, R-H1, S7)."""

from __future__ import annotations

import re

from tests.app.person import Someone
from tests.web.house import House
from tests.web.scenes import lives

ASKED, UNASKED = "Tomorrow morning", "no question about it tomorrow morning"


def test_no_page_announces_a_question_after_stretches_alone(house: House, someone: Someone) -> None:
    lives.resting(someone)
    someone.work()
    browser = house.restart(someone.at.now.date())
    for path in ("/", "/session"):
        said = browser.get(path)
        assert UNASKED in said, path
        assert ASKED not in said, path


def test_pages_announce_the_question_after_a_session(house: House, someone: Someone) -> None:
    lives.done(someone)
    browser = house.restart(someone.at.now.date())
    for path in ("/", "/session"):
        said = browser.get(path)
        assert ASKED in said, path
        assert UNASKED not in said, path


def test_progress_names_stretches_and_counts_no_sets_of_them(
    house: House, someone: Someone
) -> None:
    lives.resting(someone)
    someone.work()
    browser = house.restart(someone.at.now.date())
    table = browser.get("/progress").split("<tbody>")[1]
    row = re.sub(r"<[^>]+>", " ", table.split("</tr>")[0])
    assert "Extras done" in row
    assert not re.search(r"\d+ of \d+", row)


def test_a_week_of_stretches_is_a_week_without_sessions(house: House, someone: Someone) -> None:
    """R-H1: the nudge counts sessions."""
    lives.resting(someone)
    for _ in range(7):
        someone.answer_all()
        plan = someone.today().plan_id
        if plan is not None:
            session = someone.me.start_session(someone.at, someone.new_id(), plan)
            lines = [line.item for line in session.lines]
            pack = someone.app.pack
            stretches = [i for i in lines if pack.exercises[i.exercise].adjunct]
            someone.tell_all(*(someone._set(item, plan) for item in stretches))
        someone.day += 1
    browser = house.restart(someone.at.now.date())
    assert "In the last seven days you did 0 sessions" in browser.get("/plan")


def test_stretching_alone_is_called_so_on_today_and_in_the_plan(
    house: House, someone: Someone
) -> None:
    """A day of rest is one on both pages, though something may be done on it."""
    lives.resting(someone)
    browser = house.restart(someone.at.now.date())
    card = browser.get("/").split("<h1>")[1]
    assert card.startswith("Only extras today")
    today = browser.get("/plan").split('<li class="plan-day')[1]
    assert ">Rest<" in today
    assert "Extras beside it, if you like: " in today
    assert "Doorway stretch" in today
