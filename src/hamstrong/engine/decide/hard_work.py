"""Hard work on the open day: whether there may be any, and the rule that forbids it.

Asked of the day as a whole, with the guard's own rules. What one exercise needs besides (its
stage, a key, kit) and whether the day is one of the person's own are other questions.
"""

from __future__ import annotations

from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.decide.evidence import Reason, reason
from hamstrong.engine.decide.guard import hard_limb_rule
from hamstrong.engine.decide.limb_today import limb_today
from hamstrong.engine.decide.refusal import refuse
from hamstrong.engine.decide.views import person_view
from hamstrong.protocol.model import Pack


def hard_work_refusal(pack: Pack, day: OpenDay) -> Reason | None:
    """Why nothing hard may be done on the open day; None where something may.

    Of two limbs one is enough: what stops the other is the guard's concern.
    """
    refusal = refuse(pack, day)
    if refusal is not None:
        return refusal.reasons[0]
    person = person_view(pack, day)
    limbs = [limb_today(pack, day, opened) for opened in day.episodes]
    rules = [hard_limb_rule(pack.rules, person, limb.view) for limb in limbs]
    known = [rule for rule in rules if rule is not None]
    if len(known) < len(rules):
        return None
    return reason(pack, known[0], ("hard_days", person.calendar.hard_count))
