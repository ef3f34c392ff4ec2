"""When there is no plan: the reason, what lifts it, the earliest day, what helps meanwhile.

Order is written once (RULES 0): emergency, then other flags, then what is owed, then waiting.
"""

from __future__ import annotations

from hamstrong.engine.day.form_effects import find_flag
from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.decide.ask import Ask, AskKind
from hamstrong.engine.decide.asks import asks_today
from hamstrong.engine.decide.decisions import Refusal
from hamstrong.engine.decide.evidence import Reason, reason
from hamstrong.engine.decide.views import person_flags, waiting_rule
from hamstrong.engine.state.lock import FlagKey, Standing, get_flag
from hamstrong.engine.triage import PRECEDENCE
from hamstrong.protocol.model import Flag, Pack
from hamstrong.protocol.rule_ids import TRACK, Mechanism, flag_rule


def refuse(pack: Pack, day: OpenDay) -> Refusal | None:
    """The refusal in force today, or None when a plan may be made."""
    flags = person_flags(day)
    if flags:
        return _flagged(pack, day, flags)
    if day.lock.lock.closed_today:
        tomorrow = day.state.day + 1
        return _refusal(
            pack, day, "closed_today", Mechanism.FORM_WITHDRAWN, ("next_day",), tomorrow
        )
    if day.lock.lock.long_due:
        return _refusal(pack, day, "triage_due", Mechanism.LONG_FORM, ("form:long",), day.state.day)
    if not day.episodes:
        return _refusal(
            pack, day, "not_enrolled", Mechanism.NOT_ENROLLED, ("enrol",), day.state.day
        )
    return _waiting(pack, day)


def _refusal(
    pack: Pack, day: OpenDay, kind: str, rule: str, lifts: tuple[str, ...], earliest: int | None
) -> Refusal:
    return Refusal(
        day=day.state.day,
        kind=kind,
        reasons=(reason(pack, rule),),
        lifts=lifts,
        earliest_day=earliest,
        advice=comfort(pack),
        asks=asks_today(pack, day),
    )


def comfort(pack: Pack) -> tuple[str, ...]:
    """Advice that is not exercise."""
    return tuple(a.id for a in pack.advice.values() if a.kind == "comfort")


def _flagged(pack: Pack, day: OpenDay, keys: tuple[FlagKey, ...]) -> Refusal:
    """The most urgent flag speaks first; what lifts each is named."""
    known = [(key, find_flag(pack, key.flag)) for key in keys]
    ranked = sorted(known, key=lambda pair: _rank(pair[1]))
    first = ranked[0][1]
    asked_again = [
        Ask(AskKind.FLAG, key.limb, key.flag)
        for key, _ in ranked
        if get_flag(day.lock.lock, key).standing is Standing.ASKED_AGAIN
    ]
    advice: dict[str, None] = {}
    for _, flag in ranked:
        advice.update(dict.fromkeys(flag.advice if flag is not None else ()))
    return Refusal(
        day=day.state.day,
        kind=first.urgency if first is not None else "professional_first",
        reasons=tuple(_flag_reason(pack, key) for key, _ in ranked),
        lifts=tuple(dict.fromkeys(_lift(flag, key) for key, flag in ranked)),
        earliest_day=_earliest(pack, day, ranked),
        advice=tuple(advice) or comfort(pack),
        asks=(*asked_again, *asks_today(pack, day)),
    )


def _rank(flag: Flag | None) -> int:
    return PRECEDENCE.index(flag.urgency) if flag is not None else 0


def _flag_reason(pack: Pack, key: FlagKey) -> Reason:
    return reason(pack, flag_rule(key.flag), ("limb", key.limb or None))


def _lift(flag: Flag | None, key: FlagKey) -> str:
    means = flag.lifts if flag is not None else "clearance"
    return f"{means}:{key.flag}"


def _earliest(pack: Pack, day: OpenDay, ranked: list[tuple[FlagKey, Flag | None]]) -> int | None:
    """Today when a clearance could be recorded today; for walking, the first day it counts."""
    if all(flag is not None and flag.lifts == "walking_normal" for _, flag in ranked):
        ages = [o.episode.walking.age for o in day.episodes]
        wait = pack.rules.walking.first_day - min(ages, default=0)
        return day.state.day + max(0, wait)
    return day.state.day


def _waiting(pack: Pack, day: OpenDay) -> Refusal | None:
    """Every limb still waits for its first day or its baseline."""
    rules = [(opened, waiting_rule(opened)) for opened in day.episodes]
    if any(rule is None for _, rule in rules):
        return None
    opened, rule = rules[0]
    earliest = max(_first_day(day, o) for o, _ in rules)
    early = rule is not None and rule.startswith(TRACK)
    return Refusal(
        day=day.state.day,
        kind="too_early" if early else "baseline_due",
        reasons=(reason(pack, rule or Mechanism.NOT_ENROLLED, ("limb", opened.episode.kind.limb)),),
        lifts=("day",) if early else tuple(f"baseline:{o.episode.kind.limb}" for o, _ in rules),
        earliest_day=earliest,
        advice=_early_care(pack, opened) if early else comfort(pack),
        asks=asks_today(pack, day),
    )


def _first_day(day: OpenDay, opened: OpenedEpisode) -> int:
    wait = opened.course.track.starts_days_after_injury - opened.episode.walking.age
    return day.state.day + max(0, wait)


def _early_care(pack: Pack, opened: OpenedEpisode) -> tuple[str, ...]:
    track = opened.course.track.id
    return tuple(
        a.id
        for a in pack.advice.values()
        if a.kind == "early_care" and (not a.tracks or track in a.tracks)
    )
