"""Today's page is kept while it is true, and never a moment longer."""

from __future__ import annotations

import random
import re
from collections.abc import Hashable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from hamstrong.app import App, open_app
from hamstrong.app.today import todays_decision
from hamstrong.engine.facts import HowIsItAnswered, MorningAnswered, PainNowAnswered
from hamstrong.web.features import FEATURES
from hamstrong.web.shell import Settings, create_app
from hamstrong.web.shell.application import shell_of_app
from hamstrong.web.shell.memo import Memo
from tests.app.person import Someone
from tests.web.house import ORIGIN, Browser, House

_OWN = re.compile(r'(name="csrf(?:-token)?" (?:value|content)|name="form_id" value)="[^"]*"')


class Clock:
    """A clock that a test turns."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> float:
        return self.now.timestamp()


class Forgetful(Memo[Any]):
    """The slow twin: keeps nothing, so that every page is made anew."""

    def find(self, _place: Hashable, _state: Hashable) -> None:
        return None


def told(page: str) -> str:
    """A page without what each answer has of its own."""
    return _OWN.sub(r"\1", page)


def by_the_clock(app: App, clock: Clock) -> TestClient:
    settings = Settings(origins=frozenset({ORIGIN}), clock=clock, zone=lambda: "Europe/Berlin")
    web = create_app(app, settings, FEATURES)
    client = TestClient(web, base_url=ORIGIN, follow_redirects=False)
    client.get(f"/start?token={shell_of_app(web).invitations.start()}")
    return client


def forgetful(app: App, clock: Clock) -> TestClient:
    client = by_the_clock(app, clock)
    shell = shell_of_app(client.app)  # type: ignore[arg-type]  # a Starlette, as made above
    object.__setattr__(shell, "kept_pages", Forgetful())
    object.__setattr__(shell, "zones", Forgetful())
    return client


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each time that the engine was asked for today's decision."""
    found: list[int] = []
    look = todays_decision.look

    def counted(*given: Any) -> Any:
        found.append(1)
        return look(*given)

    monkeypatch.setattr(todays_decision, "look", counted)
    return found


def test_a_page_that_is_still_true_is_not_decided_again(
    ready: Someone, house: House, looks: list[int]
) -> None:
    browser = house.browser()
    first = browser.get("/")
    looks.clear()
    assert told(browser.get("/")) == told(first)
    assert not looks
    ready.tell(HowIsItAnswered("left", 1))
    browser.get("/")
    assert looks


@pytest.mark.usefixtures("ready")
def test_each_answer_has_its_own_token_and_form_ids(house: House) -> None:
    mine, yours = house.browser(), house.browser()
    pages = [mine.get("/"), mine.get("/"), yours.get("/")]
    ids = [set(re.findall(r'name="form_id" value="([^"]+)"', page)) for page in pages]
    assert all(ids)
    assert len(set.union(*ids)) == sum(map(len, ids))
    tokens = [set(re.findall(r'name="csrf" value="([^"]+)"', page)) for page in pages]
    assert tokens[0] == tokens[1] == {mine.csrf()}
    assert tokens[2] == {yours.csrf()}


def test_another_process_that_writes_is_seen_at_once(ready: Someone, house: House) -> None:
    browser = house.browser()
    before = told(browser.get("/"))
    with open_app(house.app.where) as other:
        other.person(ready.id).tell(
            ready.at, str(uuid4()), PainNowAnswered("left", 9, new_limp=True)
        )
    assert told(browser.get("/")) != before


@pytest.mark.usefixtures("ready")
def test_a_version_withdrawn_elsewhere_gives_no_kept_plan(house: House) -> None:
    browser = house.browser()
    assert "This version was withdrawn" not in browser.get("/")
    with open_app(house.app.where) as other:
        other.withdraw("pack", other.pack.logic_hash, "a fault was found")
    assert "This version was withdrawn" in browser.get("/")


def test_the_page_of_yesterday_ends_at_four_in_the_morning(app: App) -> None:
    someone = Someone(app, zone="Europe/Berlin").begin()
    clock = Clock(datetime.combine(someone.at.now.date(), datetime.min.time(), UTC))
    clock.now += timedelta(days=1, hours=2, minutes=59, seconds=59)  # 03:59:59 in Berlin's winter
    client = by_the_clock(app, clock)
    evening = told(client.get("/").text)
    assert told(client.get("/").text) == evening
    clock.now += timedelta(seconds=1)
    assert told(client.get("/").text) != evening


def test_no_other_person_of_the_house_sees_a_kept_page(ready: Someone, house: House) -> None:
    browser: Browser = house.browser()
    mine = told(browser.get("/"))
    someone_else = Someone(
        house.app, id=str(uuid4()), zone=ready.zone, day=ready.day, morning=3, pain=2
    ).begin()
    browser.post("/settings/household", {"person": someone_else.id})
    assert told(browser.get("/")) != mine


@pytest.mark.parametrize("seed", range(4))
def test_kept_or_made_anew_the_page_is_the_same(app: App, seed: int) -> None:
    """Random weeks: facts from here and from another process, hours and days that pass."""
    dice = random.Random(seed)
    someone = Someone(app, zone="Europe/Berlin").begin()
    clock = Clock(someone.at.now)
    quick, slow = by_the_clock(app, clock), forgetful(app, clock)
    with open_app(app.where) as other:
        for _ in range(25):
            hands = dice.choice((app, other))
            person = hands.person(someone.id)
            at = someone.at.__class__(clock.now, "Europe/Berlin", "phone")
            match dice.choice(("how", "morning", "hours", "day", "look")):
                case "how":
                    fact = HowIsItAnswered("left", dice.randrange(11))
                    person.tell(at, str(uuid4()), fact)
                case "morning":
                    answer = MorningAnswered("left", dice.randrange(4), new_limp=False)
                    person.tell(at, str(uuid4()), answer)
                case "hours":
                    clock.now += timedelta(hours=dice.randrange(1, 9))
                case "day":
                    clock.now += timedelta(days=1)
                case _:
                    quick.get("/")
            one, two = quick.get("/"), slow.get("/")
            assert one.status_code == two.status_code
            assert told(one.text) == told(two.text)
