"""Training days of a person's week: which a stage plans, how far apart, and which were moved.

A moved day is a wish only: on the day itself every rule still decides what it may hold.
"""

from __future__ import annotations

from itertools import combinations, pairwise

from hamstrong.engine.facts import SessionRequested
from hamstrong.engine.state.state import Moves, State
from hamstrong.protocol.model import Pack

WEEK = 7


def planned_of(days: tuple[int, ...], most: int | None) -> tuple[int, ...]:
    """The weekdays that are planned of those the person named, in order.

    Args:
        most: how many days a stage plans at most; the choice whose closest two lie farthest apart
            around the week. None: all of them.
    """
    named = tuple(sorted(set(days)))
    if most is None or len(named) <= most:
        return named
    return max(combinations(named, most), key=lambda few: min(_apart(few)))


def longest_spacing(days: tuple[int, ...], limit: int) -> int:
    """Longest distance in days between planned days around the week, at most `limit`."""
    named = tuple(sorted(set(days)))
    return min(limit, max(_apart(named), default=limit))


def _apart(days: tuple[int, ...]) -> list[int]:
    """Distances in days from each planned day to the next, around the week."""
    return [b - a for a, b in pairwise((*days, days[0] + WEEK))] if days else []


def move_day(state: State, fact: SessionRequested) -> State:
    """Ask for a session on a day, and free the day that it is moved from. Days gone by move
    nothing; a day moved back is as if it had never been moved."""
    moves = state.moves
    if fact.day >= state.day:
        moves = _ask(moves, fact.day)
        if fact.instead_of is not None and fact.instead_of >= state.day:
            moves = _free(moves, fact.instead_of)
    return state._replace(moves=moves)


def _ask(moves: Moves, day: int) -> Moves:
    if day in moves.freed:
        return moves._replace(freed=_without(moves.freed, day))
    return moves._replace(asked=tuple(sorted({*moves.asked, day})))


def _free(moves: Moves, day: int) -> Moves:
    if day in moves.asked:
        return moves._replace(asked=_without(moves.asked, day))
    return moves._replace(freed=tuple(sorted({*moves.freed, day})))


def _without(days: tuple[int, ...], day: int) -> tuple[int, ...]:
    return tuple(one for one in days if one != day)


def moves_after(moves: Moves, day: int) -> Moves:
    """What is left of them once a day is over."""
    if not (moves.asked or moves.freed):
        return moves
    return Moves(*(tuple(one for one in days if one > day) for days in moves))


def days_apart(pack: Pack, goal: str) -> int:
    """How many days two of the training days of a goal lie apart at least, both ways round."""
    own = pack.goals[goal].days_apart if goal in pack.goals else 0
    return max(pack.rules.calendar.min_hard_spacing_days, own)
