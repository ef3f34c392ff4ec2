"""A day ends at 04:00 where the person is; days never go back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.app.person import Someone

from hamstrong.app import ClockBehind, InvalidMoment, Moment, day_of
from hamstrong.engine.facts import SportLogged, ZoneChanged


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("instant", "zone", "expected"),
    [
        ("2025-03-09T03:59:59+00:00", "UTC", "2025-03-08"),
        ("2025-03-09T04:00:00+00:00", "UTC", "2025-03-09"),
        ("2025-03-09T04:00:00+00:00", "Europe/Berlin", "2025-03-09"),
        ("2025-03-09T02:30:00+00:00", "Europe/Berlin", "2025-03-08"),
        ("2025-03-09T03:00:00+00:00", "Europe/Berlin", "2025-03-09"),
        ("2025-03-08T16:00:00+00:00", "Pacific/Kiritimati", "2025-03-09"),
        ("2025-03-09T15:59:00+00:00", "Pacific/Pago_Pago", "2025-03-09"),
        ("2025-03-09T14:59:00+00:00", "Pacific/Pago_Pago", "2025-03-08"),
        # The hour that summer time skips, and the one that it repeats.
        ("2025-03-30T01:30:00+00:00", "Europe/Berlin", "2025-03-29"),
        ("2025-03-30T02:00:00+00:00", "Europe/Berlin", "2025-03-30"),
        ("2025-10-26T02:59:00+00:00", "Europe/Berlin", "2025-10-25"),
        ("2025-10-26T03:00:00+00:00", "Europe/Berlin", "2025-10-26"),
    ],
)
def test_a_day_ends_at_four_in_the_morning(instant: str, zone: str, expected: str) -> None:
    assert day_of(datetime.fromisoformat(instant), zone) == day(expected)


def test_a_moment_without_a_zone_is_refused_and_says_what_to_do() -> None:
    naive = datetime(2025, 3, 9, 8)  # noqa: DTZ001  that is the point
    with pytest.raises(InvalidMoment, match="send it in UTC"):
        Moment(naive, "UTC", "test")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "Europe", "\0"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(InvalidMoment, match="zone"):
        Moment(datetime(2025, 3, 9, tzinfo=UTC), zone, "test")


def _zones(someone: Someone) -> list[str]:
    stored = someone.app.diary.read(someone.id)
    return [fact.payload for fact in stored if fact.name == ZoneChanged.__name__]


def test_a_zone_is_recorded_when_it_changes_and_only_then(someone: Someone) -> None:
    assert _zones(someone) == ['{"zone":"UTC"}']
    someone.tell(SportLogged())
    someone.zone = "Europe/Berlin"
    someone.tell(SportLogged())
    someone.tell(SportLogged())
    assert _zones(someone) == ['{"zone":"UTC"}', '{"zone":"Europe/Berlin"}']


def test_westward_the_same_day_goes_on(someone: Someone) -> None:
    someone.zone = "Pacific/Auckland"
    someone.hour = 20  # already tomorrow there
    east = someone.today()
    someone.tell(SportLogged())
    someone.zone = "America/Los_Angeles"
    west = someone.today()
    assert west.day == east.day == someone.day + 1
    assert someone.at.day == someone.day
    someone.tell(SportLogged())
    last = someone.app.diary.read(someone.id)[-1]
    assert (last.day, last.recorded_day) == (east.day, east.day)


def test_eastward_the_skipped_day_is_rest(someone: Someone) -> None:
    someone.work()
    someone.day += 1
    someone.zone = "Pacific/Auckland"
    someone.hour = 20
    assert someone.today().day == someone.day + 1
    history = someone.me.history(someone.at)
    assert [entry.sets > 0 for entry in history] == [True, False, False]


def test_a_clock_behind_the_diary_is_refused_with_both_dates(someone: Someone) -> None:
    someone.day += 10
    someone.tell(SportLogged())
    someone.day -= 10
    with pytest.raises(ClockBehind) as caught:
        someone.today()
    assert "2025-03-13" in str(caught.value)
    assert "2025-03-03" in str(caught.value)
    assert "set the clock right" in str(caught.value)


def test_a_clock_that_is_one_zone_behind_is_no_fault(someone: Someone) -> None:
    someone.hour = 23
    someone.zone = "Pacific/Kiritimati"
    someone.tell(SportLogged())
    ahead = someone.today().day
    someone.zone = "UTC"
    assert someone.today().day == ahead == someone.day + 1


def test_shifting_every_date_shifts_only_the_answers_dates(someone: Someone) -> None:
    someone.live(5)
    later = Someone(someone.app, id="22222222-2222-4222-8222-222222222222")
    later.day += 7 * 52
    later.begin()
    later.answer_all()
    later.live(5)
    first = [decision for _, decision in someone.log]
    shift = timedelta(weeks=52).days
    for mine, theirs in zip(first, [d for _, d in later.log], strict=True):
        assert getattr(mine, "items", None) == getattr(theirs, "items", None)
        assert theirs.day - mine.day == shift


@pytest.mark.parametrize("year", [1, 1970, 2020, 2199, 9999])
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_a_clock_that_lost_its_time_is_refused_in_every_zone(year: int, zone: str) -> None:
    """Nobody keeps a diary then; and no day of it can be counted on (S9)."""
    for month, day in ((1, 1), (12, 31)):
        with pytest.raises(InvalidMoment, match="2021 to 2198"):
            Moment(datetime(year, month, day, 12, tzinfo=UTC), zone, "phone")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/New_York"])
def test_an_instant_that_a_zone_leads_out_of_the_calendar_is_a_fault(zone: str) -> None:
    last = datetime(9999, 12, 31, 23, tzinfo=UTC)
    edge = last if zone.endswith("mati") else datetime(1, 1, 1, 1, tzinfo=UTC)
    with pytest.raises(InvalidMoment, match="calendar"):
        day_of(edge, zone)
