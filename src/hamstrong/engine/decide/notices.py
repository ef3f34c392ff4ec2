"""Notices of a decision beside its plan: a closed list of typed values, without prose.

Six kinds. A stop takes work away; a referral does so until somebody has been seen; a freeze keeps
everything where it is; an omission names owed work that today lacks; advice says what to do beside
the plan; a nudge reminds. Every one of them
names its rule, the answers that caused it, what lifts it and the earliest day on which that could
be, as far as is known on the day of the decision. An interface has one function that shows them.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from hamstrong.engine.decide.evidence import Reason
from hamstrong.engine.state.causes import Causes

AdviceName = Literal["failed_morning", "slower_than_usual"]
"""Advice that an answer calls for; any other name is one of the pack's own advice."""

NudgeName = Literal[
    "twice_a_week",
    "keep_a_day_free",
    "clearance_ends",
    "moved_day",
    "no_smaller_step",
    "more_minutes",
]

FreezeName = Literal["no_change"]

StopName = Literal[
    "emergency",
    "same_day",
    "sign_withdrawn",
    "questions_due",
    "too_early",
    "baseline_due",
    "pack_withdrawn",
    "episode_closed",
    "day_over",
    "pain_before",
    "rest_chosen",
    "holds_only",
    "failed_morning",
    "mornings_open",
    "morning_awaited",
    "soreness",
    "week_due",
    "watch_due",
    "flare_day_1",
    "flare_day_2",
    "flare_day_3",
]

Scope = Literal["all", "hard_work", "lighter"]
"""What a stop takes away: every exercise, hard work alone, or a step of what is done."""


class AdviceNotice(NamedTuple):
    """Something to do beside the plan. Without a cause it is general advice of the pack."""

    name: str
    reason: Reason
    limb: str = ""
    because: Causes = ()
    lifts: tuple[str, ...] = ()
    earliest_day: int | None = None
    kind: Literal["advice"] = "advice"


class NudgeNotice(NamedTuple):
    """A reminder; nothing was taken away by it. `earliest_day` is the first day on which what it
    reminds of is possible."""

    name: NudgeName
    reason: Reason
    limb: str = ""
    because: Causes = ()
    lifts: tuple[str, ...] = ()
    earliest_day: int | None = None
    kind: Literal["nudge"] = "nudge"


class ReferralNotice(NamedTuple):
    """A professional comes first: no exercise of the person, or of a limb, until then."""

    flag: str
    reason: Reason
    limb: str = ""
    because: Causes = ()
    lifts: tuple[str, ...] = ()
    earliest_day: int | None = None
    kind: Literal["referral"] = "referral"


class FreezeNotice(NamedTuple):
    """Rungs and stage of a limb stay as they are; everything else goes on."""

    name: FreezeName
    reason: Reason
    limb: str = ""
    because: Causes = ()
    lifts: tuple[str, ...] = ()
    earliest_day: int | None = None
    kind: Literal["freeze"] = "freeze"


class StopNotice(NamedTuple):
    """Work that is taken away, by a warning sign (`flag`), by pain, or until something is
    answered. Without a `limb` it is the person's."""

    name: StopName
    scope: Scope
    reason: Reason
    limb: str = ""
    because: Causes = ()
    lifts: tuple[str, ...] = ()
    earliest_day: int | None = None
    flag: str = ""
    kind: Literal["stop"] = "stop"


class OmissionNotice(NamedTuple):
    """A kind of work that the day owes and lacks, and the rule that refuses all of it."""

    action: str
    reason: Reason
    limb: str = ""
    because: Causes = ()
    lifts: tuple[str, ...] = ()
    earliest_day: int | None = None
    kind: Literal["omission"] = "omission"


Notice = AdviceNotice | NudgeNotice | ReferralNotice | FreezeNotice | StopNotice | OmissionNotice

NOTICE_TYPES: tuple[type[Notice], ...] = get_args(Notice)


def is_general(notice: Notice) -> bool:
    """Whether it is advice that holds on any such day, called for by no answer."""
    return isinstance(notice, AdviceNotice) and notice.name not in get_args(AdviceName)
