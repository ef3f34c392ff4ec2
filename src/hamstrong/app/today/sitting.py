"""The sitting budget of a sore tendon: minutes sat, when to stand up, the morning after.

Lines minutes up with mornings and claims no cause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from hamstrong.app.diary_view.corrected_facts import of_kind
from hamstrong.engine.facts import MorningAnswered, SittingLogged
from hamstrong.engine.fold import Recorded
from hamstrong.engine.state.state import State
from hamstrong.protocol.model import Pack


@dataclass(frozen=True, slots=True)
class SittingDay:
    """Minutes sat on a day, and the pain of the next morning per limb as far as answered."""

    day: int
    minutes: int
    next_morning: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SittingCard:
    """What an interface shows: after how many minutes to stand up, what a tap adds, tips, days."""

    stand_after_min: int
    taps_min: tuple[int, ...]
    tips: tuple[str, ...]
    today_min: int
    days: tuple[SittingDay, ...]


def card(pack: Pack, state: State, entries: Sequence[Recorded]) -> SittingCard | None:
    """The sitting budget; None where no limb is on a track that has one."""
    rules = pack.way_back.sitting
    if not {e.kind.track for e in state.episodes} & set(rules.tracks):
        return None
    days = _days(entries)
    today = next((d.minutes for d in days if d.day == state.day), 0)
    return SittingCard(
        stand_after_min=rules.stand_after_min,
        taps_min=rules.taps_min,
        tips=rules.tips,
        today_min=today,
        days=days,
    )


def _days(entries: Sequence[Recorded]) -> tuple[SittingDay, ...]:
    mornings = mornings_of(entries)
    logged = groupby(of_kind(entries, SittingLogged), key=lambda pair: pair[0])
    return tuple(
        SittingDay(day, sum(f.minutes for _, f in facts), mornings.get(day + 1, ()))
        for day, facts in logged
    )


def mornings_of(entries: Sequence[Recorded]) -> dict[int, tuple[tuple[str, int], ...]]:
    """Answered morning pain by day, per limb; the last answer of a day counts."""
    found: dict[int, dict[str, int]] = {}
    for day, fact in of_kind(entries, MorningAnswered):
        if fact.nprs is not None:
            found.setdefault(day, {})[fact.limb] = fact.nprs
    return {day: tuple(sorted(said.items())) for day, said in found.items()}
