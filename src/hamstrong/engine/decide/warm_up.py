"""Warm-up before the work of a day: minutes of brisk walking and one easy set."""

from __future__ import annotations

from math import ceil

from hamstrong.engine.decide.decisions import Item
from hamstrong.engine.decide.dosage import PlanLines
from hamstrong.engine.decide.limb_today import LimbToday
from hamstrong.protocol.model import Pack, Stage
from hamstrong.protocol.rule_ids import warm_up_rule


def warm_up_minutes(limbs: list[LimbToday], *, hard: bool, power: bool) -> int:
    """Minutes of walking before hard work, and before power work."""
    if power:
        return max(limb.stage.power_warm_up_minutes for limb in limbs)
    return max(limb.stage.warm_up_minutes for limb in limbs) if hard else 0


def easy_sets(
    written: PlanLines, limbs: list[LimbToday], items: tuple[Item, ...]
) -> tuple[Item, ...]:
    """After the walk one easy set of the first hard exercise, on each side that does it. A run
    has the walk alone."""
    first = next((item for item in items if _has_easy_set(written.pack, item)), None)
    if first is None:
        return ()
    rule = warm_up_rule(max((limb.stage for limb in limbs), key=_longest))
    return tuple(written.easy_set(item, rule) for item in items if item.exercise == first.exercise)


def easy_seconds(written: PlanLines, limbs: list[LimbToday], items: tuple[Item, ...]) -> int:
    """Whole seconds of the easy set of an exercise, on all its sides."""
    return ceil(sum(one.seconds + one.rest_s for one in easy_sets(written, limbs, items)))


def _has_easy_set(pack: Pack, item: Item) -> bool:
    load_class = pack.load_classes[item.load_class]
    return load_class.hard and not load_class.run


def _longest(stage: Stage) -> tuple[int, int]:
    return max(stage.warm_up_minutes, stage.power_warm_up_minutes), stage.number
