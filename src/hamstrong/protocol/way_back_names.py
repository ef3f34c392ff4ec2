"""Way-back names and those of self-tests exist in the pack, and every kind has its fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from hamstrong.protocol.draft import PackDraft, unresolved
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.self_tests import SelfTest
from hamstrong.protocol.way_back import (
    ReadyCriterion,
    ReadyItem,
    ReadyMornings,
    ReadyProfessional,
    ReadyQuestion,
    WayBack,
)

_TESTS = PackPlace("tests.yaml", ("tests",))
_WAY_BACK = PackPlace("way_back.yaml")
_UNITS = {"repetitions": "counter", "seconds": "timer", "degrees": "inclinometer",
          "kilograms": "scale", "comfort": "question"}  # fmt: skip


def check_way_back(draft: PackDraft) -> Iterator[UnplacedFault]:
    """Faults of self-tests, readiness items, watch, sitting tips and warm-up."""
    for test in draft.tests.tests.values() if draft.tests else ():
        yield from _test(test, _TESTS.at(test.id), draft)
    if draft.way_back is not None:
        yield from _way_back(draft.way_back, draft)


def _test(test: SelfTest, place: PackPlace, draft: PackDraft) -> Iterator[UnplacedFault]:
    names = {
        "load_class": (test.load_class, "pack/load_classes", "load classes"),
        "from_stage": (tuple(test.from_stage), "pack/tracks", "tracks"),
        "normal_walking_tracks": (test.normal_walking_tracks, "pack/tracks", "tracks"),
        "requires_tracks": (tuple(test.requires_tracks), "pack/tracks", "tracks"),
        "errors": (tuple(test.errors), "pack/tracks", "tracks"),
        "equipment": (test.equipment, "pack/kits", "kits"),
        "excluded_by": (test.excluded_by, "pack/traits", "traits"),
        "excluded_goals": (test.excluded_goals, "pack/goals", "goals"),
        "exercise": (test.exercise, "exercises", "exercises"),
        "figure": (test.figure.exercise, "exercises", "exercises"),
    }
    for key, (values, kind, what) in names.items():
        yield from unresolved(place.at(key), values, draft.ids(kind), what=what)
    for track, keys in test.requires_tracks.items():
        here = place.at("requires_tracks", track)
        yield from unresolved(here, keys, draft.ids("gates/keys"), what="keys")
    for track, stage in test.from_stage.items():
        here = place.at("from_stage", track)
        yield from unresolved(here, stage, draft.ids("pack/stages"), what="stages")
    yield from _measured(test, place)
    yield from _figure(test, place, draft)


def _measured(test: SelfTest, place: PackPlace) -> Iterator[UnplacedFault]:
    if _UNITS[test.measure] != test.instrument:
        expected = f"{_UNITS[test.measure]}, with which {test.measure} are measured"
        yield UnplacedFault(place.at("instrument"), "wrong-value", expected, test.instrument)
    if test.measure == "comfort" and not test.asks_comfort:
        yield UnplacedFault(place.at("asks_comfort"), "wrong-value", "true for a test of comfort")
    if test.readings < 1:
        yield UnplacedFault(place.at("readings"), "wrong-value", "1 or more", test.readings)
    ages = [norm.from_age for norm in test.norms]
    if ages != sorted(set(ages)):
        expected = "each age once, the youngest first"
        yield UnplacedFault(place.at("norms"), "wrong-value", expected, ages)
    if ages and (test.from_age is None or test.from_age < ages[0]):
        expected = f"at least {ages[0]}, from which age on there are norms"
        yield UnplacedFault(place.at("from_age"), "wrong-value", expected, test.from_age)


def _figure(test: SelfTest, place: PackPlace, draft: PackDraft) -> Iterator[UnplacedFault]:
    own = {sequence.id for sequence in test.sequences}
    exercise = next((e for _, e in draft.exercises() if e.id == test.figure.exercise), None)
    shared = {sequence.id for sequence in exercise.sequences} if exercise else own
    what = f"sequences of this test or of {test.figure.exercise}"
    here = place.at("figure", "sequence")
    yield from unresolved(here, test.figure.sequence, frozenset(own | shared), what=what)


def _way_back(way: WayBack, draft: PackDraft) -> Iterator[UnplacedFault]:
    for item in way.readiness.values():
        yield from _ready(item, _WAY_BACK.at("readiness", item.id), draft)
    names = {
        "sitting": (way.sitting.tracks, "pack/tracks", "tracks"),
        "warm_up_goals": (way.warm_up_goals, "pack/goals", "goals"),
    }
    for key, (values, kind, what) in names.items():
        yield from unresolved(_WAY_BACK.at(key), values, draft.ids(kind), what=what)
    tips = draft.ids("advice/advice")
    yield from unresolved(_WAY_BACK.at("sitting", "tips"), way.sitting.tips, tips, what="advice")
    for part in way.warm_up.values():
        here = _WAY_BACK.at("warm_up", part.id, "figure")
        yield from unresolved(here, part.figure, draft.ids("exercises"), what="exercises")
    for link in way.questionnaires.values():
        here = _WAY_BACK.at("questionnaires", link.id)
        yield from unresolved(here.at("tracks"), link.tracks, draft.ids("pack/tracks"),
                              what="tracks")  # fmt: skip
        if not link.url.startswith("https://"):
            yield UnplacedFault(here.at("url"), "wrong-value", "an https:// address", link.url)
    if way.activities.fewest > way.activities.most:
        place = _WAY_BACK.at("activities", "fewest")
        yield UnplacedFault(
            place, "wrong-value", "at most as many as `most`", way.activities.fewest
        )


def _ready(item: ReadyItem, place: PackPlace, draft: PackDraft) -> Iterator[UnplacedFault]:
    match item:
        case ReadyCriterion(criterion=criterion):
            known = draft.ids("gates/criteria")
            yield from unresolved(place.at("criterion"), criterion, known, what="criteria")
        case ReadyQuestion(question=question, valid_days=days):
            asked = draft.ids("pack/questions")
            yield from unresolved(place.at("question"), question, asked, what="questions")
            yield from _asks_something(place.at("valid_days"), days)
        case ReadyMornings(count=count):
            yield from _asks_something(place.at("count"), count)
        case ReadyProfessional():
            pass
        case _:
            assert_never(item)
    for key, kind in (("goals", "pack/goals"), ("tracks", "pack/tracks")):
        yield from unresolved(place.at(key), getattr(item, key), draft.ids(kind), what=key)


def _asks_something(place: PackPlace, amount: int) -> Iterator[UnplacedFault]:
    """A line that asks for nothing would be met by nothing (S12)."""
    if amount < 1:
        yield UnplacedFault(place, "asks-nothing", "a number of at least 1", amount)
