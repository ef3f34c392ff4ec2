"""Prescription of today: refuse, or choose, guard, dose and explain."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from hamstrong.engine.criteria.unlocks import unlock
from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.decide.adjuncts import adjuncts_of
from hamstrong.engine.decide.advice import reasons_of, steps_back_of
from hamstrong.engine.decide.asks import asks_today
from hamstrong.engine.decide.decisions import Decision, Item, Prescription
from hamstrong.engine.decide.dosage import PlanLines
from hamstrong.engine.decide.easy_running import easy_run_today
from hamstrong.engine.decide.guard import PersonView
from hamstrong.engine.decide.limb_today import LimbToday, limb_today
from hamstrong.engine.decide.offers import Occasion
from hamstrong.engine.decide.plan_notices import plan_notices
from hamstrong.engine.decide.refusal import refuse
from hamstrong.engine.decide.self_tests import offers
from hamstrong.engine.decide.session import (
    MINUTE_S,
    AdmittedLines,
    choose_lines,
    is_power_item,
    is_training_day,
    occasion_of,
    planned_weekdays,
)
from hamstrong.engine.decide.views import person_view
from hamstrong.engine.decide.warm_up import easy_sets, warm_up_minutes

__all__ = [
    "decide",
    "is_power_item",
    "is_training_day",
    "planned_weekdays",
]


def decide(written: PlanLines, day: OpenDay) -> Decision:
    """Today's decision for the open day."""
    pack = written.pack
    refusal = refuse(pack, day)
    if refusal is not None:
        return refusal
    person = person_view(pack, day)
    limbs = [limb_today(pack, day, opened) for opened in day.episodes]
    occasion = occasion_of(pack, day, person)
    chosen = choose_lines(written, day, person, limbs, occasion)
    return _prescription(written, day, person, limbs, chosen, occasion)


def _prescription(
    written: PlanLines,
    day: OpenDay,
    person: PersonView,
    limbs: list[LimbToday],
    chosen: AdmittedLines,
    occasion: Occasion,
) -> Prescription:
    pack, items = written.pack, chosen.items
    classes = [pack.load_classes[item.load_class] for item in items]
    power = any(is_power_item(pack, item) for item in items)
    warm_up = warm_up_minutes(limbs, hard=any(c.hard for c in classes), power=power)
    easy = easy_sets(written, limbs, items) if warm_up else ()
    runs = [item for item in items if item.run_s is not None]
    work = [item for item in (*easy, *items) if item.run_s is None]
    minutes = warm_up + _minutes(work)
    return Prescription(
        day=day.state.day,
        stages=tuple((one.opened.course.kind.limb, one.view.stage) for one in limbs),
        items=items,
        adjuncts=adjuncts_of(written, day, person, limbs, minutes),
        warm_up_minutes=warm_up,
        minutes=minutes,
        run_minutes=_minutes(runs),
        reasons=reasons_of(pack, day, person, limbs, occasion),
        left_out=chosen.left_out,
        asks=asks_today(pack, day),
        step_back=steps_back_of(limbs, items),
        unlocks=tuple(u for s in limbs if (u := unlock(pack, day, s.opened)) is not None),
        notices=plan_notices(pack, day, person, limbs, chosen.omissions),
        flare_day=max((s.view.flare_day for s in limbs), default=0),
        started=day.read.started,
        spares=chosen.spares,
        easy_sets=easy,
        easy_run=easy_run_today(pack, day, person, [(s.opened, s.view) for s in limbs]),
        tests=offers(pack, day, training=occasion.training),
    )


def _minutes(items: Iterable[Item]) -> int:
    """Whole minutes of some lines, the rests after them included."""
    return ceil(round(sum(item.seconds + item.rest_s for item in items) / MINUTE_S, 6))
