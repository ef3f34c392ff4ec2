"""Refusal of a plan: the reason, what lifts it, the earliest day, what helps meanwhile.

Order is written once: emergency, then other flags, then what is owed, then waiting.
"""

from __future__ import annotations

from hamstrong.engine.day.lock_day import find_flag
from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.decide.ask import Ask, AskKind, due_form
from hamstrong.engine.decide.asks import asks_today
from hamstrong.engine.decide.decisions import Refusal
from hamstrong.engine.decide.evidence import reason
from hamstrong.engine.decide.flag_notices import (
    ending_clearances,
    flag_notice,
    flag_waits,
    general_advice,
    lift_of,
)
from hamstrong.engine.decide.morning_advice import morning_advice
from hamstrong.engine.decide.notices import Notice, StopName, StopNotice
from hamstrong.engine.decide.stop_notices import NEXT_DAY, waiting_notice
from hamstrong.engine.decide.views import person_flags
from hamstrong.engine.state.causes import Cause, Causes
from hamstrong.engine.state.lock import FlagKey, FlagStanding, get_flag
from hamstrong.engine.triage import PRECEDENCE
from hamstrong.protocol.model import Flag, Pack
from hamstrong.protocol.rule_ids import Mechanism


def refuse(pack: Pack, day: OpenDay) -> Refusal | None:
    """The refusal in force today, or None when a plan may be made."""
    flags, lock, today = person_flags(day), day.lock.lock, day.state.day
    if flags:
        return _flagged(pack, day, flags)
    if lock.closed_today:
        took_back = (Cause("withdrawn", None, today),)
        stop = person_stop(
            pack, "sign_withdrawn", Mechanism.FORM_WITHDRAWN, took_back, NEXT_DAY, today + 1
        )
        return _stopped(pack, day, "closed_today", stop)
    due = due_form(lock.due)
    if due is not None:
        stop = person_stop(
            pack, "questions_due", Mechanism.DUE_FORM, lock.due_because, (due.to_text(),), today
        )
        return _stopped(pack, day, "triage_due", stop)
    if not day.episodes:
        return _not_enrolled(pack, day)
    return _waiting(pack, day)


def person_stop(
    pack: Pack,
    name: StopName,
    rule: str,
    because: Causes,
    lifts: tuple[str, ...],
    earliest_day: int | None,
) -> StopNotice:
    """Every exercise of the person, stopped by one rule."""
    return StopNotice(
        name=name,
        scope="all",
        reason=reason(pack, rule),
        limb="",
        because=because,
        lifts=lifts,
        earliest_day=earliest_day,
    )


def _stopped(pack: Pack, day: OpenDay, kind: str, stop: StopNotice) -> Refusal:
    return Refusal(
        day=day.state.day,
        kind=kind,
        reasons=(stop.reason,),
        lifts=stop.lifts,
        earliest_day=stop.earliest_day,
        notices=(stop, *morning_advice(pack, day), *_beside(pack, day, comfort(pack))),
        asks=asks_today(pack, day),
    )


def _beside(pack: Pack, day: OpenDay, advice: tuple[str, ...]) -> tuple[Notice, ...]:
    """What is said beside whatever stops: clearances that end, and advice."""
    return (*ending_clearances(pack, day), *general_advice(pack, advice))


def comfort(pack: Pack) -> tuple[str, ...]:
    """Advice that is not exercise."""
    return tuple(a.id for a in pack.advice.values() if a.kind == "comfort")


def _not_enrolled(pack: Pack, day: OpenDay) -> Refusal:
    """Nothing was taken away: there is no plan yet."""
    return Refusal(
        day=day.state.day,
        kind="not_enrolled",
        reasons=(reason(pack, Mechanism.NOT_ENROLLED),),
        lifts=("enrol",),
        earliest_day=day.state.day,
        notices=_beside(pack, day, comfort(pack)),
        asks=asks_today(pack, day),
    )


def _flagged(pack: Pack, day: OpenDay, keys: tuple[FlagKey, ...]) -> Refusal:
    """The most urgent flag speaks first; what lifts each is named."""
    ranked = _ranked(pack, keys)
    first = ranked[0][1]
    notices = tuple(flag_notice(pack, day, key) for key, _ in ranked)
    advice: dict[str, None] = {}
    for _, flag in ranked:
        advice.update(dict.fromkeys(flag.advice if flag is not None else ()))
    return Refusal(
        day=day.state.day,
        kind=first.urgency if first is not None else "professional_first",
        reasons=tuple(notice.reason for notice in notices),
        lifts=tuple(dict.fromkeys(lift_of(flag, key) for key, flag in ranked)),
        earliest_day=day.state.day + min(flag_waits(pack, day, flag) for _, flag in ranked),
        notices=(*notices, *_beside(pack, day, tuple(advice) or comfort(pack))),
        asks=open_questions(pack, day),
    )


def open_questions(pack: Pack, day: OpenDay) -> tuple[Ask, ...]:
    """Open questions of today: whether a sign is still there, then all others."""
    asked_again = (
        Ask(AskKind.FLAG, key.limb, key.flag)
        for key, _ in _ranked(pack, person_flags(day))
        if get_flag(day.lock.lock, key).standing is FlagStanding.ASKED_AGAIN
    )
    return (*asked_again, *asks_today(pack, day))


def _ranked(pack: Pack, keys: tuple[FlagKey, ...]) -> list[tuple[FlagKey, Flag | None]]:
    """Flags with what the pack says of them, the most urgent first."""
    known = [(key, find_flag(pack, key.flag)) for key in keys]
    return sorted(known, key=lambda pair: _rank(pair[1]))


def _rank(flag: Flag | None) -> int:
    return PRECEDENCE.index(flag.urgency) if flag is not None else 0


def _waiting(pack: Pack, day: OpenDay) -> Refusal | None:
    """Every limb still waits for its first day."""
    found = [(opened, waiting_notice(pack, day, opened)) for opened in day.episodes]
    stops = [stop for _, stop in found if stop is not None]
    if len(stops) < len(found):
        return None
    opened, first = found[0][0], stops[0]
    return Refusal(
        day=day.state.day,
        kind=first.name,
        reasons=(first.reason,),
        lifts=first.lifts,
        earliest_day=max(stop.earliest_day or day.state.day for stop in stops),
        notices=(*stops, *_beside(pack, day, _early_care(pack, opened))),
        asks=asks_today(pack, day),
    )


def _early_care(pack: Pack, opened: OpenedEpisode) -> tuple[str, ...]:
    track = opened.course.track.id
    return tuple(
        a.id
        for a in pack.advice.values()
        if a.kind == "early_care" and (not a.tracks or track in a.tracks)
    )
