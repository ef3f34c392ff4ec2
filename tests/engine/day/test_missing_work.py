"""What is missing from a day's work makes no later day easier (S3, S5, S9)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from tests.engine.driver import Person, enrol

from hamstrong.engine.day.run_work import keeps_to, run_as_planned
from hamstrong.engine.decide.ask import AskKind
from hamstrong.engine.decide.decisions import Item, Prescription
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    CapRecorded,
    PlanIssued,
    SessionFinished,
    SessionStarted,
    Stopped,
)
from hamstrong.engine.facts.work import PlannedItem, planned
from hamstrong.engine.state.ladder import START_LEVEL, Ladder
from hamstrong.protocol.loader import load_pack

PACK = load_pack()
WHO, CAP_DAYS = "physio", 14


@cache
def engine() -> Engine:
    return Engine(PACK)


def items_of(person: Person) -> tuple[Item, ...]:
    decision = engine().prescribe(person.state)
    return decision.items if isinstance(decision, Prescription) else ()


def until(person: Person, found: Callable[[tuple[Item, ...]], bool]) -> tuple[Item, ...]:
    """Live well until the plan holds what is looked for; that day's work is not done."""
    for _ in range(90):
        person.answer_asks()
        items = items_of(person)
        if found(items):
            return items
        person.live(1)
    raise AssertionError("such a plan does not come")


def has_run(items: tuple[Item, ...]) -> bool:
    return any(item.exercise == "run" for item in items)


def begins(person: Person, items: tuple[Item, ...], *stops: Stopped) -> None:
    """Start today's plan, log nothing of it, and stop for these reasons."""
    person.tell(PlanIssued("plan", 0, "", "", tuple(map(planned, items))))
    person.tell(SessionStarted("plan"))
    for stop in stops:
        person.tell(stop)
    person.tell(SessionFinished("plan"))
    person.state = engine().advance(person.state, person.state.day + 1)


@pytest.mark.parametrize("reason", ["tightening", "tired", "time", "other", None])
def test_a_run_that_was_begun_is_asked_about_and_has_its_day_after(reason: str | None) -> None:
    """A stop without a logged run says nothing of how the leg took it."""
    person = enrol(engine(), "strain", "running")
    items = until(person, has_run)
    begins(person, items, Stopped(reason, "run", "both"))
    asks = engine().prescribe(person.state).asks
    assert AskKind.MORNING in {ask.kind for ask in asks}
    person.answer_asks()
    assert not has_run(items_of(person))


def test_a_session_that_was_started_and_left_is_asked_about() -> None:
    person = enrol(engine(), "strain", "daily_life")
    items = until(person, lambda found: any(item.exercise == "bridge" for item in found))
    begins(person, items)
    assert AskKind.MORNING in {ask.kind for ask in engine().prescribe(person.state).asks}


def line_in_metres() -> PlannedItem:
    person = enrol(engine(), "strain", "running")
    items = until(person, lambda found: any(item.run_m for item in found))
    return planned(next(item for item in items if item.run_m))


def test_metres_that_are_missing_are_not_within_a_line_in_metres() -> None:
    """An interval of unknown length may have been any length."""
    line = line_in_metres()
    run = run_as_planned(line, "plan", 0)
    assert keeps_to(PACK, line, [run])
    unknown = run._replace(intervals=tuple(i._replace(metres=None) for i in run.intervals))
    assert not keeps_to(PACK, line, [unknown])


def sprinter(idle: int) -> Person:
    """Somebody whose sprints are on their third rung and were done some days ago."""
    person = enrol(engine(), "strain", "field_sport")
    (episode,) = person.state.episodes
    ladders = {"sprint:both": Ladder(START_LEVEL + 2, idle=idle)}
    person.state = person.state._replace(episodes=(episode._replace(ladders=ladders),))
    return person


def level_after_cap(days: int) -> int:
    """Rung of the sprints after a cap without them has lasted for so many days."""
    person = sprinter(1)
    person.tell(CapRecorded(WHO, person.state.day, excluded=("sprint",)))
    person.state = engine().advance(person.state, person.state.day + days)
    person.tell(CapRecorded(WHO, person.state.day))
    opened = engine().open(engine().advance(person.state, person.state.day + 1))
    return opened.episodes[0].episode.ladders["sprint:both"].level


def test_days_without_sprints_count_while_a_cap_leaves_them_out() -> None:
    """After 14 days without them their ramp restarts, whoever left them out."""
    assert PACK.exercises["sprint"].restart_after_days == CAP_DAYS
    assert level_after_cap(CAP_DAYS + 1) == START_LEVEL
    assert level_after_cap(CAP_DAYS - 4) > START_LEVEL


def test_a_lifted_cap_brings_a_run_back_one_rung_at_a_time() -> None:
    """S8: the second stage has runs of 20 minutes, two rungs below those of 30."""
    person = enrol(engine(), "strain", "running")
    until(person, lambda found: any(item.rung == "run-30min" for item in found))
    person.tell(CapRecorded(WHO, person.state.day, max_stage=2))
    person.live(12)
    person.tell(CapRecorded(WHO, person.state.day))
    seen: list[str] = []
    while len(seen) < 2:
        person.answer_asks()
        seen += [item.rung for item in items_of(person) if item.exercise == "run"]
        person.live(1)
    assert seen[0] != "run-30min"
