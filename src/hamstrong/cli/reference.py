"""Reference pages that are generated: every command with options and exit codes, every event.

Run `make docs`; tests hold the pages to the code.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import click

from hamstrong.cli import COMMANDS, main
from hamstrong.cli.exits import MEANINGS
from hamstrong.engine.facts import SCHEMAS, LimbEnrolled, PlannedItem
from hamstrong.engine.facts.bounds import (
    FIRST_DAY,
    LAST_DAY,
    Bound,
    FactRange,
    Items,
    NameOf,
    OneOf,
    Pattern,
    Text,
)

_PARTS = (LimbEnrolled, PlannedItem)
_FIRST = """\
`hamstrong` alone guides you through what is due now. Every command has `--help`. Ctrl-C in a
question stops there; what was answered before is saved. In a question `s` leaves it open where
that is possible, and an empty line is never an answer. `HAMSTRONG_DATA_DIR` names the folder of
the diary, `HAMSTRONG_DATABASE_URL` a PostgreSQL server instead, `HAMSTRONG_PACK` the folder of
another pack.

Before the command:
"""
_ABOUT_TODAY = """
`--today` pretends another day, so that weeks can be tried out in minutes. Use it with a
`--data-dir` of its own: a diary never goes back to an earlier day."""
_ENVELOPE = """\
An event is a fact in the past tense with a stable name and a schema version. It says what
happened, never what follows from it; nothing is ever changed, a correction is a new event.
Days are numbers (`date.toordinal()`), pain is 0 to 10, a missing value means *not answered*.

Around each payload the diary keeps: `person`, `seq` (1, 2, 3 … of that person), `client_id`
(a UUID made where the fact was made; repeats are stored once), `name`, `version`, `day` (the
training day that it is about), `recorded_day`, `instant` (UTC), `plan_id`, `device_id`,
`device_counter` and `counted_by` (person, camera, clinician or system).

What an interface may send is checked: values lie within the bounds below, names exist in the
pack, the day lies between enrolment or 28 days ago and today. The same bounds hold for the pages,
the terminal, the interface for programs and an import. What was done is never refused for being
unwise.
"""
_GENERATED = "Generated from the code by `make docs`; edit the code, not this page."


def commands_page() -> str:
    """The reference of the command line."""
    context = click.Context(main, info_name="hamstrong")
    lines = ["# The command line", "", _GENERATED, "", *_intro(context), "", *_codes(), ""]
    for name in COMMANDS:
        command = main.get_command(context, name)
        if command is not None:
            lines += _command(command, click.Context(command, context, info_name=name))
    return _tidy(lines)


def _tidy(lines: list[str]) -> str:
    """One page, with one empty line at most between two others."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def _intro(context: click.Context) -> Iterator[str]:
    yield _FIRST
    yield from _options(main, context)
    yield _ABOUT_TODAY


def _codes() -> Iterator[str]:
    yield "## Exit codes"
    yield ""
    yield "| code | meaning |"
    yield "| --- | --- |"
    for code, meaning in MEANINGS.items():
        yield f"| {int(code)} | {meaning} |"


def _command(command: click.Command, context: click.Context, level: int = 2) -> Iterator[str]:
    words = [_usage(parameter) for parameter in command.params]
    usage = " ".join([context.command_path, *(word for word in words if word)])
    yield f"{'#' * level} `{usage}`"
    yield ""
    yield from _prose(command.help or "")
    yield ""
    yield from _options(command, context)
    yield ""
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None:
                yield from _command(child, click.Context(child, context, info_name=name), level + 1)


def _usage(parameter: click.Parameter) -> str:
    if not isinstance(parameter, click.Argument):
        return ""
    name = (parameter.name or "").upper()
    return name if parameter.required else f"[{name}]"


def _prose(text: str) -> Iterator[str]:
    """Click's help as Markdown: what it keeps as it is becomes a block of code."""
    for part in inspect.cleandoc(text).split("\n\n"):
        lines = part.strip("\n").splitlines()
        if lines and lines[0].strip() == "\b":
            yield lines[1].strip()
            yield ""
            yield from (f"    {line.strip()}" for line in lines[2:])
        else:
            yield from lines
        yield ""


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    found = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
    if not found:
        return
    yield "| option | what it does |"
    yield "| --- | --- |"
    for option in found:
        names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
        yield f"| {names}{_value(option, context)} | {option.help or ''} |"


def _value(option: click.Option, context: click.Context) -> str:
    if option.is_flag:
        return ""
    shown = option.make_metavar(context).replace("|", " or ").replace("[%Y-%m-%d]", "YYYY-MM-DD")
    return f" {shown}"


def events_page() -> str:
    """The reference of the diary's events."""
    lines = [
        "# The events of the diary",
        "",
        _GENERATED,
        "",
        _ENVELOPE,
    ]
    for schema in SCHEMAS:
        lines += [f"## {schema.name}", "", *_kind(schema.kind, schema.version)]
    lines += ["## Parts of events", ""]
    for kind in _PARTS:
        lines += [f"### {kind.__name__}", "", *_kind(kind, None)]
    return _tidy(lines)


def _kind(kind: type[Any], version: int | None) -> Iterator[str]:
    doc = inspect.cleandoc(kind.__doc__ or "")
    if not doc.startswith(f"{kind.__name__}("):
        yield doc
        yield ""
    if version is not None:
        yield f"Schema version {version}."
        yield ""
    hints = get_type_hints(kind, include_extras=True)
    defaults = getattr(kind, "_field_defaults", {})
    if not hints:
        return
    yield "| field | type | if left out |"
    yield "| --- | --- | --- |"
    for name, hint in hints.items():
        left_out = _default(defaults[name]) if name in defaults else "**required**"
        yield f"| `{name}` | {_type(hint)} | {left_out} |"
    yield ""


def _default(value: Any) -> str:
    if value is None:
        return "not answered"
    if value == ():
        return "empty"
    return f"`{str(value).lower()}`" if isinstance(value, bool) else f"`{value!r}`"


def _type(hint: Any) -> str:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        named = next((bound.kind for bound in args[1:] if isinstance(bound, NameOf)), "side")
        if named != "side":
            return f"{named.replace('_', ' ')} of the pack"
        return ", ".join(part for part in (_type(args[0]), *map(_bound, args[1:])) if part)
    if origin in (Union, UnionType):
        return " or ".join(_type(arg) for arg in args if arg is not type(None))
    if origin is Literal:
        return ", ".join(f"`{arg}`" for arg in args)
    if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
        return f"list of {_type(args[0])}"
    if origin is tuple:
        return f"pair of {' and '.join(_type(arg) for arg in args)}"
    names = {str: "text", int: "whole number", float: "number", bool: "true or false"}
    return names.get(hint, getattr(hint, "__name__", "object").replace("Mapping", "object"))


def _bound(bound: Bound) -> str:
    if isinstance(bound, FactRange):
        if (bound.low, bound.high) == (FIRST_DAY, LAST_DAY):
            first, last = date.fromordinal(FIRST_DAY), date.fromordinal(LAST_DAY)
            return f"a day from {first.isoformat()} to {last.isoformat()}"
        return f"{bound.low} to {bound.high}"
    if isinstance(bound, Text):
        return f"{bound.least} to {bound.most} characters" + ", visible" * bound.visible
    if isinstance(bound, OneOf):
        return " or ".join(f"`{name}`" if name else "empty" for name in bound.names)
    if isinstance(bound, Pattern):
        return bound.form
    if isinstance(bound, Items):
        return f"{bound.least} to {bound.most} of them"
    return ""


def write_pages(folder: Path) -> None:
    """Write both pages into `docs/reference`."""
    (folder / "cli.md").write_text(commands_page(), encoding="utf-8")
    (folder / "events.md").write_text(events_page(), encoding="utf-8")


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
