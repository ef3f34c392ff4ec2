"""Each criterion asks for something, names what the pack has, and its substitutes end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

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
    RungClean,
    SelfTestComfort,
    SelfTestCount,
    SelfTestSymmetry,
    StepUps,
    Walks,
)
from hamstrong.protocol.draft import PackDraft, unresolved
from hamstrong.protocol.faults import PackPlace, UnplacedFault


def check_criteria(draft: PackDraft) -> Iterator[UnplacedFault]:
    """Faults of every criterion: its amounts, what it names, and circles of substitutes."""
    criteria = draft.gates.criteria if draft.gates else {}
    for criterion in criteria.values():
        place = PackPlace("gates.yaml", ("criteria", criterion.id))
        yield from _amounts(criterion, place)
        yield from _names(criterion, place, draft)
        yield from _common_names(criterion, place, draft)
        if _circles(criterion.id, criteria):
            expected = "substitutes that never lead back to this criterion"
            yield UnplacedFault(place.at("substitutes"), "circular", expected, criterion.id)


def _amounts(criterion: Criterion, place: PackPlace) -> Iterator[UnplacedFault]:
    """Amounts below 1: a criterion that asks for nothing would be met by nothing (S12)."""
    for name, amount in _amounts_of(criterion).items():
        if amount < 1:
            yield UnplacedFault(place.at(name), "asks-nothing", "a number of at least 1", amount)


def _amounts_of(criterion: Criterion) -> dict[str, int]:
    match criterion:
        case Walks(count=count, minutes=minutes):
            return {"count": count, "minutes": minutes}
        case (
            Repetitions(count=count)
            | StepUps(count=count)
            | SelfTestCount(count=count)
            | MorningsPassed(count=count)
            | DaysInStage(count=count)
            | NoFailInDays(count=count)
            | EpisodeDay(count=count)
            | CleanSessions(count=count)
        ):
            return {"count": count}
        case SelfTestSymmetry(percent=percent):
            return {"percent": percent}
        case EitherRung(either=either):
            return {"either": len(either)}
        case RungClean(times=times):
            return {"times": times}
        case ExpectedAnswer() | SelfTestComfort() | NormalWalking() | KeyMet():
            return {}
        case _:
            assert_never(criterion)


def _names(criterion: Criterion, place: PackPlace, draft: PackDraft) -> Iterator[UnplacedFault]:
    """What a kind's own fields name that the pack does not have."""

    def one(name: str, value: str, kind: str, what: str) -> Iterator[UnplacedFault]:
        return unresolved(place.at(name), value, draft.ids(kind), what=what)

    match criterion:
        case RungClean(exercise=exercise, rung=rung):
            yield from one("exercise", exercise, "exercises", "exercises")
            yield from _rung(exercise, rung, place, draft)
        case EitherRung(either=either):
            for nth, choice in enumerate(either):
                here = place.at("either", nth)
                known = draft.ids("exercises")
                yield from unresolved(here.at("exercise"), choice.exercise, known, what="exercises")
                yield from _rung(choice.exercise, choice.rung, here, draft)
        case Repetitions(exercise=exercise):
            yield from one("exercise", exercise, "exercises", "exercises")
        case ExpectedAnswer(question=question):
            yield from one("question", question, "pack/questions", "questions")
        case SelfTestComfort(test=test) | SelfTestCount(test=test):
            yield from one("test", test, "tests/tests", "self-tests")
        case SelfTestSymmetry(test=test, both_limbs=both_limbs):
            yield from one("test", test, "tests/tests", "self-tests")
            if both_limbs is not None:
                yield from one("both_limbs", both_limbs, "gates/criteria", "criteria")
        case CleanSessions(load_class=load_class):
            yield from one("load_class", load_class, "pack/load_classes", "load classes")
        case KeyMet(key=key):
            yield from one("key", key, "gates/keys", "keys")
        case (
            Walks() | StepUps() | NormalWalking() | MorningsPassed() | DaysInStage()
            | NoFailInDays() | EpisodeDay()
        ):  # fmt: skip
            return
        case _:
            assert_never(criterion)


def _rung(exercise: str, rung: str, place: PackPlace, draft: PackDraft) -> Iterator[UnplacedFault]:
    if exercise in draft.ids("exercises"):
        known = frozenset(draft.rung_ids(exercise))
        yield from unresolved(place.at("rung"), rung, known, what=f"rungs of {exercise}")


def _common_names(
    criterion: Criterion, place: PackPlace, draft: PackDraft
) -> Iterator[UnplacedFault]:
    tracks, goals = draft.ids("pack/tracks"), draft.ids("pack/goals")
    yield from unresolved(place.at("tracks"), criterion.tracks, tracks, what="tracks")
    yield from unresolved(place.at("goals"), criterion.goals, goals, what="goals")
    yield from unresolved(
        place.at("closed_by"), criterion.closed_by, draft.ids("pack/traits"), what="traits"
    )
    traits = draft.ids("pack/traits") | {f"no_{kit}" for kit in draft.ids("pack/kits")}
    for index, substitute in enumerate(criterion.substitutes):
        here = place.at("substitutes", index)
        yield from unresolved(here.at("when"), substitute.when, traits, what="traits or no_<kit>")
        known = draft.ids("gates/criteria")
        yield from unresolved(here.at("criterion"), substitute.criterion, known, what="criteria")


def _circles(start: str, criteria: Mapping[str, Criterion]) -> bool:
    todo, seen = [start], set()
    while todo:
        criterion = criteria.get(todo.pop())
        for substitute in criterion.substitutes if criterion else ():
            if substitute.criterion == start:
                return True
            if substitute.criterion not in seen:
                seen.add(substitute.criterion)
                todo.append(substitute.criterion)
    return False
