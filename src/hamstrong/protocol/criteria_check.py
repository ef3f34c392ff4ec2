"""Each criterion has the fields that its kind needs and no others, and its substitutes end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hamstrong.protocol.draft import Draft, unresolved
from hamstrong.protocol.faults import Finding, Place
from hamstrong.protocol.model import Criterion

_NEEDS: Mapping[str, frozenset[str]] = {
    "rung_clean": frozenset({"exercise", "rung"}),
    "repetitions": frozenset({"exercise", "count"}),
    "walks": frozenset({"count", "minutes", "pain_max"}),
    "step_ups": frozenset({"count"}),
    "answer": frozenset({"question", "expected"}),
    "test_comfort": frozenset({"test"}),
    "test_symmetry": frozenset({"test", "percent"}),
    "test_count": frozenset({"test", "count"}),
    "normal_walking": frozenset(),
    "mornings_passed": frozenset({"count"}),
    "days_in_stage": frozenset({"count"}),
    "clean_sessions": frozenset({"load_class", "count"}),
    "no_fail_in_stage": frozenset(),
    "key": frozenset({"key"}),
}
_MAY: Mapping[str, frozenset[str]] = {
    "repetitions": frozenset({"each_side", "pain_max"}),
    "walks": frozenset({"stairs", "same_day_sum"}),
    "test_comfort": frozenset({"each_side"}),
    "test_symmetry": frozenset({"both_limbs"}),
}
_FIELDS = (
    "exercise",
    "rung",
    "count",
    "each_side",
    "minutes",
    "stairs",
    "same_day_sum",
    "pain_max",
    "percent",
    "question",
    "expected",
    "test",
    "both_limbs",
    "load_class",
    "key",
)


def check_criteria(draft: Draft) -> Iterator[Finding]:
    """Faults of every criterion: its fields, what they name, and circles of substitutes."""
    criteria = draft.gates.criteria if draft.gates else {}
    for criterion in criteria.values():
        place = Place("gates.yaml", ("criteria", criterion.id))
        yield from _fields(criterion, place)
        yield from _names(criterion, place, draft)
        if _circles(criterion.id, criteria):
            expected = "substitutes that never lead back to this criterion"
            yield Finding(place.at("substitutes"), "circular", expected, criterion.id)


def _fields(criterion: Criterion, place: Place) -> Iterator[Finding]:
    needs = _NEEDS[criterion.kind]
    may = needs | _MAY.get(criterion.kind, frozenset())
    for name in _FIELDS:
        value = getattr(criterion, name)
        given = value is not None and value is not False
        if name in needs and not given:
            yield Finding(place, "missing-key", f"{name}, which {criterion.kind} needs")
        elif given and name not in may:
            expected = f"no {name}, which {criterion.kind} does not use"
            yield Finding(place.at(name), "unknown-key", expected, value)


def _names(criterion: Criterion, place: Place, draft: Draft) -> Iterator[Finding]:
    kinds = {
        "exercise": ("exercises", "exercises"),
        "question": ("pack/questions", "questions"),
        "test": ("tests/tests", "self-tests"),
        "both_limbs": ("gates/criteria", "criteria"),
        "load_class": ("pack/load_classes", "load classes"),
        "key": ("gates/keys", "keys"),
        "tracks": ("pack/tracks", "tracks"),
        "goals": ("pack/goals", "goals"),
    }
    for name, (kind, what) in kinds.items():
        value = getattr(criterion, name)
        yield from unresolved(place.at(name), value, draft.ids(kind), what=what)
    if criterion.exercise in draft.ids("exercises"):
        known = frozenset(draft.rung_ids(criterion.exercise))
        what = f"rungs of {criterion.exercise}"
        yield from unresolved(place.at("rung"), criterion.rung, known, what=what)
    for index, substitute in enumerate(criterion.substitutes):
        here = place.at("substitutes", index)
        traits = draft.ids("pack/traits") | {f"no_{kit}" for kit in draft.ids("pack/kits")}
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
