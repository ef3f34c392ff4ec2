"""Session of the day: what is offered and admitted, chosen within places and minutes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.day.run_work import is_power
from hamstrong.engine.decide.admitted_lines import AdmittedWork, admitted_work, cost_of, cut_items
from hamstrong.engine.decide.chooser import Admitted, Choice, choose
from hamstrong.engine.decide.decisions import Item, LeftOut
from hamstrong.engine.decide.dosage import PlanLines
from hamstrong.engine.decide.guard import PersonView, calendar_rule
from hamstrong.engine.decide.limb_today import LimbToday
from hamstrong.engine.decide.notices import OmissionNotice
from hamstrong.engine.decide.offers import Occasion, Offer, merged, offers_of
from hamstrong.engine.decide.owed_work import OwedWork, omissions, owed_today, owing
from hamstrong.engine.decide.warm_up import easy_seconds, warm_up_minutes
from hamstrong.engine.training_days import planned_of
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import NumberRule

MINUTE_S = 60


def is_training_day(day: OpenDay, when: int | None = None) -> bool:
    """Whether hard work may be planned by the person's own week and what they moved in it.

    Args:
        when: the day that is asked about, today if left out.
    """
    asked, moves = day.state.day if when is None else when, day.state.moves
    if asked in moves.asked or asked in moves.freed:
        return asked in moves.asked
    return (asked - 1) % 7 in planned_weekdays(day)


def planned_weekdays(day: OpenDay) -> tuple[int, ...]:
    """The person's weekdays, thinned to the fewest that any limb's stage asks for."""
    limits = [o.course.stages[o.episode.gate.place].max_training_days for o in day.episodes]
    most = min((n for n in limits if n is not None), default=None)
    return planned_of(day.state.person.training_days, most)


class AdmittedLines(NamedTuple):
    """The day's lines, what the guard refused with the rule, and which owed work is missing."""

    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]
    spares: tuple[Item, ...] = ()
    omissions: tuple[OmissionNotice, ...] = ()


def occasion_of(pack: Pack, day: OpenDay, person: PersonView) -> Occasion:
    """What kind of day today is."""
    hard = person.hard_rule is None and calendar_rule(pack.rules, person.calendar) is None
    return Occasion(is_training_day(day), 0, person.isometrics_only, hard)


class _Offered(NamedTuple):
    """Today's offers by exercise, and what the guard says of each."""

    offers: Mapping[str, Offer]
    work: Mapping[str, AdmittedWork]

    def admitted(self, *, runs: bool) -> list[str]:
        """Names of what the guard admits, runs or everything else."""
        return [
            name
            for name, offer in self.offers.items()
            if self.work[name].lines and offer.candidate.load_class.run is runs
        ]

    def has(self, action: str | None) -> bool:
        """Whether an exercise of this action is admitted."""
        names = self.admitted(runs=False)
        return any(self.offers[name].candidate.exercise.action == action for name in names)


def choose_lines(
    written: PlanLines,
    day: OpenDay,
    person: PersonView,
    limbs: list[LimbToday],
    occasion: Occasion,
) -> AdmittedLines:
    """Ask the guard about all that may be done today, then choose: the run first, if there is one,
    and the exercises beside it."""
    offered = _offered(written, person, limbs, occasion)
    owes = owing(written.pack, person, limbs, occasion)
    owed = owed_today(day, owes)
    run = _run_today(written.pack, offered, owed)
    if any(is_power_item(written.pack, item) for item in run) and owed.run_serves:
        owed = owed._replace(turn=None)
    chosen = _choice(written, day, limbs, offered, owed, run)
    items = list(run)
    for one in chosen.chosen:
        items += cut_items(written, offered.work[one.exercise], one.cuts)
    refused = tuple(out for work in offered.work.values() for out in work.refused)
    missing = () if owes is None else omissions(written.pack, person, owes, chosen.missing, refused)
    spares = () if chosen.spare is None else offered.work[chosen.spare].items
    return AdmittedLines(tuple(items), refused, spares, tuple(missing))


def _offered(
    written: PlanLines, person: PersonView, limbs: list[LimbToday], occasion: Occasion
) -> _Offered:
    found: list[Offer] = []
    for limb in limbs:
        today = occasion._replace(flare_day=limb.view.flare_day)
        found += offers_of(limb.opened.course, limb.opened, limb.place, today)
    offers = merged(found)
    work = {name: admitted_work(written, person, limbs, name) for name in offers}
    return _Offered(offers, work)


def _run_today(pack: Pack, offered: _Offered, owed: OwedWork) -> tuple[Item, ...]:
    """The one run of a day: what something waits for first, then what was not run longest. While
    an alternating action has its turn, only a run that serves it. A run that would be slower only
    because two days of the week were fast keeps for another day."""
    names = offered.admitted(runs=True)
    names.sort(key=lambda name: (not offered.offers[name].needed, -offered.offers[name].idle))
    for name in names:
        items = offered.work[name].items
        if any(why.rule == NumberRule.POWER_COUNT for item in items for why in item.reasons):
            continue
        serves = owed.run_serves and any(is_power_item(pack, item) for item in items)
        if serves or not offered.has(owed.turn):
            return items
    return ()


def _choice(
    written: PlanLines,
    day: OpenDay,
    limbs: list[LimbToday],
    offered: _Offered,
    owed: OwedWork,
    run: tuple[Item, ...],
) -> Choice:
    """What is done today beside the run. Beside one that is not easy, only what is owed."""
    pack = written.pack
    alone = any(pack.load_classes[item.load_class].hard for item in run)
    turns = {limb.stage.alternating for limb in limbs}
    admitted = [
        Admitted(
            exercise=name,
            action=exercise.action,
            need=offer.need,
            idle=offer.idle,
            fills=exercise.action not in turns,
        )
        for name in offered.admitted(runs=False)
        for offer in (offered.offers[name],)
        for exercise in (offer.candidate.exercise,)
        if not alone or exercise.action in owed.actions
    ]
    power = any(is_power_item(pack, item) for item in run) or _holds_power(offered, owed)
    hard = (
        bool(owed.actions)
        or alone
        or any(offered.offers[one.exercise].candidate.load_class.hard for one in admitted)
    )
    warm_up = warm_up_minutes(limbs, hard=hard, power=power)
    costs = {
        name: cost_of(pack, work, easy_seconds(written, limbs, work.items) if warm_up else 0)
        for name, work in ((one.exercise, offered.work[one.exercise]) for one in admitted)
    }
    places = len(owed.actions) if alone else _places(limbs)
    minutes = _minutes(pack, day, limbs, hard=hard) - warm_up
    return choose(owed.actions, admitted, costs, places, minutes * MINUTE_S)


def _holds_power(offered: _Offered, owed: OwedWork) -> bool:
    """Whether a power exercise may be among today's, which the longer warm-up comes before."""
    classes = (offered.offers[name].candidate for name in offered.admitted(runs=False))
    return any(c.load_class.power and c.exercise.action in owed.actions for c in classes)


def _places(limbs: list[LimbToday]) -> int:
    """How many exercises today's session may have."""
    lowest = min((limb.stage for limb in limbs), key=lambda stage: stage.number)
    most = min(limb.stage.max_exercises for limb in limbs)
    early = any(limb.opened.episode.exercise_days < limb.stage.first_days for limb in limbs)
    if early and lowest.first_days_max_exercises is not None:
        return min(most, lowest.first_days_max_exercises)
    return most


def _minutes(pack: Pack, day: OpenDay, limbs: list[LimbToday], *, hard: bool) -> int:
    """The person's minutes, cut to the stage's where it has any, and to those of a light day."""
    lowest = min((limb.stage for limb in limbs), key=lambda stage: stage.number)
    own = lowest.max_minutes if len(limbs) == 1 else lowest.max_minutes_two_limbs
    light = None if hard or lowest.daily else pack.rules.calendar.light_day_minutes
    return min(n for n in (day.state.person.minutes, own, light) if n is not None)


def is_power_item(pack: Pack, item: Item) -> bool:
    """Whether a line of a plan makes a power day."""
    load_class = pack.load_classes[item.load_class]
    return is_power(pack.rules.calendar, load_class, item.effort_percent)
