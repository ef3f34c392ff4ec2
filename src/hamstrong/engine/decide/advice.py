"""Advice of a decision beside its lines: reasons and steps back."""

from __future__ import annotations

from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.decide.decisions import Item, StepBack
from hamstrong.engine.decide.evidence import Reason, reason
from hamstrong.engine.decide.guard import PersonView, calendar_rule
from hamstrong.engine.decide.limb_today import LimbToday
from hamstrong.engine.decide.offers import FRESH, Occasion
from hamstrong.engine.state.ladder import HALF_LEVEL
from hamstrong.engine.state.state import ladder_key
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import Mechanism, NumberRule, first_stage_rule, gap_rule


def reasons_of(
    pack: Pack,
    day: OpenDay,
    person: PersonView,
    limbs_today: list[LimbToday],
    occasion: Occasion,
) -> tuple[Reason, ...]:
    """Why the plan is what it is: the day first, then each limb."""
    found: list[Reason] = []
    if person.nothing_rule is not None:
        found.append(reason(pack, person.nothing_rule, ("pain_now", day.read.worst_pain_now)))
    elif person.isometrics_only:
        found.append(
            reason(
                pack, NumberRule.PAIN_BEFORE_ISOMETRICS_ONLY, ("pain_now", day.read.worst_pain_now)
            )
        )
    rule = person.hard_rule or calendar_rule(pack.rules, person.calendar)
    if rule is not None:
        found.append(reason(pack, rule, ("hard_days", person.calendar.hard_count)))
    found.append(reason(pack, Mechanism.TRAINING_DAY if occasion.training else Mechanism.REST_DAY))
    for limb_today in limbs_today:
        found += _limb_reasons(pack, limb_today)
    return tuple(found)


def _limb_reasons(pack: Pack, limb_today: LimbToday) -> list[Reason]:
    limb = limb_today.opened.course.kind.limb
    found = [
        reason(
            pack,
            first_stage_rule(limb_today.opened.course.track.id),
            ("limb", limb),
            ("stage", limb_today.view.stage),
        )
    ]
    if limb_today.view.blocked_rule is not None:
        found.append(reason(pack, limb_today.view.blocked_rule, ("limb", limb)))
    if limb_today.view.flare_day:
        found.append(
            reason(
                pack,
                NumberRule.FLARE_PATH,
                ("limb", limb),
                ("flare_day", limb_today.view.flare_day),
            )
        )
    morning = limb_today.opened.morning
    if morning.asked:
        found.append(
            reason(
                pack,
                NumberRule.MORNING_LIMIT,
                ("limb", limb),
                ("verdict", morning.verdict.name.lower()),
            )
        )
    if limb_today.opened.gap.band:
        number = limb_today.opened.gap.band
        rule = gap_rule(pack.rules.gap.bands[number - 1])
        found.append(reason(pack, rule, ("limb", limb), ("band", number)))
    if limb_today.opened.episode.monitors.frozen:
        kind = limb_today.opened.episode.monitors.frozen
        found.append(reason(pack, NumberRule.FREEZE, ("limb", limb), ("frozen", kind)))
    return found


def steps_back_of(limbs_today: list[LimbToday], items: tuple[Item, ...]) -> tuple[StepBack, ...]:
    """Every strictly lower choice (S11): a rung, a stage, or rest at the bottom."""
    found: list[StepBack] = []
    for limb_today in limbs_today:
        limb = limb_today.opened.course.kind.limb
        for item in items:
            if item.side not in ("both", limb) and not limb_today.opened.course.kind.alone:
                continue
            ladders = limb_today.opened.episode.ladders
            level = ladders.get(ladder_key(item.exercise, item.side), FRESH).level
            to = (
                "left_out" if level == HALF_LEVEL else _rung_below(limb_today, item.exercise, level)
            )
            found.append(StepBack("exercise", limb, item.exercise, to))
        if limb_today.opened.episode.gate.place > 0:
            below = limb_today.opened.course.path[limb_today.opened.episode.gate.place - 1]
            found.append(StepBack("stage", limb, "", str(below)))
        else:
            found.append(StepBack("rest", limb, "", "rest"))
    return tuple(found)


def _rung_below(limb_today: LimbToday, exercise: str, level: int) -> str:
    rungs = limb_today.opened.course.rungs[exercise]
    return "half_dose" if level <= 1 else rungs[min(level, len(rungs)) - 2].id
