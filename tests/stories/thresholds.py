"""Every number of the rules, the gates and the watch after a return, and the pack with one of them
moved by a step.

A story holds a threshold when it comes out differently once the number is moved: so both sides of
each boundary are lived by somebody, whatever a story says of itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from hamstrong.protocol.criteria import Criterion
from hamstrong.protocol.model import GapBand, Gate, Pack, Track

CRITERION_NUMBERS = ("count", "minutes", "pain_max", "percent")
BAND_NUMBERS = ("from_days", "rungs_down", "stages_back")
TRACK_NUMBERS = ("starts_days_after_injury", "baseline_on_injury_day")
WATCH_NUMBERS = ("days", "ask_days", "stages_back")
FRACTION_STEP = 0.25
STEPS = {
    "referral.consistent_percent": 5,
    "referral.freeze_after_days": 7,
    "referral.activities_change": 0.3,
    "calendar.power_effort_percent": 10,
}
"""Sessions are whole, so a share of three weeks moves by five; weeks are judged at their end. The
mean of two activities moves by halves, and the steps of the run ladder by tens of percent."""


class Threshold(NamedTuple):
    """One number of the pack by the name of its rule; `moved` gives the pack with another."""

    name: str
    value: float
    moved: Callable[[float], Pack]

    @property
    def step(self) -> float:
        """The smallest move that means anything."""
        return STEPS.get(self.name, FRACTION_STEP if type(self.value) is float else 1)


def thresholds(pack: Pack) -> Iterator[Threshold]:
    """Every number that `rules.yaml`, `gates.yaml`, the watch of `way_back.yaml` and the first days
    of a track hold for a path that somebody walks."""
    yield from _rule_numbers(pack)
    yield from _bands(pack)
    for name in WATCH_NUMBERS:
        value = getattr(pack.way_back.watch, name)
        yield Threshold(f"watch.{name}", value, partial(_with_watch, pack, name))
    yield from _first_days(pack)
    for gate in pack.gates.values():
        yield from _gate_days(pack, gate)
        for goal, days in gate.usual_days.items():
            move = partial(_with_stall, pack, gate, goal)
            yield Threshold(f"gate.{gate.id}.usual_days.{goal}", days, move)
    for criterion in pack.criteria.values():
        yield from _criterion_numbers(pack, criterion)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _rule_numbers(pack: Pack) -> Iterator[Threshold]:
    for group in fields(pack.rules):
        rules = getattr(pack.rules, group.name)
        for one in fields(rules):
            value = getattr(rules, one.name)
            if _is_number(value):
                move = partial(_with_rule, pack, group.name, one.name)
                yield Threshold(f"{group.name}.{one.name}", value, move)


def _with_rule(pack: Pack, group: str, name: str, value: float) -> Pack:
    part = replace(getattr(pack.rules, group), **{name: value})
    return replace(pack, rules=replace(pack.rules, **{group: part}))


def _bands(pack: Pack) -> Iterator[Threshold]:
    for place, band in enumerate(pack.rules.gap.bands):
        for name in BAND_NUMBERS:
            move = partial(_with_band, pack, place, name)
            yield Threshold(f"gap.bands.{band.from_days}.{name}", getattr(band, name), move)


def _with_band(pack: Pack, place: int, name: str, value: float) -> Pack:
    bands: list[GapBand] = list(pack.rules.gap.bands)
    change: dict[str, Any] = {name: int(value)}
    bands[place] = replace(bands[place], **change)
    moved = _with_rule(pack, "gap", "bands", tuple(bands))  # type: ignore[arg-type]
    # A band's rule is named by its first day, so its source goes along.
    old, new = (
        f"gap.bands.{band.from_days}" for band in (pack.rules.gap.bands[place], bands[place])
    )
    return replace(moved, provenance={**moved.provenance, new: moved.provenance[old]})


def _gate_days(pack: Pack, gate: Gate) -> Iterator[Threshold]:
    for track, days in gate.min_days.items():
        if any(_leads(gate, path) for path in pack.paths[track].values()):
            move = partial(_with_days, pack, gate, track)
            yield Threshold(f"gate.{gate.id}.min_days.{track}", days, move)


def _first_days(pack: Pack) -> Iterator[Threshold]:
    for track in pack.tracks.values():
        for name in TRACK_NUMBERS:
            value = getattr(track, name)
            if value:
                move = partial(_with_track, pack, track, name)
                yield Threshold(f"track.{track.id}.{name}", value, move)


def _with_track(pack: Pack, track: Track, name: str, value: float) -> Pack:
    change: dict[str, Any] = {name: int(value)}
    other = replace(track, **change)
    return replace(pack, tracks={**pack.tracks, track.id: other})


def _leads(gate: Gate, path: tuple[int, ...]) -> bool:
    """Whether a path goes through this gate."""
    return any(gate.target == b and gate.source in (None, a) for a, b in pairwise(path))


def _with_days(pack: Pack, gate: Gate, track: str, value: float) -> Pack:
    other = replace(gate, min_days={**gate.min_days, track: int(value)})
    return replace(pack, gates={**pack.gates, gate.id: other})


def _with_stall(pack: Pack, gate: Gate, goal: str, value: float) -> Pack:
    other = replace(gate, usual_days={**gate.usual_days, goal: int(value)})
    return replace(pack, gates={**pack.gates, gate.id: other})


def _with_watch(pack: Pack, name: str, value: float) -> Pack:
    change: dict[str, Any] = {name: int(value)}
    watch = replace(pack.way_back.watch, **change)
    return replace(pack, way_back=replace(pack.way_back, watch=watch))


def _criterion_numbers(pack: Pack, criterion: Criterion) -> Iterator[Threshold]:
    for name in CRITERION_NUMBERS:
        value: Any = getattr(criterion, name, None)
        if value is not None:
            move = partial(_with_criterion, pack, criterion, name)
            yield Threshold(f"criterion.{criterion.id}.{name}", value, move)


def _with_criterion(pack: Pack, criterion: Criterion, name: str, value: float) -> Pack:
    change: dict[str, Any] = {name: int(value)}
    other = replace(criterion, **change)
    return replace(pack, criteria={**pack.criteria, criterion.id: other})
