"""Load of one exercise on one side: the person's own weight or band, and when it may change.

`Load` holds the amounts beside the effort: the first one named, the one planned at the full load,
and the last one that was clean. A band is a class and never kilograms. A fall of load is otherwise
always a fall of the rung, which is the ladder's.
"""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.facts.bounds import BANDS
from hamstrong.engine.state.effort import Effort, LoadStep, StepSize, broken_run, meet_efforts
from hamstrong.protocol.model import LoadRules

WHOLE = 100
"""Percent of the rung that is the person's own load itself."""


class Amount(NamedTuple):
    """Kilograms or a class of band; 0 kg is without a load."""

    kg: float = 0.0
    band: str | None = None


NO_LOAD = Amount()


class Load(NamedTuple):
    """State of one ladder's load. `first` is the one that the person named, `planned` the one of
    the full load, `clean` the last clean one there; None until there is one."""

    effort: Effort = Effort()
    first: Amount | None = None
    planned: Amount | None = None
    clean: Amount | None = None


def lighter(a: Amount, b: Amount) -> bool:
    """Whether one amount is less than another; a band and kilograms cannot be compared."""
    if (a.band is None) != (b.band is None):
        return NO_LOAD in (a, b) and a == NO_LOAD and a != b
    if a.band is not None and b.band is not None:
        return BANDS.index(a.band) < BANDS.index(b.band)
    return a.kg < b.kg


def next_owned(owned: tuple[Amount, ...], amount: Amount) -> Amount | None:
    """The lightest owned amount above one; of bands only the next class."""
    above = next((one for one in owned if lighter(amount, one)), None)
    if above is None or above.band is None or amount.band is None:
        return above
    return above if BANDS.index(above.band) == BANDS.index(amount.band) + 1 else None


def below_owned(owned: tuple[Amount, ...], amount: Amount) -> Amount:
    """The heaviest owned amount below one, or no load."""
    return next((one for one in reversed(owned) if lighter(one, amount)), NO_LOAD)


def size_of_step(rules: LoadRules, owned: tuple[Amount, ...], amount: Amount) -> StepSize:
    """How large the step to the next owned amount is."""
    above = next_owned(owned, amount)
    if above is None:
        return StepSize.NONE
    if above.band is not None:
        return StepSize.USUAL
    step = above.kg - amount.kg
    if step * WHOLE <= amount.kg * rules.step_percent:
        return StepSize.USUAL
    return StepSize.LARGE if step <= rules.large_step_kg else StepSize.NONE


def start_of(rules: LoadRules, owned: tuple[Amount, ...], first: Amount) -> Amount:
    """The full load of somebody who has none that was clean: one step above the first one, or the
    same where no owned step is small enough."""
    above = next_owned(owned, first)
    if above is None or (above.band is None and above.kg - first.kg > rules.start_step_kg):
        return first
    return above


class PlannedLoad(NamedTuple):
    """What a plan asks for: an amount, whether it is the most of a first load that the person
    names, and whether the sets are fewer because no smaller step is owned."""

    amount: Amount
    is_first: bool = False
    fewer_sets: bool = False


def planned_load(
    rules: LoadRules, owned: tuple[Amount, ...], load: Load, percent: int, most_kg: float
) -> PlannedLoad:
    """The load of a rung.

    Args:
        percent: of the last clean load; 100 at the full load.
        most_kg: a first load is at most this.
    """
    if percent == WHOLE and (load.planned or load.clean):
        return PlannedLoad(load.planned or load.clean or NO_LOAD)
    if load.clean is not None:
        return _share(owned, load.clean, percent, most_kg)
    if load.first is None:
        return PlannedLoad(_most_first(owned, most_kg), is_first=True)
    start = start_of(rules, owned, load.first)
    if percent == WHOLE:
        return PlannedLoad(start)
    return PlannedLoad(load.first, fewer_sets=start == load.first)


def _share(owned: tuple[Amount, ...], clean: Amount, percent: int, most_kg: float) -> PlannedLoad:
    """A share of the last clean load, rounded down to what is owned; a band is one class lower."""
    if clean == NO_LOAD:
        return PlannedLoad(NO_LOAD)
    if clean.band is not None:
        return PlannedLoad(below_owned(owned, clean))
    fitting = [one for one in owned if one.kg * WHOLE <= clean.kg * percent]
    if fitting or not owned:
        return PlannedLoad(fitting[-1] if fitting else NO_LOAD)
    lightest = owned[0]
    if lightest.kg > min(most_kg, clean.kg):
        return PlannedLoad(NO_LOAD)
    return PlannedLoad(lightest, fewer_sets=True)


def _most_first(owned: tuple[Amount, ...], most_kg: float) -> Amount:
    """The heaviest owned weight that a first load may have; of bands the lightest."""
    if owned and owned[0].band is not None:
        return owned[0]
    return next((one for one in reversed(owned) if one.kg <= most_kg), NO_LOAD)


def take_used(load: Load, percent: int, planned: PlannedLoad, used: Amount | None) -> Load:
    """What was really used, in the evening: a smaller load becomes the load, a heavier one counts
    as the planned one. None was not said and changes nothing."""
    if used is None or (used.band is None) != (planned.amount.band is None):
        return load
    taken = used if lighter(used, planned.amount) else planned.amount
    if planned.is_first:
        return load._replace(first=taken)
    if percent == WHOLE:
        return load._replace(planned=taken)
    if lighter(taken, planned.amount):
        return Load(broken_run(load.effort), first=taken)
    return load


def confirm(load: Load, planned: Amount) -> Load:
    """A clean session at the full load makes it the last clean one."""
    return load._replace(planned=planned, clean=planned)


def move_load(load: Load, owned: tuple[Amount, ...], step: LoadStep) -> Load:
    """One step more or less of what the person owns."""
    here = load.planned or load.clean
    if step is LoadStep.SAME or here is None:
        return load
    if step is LoadStep.LESS:
        return load._replace(planned=below_owned(owned, here))
    return load._replace(planned=next_owned(owned, here) or here)


def has_more(before: Load | None, after: Load) -> bool:
    """Whether the planned full load rose."""
    if before is None or before.planned is None or after.planned is None:
        return False
    return lighter(before.planned, after.planned)


def meet_loads(a: Load, b: Load) -> Load:
    """The more careful of two: nothing that only one of them knows as clean."""
    return Load(
        meet_efforts(a.effort, b.effort),
        _either(a.first, b.first),
        _lesser(a.planned, b.planned),
        _lesser(a.clean, b.clean),
    )


def _lesser(a: Amount | None, b: Amount | None) -> Amount | None:
    if a is None or b is None or (a.band is None) != (b.band is None):
        return None
    return a if lighter(a, b) else b


def _either(a: Amount | None, b: Amount | None) -> Amount | None:
    return _lesser(a, b) if a is not None and b is not None else a or b
