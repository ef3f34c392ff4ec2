"""Way-back facts beside the plan: tests, activities, the return, sitting, appointments."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from hamstrong.engine.facts.bounds import (
    NAMES,
    QUESTIONS,
    READINGS,
    SCORES,
    AppointmentWho,
    Day,
    Limb,
    MinuteOfDay,
    MinutesOfADay,
    Nprs,
    OwnId,
    OwnQuestion,
    OwnWords,
    Reading,
    Score,
    SelfTestId,
    SignId,
)


class TestLogged(NamedTuple):
    """One self-test of one side. `values` are its readings in the test's unit (repetitions,
    seconds or degrees; several are averaged); `stopped` means that a stop rule ended it."""

    test: SelfTestId
    side: Limb
    values: Annotated[tuple[Reading, ...], READINGS] = ()
    nprs: Nprs | None = None
    comfortable: bool | None = None
    sharp: bool = False
    elsewhere: bool = False
    stopped: bool = False


setattr(TestLogged, "__test__", False)  # noqa: B010  no case for pytest, whatever its name


class ActivityNamed(NamedTuple):
    """An activity of the patient-specific functional scale, in the person's own words. The same
    `activity` again gives it other words and begins its scores anew; empty words take it away."""

    limb: Limb
    activity: OwnId
    words: OwnWords


class ActivitiesRated(NamedTuple):
    """How well each named activity goes: 0 cannot do it, 10 as well as before."""

    limb: Limb
    scores: Annotated[tuple[tuple[OwnId, Score], ...], SCORES]


class ReturnedToSport(NamedTuple):
    """The person went back to full training or a match on this day, by whoever's leave."""

    limb: Limb


class WatchAnswered(NamedTuple):
    """The weekly questions of the watch after the return to sport; each sign is yes
    (it is there) or no; one that is not among them was not answered."""

    limb: Limb
    signs: Annotated[tuple[tuple[SignId, bool], ...], NAMES] = ()


class SittingLogged(NamedTuple):
    """Minutes of sitting, added to those of the same day."""

    minutes: MinutesOfADay


class AppointmentMade(NamedTuple):
    """An appointment: its day, its minute of that day (0 to 1439), with whom, what to ask."""

    appointment: OwnId
    on_day: Day
    minute: MinuteOfDay
    who: AppointmentWho
    questions: Annotated[tuple[OwnQuestion, ...], QUESTIONS] = ()


class AppointmentMoved(NamedTuple):
    """An appointment has another day and time."""

    appointment: OwnId
    on_day: Day
    minute: MinuteOfDay


class AppointmentCancelled(NamedTuple):
    appointment: OwnId
