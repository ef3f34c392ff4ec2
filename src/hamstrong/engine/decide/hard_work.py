"""Hard work on the open day: whether there may be any, and the rule that forbids it.

Asked of the day as a whole, with the guard's own rules. What one exercise needs besides (its
stage, a key, kit) and whether the day is one of the person's own are other questions.
"""

from __future__ import annotations

from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.decide.evidence import Reason, reason
from hamstrong.engine.decide.guard import LimbView, PersonView, calendar_rule
from hamstrong.engine.decide.refusal import refuse
from hamstrong.engine.decide.session import seat_of
from hamstrong.engine.decide.views import person_view
from hamstrong.engine.state.flare import ISOMETRIC_DAY
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import NumberRule


def hard_work_refusal(pack: Pack, day: OpenDay) -> Reason | None:
    """Why nothing hard may be done on the open day; None where something may.

    Of two limbs one is enough: what stops the other is the guard's concern.
    """
    refusal = refuse(pack, day)
    if refusal is not None:
        return refusal.reasons[0]
    person = person_view(pack, day)
    rules = [_rule(pack, person, seat_of(pack, day, opened).view) for opened in day.episodes]
    known = [rule for rule in rules if rule is not None]
    if len(known) < len(rules):
        return None
    return reason(pack, known[0], ("hard_days", person.calendar.hard_count))


def _rule(pack: Pack, person: PersonView, limb: LimbView) -> str | None:
    """The first rule, in the guard's order, that refuses every hard exercise of one limb."""
    return (
        person.nothing_rule
        or limb.blocked_rule
        or (NumberRule.PAIN_BEFORE_ISOMETRICS_ONLY if person.isometrics_only else None)
        or _flare_rule(limb)
        or person.hard_rule
        or calendar_rule(pack.rules, person.calendar)
    )


def _flare_rule(limb: LimbView) -> str | None:
    return NumberRule.FLARE_PATH if 0 < limb.flare_day <= ISOMETRIC_DAY else None
