"""What a person says beside the plan: tests, activities, the return, sitting, appointments."""

from __future__ import annotations

from typing import NamedTuple


class TestLogged(NamedTuple):
    """One self-test of one side. `values` are its readings in the test's unit (repetitions,
    seconds or degrees; several are averaged); `stopped` means that a stop rule ended it."""

    test: str
    side: str
    values: tuple[float, ...] = ()
    nprs: int | None = None
    comfortable: bool | None = None
    sharp: bool = False
    elsewhere: bool = False
    stopped: bool = False


setattr(TestLogged, "__test__", False)  # noqa: B010  no case for pytest, whatever its name


class ActivityNamed(NamedTuple):
    """An activity of the patient-specific functional scale, in the person's own words. The same
    `activity` again gives it other words and begins its scores anew; empty words take it away."""

    limb: str
    activity: str
    words: str


class ActivitiesRated(NamedTuple):
    """How well each named activity goes: 0 cannot do it, 10 as well as before."""

    limb: str
    scores: tuple[tuple[str, int], ...]


class ReturnedToSport(NamedTuple):
    """The person went back to full training or a match on this day, by whoever's leave."""

    limb: str


class WatchAnswered(NamedTuple):
    """The weekly questions of the watch after the return to sport; each sign is yes
    (it is there) or no; one that is not among them was not answered."""

    limb: str
    signs: tuple[tuple[str, bool], ...] = ()


class SittingLogged(NamedTuple):
    """Minutes of sitting, added to those of the same day."""

    minutes: int


class AppointmentMade(NamedTuple):
    """An appointment: its day, its minute of that day (0 to 1439), with whom, what to ask."""

    appointment: str
    on_day: int
    minute: int
    who: str
    questions: tuple[str, ...] = ()


class AppointmentMoved(NamedTuple):
    """An appointment has another day and time."""

    appointment: str
    on_day: int
    minute: int


class AppointmentCancelled(NamedTuple):
    appointment: str
