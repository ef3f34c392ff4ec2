"""A household in training: a diary as a server would have it, made in seconds.

Everybody lived some weeks of real answers and sessions. One was lived and is copied for the others,
fact for fact; one has years of sets before those weeks, which go through the diary's own batch
without the app's checks. Each further day is lived in memory beside the server and carried over in
one commit: everybody answers what is asked and starts the session, and its sets are left for the
bench to log.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from tests.app.person import CHOICES, Someone

from hamstrong.app import App, compose
from hamstrong.diary import Append, Diary, DiaryError, MemoryDiary, NewFact, canonical_json
from hamstrong.diary.sequence_numbers import renewed
from hamstrong.engine.facts import Fact, MorningAnswered, SetLogged
from hamstrong.engine.facts.codec import encode_fact
from hamstrong.protocol.loader import load_pack

SETS_A_DAY = 25
WEEKS_LIVED = 5
_GYM = replace(CHOICES, goal="gym")
Payload = dict[str, object]


@dataclass
class Household:
    """People who all train on the same days: the first with years behind, the others with weeks.

    Args:
        diary: where the server reads; `elsewhere` the use cases over a diary in memory.
    """

    diary: Diary
    elsewhere: App
    everybody: Sequence[Someone]

    @property
    def old(self) -> Someone:
        return self.everybody[0]

    @property
    def young(self) -> Sequence[Someone]:
        return self.everybody[1:]

    def start_a_session_day(self) -> dict[str, list[Payload]]:
        """Live on until everybody has a session, start it, and give its sets by person."""
        self._carry(self.diary, self.elsewhere.diary)
        for _ in range(14):
            for someone in self.everybody:
                someone.day += 1
                someone.answer_all()
            if all(someone.today().plan_id for someone in self.everybody):
                found = {someone.id: list(_sets(someone)) for someone in self.everybody}
                self._carry(self.elsewhere.diary, self.diary)
                return found
        raise SystemExit("no common session within two weeks: the bench cannot log a set")

    def _carry(self, source: Diary, target: Diary) -> None:
        """Bring each person's new facts from one diary to the other."""
        requests = []
        for someone in self.everybody:
            new = source.read(someone.id, target.last_seq(someone.id))
            requests.append(Append(someone.id, [renewed(fact) for fact in new]))
        for answer in target.append_all(requests):
            if isinstance(answer, DiaryError):
                raise answer


def _sets(someone: Someone) -> Iterator[Payload]:
    """What the player sends for each set of today's plan, in order."""
    plan_id = someone.today().plan_id
    session = someone.me.start_session(someone.at, someone.new_id(), plan_id or "")
    for line in session.lines:
        item = line.item
        for _ in range(line.left):
            done = SetLogged(
                item.exercise, item.side, item.rung, plan_id,
                item.repetitions, item.holds, item.hold_s, item.load_kg, nprs=1,
            )  # fmt: skip
            yield encode_fact(done)[2]


def seed(diary: Diary, people: int, sets: int, zone: str) -> Household:
    """Fill an empty diary with a household of so many people; one has so many sets behind."""
    elsewhere = compose(load_pack(), MemoryDiary())
    old = Someone(elsewhere, zone=zone).begin(choices=_GYM)
    old.answer_all()
    past = [old.day + n for n in range(1, 1 + sets // SETS_A_DAY)]
    elsewhere.diary.append(old.id, [new for day in past for new in _day(old.id, day)])
    old.day += len(past) + 1
    first = Someone(elsewhere, str(uuid.uuid4()), old.day, zone).begin(choices=_GYM)
    for someone in (old, first):
        someone.live(7 * WEEKS_LIVED)
    facts = elsewhere.diary.read(first.id)
    others = [Someone(elsewhere, str(uuid.uuid4()), old.day, zone) for _ in range(people - 2)]
    for someone in others:
        elsewhere.diary.append(someone.id, [renewed(fact, someone.id) for fact in facts])
    return Household(diary, elsewhere, (old, first, *others))


def _day(person: str, day: int) -> Iterator[NewFact]:
    yield _fact(person, day, MorningAnswered("left", 0, new_limp=False))
    for turn in range(SETS_A_DAY):
        done = SetLogged("bridge", "both", "bridge-2x10", repetitions=12, nprs=turn % 2)
        yield _fact(person, day, done)


def _fact(person: str, day: int, fact: Fact) -> NewFact:
    name, version, payload = encode_fact(fact)
    instant = datetime(1, 1, 1, 18, tzinfo=UTC) + timedelta(days=day - 1)
    return NewFact(
        person=person,
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
