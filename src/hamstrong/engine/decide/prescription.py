"""Prescription of today: refuse, or choose, guard, dose and explain."""

from __future__ import annotations

from hamstrong.engine.criteria.unlocks import unlock
from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.decide.advice import reasons_of, steps_back_of
from hamstrong.engine.decide.asks import asks_today
from hamstrong.engine.decide.chooser import Occasion
from hamstrong.engine.decide.decisions import Decision, Item, Prescription
from hamstrong.engine.decide.dosage import PlanLines
from hamstrong.engine.decide.easy_running import easy_run_today
from hamstrong.engine.decide.guard import PersonView
from hamstrong.engine.decide.plan_notices import plan_notices
from hamstrong.engine.decide.refusal import refuse
from hamstrong.engine.decide.self_tests import offers
from hamstrong.engine.decide.session import (
    AdmittedLines,
    Seat,
    adjuncts_of,
    choose_lines,
    is_power_item,
    is_training_day,
    occasion_of,
    planned_weekdays,
    seat_of,
)
from hamstrong.engine.decide.views import person_view
from hamstrong.protocol.model import Pack, Stage
from hamstrong.protocol.rule_ids import warm_up_rule

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
    seats = [seat_of(pack, day, opened) for opened in day.episodes]
    occasion = occasion_of(pack, day, person)
    chosen = choose_lines(written, day, person, seats, occasion)
    adjuncts = adjuncts_of(written, person, seats)
    return _prescription(written, day, person, seats, chosen, adjuncts, occasion)


def _prescription(
    written: PlanLines,
    day: OpenDay,
    person: PersonView,
    seats: list[Seat],
    chosen: AdmittedLines,
    adjuncts: tuple[Item, ...],
    occasion: Occasion,
) -> Prescription:
    pack, items = written.pack, chosen.items
    warm_up = _warm_up(pack, seats, items)
    easy = _easy_sets(written, seats, items) if warm_up else ()
    seconds = sum(item.seconds + item.rest_s for item in (*easy, *items))
    stages = tuple((s.opened.course.kind.limb, s.view.stage) for s in seats)
    return Prescription(
        day=day.state.day,
        stages=stages,
        items=items,
        adjuncts=adjuncts,
        warm_up_minutes=warm_up,
        minutes=warm_up + int(-(-seconds // 60)),
        reasons=reasons_of(pack, day, person, seats, occasion),
        left_out=chosen.left_out,
        asks=asks_today(pack, day),
        step_back=steps_back_of(seats, items),
        unlocks=tuple(u for s in seats if (u := unlock(pack, day, s.opened)) is not None),
        notices=plan_notices(pack, day, person, seats),
        flare_day=max((s.view.flare_day for s in seats), default=0),
        started=day.read.started,
        spares=chosen.spares,
        easy_sets=easy,
        easy_run=easy_run_today(pack, day, person, [(s.opened, s.view) for s in seats]),
        tests=offers(pack, day, training=occasion.training),
    )


def _warm_up(pack: Pack, seats: list[Seat], items: tuple[Item, ...]) -> int:
    stages = [seat.opened.course.stages[seat.place] for seat in seats]
    classes = [pack.load_classes[item.load_class] for item in items]
    if any(is_power_item(pack, item) for item in items):
        return max(s.power_warm_up_minutes for s in stages)
    if any(c.hard for c in classes):
        return max(s.warm_up_minutes for s in stages)
    return 0


def _longest_warm_up(stage: Stage) -> tuple[int, int]:
    return max(stage.warm_up_minutes, stage.power_warm_up_minutes), stage.number


def _easy_sets(written: PlanLines, seats: list[Seat], items: tuple[Item, ...]) -> tuple[Item, ...]:
    """After the walk one easy set of the first hard exercise, on each side that does it. A run
    has the walk alone."""
    classes = ((item, written.pack.load_classes[item.load_class]) for item in items)
    first = next((item for item, known in classes if known.hard and not known.run), None)
    if first is None:
        return ()
    stages = [seat.opened.course.stages[seat.place] for seat in seats]
    rule = warm_up_rule(max(stages, key=_longest_warm_up))
    return tuple(written.easy_set(item, rule) for item in items if item.exercise == first.exercise)
