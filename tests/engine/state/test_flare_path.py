"""The flare-up path ends whatever the last session was (S14)."""

from __future__ import annotations

from functools import cache

import pytest
from tests.engine.driver import Person, brief, enrol

from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import PainNowAnswered
from hamstrong.engine.state.calendar import Gap
from hamstrong.engine.state.flare import Flare
from hamstrong.engine.state.gate import GatePosition
from hamstrong.engine.state.ladder import HALF_LEVEL, START_LEVEL, Ladder
from hamstrong.engine.state.morning import Baseline
from hamstrong.proof.alphabets import quiet_forms
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Exercise

PACK = load_pack()
GOAL = "field_sport"
A_WEEK = 7
PLACES = [(track, place) for track in PACK.tracks for place in range(len(PACK.paths[track][GOAL]))]


@cache
def engine() -> Engine:
    return Engine(PACK)


def key_of(exercise: Exercise) -> str:
    return f"{exercise.id}:{'both' if exercise.legs == 'both' else 'left'}"


BEGUN = Ladder(START_LEVEL + 1, idle=3)


def on_the_last_day(
    track: str, place: int, last: tuple[str, ...], ladder: Ladder = BEGUN
) -> Person:
    """Somebody who has come to the last day of the path; no key is open."""
    person = enrol(engine(), track, GOAL)
    (episode,) = person.state.episodes
    episode = episode._replace(
        gate=GatePosition(place, 1, started=True),
        baseline=Baseline(0),
        flare=Flare(phase=PACK.rules.flare.path_days, age=3),
        gap=Gap(3, strength=True),
        ladders=dict.fromkeys(last, ladder),
        last_session=tuple((key, START_LEVEL + 2) for key in last),
    )
    person.state = person.state._replace(episodes=(episode,))
    return person


def days_on_the_path(person: Person) -> int:
    """Days until it is over, with every question answered well and every plan done."""
    for day in range(2 * A_WEEK):
        person.live(1)
        decision = engine().prescribe(person.state)
        if isinstance(decision, Prescription) and not decision.flare_day:
            return day
    return 2 * A_WEEK


@pytest.mark.parametrize(("track", "place"), PLACES)
def test_path_ends_within_a_week_whatever_was_done_last(track: str, place: int) -> None:
    """A last session that the stage no longer has is no reason to rest for ever."""
    for last in ((), *((key_of(e),) for e in PACK.exercises.values())):
        person = on_the_last_day(track, place, last)
        found = days_on_the_path(person)
        assert found <= A_WEEK, f"after {last}: {brief(person.log[-1][1])}"


def begins_the_path(last: dict[str, int]) -> Person:
    """Somebody with every ladder on its second rung who says strong pain before a session."""
    person = on_the_last_day("tightness", 0, ())
    (episode,) = person.state.episodes
    ladders = {key_of(e): Ladder(START_LEVEL + 1, idle=3) for e in PACK.exercises.values()}
    begun = episode._replace(flare=Flare(), ladders=ladders, last_session=tuple(last.items()))
    person.state = person.state._replace(episodes=(begun,))
    person.answer_asks()
    person.tell(PainNowAnswered("left", 5, new_limp=False))
    person.tell(next(form for _, form in quiet_forms(PACK) if form.form == "long"))
    person.state = engine().advance(person.state, person.state.day + 1)
    return person


def test_every_exercise_comes_back_a_rung_lower_whatever_was_done_last() -> None:
    person = begins_the_path({})
    (episode,) = person.state.episodes
    assert episode.flare.phase == 1
    assert all(ladder.level < START_LEVEL + 1 for ladder in episode.ladders.values())
    assert episode.ladders[key_of(PACK.exercises["rdl"])].level == START_LEVEL


def test_what_was_never_done_comes_back_with_half_of_its_lowest_rung() -> None:
    person = begins_the_path({})
    (episode,) = person.state.episodes
    assert episode.ladders["heel_drag:right"].level == HALF_LEVEL


def test_fail_that_came_with_the_cause_is_that_same_rung() -> None:
    """What the last session held on the third rung was failed to the second already."""
    first, second = list(map(key_of, PACK.exercises.values()))[:2]
    person = begins_the_path({first: START_LEVEL + 2, second: START_LEVEL + 1})
    (episode,) = person.state.episodes
    assert episode.ladders[first].level == START_LEVEL + 1
    assert episode.ladders[second].level == START_LEVEL


@pytest.mark.parametrize(("track", "place"), PLACES)
def test_path_ends_after_a_run_that_has_nothing_more_to_show(track: str, place: int) -> None:
    """Elsewhere such a run makes way for what the gate still needs."""
    for exercise in PACK.exercises.values():
        if PACK.load_classes[exercise.load_class].run:
            mastered = Ladder(len(exercise.ladder), proven=True, idle=3)
            person = on_the_last_day(track, place, (key_of(exercise),), mastered)
            assert days_on_the_path(person) <= A_WEEK, brief(person.log[-1][1])
