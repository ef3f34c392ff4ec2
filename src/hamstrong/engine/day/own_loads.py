"""Own loads in the evening: what was lifted, and what it makes of the load of each ladder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from hamstrong.engine.day.record import DayRecord
from hamstrong.engine.facts import LoadReported, LoadsOwned, PlannedItem
from hamstrong.engine.facts.bounds import BANDS
from hamstrong.engine.state.effort import RepetitionsLeft
from hamstrong.engine.state.ladder import Worked
from hamstrong.engine.state.load import Amount, Load, PlannedLoad, lighter, lightest, take_used
from hamstrong.engine.state.pending_work import OwnLoadWork
from hamstrong.engine.state.state import Episode, ladder_key
from hamstrong.protocol.model import Pack

if TYPE_CHECKING:
    from hamstrong.engine.day.session_work import DayWork, Result
    from hamstrong.engine.decide.decisions import Item

_LEFT: Mapping[str, RepetitionsLeft] = {
    "0-1": RepetitionsLeft.FEW,
    "2-3": RepetitionsLeft.SOME,
    "4+": RepetitionsLeft.MANY,
}


def load_of(item: PlannedItem) -> PlannedLoad | None:
    """The person's own load that a planned line asks for; None where it asks for none."""
    if item.own_percent is None:
        return None
    return PlannedLoad(Amount(item.load_kg or 0.0, item.band), item.first_load)


def used_load(item: PlannedItem, key: str, day: DayRecord) -> Amount | None:
    """The lightest load that was named for an exercise today; without a word of it the planned one,
    but a first load has to be named. None is not known."""
    planned = load_of(item)
    if planned is None:
        return None
    named = [a for fact in load_reports(key, day) if (a := _amount(fact)) is not None]
    if not planned.is_first and planned.amount.band is None:
        named += [
            Amount(s.load_kg)
            for s in day.sets
            if ladder_key(s.exercise, s.side) == key and s.load_kg is not None
        ]
    kind = [a for a in named if (a.band is None) == (planned.amount.band is None)]
    if len(kind) < len(named):
        return None  # a band and kilograms cannot be compared
    if not kind:
        return None if planned.is_first and planned.amount != Amount() else planned.amount
    return lightest(kind)


def load_reports(key: str, day: DayRecord) -> list[LoadReported]:
    """What was said today about the load of an exercise, in order."""
    return [fact for fact in day.loads if ladder_key(fact.exercise, fact.side) == key]


def _amount(fact: LoadReported) -> Amount | None:
    if fact.band is not None:
        return Amount(band=fact.band)
    return None if fact.load_kg is None else Amount(fact.load_kg)


def left_of(key: str, day: DayRecord) -> RepetitionsLeft:
    """How many repetitions the last set had left; the last answer of the day counts."""
    said = [fact.left for fact in load_reports(key, day) if fact.left is not None]
    return _LEFT[said[-1]] if said else RepetitionsLeft.UNANSWERED


def has_load(item: PlannedItem, key: str, day: DayRecord) -> bool:
    """Whether a line was done with its load: none is asked for, or at least the planned one; of a
    first load, one that was named."""
    planned = load_of(item)
    if planned is None:
        return True
    used = used_load(item, key, day)
    return used is not None and (planned.is_first or not lighter(used, planned.amount))


def own_load_work(
    item: PlannedItem | None, result: Result, day: DayRecord, key: str
) -> OwnLoadWork | None:
    """What waits for tomorrow's morning about a load; None where the line asked for none."""
    planned = load_of(item) if item is not None else None
    if item is None or planned is None or item.own_percent is None:
        return None
    used = used_load(item, key, day)
    less = used is not None and lighter(used, planned.amount)
    return OwnLoadWork(
        percent=item.own_percent,
        lifted=used if used is not None and less else planned.amount,
        short=is_short(item, key, day),
        left=left_of(key, day),
        broken=result.worked in (Worked.BROKEN, Worked.DOWN),
    )


def is_short(item: PlannedItem, key: str, day: DayRecord) -> bool:
    """Whether a set is missing or has fewer repetitions than planned."""
    sets = [s for s in day.sets if ladder_key(s.exercise, s.side) == key]
    wanted = item.repetitions or 0
    return len(sets) < item.sets or any((s.repetitions or 0) < wanted for s in sets)


def report_as_planned(item: PlannedItem | Item, left: str | None) -> LoadReported | None:
    """What somebody says who did a line with the load that it asks for; None where it asks none."""
    if item.own_percent is None:
        return None
    kg = None if item.band is not None else item.load_kg or 0.0
    return LoadReported(
        exercise=item.exercise, side=item.side, left=left, load_kg=kg, band=item.band
    )


def owned_in(pack: Pack, kit: Iterable[str], weights_kg: Iterable[float]) -> LoadsOwned:
    """Everything of a kit that comes in kilograms or bands, in these weights and all classes."""
    measured = {name: pack.kits[name].measured for name in kit if name in pack.kits}
    kg = tuple((name, w) for name, how in measured.items() if how == "kg" for w in weights_kg)
    return LoadsOwned(kg, BANDS if "band" in measured.values() else ())


def close_loads(episode: Episode, work: DayWork, day: DayRecord) -> Mapping[str, Load]:
    """The loads after today: the first one that was named, and a smaller one that was taken."""
    loads = dict(episode.loads)
    for key, item in work.planned.items():
        planned, result = load_of(item), work.results.get(key)
        if planned is None or item.own_percent is None or result is None or not result.done:
            continue
        known = loads.get(key, Load())
        loads[key] = take_used(known, item.own_percent, planned, used_load(item, key, day))
    return loads
