"""The notation for clinical numbers: `{value: 2, sources: [E56], grade: C}`.

Unwraps it, remembers where each number comes from under its rule id, and finds the bare numbers
in the files where none may be. Whether the sources exist is checked in `sources`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, get_args

from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.knowledge import Grade

_WRAPPER = frozenset({"value", "sources", "grade", "confirmed"})
# The keys of a collection start a rule id of their own: `ladder.2` is `rung.bridge-2x15`.
_COLLECTIONS = {
    "advice": "advice",
    "cards": "card",
    "criteria": "criterion",
    "expected": "course",
    "flags": "flag",
    "gates": "gate",
    "goals": "goal",
    "keys": "key",
    "kits": "kit",
    "ladder": "rung",
    "load_classes": "load_class",
    "milestones": "milestone",
    "questions": "question",
    "stages": "stage",
    "questionnaires": "questionnaire",
    "readiness": "ready",
    "signs": "sign",
    "stop_reasons": "stop_reason",
    "tests": "test",
    "tracks": "track",
    "warm_up": "warm_up",
}
_NAMES = ("id", "track", "from_days", "number")
_PLAIN_KEYS = frozenset({"id", "sources", "grade", "confirmed"})


@dataclass(frozen=True, slots=True)
class Origin:
    """A rule as the files state it: its id, its value and what it claims to rest on."""

    rule: str
    place: PackPlace
    value: object
    sources: tuple[str, ...]
    grade: Grade | None


@dataclass(slots=True)
class Unwrapped:
    """A file without the notation, the rules that it states and the bare numbers found."""

    tree: Any = None
    origins: list[Origin] = field(default_factory=list)
    findings: list[UnplacedFault] = field(default_factory=list)


NumberRule = Callable[[PackPlace], bool]


def unwrap(tree: Any, *, place: PackPlace, rule: str, needs_source: NumberRule) -> Unwrapped:
    """Return the tree with plain values, with every stated rule beside it.

    Args:
        tree: a parsed file.
        place: where its root is.
        rule: what its rule ids start with, for instance `exercise.bridge`.
        needs_source: whether a number at a place must be written with its sources.
    """
    out = Unwrapped()
    out.tree = _walk(tree, place, rule, out, needs_source)
    return out


def _walk(node: Any, place: PackPlace, rule: str, out: Unwrapped, needs: NumberRule | None) -> Any:
    if isinstance(node, dict) and "value" in node and node.keys() <= _WRAPPER:
        return _wrapped(node, place, rule, out)
    if isinstance(node, dict):
        return _mapping(node, place, rule, out, needs)
    if isinstance(node, list):
        return [
            _walk(item, place.at(index), _join(rule, _name(item, index)), out, needs)
            for index, item in enumerate(node)
        ]
    if needs is not None and _is_number(node) and needs(place):
        expected = f"{{value: {node!r}, sources: [...], grade: ...}}"
        out.findings.append(UnplacedFault(place, "bare-number", expected, node))
    return node


def _mapping(
    node: dict[Any, Any], place: PackPlace, rule: str, out: Unwrapped, needs: NumberRule | None
) -> dict[Any, Any]:
    plain = {
        key: value
        if key in _PLAIN_KEYS or _is_settled(value, needs)
        else _walk(value, place.at(key), _below(rule, key, value), out, needs)
        for key, value in node.items()
    }
    if plain.get("confirmed") is False:
        plain["grade"] = plain.pop("confirmed") or "E"
    if isinstance(node.get("sources"), list):
        body = {key: value for key, value in plain.items() if key not in _PLAIN_KEYS}
        out.origins.append(_origin(node, place, rule, body))
    return plain


def _is_settled(value: Any, needs: NumberRule | None) -> bool:
    """Whether there is nothing to unwrap in a value: most are words, and their places cost time."""
    if isinstance(value, dict | list):
        return False
    return needs is None or not _is_number(value)


def _wrapped(node: dict[str, Any], place: PackPlace, rule: str, out: Unwrapped) -> Any:
    value = _walk(node["value"], place, rule, out, None)
    if not isinstance(node.get("sources"), list):
        expected = "sources: a list of evidence ids, article rows or expert"
        out.findings.append(UnplacedFault(place, "no-sources", expected, node.get("sources")))
        return value
    if "grade" in node and stated_grade(node) is None:
        expected = f"one of {', '.join(get_args(Grade))}"
        here = place.at("grade")
        out.findings.append(UnplacedFault(here, "unknown-grade", expected, node["grade"]))
    out.origins.append(_origin(node, place, rule, value))
    return value


def _origin(node: dict[str, Any], place: PackPlace, rule: str, value: object) -> Origin:
    grade = stated_grade(node)
    return Origin(
        rule=rule,
        place=place,
        value=value,
        sources=tuple(str(source) for source in node["sources"]),
        grade=grade,
    )


def stated_grade(node: dict[str, Any]) -> Grade | None:
    """The letter that a claim states, None where it states none that there is."""
    grade = "E" if node.get("confirmed") is False else node.get("grade")
    return next((letter for letter in get_args(Grade) if letter == grade), None)


def _below(rule: str, key: object, value: Any) -> str:
    if key == "ladder" and not isinstance(value, list):
        return _join(rule, "ladder")  # the rules about ladders, not a ladder
    return _COLLECTIONS.get(str(key)) or _join(rule, str(key))


def _join(rule: str, name: str) -> str:
    return f"{rule}.{name}" if rule else name


def _name(item: Any, index: int) -> str:
    inner = item.get("value", item) if isinstance(item, dict) else item
    if isinstance(inner, dict):
        for key in _NAMES:
            if key in inner:
                return str(inner[key])
    return str(index)


def _is_number(node: object) -> bool:
    return isinstance(node, int | float) and not isinstance(node, bool)
