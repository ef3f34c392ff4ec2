"""Screens of the check-in: which open questions stand on one page. One page holds one leg.

The list of warning signs stands on the first page, pain now where a session is about to start.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hamstrong.engine.decide.ask import SHORT_FORM, Ask, AskKind

_DAILY = frozenset({AskKind.MORNING, AskKind.BASELINE, AskKind.WALKING, AskKind.QUESTION})


def asks_on_screen(open_asks: Sequence[Ask], *, starts: bool) -> tuple[Ask, ...]:
    """The questions of the next page, in order; empty where a form of its own comes first.

    Args:
        open_asks: what is open today, in order.
        starts: a session is about to start, so pain now is asked with the rest.
    """
    if _own_form(open_asks):
        return ()
    daily = [ask for ask in open_asks if ask.kind in _DAILY]
    rest = [ask for ask in open_asks if ask.kind not in _DAILY and not ask.opens_session]
    if daily:
        return _leg(open_asks, daily[0].limb, pain_now=starts)
    if rest:
        return ()
    pains = [ask for ask in open_asks if ask.kind is AskKind.PAIN_NOW]
    return _leg(open_asks, pains[0].limb if pains else "", pain_now=True)


def _leg(open_asks: Sequence[Ask], limb: str, *, pain_now: bool) -> tuple[Ask, ...]:
    kinds = _DAILY | {AskKind.PAIN_NOW} if pain_now else _DAILY
    of_leg = tuple(ask for ask in open_asks if ask.limb == limb and ask.kind in kinds)
    signs = (SHORT_FORM,) if SHORT_FORM in open_asks else ()
    return (*of_leg, *signs)


def next_elsewhere(open_asks: Sequence[Ask]) -> Ask | None:
    """The question that is asked on pages of its own before the check-in goes on."""
    due = _own_form(open_asks)
    if due is not None:
        return due
    others = (a for a in open_asks if a.kind not in _DAILY and not a.opens_session)
    return next(others, None)


def _own_form(asks: Iterable[Ask]) -> Ask | None:
    """A form or a flag that is owed before anything else."""
    forms = ("signs", "long")
    owed = (
        a for a in asks if a.kind is AskKind.FLAG or (a.kind is AskKind.FORM and a.name in forms)
    )
    return next(owed, None)


def asks_to_text(asks: Iterable[Ask]) -> str:
    """The questions of a page as its form sends them back."""
    return " ".join(ask.to_text() for ask in asks)


def asks_from_text(text: str) -> tuple[Ask, ...]:
    """The questions that a form sent back; empty where one of them is no question."""
    try:
        return tuple(Ask.from_text(part) for part in text.split())
    except ValueError:
        return ()
