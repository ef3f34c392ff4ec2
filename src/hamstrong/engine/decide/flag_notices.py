"""Flag notices: warning signs and clearances that run out; what the pack advises beside them."""

from __future__ import annotations

from collections.abc import Iterable

from hamstrong.engine.day.lock_day import find_flag
from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.decide.evidence import reason
from hamstrong.engine.decide.notices import (
    AdviceNotice,
    NudgeNotice,
    ReferralNotice,
    StopNotice,
)
from hamstrong.engine.state.causes import Cause
from hamstrong.engine.state.lock import FlagKey, FlagStanding, get_flag
from hamstrong.protocol.model import Flag, Pack
from hamstrong.protocol.rule_ids import NumberRule, advice_rule, flag_rule


def flag_notice(pack: Pack, day: OpenDay, key: FlagKey) -> StopNotice | ReferralNotice:
    """What a flag in force says: a referral where a professional comes first, else a stop."""
    flag, lock = find_flag(pack, key.flag), day.lock.lock
    why = reason(pack, flag_rule(key.flag), ("limb", key.limb or None))
    again = get_flag(lock, key).standing is FlagStanding.ASKED_AGAIN
    lifts = (*((f"question:{key.flag}",) if again else ()), lift_of(flag, key))
    because = dict(lock.causes).get(key, ())
    earliest = day.state.day + flag_waits(pack, day, flag)
    if flag is None or flag.urgency == "professional_first":
        return ReferralNotice(
            flag=key.flag,
            reason=why,
            limb=key.limb,
            because=because,
            lifts=lifts,
            earliest_day=earliest,
        )
    return StopNotice(
        name=flag.urgency,
        scope="all",
        reason=why,
        limb=key.limb,
        because=because,
        lifts=lifts,
        earliest_day=earliest,
        flag=key.flag,
    )


def lift_of(flag: Flag | None, key: FlagKey) -> str:
    """What lifts a flag, by the only means that the pack names for it."""
    means = flag.lifts if flag is not None else "clearance"
    return f"{means}:{key.flag}"


def flag_waits(pack: Pack, day: OpenDay, flag: Flag | None) -> int:
    """Days until a flag can be lifted: none where a clearance could be recorded today; for
    walking, until the first day on which it counts."""
    if flag is None or flag.lifts != "walking_normal":
        return 0
    ages = [opened.episode.walking.age for opened in day.episodes]
    return max(0, pack.rules.walking.first_day - min(ages, default=0))


def ending_clearances(pack: Pack, day: OpenDay) -> tuple[NudgeNotice, ...]:
    """The clearances that end within the pack's days of warning, one for each end."""
    ends: dict[int, list[str]] = {}
    for key, state in day.lock.lock.flags:
        if 0 < state.days_left <= pack.rules.clearance.warn_days:
            ends.setdefault(state.days_left, []).append(f"clearance:{key.flag}")
    why = reason(pack, NumberRule.CLEARANCE_ENDS)
    return tuple(
        NudgeNotice(
            "clearance_ends",
            why,
            because=(Cause("clearance_days", left, day.state.day + left),),
            lifts=tuple(ends[left]),
        )
        for left in sorted(ends)
    )


def general_advice(pack: Pack, names: Iterable[str]) -> tuple[AdviceNotice, ...]:
    """Advice of the pack that no answer of today calls for."""
    return tuple(AdviceNotice(name, reason(pack, advice_rule(name))) for name in names)
