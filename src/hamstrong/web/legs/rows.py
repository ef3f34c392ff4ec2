"""Rows of the page of two legs: a label and one cell for each leg."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from hamstrong.app.progress.limbs import LimbColumn
from hamstrong.engine.decide.decisions import Unlock
from hamstrong.words import Words

When = Callable[[int], str]
Say = Callable[..., str]
Opens = Callable[[Unlock], str]


class Cell(NamedTuple):
    """Words of one leg. `state` of a criterion: `met`, `not_met`, `not_asked`; else empty."""

    text: str
    hint: str = ""
    state: str = ""


class Row(NamedTuple):
    """One line across both legs, in the order of the columns."""

    label: str
    cells: tuple[Cell, ...]


class RowGroup(NamedTuple):
    """Rows that belong together under one heading."""

    name: str
    rows: tuple[Row, ...]


def groups_of(
    columns: Sequence[LimbColumn], words: Words, say: Say, when: When, opens: Opens
) -> tuple[RowGroup, ...]:
    """How each leg is, what opens next, and which rung each exercise is at."""
    told = (
        ("stage", lambda c: _stage(c, words)),
        ("during", lambda c: _pain(c.during, say, when)),
        ("morning", lambda c: _pain(c.mornings[-1] if c.mornings else None, say, when)),
        ("usual", lambda c: _usual(c, say)),
        ("holds", lambda c: _holds(c, words, say)),
        ("next", lambda c: _next(c, words, say, opens)),
    )
    now = tuple(Row(say(f"legs.row.{key}"), tuple(map(cell, columns))) for key, cell in told)
    groups = (
        RowGroup("now", now),
        RowGroup("gate", _criteria(columns, words, say)),
        RowGroup("exercises", _exercises(columns, words, say)),
    )
    return tuple(group for group in groups if group.rows)


def _stage(column: LimbColumn, words: Words) -> Cell:
    return Cell(words.name("stages", column.stage), words.name("tracks", column.track))


def _pain(said: tuple[int, int] | None, say: Say, when: When) -> Cell:
    if said is None:
        return Cell(say("legs.not_asked"))
    day, pain = said
    return Cell(say("legs.pain", n=pain), when(day))


def _usual(column: LimbColumn, say: Say) -> Cell:
    if column.baseline is None:
        return Cell(say("legs.not_asked"))
    return Cell(say("legs.pain", n=column.baseline))


def _holds(column: LimbColumn, words: Words, say: Say) -> Cell:
    """The gravest thing that holds this leg back, and how many bad mornings came in a row."""
    fails = say("legs.holds.fails", n=column.fails) if column.fails else ""
    if column.flags:
        return Cell(words.name("flags", column.flags[0], "title"), fails)
    if column.closed:
        return Cell(say("legs.holds.closed"), fails)
    if column.flare_day:
        return Cell(say("legs.holds.flare", n=column.flare_day), fails)
    if column.frozen:
        return Cell(say("legs.holds.frozen"), fails)
    return Cell(fails or say("legs.holds.nothing"))


def _next(column: LimbColumn, words: Words, say: Say, opens: Opens) -> Cell:
    if column.next is None:
        return Cell(say("legs.last_stage"))
    return Cell(words.name("stages", column.next.target), opens(column.next))


def _criteria(columns: Sequence[LimbColumn], words: Words, say: Say) -> tuple[Row, ...]:
    """One row for each criterion of either gate; a leg whose gate does not ask for it says so."""
    asked: dict[str, dict[str, Any]] = {}
    for column in columns:
        for line in column.next.criteria if column.next is not None else ():
            asked.setdefault(line.criterion, {})[column.limb] = line
    return tuple(
        Row(words.name("criteria", name), tuple(_line(lines.get(c.limb), say) for c in columns))
        for name, lines in asked.items()
    )


def _line(line: Any, say: Say) -> Cell:
    if line is None:
        return Cell(say("legs.not_needed"))
    count = say("legs.count", have=line.have, need=line.need) if line.need > 1 else ""
    return Cell(say(f"shell.gate.{line.status}"), count, line.status)


def _exercises(columns: Sequence[LimbColumn], words: Words, say: Say) -> tuple[Row, ...]:
    names = dict.fromkeys(name for column in columns for name, _ in column.rungs)
    rungs = [dict(column.rungs) for column in columns]
    return tuple(
        Row(words.name("exercises", name), tuple(_rung(mine.get(name), name, words, say)
                                                 for mine in rungs))
        for name in names
    )  # fmt: skip


def _rung(rung: str | None, exercise: str, words: Words, say: Say) -> Cell:
    if rung is None:
        return Cell(say("legs.not_begun"))
    return Cell(words.texts.get("exercises", exercise)["rungs"][rung])
