"""A diary with years of training in it, made in seconds.

The facts go through the diary's own batch; only the app's checks of each are left out.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.app.person import Someone

from hamstrong.app import open_app
from hamstrong.diary import NewFact, canonical_json
from hamstrong.engine.codec import encode_fact
from hamstrong.engine.facts import Fact, MorningAnswered, SetLogged
from hamstrong.web.shell.presence import system_zone

SETS_A_DAY = 25
_DAYS_AT_ONCE = 40


def seed(folder: Path, sets: int) -> Someone:
    """Make a diary with so many sets of past days, and leave the person before a session."""
    with open_app(folder) as app:
        person = Someone(app, zone=system_zone()).begin()
        _to_a_session(person)
        days = [person.day + n for n in range(sets // SETS_A_DAY)]
        for start in range(0, len(days), _DAYS_AT_ONCE):
            batch = [new for day in days[start : start + _DAYS_AT_ONCE] for new in _day(day)]
            app.diary.append(person.id, batch)
        person.day += len(days)
        _to_a_session(person)
        return person


def _to_a_session(person: Someone) -> None:
    for _ in range(14):
        person.answer_all()
        if person.today().plan_id is not None:
            return
        person.day += 1
    raise SystemExit("no session within two weeks: the bench cannot log a set")


def _day(day: int) -> Iterator[NewFact]:
    yield _fact(day, MorningAnswered("left", 0, new_limp=False))
    for turn in range(SETS_A_DAY):
        done = SetLogged("bridge", "both", "bridge.two_legs", repetitions=12, nprs=turn % 2)
        yield _fact(day, done)


def _fact(day: int, fact: Fact) -> NewFact:
    name, version, payload = encode_fact(fact)
    instant = datetime(1, 1, 1, 18, tzinfo=UTC) + timedelta(days=day - 1)
    return NewFact(
        person=Someone.id,
        client_id=str(uuid.uuid4()),
        name=name,
        version=version,
        payload=canonical_json(payload),
        day=day,
        recorded_day=day,
        instant=instant,
        device_id="phone",
        device_counter=1,
        counted_by="person",
    )
