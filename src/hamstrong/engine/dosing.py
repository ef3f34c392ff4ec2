"""From an admitted dose to an item: sets, repetitions, tempo, when pain is asked, how long."""

from __future__ import annotations

from hamstrong.engine.decisions import Item
from hamstrong.engine.evidence import reason
from hamstrong.engine.facts import PlannedItem
from hamstrong.engine.guard import Dose
from hamstrong.engine.ladder import HALF_LEVEL, Ladder, rung_of
from hamstrong.protocol.minutes import bout_seconds
from hamstrong.protocol.model import Exercise, Pack, Rung

_ITEMS: dict[tuple[object, ...], Item] = {}
ITEMS_KEPT = 4096


def make_item(
    pack: Pack, exercise: Exercise, rungs: tuple[Rung, ...], side: str, ladder: Ladder, dose: Dose
) -> Item:
    """Write one admitted exercise and side as a line of the plan.

    Lines are kept: the same few are written at every look of a day.
    """
    rung, ask = rungs[rung_of(dose.level)], _ask(exercise, ladder)
    key = (pack.logic_hash, rung.id, side, ask, dose)
    found = _ITEMS.get(key)
    if found is None:
        if len(_ITEMS) >= ITEMS_KEPT:
            _ITEMS.clear()
        found = _ITEMS[key] = _write(pack, exercise, rung, side, ask, dose)
    return found


def _write(pack: Pack, exercise: Exercise, rung: Rung, side: str, ask: str, dose: Dose) -> Item:
    dosage, half = rung.dosage, dose.level == HALF_LEVEL
    sets = sets_for(pack, dosage.sets, half=half, cap=dose.cap_sets)
    tempo, runs = dosage.tempo, dosage.run_s is not None
    capped = tuple(reason(pack, rule) for rule in dose.capped)
    if dose.cap_sets is not None and sets < dosage.sets:
        capped = (*capped, reason(pack, "cap.sets", ("sets", dose.cap_sets)))
    return Item(
        exercise=exercise.id,
        side=side,
        rung=rung.id,
        load_class=exercise.load_class,
        sets=sets,
        rest_s=dosage.rest_s,
        ask=ask,
        repetitions=dosage.repetitions,
        holds=dosage.holds,
        hold_s=dosage.hold_s,
        tempo=None if tempo is None or runs else (tempo.lift_s, tempo.pause_s, tempo.lower_s),
        load_kg=rung.load_kg,
        bouts=dosage.bouts,
        half=half,
        seconds=bout_seconds(dosage, sets),
        reasons=(reason(pack, f"rung.{rung.id}"), *capped),
        run_s=dosage.run_s,
        walk_s=dosage.walk_s,
        pace=dosage.pace,
        effort_percent=rung.effort_percent if runs else None,
    )


def planned_item(item: Item) -> PlannedItem:
    """A decision's line as the plan fact holds it."""
    return PlannedItem(*(getattr(item, name) for name in PlannedItem._fields))


def sets_for(pack: Pack, sets: int, *, half: bool, cap: int | None) -> int:
    """Sets after halving (rounded up) and a clinician's cap; never none."""
    divisor = pack.rules.ladder.reduced_sets_divisor
    left = -(-sets // divisor) if half else sets
    return max(1, left if cap is None else min(left, cap))


def _ask(exercise: Exercise, ladder: Ladder) -> str:
    if exercise.ask == "first_then_once":
        return "once" if ladder.seen else "each_set"
    return exercise.ask
