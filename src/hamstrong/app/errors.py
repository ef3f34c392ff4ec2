"""Errors of the use cases, as types that an interface can tell apart.

Each has faults: the value received, its place, the rule and the next step. Ids and impossible
values may be named; what a person answered never is.
"""

from __future__ import annotations

from hamstrong.diary.errors import Fault
from hamstrong.engine.decide.ask import Ask

__all__ = [
    "AppError",
    "ClockBehind",
    "DiaryAway",
    "Fault",
    "ForeignPack",
    "InvalidFacts",
    "InvalidMoment",
    "NotAllowed",
    "NotEnrolled",
    "StalePlan",
    "UnknownPerson",
    "Withdrawn",
]


class AppError(Exception):
    """A use case could not be done; nothing was stored."""

    code = "app"

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class ForeignPack(AppError):
    """The diary was begun with another pack than the one that is in force."""

    code = "pack.other"


class InvalidMoment(AppError):
    """The instant or the zone cannot be."""

    code = "moment.invalid"


class ClockBehind(AppError):
    """The diary is on a day that no zone has reached yet: this clock, or an earlier one, is off."""

    code = "clock.behind"


class InvalidFacts(AppError):
    """Facts that break a form or name what does not exist; every fault is named."""

    code = "facts.invalid"


class UnknownPerson(AppError):
    """Nobody with this id has a diary here."""

    code = "person.unknown"


class NotEnrolled(AppError):
    """This needs a plan, and there is none yet."""

    code = "person.not_enrolled"


class NotAllowed(AppError):
    """A rule forbids it now; `kind` says which, `asks` what would have to be answered first."""

    def __init__(self, kind: str, *faults: Fault, asks: tuple[Ask, ...] = ()) -> None:
        super().__init__(*faults)
        self.kind = kind
        self.asks = asks

    @property
    def code(self) -> str:  # type: ignore[override]  # the kind is part of it
        """Stable id of the refusal."""
        return f"refused.{self.kind}"


class DiaryAway(NotAllowed):
    """The diary moved to another home; here it is only read."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("diary_away", *faults)


class StalePlan(NotAllowed):
    """The plan that was shown is not today's any more."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("stale_plan", *faults)


class Withdrawn(NotAllowed):
    """This pack or engine version was withdrawn and gives no plan until it is upgraded."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("pack_withdrawn", *faults)
