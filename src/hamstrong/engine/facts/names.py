"""The names of the pack that a fact uses, and which of them the pack in force does not have.

Which field names what is said where the field is declared, by a `NameOf`. Whether a leg, a flag or
an appointment is one of this person's needs their diary and is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from types import NoneType
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from hamstrong.engine.facts.bounds import NameOf
from hamstrong.engine.facts.strict_reader import Path
from hamstrong.protocol.model import Exercise, Pack

_ONE_LEG = ("left", "right")
_TWO_LEGS = ("both",)


class PackName(NamedTuple):
    """A name in a fact.

    Args:
        path: field names and list places down to it.
        kind: what it names, as `NameOf` says.
        owner: the tuple that has the field: a rung belongs to the exercise beside it.
    """

    path: Path
    kind: str
    value: Any
    owner: Any


def pack_names(fact: Any) -> Iterator[PackName]:
    """Give every name of the pack in a fact, in the order of its fields."""
    kind: Any = type(fact)
    for name, walk in _fields(kind):
        yield from walk(getattr(fact, name), (name,), fact)


def unknown_names(pack: Pack, fact: Any) -> Iterator[tuple[PackName, Collection[str]]]:
    """Give every name that the pack does not have, with those that it has."""
    for found in pack_names(fact):
        known = _KNOWN[found.kind](pack, found.owner)
        if found.value not in known:
            yield found, [str(name) for name in known]


_Walk = Callable[[Any, Path, Any], Iterator[PackName]]


@cache
def _fields(kind: Any) -> tuple[tuple[str, _Walk], ...]:
    hints = get_type_hints(kind, include_extras=True)
    walks = ((name, _walk(hint)) for name, hint in hints.items())
    return tuple((name, walk) for name, walk in walks if walk is not None)


def _walk(hint: Any) -> _Walk | None:
    """The function that finds the names in a value of this type; None if it can have none."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        named = next((bound.kind for bound in args[1:] if isinstance(bound, NameOf)), None)
        return _walk(args[0]) if named is None else _leaf(named)
    if origin is tuple:
        if len(args) == 2 and args[1] is Ellipsis:
            return _each(_walk(args[0]))
        return _pair([_walk(arg) for arg in args])
    if hasattr(hint, "_fields"):
        return _nested if _fields(hint) else None
    some = [walk for arg in args if arg is not NoneType and (walk := _walk(arg)) is not None]
    return _optional(some[0]) if some else None


def _leaf(kind: str) -> _Walk:
    def walk(value: Any, path: Path, owner: Any) -> Iterator[PackName]:
        yield PackName(path, kind, value, owner)

    return walk


def _optional(inner: _Walk) -> _Walk:
    def walk(value: Any, path: Path, owner: Any) -> Iterator[PackName]:
        if value is not None:
            yield from inner(value, path, owner)

    return walk


def _each(inner: _Walk | None) -> _Walk | None:
    if inner is None:
        return None

    def walk(value: Any, path: Path, owner: Any) -> Iterator[PackName]:
        for index, part in enumerate(value):
            yield from inner(part, (*path, index), owner)

    return walk


def _pair(inner: list[_Walk | None]) -> _Walk | None:
    some = [(index, part) for index, part in enumerate(inner) if part is not None]
    if not some:
        return None

    def walk(value: Any, path: Path, owner: Any) -> Iterator[PackName]:
        for index, part in some:
            yield from part(value[index], (*path, index), owner)

    return walk


def _nested(value: Any, path: Path, _owner: Any) -> Iterator[PackName]:
    for name in pack_names(value):
        yield name._replace(path=(*path, *name.path))


# --- what the pack has


def _exercise_of(pack: Pack, owner: Any) -> Exercise | None:
    return pack.exercises.get(owner.exercise)


def _rungs(pack: Pack, owner: Any) -> Collection[str]:
    exercise = _exercise_of(pack, owner)
    # An unknown exercise is a fault of its own; its rung cannot be judged beside it.
    return (owner.rung,) if exercise is None else [rung.id for rung in exercise.ladder]


def _sides(pack: Pack, owner: Any) -> Collection[str]:
    exercise = _exercise_of(pack, owner)
    if exercise is None:
        return (*_ONE_LEG, *_TWO_LEGS)
    return _TWO_LEGS if exercise.legs == "both" else _ONE_LEG


def _screens(pack: Pack, owner: Any) -> Collection[str]:
    return [screen.id for screen in pack.triage.screens if owner.form in screen.forms]


def _symptoms(pack: Pack, owner: Any) -> Collection[str]:
    screens = (screen for screen in pack.triage.screens if owner.form in screen.forms)
    return [symptom for screen in screens for symptom in screen.symptoms]


def _options(pack: Pack, owner: Any) -> Collection[str]:
    goals = [pack.goals[owner.goal]] if owner.goal in pack.goals else pack.goals.values()
    return [option for goal in goals for option in goal.options]


_KNOWN: Mapping[str, Callable[[Pack, Any], Collection[Any]]] = {
    "exercise": lambda pack, _: pack.exercises,
    "rung": _rungs,
    "side": _sides,
    "track": lambda pack, _: pack.tracks,
    "goal": lambda pack, _: pack.goals,
    "kit": lambda pack, _: pack.kits,
    "trait": lambda pack, _: pack.traits,
    "option": _options,
    "symptom": _symptoms,
    "screen": _screens,
    "question": lambda pack, _: pack.questions,
    "stop_reason": lambda pack, _: pack.stop_reasons,
    "self_test": lambda pack, _: pack.tests,
    "sign": lambda pack, _: pack.way_back.watch.signs,
    "stage": lambda pack, _: pack.stages,
}
