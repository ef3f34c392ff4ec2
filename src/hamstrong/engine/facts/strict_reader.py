"""A strict reader of plain JSON values, made once for a type from its own annotations.

Named tuples are read from objects, tuples from lists. Nothing is converted (a true
is no number, a text is no number; a whole number where a number belongs is the one exception), an
unknown field is a fault, and every fault is found at once with its place. Bounds come from the
markers of `engine.facts.bounds`. What is shown of a value is short, and a person's own words never
are shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    NoReturn,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from hamstrong.engine.facts.bounds import (
    FIRST_DAY,
    LAST_DAY,
    FactRange,
    Items,
    OneOf,
    Pattern,
    Text,
)

Read = Callable[[Any], Any]
Path = tuple[str | int, ...]

_KINDS: Mapping[type[Any], str] = {
    NoneType: "no value",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
    list: "a list",
    dict: "an object",
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_CONTROL_BUT_LINES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# Letters and signs by their category that nevertheless leave an empty space.
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)
_FIRST_YEAR = datetime.fromordinal(FIRST_DAY).year
_LAST_YEAR = datetime.fromordinal(LAST_DAY).year
_MISSING: Any = object()
_LONGEST_NUMBER, _LONGEST_NAME = 30, 60


class Misfit(NamedTuple):
    """One value that does not fit.

    Args:
        path: field names and list places down to it, from the value that was read.
        value: what was given, as it may be shown.
        rule: what it must be.
    """

    path: Path
    value: str
    rule: str


class Misfits(ValueError):
    """A value does not fit its type; `found` names everything that is wrong with it."""

    def __init__(self, found: Sequence[Misfit]) -> None:
        super().__init__("; ".join(f"{'.'.join(map(str, m.path))}: {m.rule}" for m in found))
        self.found = tuple(found)

    def below(self, step: str | int) -> list[Misfit]:
        """Return the misfits as seen from the value that holds this one."""
        return [misfit._replace(path=(step, *misfit.path)) for misfit in self.found]


@cache
def reader_of(kind: Any) -> Read:
    """Return the function that reads a value of this type or raises `Misfits`."""
    return _reader(kind, ())


def _reader(kind: Any, bounds: tuple[Any, ...]) -> Read:
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _reader(args[0], args[1:])
    if origin in (Union, UnionType):
        return _either(args)
    if origin is Literal:
        return _one_of(args)
    if origin is tuple:
        return _list(args, bounds)
    if origin is not None and issubclass(origin, Mapping):
        return _object
    if hasattr(kind, "_fields"):
        return _fields(kind)
    return _scalar(kind, bounds)


# --- scalars


def _scalar(kind: Any, bounds: tuple[Any, ...]) -> Read:
    found = {type(bound): bound for bound in bounds}
    if kind in (int, float) and FactRange in found:
        return _whole(found[FactRange]) if kind is int else _number(found[FactRange])
    if kind is str and OneOf in found:
        return _one_of(found[OneOf].names)
    if kind is str and Pattern in found:
        return _pattern(found[Pattern])
    if kind is str and Text in found:
        return _text(found[Text])
    if kind is bool:
        return _truth
    if kind is datetime:
        return _instant
    raise TypeError(f"{kind!r} has no bounds that a reader can be made from")


def _refuse(value: str, rule: str) -> NoReturn:
    raise Misfits([Misfit((), value, rule)])


def _kind_of(value: Any) -> str:
    return _KINDS.get(type(value), "another value")


def _whole(bound: FactRange) -> Read:
    low, high = bound

    def read(value: Any) -> int:
        # type(), not isinstance: a boolean is an int to Python.
        if type(value) is int and low <= value <= high:
            return value
        shown = f"{value!r:.{_LONGEST_NUMBER}}" if type(value) in (int, float) else _kind_of(value)
        _refuse(shown, f"must be a whole number from {low} to {high}")

    return read


def _number(bound: FactRange) -> Read:
    low, high = bound

    def read(value: Any) -> float:
        if type(value) in (float, int) and low <= value <= high:
            return float(value)
        shown = f"{value!r:.{_LONGEST_NUMBER}}" if type(value) in (int, float) else _kind_of(value)
        _refuse(shown, f"must be a number from {low} to {high}")

    return read


def _truth(value: Any) -> bool:
    if value is True or value is False:
        return bool(value)
    _refuse(_kind_of(value), "must be true or false")


def _text(bound: Text) -> Read:
    least, most = bound.least, bound.most
    control = _CONTROL_BUT_LINES if bound.lines else _CONTROL
    rule = f"must be a text of {least} to {most} characters"

    def read(value: Any) -> str:
        if type(value) is not str:
            _refuse(_kind_of(value), rule)
        if not least <= len(value) <= most:
            _refuse(f"{len(value)} characters", rule)
        if not value.isprintable() and control.search(value):
            _refuse("a control character", f"{rule}, without control characters")
        if bound.visible and not is_visible(value):
            _refuse("no visible character", f"{rule}, at least one of them visible")
        return value

    return read


def is_visible(text: str) -> bool:
    """Say whether at least one character of the text can be seen."""
    return any(
        unicodedata.category(letter)[0] in "LNPS" and letter not in _BLANK_LETTERS
        for letter in text
    )


def _pattern(bound: Pattern) -> Read:
    matches = re.compile(bound.expression, re.ASCII).fullmatch

    def read(value: Any) -> str:
        if type(value) is str and matches(value):
            return value
        _refuse(_kind_of(value), f"must be {bound.form}")

    return read


def _one_of(names: tuple[Any, ...]) -> Read:
    known = frozenset(names)

    def read(value: Any) -> Any:
        # A boolean or a float can equal a listed whole number, and is none.
        if type(value) in (str, int) and value in known:
            return value
        shown = f"{value!r:.{_LONGEST_NAME}}" if type(value) in (str, int) else _kind_of(value)
        listed = ", ".join(str(name) for name in names if name != "")
        _refuse(shown, f"must be one of {listed}")

    return read


def _instant(value: Any) -> datetime:
    rule = "must be an instant with its offset from UTC, such as 2025-03-09T08:00:00Z"
    if type(value) is not str or not _INSTANT.fullmatch(value):
        _refuse(_kind_of(value), rule)
    try:
        instant = datetime.fromisoformat(value.upper())
    except ValueError:
        _refuse("no such instant", rule)
    # At the calendar's edges an offset leads out of it: no such instant can be written in UTC.
    if not _FIRST_YEAR <= instant.year <= _LAST_YEAR:
        _refuse(f"the year {instant.year}", f"must lie in {_FIRST_YEAR} to {_LAST_YEAR}")
    return instant


# --- what is made of others


def _either(args: tuple[Any, ...]) -> Read:
    others = [_reader(arg, ()) for arg in args if arg is not NoneType]
    if len(others) == 1 and len(args) == 2:
        inner = others[0]
        return lambda value: None if value is None else inner(value)

    def read(value: Any) -> Any:
        if value is None and NoneType in args:
            return None
        rules = []
        for other in others:
            try:
                return other(value)
            except Misfits as wrong:
                rules.append(wrong.found[0])
        _refuse(rules[-1].value, " or ".join(misfit.rule for misfit in rules))

    return read


def _object(value: Any) -> Mapping[str, Any]:
    if type(value) is dict:
        return value
    _refuse(_kind_of(value), "must be an object")


def _list(args: tuple[Any, ...], bounds: tuple[Any, ...]) -> Read:
    if len(args) == 2 and args[1] is Ellipsis:
        return _alike(_reader(args[0], ()), next(b for b in bounds if isinstance(b, Items)))
    return _pair([_reader(arg, ()) for arg in args])


def _alike(inner: Read, bound: Items) -> Read:
    least, most = bound

    def read(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            _refuse(_kind_of(value), "must be a list")
        if not least <= len(value) <= most:
            _refuse(f"{len(value)} elements", f"must be a list of {least} to {most} elements")
        try:
            return tuple([inner(part) for part in value])
        except Misfits:
            raise Misfits(_every(value, [inner] * len(value))) from None

    return read


def _pair(inner: list[Read]) -> Read:
    def read(value: Any) -> tuple[Any, ...]:
        if type(value) is not list or len(value) != len(inner):
            _refuse(_kind_of(value), f"must be a list of {len(inner)} elements")
        try:
            return tuple([part(one) for part, one in zip(inner, value, strict=True)])
        except Misfits:
            raise Misfits(_every(value, inner)) from None

    return read


def _every(values: list[Any], inner: list[Read]) -> list[Misfit]:
    """Find all that is wrong in a list of which one element is."""
    found: list[Misfit] = []
    for index, (read, value) in enumerate(zip(inner, values, strict=True)):
        try:
            read(value)
        except Misfits as wrong:
            found += wrong.below(index)
    return found


def _fields(kind: Any) -> Read:
    hints = get_type_hints(kind, include_extras=True)
    defaults = kind._field_defaults
    parts = [(name, _reader(hints[name], ()), defaults.get(name, _MISSING)) for name in hints]
    known = ", ".join(hints)

    def read(value: Any) -> Any:
        if type(value) is not dict:
            _refuse(_kind_of(value), "must be an object")
        made: list[Any] = []
        wrong: list[Misfit] = []
        unread = len(value)
        for name, part, default in parts:
            given = value.get(name, _MISSING)
            if given is not _MISSING:
                unread -= 1
                try:
                    made.append(part(given))
                except Misfits as misfits:
                    wrong += misfits.below(name)
            elif default is not _MISSING:
                made.append(default)
            else:
                wrong.append(Misfit((name,), "no value", "is required"))
        if unread:
            # An unknown field may hold anything, so neither it nor its name is repeated.
            wrong.append(Misfit((), f"{unread} unknown fields", f"the known fields are {known}"))
        if wrong:
            raise Misfits(wrong)
        return kind(*made)

    return read
