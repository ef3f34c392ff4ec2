"""Clearance checks: whether a professional's word can be recorded: who, when, for what, how long.

A clearance is dated on or after the flag that it names, names who gave it, and
runs out within the pack's number of days.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hamstrong.app.diary_view.days import date_text
from hamstrong.app.errors import Fault
from hamstrong.app.record.ranges import one_of
from hamstrong.engine.day.lock_day import find_flag
from hamstrong.engine.day.opening import FREEZE
from hamstrong.engine.facts import (
    ApprovalRecorded,
    CapRecorded,
    ClearanceRecorded,
    FlagAnswered,
)
from hamstrong.engine.state import lock as locking
from hamstrong.engine.state.lock import Lock
from hamstrong.protocol.model import Pack

Leave = ClearanceRecorded | FlagAnswered | ApprovalRecorded | CapRecorded


class ClearanceContext(NamedTuple):
    """What holds now: the lock with what today's facts raised, legs with a plan, today."""

    pack: Pack
    lock: Lock
    limbs: tuple[str, ...]
    today: int


def leave_faults(now: ClearanceContext, fact: Leave, place: str) -> Iterator[Fault]:
    """Every fault of a clearance, an approval, a cap, or a flag asked again."""
    if isinstance(fact, FlagAnswered):
        yield from _flag_faults(now.lock, fact, place)
        return
    if fact.dated > now.today:
        rule = f"dated on {date_text(now.today)} or before"
        yield Fault(_day(fact.dated), f"{place}.dated", rule, "enter the day of the visit")
    if isinstance(fact, ClearanceRecorded):
        yield from _clearance_faults(now, fact, place)
    elif isinstance(fact, ApprovalRecorded):
        yield from _approval_faults(now, fact, place)


def _flag_faults(lock: Lock, fact: FlagAnswered, place: str) -> Iterator[Fault]:
    asked = [
        key.flag
        for key, state in lock.flags
        if state.standing is locking.FlagStanding.ASKED_AGAIN and key.limb == fact.limb
    ]
    yield from one_of(fact.flag, asked, f"{place}.flag", "answer a question that is asked today")


def _clearance_faults(
    now: ClearanceContext, fact: ClearanceRecorded, place: str
) -> Iterator[Fault]:
    pack = now.pack
    longest = pack.rules.clearance.max_days
    if not fact.dated < fact.expires <= fact.dated + longest or fact.expires <= now.today:
        rule = f"runs out after today and within {longest} days of its date"
        yield Fault(_day(fact.expires), f"{place}.expires", rule, "enter an earlier or later day")
    if not fact.flags:
        rule = "a clearance lifts only what it names"
        yield Fault("no flag", f"{place}.flags", rule, "name what it is for")
    for name in fact.flags:
        yield from _named_flag_faults(now, fact, name, place)


def _named_flag_faults(
    now: ClearanceContext, fact: ClearanceRecorded, name: str, place: str
) -> Iterator[Fault]:
    if name == FREEZE:
        return
    raised = {key.flag: day for key, day in now.lock.raised}
    names = sorted({key.flag for key, _ in now.lock.flags} | {FREEZE})
    yield from one_of(name, names, f"{place}.flags", "name a flag that stands")
    if name in raised and fact.dated < raised[name]:
        rule = f"dated on or after {date_text(raised[name])}, the day of {name}"
        yield Fault(_day(fact.dated), f"{place}.dated", rule, "ask for a newer go-ahead")
    flag = find_flag(now.pack, name)
    if flag is not None and flag.urgency == "emergency" and not fact.told_safe:
        rule = f"{name} was an emergency: you must have been seen and told that training is safe"
        yield Fault("not told so", f"{place}.told_safe", rule, "be seen first, and ask")


def _approval_faults(now: ClearanceContext, fact: ApprovalRecorded, place: str) -> Iterator[Fault]:
    yield from one_of(fact.limb, now.limbs, f"{place}.limb", "name a leg of your plan")


def _day(day: int) -> str:
    try:
        return date_text(day)
    except (ValueError, OverflowError):
        return "a day that no calendar has"
