"""Load of one exercise on one side: the person's own weight or band, and when it may change.

`Load` holds the amounts beside the effort: the first one named, the one planned at the full load,
and the last one that was clean. A band is a class and never kilograms. A fall of load is otherwise
always a fall of the rung, which is the ladder's.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    """State of one ladder's load.

    `first` is the one that the person named, until the full load was clean once; `planned` the one
    of the full load, `clean` the last clean one there. Where a correction leaves `first` beside
    `clean`, the lesser load of the two holds; where it leaves `planned` alone, a first load is
    named again and lies below it.
    """

    effort: Effort = Effort()
    first: Amount | None = None
    planned: Amount | None = None
    clean: Amount | None = None

    @property
    def is_known(self) -> bool:
        """Whether a load was lifted that the next one can follow."""
        return self.first is not None or self.clean is not None


def lighter(a: Amount, b: Amount) -> bool:
    """Whether one amount is less than another; a band and kilograms cannot be compared."""
    if (a.band is None) != (b.band is None):
        return NO_LOAD in (a, b) and a == NO_LOAD and a != b
    if a.band is not None and b.band is not None:
        return BANDS.index(a.band) < BANDS.index(b.band)
    return a.kg < b.kg


def lightest(amounts: Iterable[Amount]) -> Amount:
    """The least of some amounts of one kind; there must be one."""
    found, *others = amounts
    for one in others:
        found = one if lighter(one, found) else found
    return found


def next_owned(owned: tuple[Amount, ...], amount: Amount) -> Amount | None:
    """The lightest owned amount above one; of bands only the next class."""
    above = next((one for one in owned if lighter(amount, one)), None)
    if above is None or above.band is None or amount.band is None:
        return above
    return above if BANDS.index(above.band) == BANDS.index(amount.band) + 1 else None


def at_most_owned(owned: tuple[Amount, ...], amount: Amount) -> Amount:
    """The heaviest owned amount that is not above one, or no load."""
    return next((one for one in reversed(owned) if not lighter(amount, one)), NO_LOAD)


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
    """The load of a rung, always one that is owned now or none.

    Args:
        percent: of the last clean load; 100 at the full load.
        most_kg: a first load is at most this.
    """
    load = _in_kind(owned, load)
    if not load.is_known:
        return _first_load(owned, load, percent, most_kg)
    full = _full_load(rules, owned, load)
    if percent == WHOLE:
        return PlannedLoad(full)
    shares: list[PlannedLoad] = []
    if load.clean is not None:
        shares.append(_share(owned, load.clean, percent, most_kg))
    if load.first is not None:
        first = at_most_owned(owned, load.first)
        shares.append(PlannedLoad(first, fewer_sets=not lighter(first, full)))
    return least(shares)


def least(loads: Iterable[PlannedLoad]) -> PlannedLoad:
    """The lightest of several plans; of equal amounts with what either leaves open or out."""
    plans = tuple(loads)
    amount = lightest(one.amount for one in plans)
    same = [one for one in plans if one.amount == amount]
    return PlannedLoad(
        amount,
        is_first=any(one.is_first for one in same),
        fewer_sets=any(one.fewer_sets for one in same),
    )


def _first_load(owned: tuple[Amount, ...], load: Load, percent: int, most_kg: float) -> PlannedLoad:
    """The most of a first load: the heaviest owned weight that it may have; of bands the
    lightest."""
    most = next((one for one in reversed(owned) if one.kg <= most_kg), NO_LOAD)
    if owned and owned[0].band is not None:
        most = owned[0]
    if load.planned is not None:
        known = load.planned
        below = known if percent == WHOLE else _share(owned, known, percent, most_kg).amount
        most = at_most_owned(owned, below) if lighter(below, most) else most
    return PlannedLoad(most, is_first=True)


def _full_load(rules: LoadRules, owned: tuple[Amount, ...], load: Load) -> Amount:
    """The load of the rung that is the person's own load itself: the least of what is known."""
    known = [load.clean if load.planned is None else load.planned]
    if load.first is not None:
        known.append(start_of(rules, owned, load.first))
    return at_most_owned(owned, lightest(one for one in known if one is not None))


def _in_kind(owned: tuple[Amount, ...], load: Load) -> Load:
    """The load as far as it compares with what is owned: what somebody knows of weights says
    nothing about bands."""
    amounts = (load.first, load.planned, load.clean)
    return load if all(a is None or _same_kind(a, *owned) for a in amounts) else Load()


def _same_kind(*amounts: Amount) -> bool:
    loaded = [one.band is None for one in amounts if one != NO_LOAD]
    return len(set(loaded)) <= 1


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


def take_used(load: Load, percent: int, planned: PlannedLoad, used: Amount | None) -> Load:
    """What was really used, in the evening: a smaller load becomes the load, a heavier one counts
    as the planned one. None was not said and changes nothing."""
    if used is None or not _same_kind(used, planned.amount):
        return load
    less = lighter(used, planned.amount)
    taken = used if less else planned.amount
    if not _in_kind((taken,), load).is_known:
        full = taken if percent == WHOLE else None
        return Load(broken_run(load.effort), first=taken, planned=full)
    if less:
        return _less_taken(load, percent, taken)
    return load._replace(planned=taken) if percent == WHOLE else load


def _less_taken(load: Load, percent: int, taken: Amount) -> Load:
    """Nothing heavier than what was taken is planned at this rung until it is earned anew; after
    less than the share the full load begins one step above it."""
    effort = broken_run(load.effort)
    return capped(load, taken, effort) if percent == WHOLE else Load(effort, first=taken)


def capped(load: Load, most: Amount, effort: Effort) -> Load:
    """The load with nothing in it that is heavier than an amount, which is the full load now."""
    return Load(effort, _known_up_to(load.first, most), most, _known_up_to(load.clean, most))


def _known_up_to(amount: Amount | None, most: Amount) -> Amount | None:
    return most if amount is not None and lighter(most, amount) else amount


def confirm(load: Load, lifted: Amount) -> Load:
    """A clean session at the full load makes it the last clean one; the first is spent."""
    return load._replace(first=None, planned=lifted, clean=lifted)


def move_load(load: Load, owned: tuple[Amount, ...], step: LoadStep) -> Load:
    """One step more or less of what the person owns."""
    here = load.planned or load.clean
    if step is LoadStep.SAME or here is None:
        return load
    if step is LoadStep.LESS:
        return capped(load, below_owned(owned, here), load.effort)
    return load._replace(planned=next_owned(owned, here) or here)


def has_more(before: Load | None, after: Load) -> bool:
    """Whether the planned full load rose."""
    if before is None or before.planned is None or after.planned is None:
        return False
    return lighter(before.planned, after.planned)


def meet_loads(a: Load, b: Load) -> Load:
    """The more careful of two: of what both know the lesser, and of each rung the lesser load.

    Where only one of them knows a load, a first one is named again, no heavier than that.
    """
    effort = meet_efforts(a.effort, b.effort)
    amounts = [one for one in (*a[1:], *b[1:]) if isinstance(one, Amount)]
    if not _same_kind(*amounts):
        return Load(effort)
    if a.is_known != b.is_known:
        return Load(effort, planned=_least_of(amounts))
    return Load(
        effort,
        _lesser(a.first, b.first),
        _lesser(a.planned, b.planned),
        _lesser(a.clean, b.clean),
    )


def _least_of(amounts: list[Amount]) -> Amount | None:
    return lightest(amounts) if amounts else None


def _lesser(a: Amount | None, b: Amount | None) -> Amount | None:
    """The lesser of two; of one that only one of them has that one, since it holds back too."""
    return _least_of([one for one in (a, b) if one is not None])
