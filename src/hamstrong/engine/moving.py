"""Training days that the person moved: asked for on another day, freed where they stood.

A wish only: on the day itself every rule still decides what it may hold (RULES 5).
"""

from __future__ import annotations

from hamstrong.engine.facts import SessionRequested
from hamstrong.engine.state.state import Moves, State


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
