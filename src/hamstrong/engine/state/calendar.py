"""Calendar of hard days, and so whether today may be one (R-H3, C5).

A window of the last days and the gap since strength was last done. Weekdays and the person's
own training days are settings, read by the chooser.
"""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.protocol.model import CalendarRules, GapBand, GapRules

EASY, HARD, POWER = 0, 1, 2


class Calendar(NamedTuple):
    """The last days, newest first: how hard each was and whether it had Nordics."""

    days: tuple[int, ...] = ()
    nordics: tuple[bool, ...] = ()


class CalendarView(NamedTuple):
    """What the guard asks of the calendar today."""

    hard_yesterday: bool
    hard_count: int
    power_count: int
    nordic_count: int


def new_calendar(rules: CalendarRules) -> Calendar:
    """An empty window."""
    size = rules.window_days - 1
    return Calendar((EASY,) * size, (False,) * size)


def view_calendar(rules: CalendarRules, state: Calendar) -> CalendarView:
    """Count the window that today would complete."""
    near = state.days[: rules.min_hard_spacing_days - 1]
    return CalendarView(
        hard_yesterday=any(near),
        hard_count=sum(1 for day in state.days if day),
        power_count=sum(1 for day in state.days if day == POWER),
        nordic_count=sum(state.nordics),
    )


def close_calendar(state: Calendar, hardness: int, *, nordic: bool) -> Calendar:
    """Push today into the window."""
    return Calendar((hardness, *state.days[:-1]), (nordic, *state.nordics[:-1]))


def meet_calendars(a: Calendar, b: Calendar) -> Calendar:
    """Count every day as hard that either counts."""
    return Calendar(
        tuple(map(max, a.days, b.days)),
        tuple(x or y for x, y in zip(a.nordics, b.nordics, strict=True)),
    )


class Gap(NamedTuple):
    """Days since strength (in the first stage: stage-1 work) was last performed.

    `idle` is -1 before anything was performed; `applied` is how many bands of the present gap
    have taken effect.
    """

    idle: int = -1
    strength: bool = False
    applied: int = 0


class GapSignals(NamedTuple):
    """What the gap signals to the others today. All but `band` are moments: true only on the day
    on which their band is entered."""

    band: int = 0
    symptom_lists: bool = False
    stages_back: int = 0
    restart: bool = False


def gap_limit(rules: GapRules) -> int:
    """Idle days beyond which nothing changes any more."""
    return rules.bands[-1].from_days + rules.spacing_max


def bands_reached(rules: GapRules, gap: int) -> int:
    """How many bands a gap of so many days has reached."""
    return sum(1 for band in rules.bands if gap >= band.from_days)


def open_gap(rules: GapRules, state: Gap, spacing: int) -> tuple[Gap, GapSignals]:
    """Apply bands newly entered this morning, each once.

    Args:
        spacing: the longest planned spacing in the person's week, in days.
    """
    band = bands_reached(rules, max(0, state.idle - spacing)) if state.idle >= 0 else 0
    entered = rules.bands[state.applied : band]
    signals = GapSignals(
        band=band,
        symptom_lists=any(b.symptom_lists for b in entered),
        stages_back=max((b.stages_back for b in entered), default=0),
        restart=any(b.restart for b in entered),
    )
    opened = state if band <= state.applied else state._replace(applied=band)
    return opened, signals


def own_band_rungs(bands: tuple[GapBand, ...], idle: int, spacing: int) -> int:
    """Rungs an exercise's own gap lowers when rotation made it: at most the first band's."""
    first = bands[0]
    return first.rungs_down if idle - spacing >= first.from_days else 0


def close_gap(rules: GapRules, state: Gap, *, strength: bool, early: bool) -> Gap:
    """Let the day pass.

    Args:
        strength: a strength exercise or run was performed today.
        early: stage-1 work was performed in the first stage, where there is no strength work.
    """
    if strength or early:
        return Gap(1, state.strength or strength, 0)
    if state.idle < 0:
        return state
    return state._replace(idle=min(gap_limit(rules), state.idle + 1))


def meet_gaps(a: Gap, b: Gap) -> Gap:
    """The more careful: the longer gap, with less of it already applied."""
    return Gap(max(a.idle, b.idle), a.strength or b.strength, min(a.applied, b.applied))


def calendar_hardness_allows(rules: CalendarRules, view: CalendarView) -> bool:
    """Whether the window allows a hard day today."""
    return not view.hard_yesterday and view.hard_count < rules.max_hard_in_window
