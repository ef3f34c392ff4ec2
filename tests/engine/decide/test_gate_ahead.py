"""The earliest day of a stage is the day on which it opens when all goes well (R-E0)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

import pytest
from tests.engine.driver import Person, enrol

from hamstrong.engine.decide.decisions import GateAhead, Refusal
from hamstrong.engine.decide.gate_ahead import GatesAhead
from hamstrong.engine.decide.good_days import good_days
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import SessionFinished, Stopped
from hamstrong.engine.state.state import State
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Pack

PACK = load_pack()
DAYS = 50


def looking(days: int) -> Pack:
    """The pack, looking so many days ahead."""
    diary = replace(PACK.rules.diary, look_ahead_days=days)
    return replace(PACK, rules=replace(PACK.rules, diary=diary))


@cache
def engine() -> Engine:
    return Engine(PACK)


def place(state: State) -> int:
    return engine().open(state).episodes[0].episode.gate.place


def opening_day(person: Person) -> int:
    """The day on which the first gate opens for somebody who lives well."""
    first = place(person.state)
    return next(s.day for s, _ in good_days(engine(), person.state) if place(s) > first)


@pytest.mark.parametrize("track", PACK.tracks)
def test_date_said_on_any_good_day_is_the_day_on_which_the_stage_opens(track: str) -> None:
    person = enrol(engine(), track, "running")
    said: list[tuple[int, GateAhead]] = []
    opened: dict[int, int] = {}
    for day, (state, _) in enumerate(good_days(engine(), person.state)):
        opened.setdefault(place(state), state.day)
        if day > DAYS:
            break
        if day % 7 == 0:
            said += [(place(state), one) for one in GatesAhead(engine()).of(state)]
    assert said
    assert all(one.found for _, one in said)
    assert {opened[at + 1] for at, _ in said if at + 1 in opened} <= {one.day for _, one in said}
    assert all(opened.get(at + 1, one.day) == one.day for at, one in said)


def test_search_ends_on_its_last_day_and_then_says_not_before_it() -> None:
    person = enrol(engine(), "strain", "running")
    opens = opening_day(person)
    far = opens - person.state.day
    (last,) = GatesAhead(Engine(looking(far))).of(person.state)
    assert last == GateAhead("left", opens, found=True)
    nearer = GatesAhead(Engine(looking(far - 1))).of(person.state)
    assert nearer == (GateAhead("left", opens - 1, found=False),)


def date_after(morning: int) -> int:
    """The date said on the third morning after two good days."""
    person = enrol(engine(), "strain", "running")
    person.live(2)
    person.morning = lambda _: morning
    person.answer_asks()
    (one,) = GatesAhead(engine()).of(person.state)
    return one.day


def test_bad_morning_puts_the_date_off() -> None:
    assert date_after(0) < date_after(4)


def test_last_stage_has_no_date() -> None:
    person = enrol(engine(), "prevention", "daily_life")
    ends = next(s for s, _ in good_days(engine(), person.state) if not engine().unlocks(s))
    assert GatesAhead(engine()).of(ends) == ()


def test_beside_a_refusal_there_is_no_date() -> None:
    """Nobody knows when a warning sign is lifted."""
    person = enrol(engine(), "strain", "running")
    person.live(3)
    person.tell(Stopped("pop_or_pull"))
    person.state = engine().advance(person.state, person.state.day + 1)
    assert isinstance(engine().prescribe(person.state), Refusal)
    assert GatesAhead(engine()).of(person.state) == ()


def test_good_days_keep_the_cautions_of_a_person() -> None:
    """What is asked again after 90 days is answered as it was."""
    person = enrol(engine(), "strain", "field_sport", traits=("pressure_treated",))
    far = next(s for s, _ in good_days(engine(), person.state) if s.day > person.state.day + 100)
    assert far.person.traits == {"pressure_treated"}


def fresh(state: State) -> tuple[GateAhead, ...]:
    """What a search says that remembers nothing."""
    return GatesAhead(engine()).of(state)


def test_date_stays_while_todays_session_is_under_way() -> None:
    """The rest of a session that goes well is part of all going well."""
    person = enrol(engine(), "strain", "running")
    person.answer_asks()
    before = fresh(person.state)
    person.begin_with_one_set()
    assert fresh(person.state) == before


def test_date_after_a_session_that_was_ended_does_not_count_what_was_left_out() -> None:
    person = enrol(engine(), "strain", "running")
    person.answer_asks()
    (before,) = fresh(person.state)
    person.begin_with_one_set()
    person.tell(SessionFinished(f"p{person.state.day}"))
    (after,) = fresh(person.state)
    assert after.day > before.day


@pytest.mark.parametrize(("track", "goal"), [("strain", "running"), ("tendinopathy", "daily_life")])
def test_a_search_that_remembers_says_what_a_fresh_one_says(track: str, goal: str) -> None:
    person = enrol(engine(), track, goal, limbs=("left", "right"))
    pains, mornings = Random(7), Random(8)
    person.pain = lambda _day, _exercise: pains.choice((0, 0, 1, 2, 4))
    person.morning = lambda _day: mornings.choice((0, 0, 1, 2, 4))
    remembers = GatesAhead(engine())
    for _ in range(25):
        assert remembers.of(person.state) == fresh(person.state)
        person.answer_asks()
        assert remembers.of(person.state) == fresh(person.state)
        person.begin_with_one_set()
        assert remembers.of(person.state) == fresh(person.state)
        person.state = engine().advance(person.state, person.state.day + 1)


def test_days_after_a_set_as_expected_are_not_lived_again(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[int] = []
    close = Engine.close

    def counted(self: Engine, state: State) -> State:
        closed.append(state.day)
        return close(self, state)

    monkeypatch.setattr(Engine, "close", counted)
    person = enrol(engine(), "strain", "running")
    person.answer_asks()
    remembers = GatesAhead(engine())
    remembers.of(person.state)
    assert len(closed) > 1
    closed.clear()
    person.begin_with_one_set()
    remembers.of(person.state)
    assert closed == [person.state.day]
