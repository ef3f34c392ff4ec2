"""Every kind of criterion is measured in one place; nothing recorded meets none of them (S12)."""

from dataclasses import fields
from typing import Any, NamedTuple, get_args

import pytest

from hamstrong.engine.course.compilation import compile_course
from hamstrong.engine.course.course import CompiledCriterion
from hamstrong.engine.course.gates import compile_criterion
from hamstrong.engine.criteria.confirmation import _repetitions
from hamstrong.engine.criteria.evaluation import Progress, Readiness, evaluate_criterion
from hamstrong.engine.day.lock_day import LockDay
from hamstrong.engine.day.record import DayRecord
from hamstrong.engine.facts import QuestionAnswered
from hamstrong.engine.state.lock import Lock
from hamstrong.engine.state.morning import Morning
from hamstrong.engine.state.pending_work import Work
from hamstrong.engine.state.self_test_results import Measured
from hamstrong.engine.state.state import Episode, EpisodeKind, PersonSettings
from hamstrong.protocol.criteria import (
    CleanSessions,
    Criterion,
    DaysInStage,
    EitherRung,
    EpisodeDay,
    ExpectedAnswer,
    KeyMet,
    MorningsPassed,
    NoFailInDays,
    NormalWalking,
    Repetitions,
    RungChoice,
    RungClean,
    SelfTestComfort,
    SelfTestCount,
    SelfTestSymmetry,
    StepUps,
    Walks,
)
from hamstrong.protocol.loader import load_pack

PACK = load_pack()
KIND = EpisodeKind("left", "tightness")
PERSON = PersonSettings(goal="gym", training_days=(0, 2, 4), minutes=40)
COURSE = compile_course(PACK, KIND, PERSON)
HOP, KNEE = "hop_comfort", "active_knee_extension"
AMOUNT = 7  # of whatever is counted: no number that a default could be
STATED: dict[str, Any] = {"id": "it", "sources": ("expert",), "grade": "E"}


class Case(NamedTuple):
    """A criterion, a record that is one short of it, and one that just meets it.

    Records are the fields of `Readiness` that they fill; without `short` there is no less.
    """

    criterion: Criterion
    enough: dict[str, Any]
    need: int
    short: dict[str, Any] | None = None


def latched(criterion: Criterion, count: int, slot: str = "it") -> Case:
    short = {"latches": {slot: count - 1}} if count > 1 else None
    return Case(criterion, {"latches": {slot: count}}, count, short)


def result(side: str = "left", **more: Any) -> Measured:
    return Measured(KNEE, side, 1, confirmed=True, **more)


def answered(value: str) -> dict[str, Any]:
    said = QuestionAnswered("stairs", "left", value)
    return {"day": DayRecord(questions={("stairs", "left"): said})}


CASES = (
    latched(RungClean(exercise="bridge", rung="bridge-2x15", **STATED), 1),
    latched(Repetitions(exercise="bridge", count=AMOUNT, **STATED), 1),
    Case(
        Repetitions(exercise="bridge", count=AMOUNT, each_side=True, **STATED),
        {"latches": {"it:left": 1, "it:right": 1}},
        2,
        {"latches": {"it:left": 1}},
    ),
    latched(Walks(count=AMOUNT, minutes=30, pain_max=1, **STATED), AMOUNT),
    latched(StepUps(count=AMOUNT, **STATED), AMOUNT),
    latched(CleanSessions(load_class="power", count=AMOUNT, **STATED), AMOUNT),
    latched(KeyMet(key="hops", **STATED), 1, "key:hops"),
    Case(
        ExpectedAnswer(question="stairs", expected="yes", **STATED),
        answered("yes"),
        1,
        answered("no"),
    ),
    Case(
        NormalWalking(**STATED),
        {"day": DayRecord(walking={"left": True})},
        1,
        {"day": DayRecord(walking={"left": False})},
    ),
    Case(
        MorningsPassed(count=AMOUNT, **STATED),
        {"episode": Episode(KIND, morning=Morning(passes=AMOUNT))},
        AMOUNT,
        {"episode": Episode(KIND, morning=Morning(passes=AMOUNT - 1))},
    ),
    Case(DaysInStage(count=AMOUNT, **STATED), {"clock": AMOUNT}, AMOUNT, {"clock": AMOUNT - 1}),
    Case(
        NoFailInDays(count=AMOUNT, **STATED),
        {"episode": Episode(KIND, fail_free=AMOUNT)},
        AMOUNT,
        {"episode": Episode(KIND, fail_free=AMOUNT - 1)},
    ),
    Case(
        EpisodeDay(count=AMOUNT, **STATED),
        {"episode": Episode(KIND, age=AMOUNT)},
        AMOUNT,
        {"episode": Episode(KIND, age=AMOUNT - 1)},
    ),
    latched(EitherRung(either=(RungChoice("bridge", "bridge-2x12"),), **STATED), 1),
    Case(
        SelfTestComfort(test=KNEE, **STATED),
        {"tests": (result(comfortable=True),)},
        1,
        {"tests": (result(comfortable=False),)},
    ),
    Case(
        SelfTestComfort(test=KNEE, each_side=True, **STATED),
        {"tests": (result(comfortable=True), result("right", comfortable=True))},
        1,
        {"tests": (result(comfortable=True), result("right", comfortable=False))},
    ),
    Case(
        SelfTestSymmetry(test=KNEE, percent=90, **STATED),
        {"tests": (result(value=9.0), result("right", value=10.0))},
        90,
        {"tests": (result(value=8.9), result("right", value=10.0))},
    ),
    Case(
        SelfTestCount(test=KNEE, count=AMOUNT, **STATED),
        {"tests": (result(value=float(AMOUNT)),)},
        AMOUNT,
        {"tests": (result(value=AMOUNT - 0.1),)},
    ),
)
ASKING_NOTHING: tuple[Criterion, ...] = (
    Walks(count=0, minutes=30, pain_max=1, **STATED),
    StepUps(count=0, **STATED),
    CleanSessions(load_class="power", count=0, **STATED),
    MorningsPassed(count=0, **STATED),
    DaysInStage(count=0, **STATED),
    NoFailInDays(count=0, **STATED),
    EpisodeDay(count=0, **STATED),
    SelfTestSymmetry(test=KNEE, percent=0, **STATED),
    SelfTestCount(test=KNEE, count=0, **STATED),
)
each = pytest.mark.parametrize("case", CASES, ids=lambda case: type(case.criterion).__name__)


def measure(case: Case, record: dict[str, Any]) -> Progress:
    empty: dict[str, Any] = {
        "episode": Episode(KIND), "latches": {}, "day": DayRecord(), "clock": 0,
        "lock": LockDay(Lock()),
    }  # fmt: skip
    ready = Readiness(PACK, PERSON, COURSE, **{**empty, **record})
    compiled: CompiledCriterion = compile_criterion(case.criterion, KIND)
    return evaluate_criterion(ready, compiled)


def test_every_kind_is_in_the_table() -> None:
    assert {type(case.criterion) for case in CASES} == set(get_args(Criterion))


@each
def test_empty_record_meets_no_criterion(case: Case) -> None:
    """S12: whatever its kind, and whoever adds one."""
    found = measure(case, {})
    assert not found.is_met
    assert found.need >= 1


@each
def test_criterion_is_met_by_exactly_what_it_asks_for(case: Case) -> None:
    found = measure(case, case.enough)
    assert (found.have, found.need, found.is_met) == (case.need, case.need, True)


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.short is not None], ids=lambda c: c.criterion.kind
)
def test_one_less_than_asked_for_is_not_met(case: Case) -> None:
    assert case.short is not None
    found = measure(case, case.short)
    assert found.have is not None
    assert not found.is_met


@pytest.mark.parametrize("criterion", ASKING_NOTHING, ids=lambda c: c.kind)
def test_criterion_that_asks_for_nothing_is_never_met(criterion: Criterion) -> None:
    """S12: the loader refuses such a pack; if one is built all the same, it fails closed."""
    everything = {
        "latches": {"it": AMOUNT},
        "clock": AMOUNT,
        "episode": Episode(KIND, morning=Morning(passes=AMOUNT)),
        "tests": (result(value=10.0), result("right", value=10.0)),
    }
    for record in ({}, everything):
        assert not measure(Case(criterion, record, 0), record).is_met


def test_set_of_no_repetitions_counts_for_nothing() -> None:
    """S12: neither against a criterion of none."""
    work = Work(
        key="bridge:left",
        level=1,
        clean=True,
        performed=True,
        repetitions=0,
        load_class="strength",
        new_rung=False,
        worst=0,
    )
    criterion = Repetitions(exercise="bridge", count=0, each_side=True, **STATED)
    assert not _repetitions(work, criterion, "it:left")


@each
def test_every_kind_has_a_name_and_the_common_fields(case: Case) -> None:
    kinds = [kind.kind for kind in get_args(Criterion)]
    assert len(set(kinds)) == len(kinds)
    assert {"id", "sources", "grade", "tracks", "goals", "substitutes"} <= {
        field.name for field in fields(case.criterion)
    }
