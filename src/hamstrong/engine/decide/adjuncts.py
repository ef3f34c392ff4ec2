"""Adjuncts of the day: stretches that are open, and on some days of a week trunk work.

Neither is ever required or a session of its own. Trunk work has minutes of its own, within those
of a day without hard work; stretches count towards no limit.
"""

from __future__ import annotations

from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.decide.admitted_lines import admitted_work, cost_of
from hamstrong.engine.decide.decisions import Item
from hamstrong.engine.decide.dosage import PlanLines
from hamstrong.engine.decide.guard import PersonView
from hamstrong.engine.decide.limb_today import LimbToday
from hamstrong.engine.decide.offers import Offer, adjunct_offers, merged
from hamstrong.engine.decide.session import MINUTE_S, is_training_day, planned_weekdays
from hamstrong.engine.training_days import WEEK, planned_of
from hamstrong.protocol.model import Pack


def adjuncts_of(
    written: PlanLines, day: OpenDay, person: PersonView, limbs: list[LimbToday], minutes: int
) -> tuple[Item, ...]:
    """What goes beside the session, stretches first.

    Args:
        minutes: those of the day's work, runs apart.
    """
    offers = merged(o for limb in limbs for o in adjunct_offers(limb.opened, limb.place))
    stretches = [name for name, one in offers.items() if one.candidate.exercise.is_stretch]
    trunk = [one for name, one in offers.items() if name not in stretches]
    items: list[Item] = []
    if any(limb.view.stretch_open for limb in limbs):
        works = (admitted_work(written, person, limbs, name) for name in stretches)
        items += [item for work in works for item in work.items]
    if trunk and is_trunk_day(written.pack, day):
        items += _trunk_work(written, day, person, limbs, trunk, minutes)
    return tuple(items)


def is_trunk_day(pack: Pack, day: OpenDay) -> bool:
    """Whether trunk work has its turn: on days of the week without strength, as far from one
    another as the person's own days leave them."""
    own = planned_weekdays(day)
    others = tuple(weekday for weekday in range(WEEK) if weekday not in own)
    turns = planned_of(others, pack.rules.calendar.trunk_days)
    return (day.state.day - 1) % WEEK in turns and not is_training_day(day)


def _trunk_work(
    written: PlanLines,
    day: OpenDay,
    person: PersonView,
    limbs: list[LimbToday],
    offers: list[Offer],
    minutes: int,
) -> list[Item]:
    """As much trunk work as fits beside the day's other work, what was not done longest first."""
    rules = written.pack.rules.calendar
    whole = min(day.state.person.minutes, rules.light_day_minutes)
    left_s = min(rules.trunk_minutes, whole - minutes) * MINUTE_S
    items: list[Item] = []
    for offer in sorted(offers, key=lambda one: -one.idle):
        work = admitted_work(written, person, limbs, offer.candidate.exercise.id)
        seconds = cost_of(written.pack, work, 0).seconds[0]
        if work.lines and seconds <= left_s:
            items += work.items
            left_s -= seconds
    return items
