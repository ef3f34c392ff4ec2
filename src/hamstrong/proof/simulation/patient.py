"""Patient: a simulated person who feels and misses something else from day to day.

Without a seed the person is ideal: everything done, no pain. With one, realistic, as the pack says.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from hamstrong.engine.decide.decisions import Item
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import LimbEnrolled
from hamstrong.engine.state.state import PersonSettings
from hamstrong.proof.virtual_person import Obedient, enrolment
from hamstrong.protocol.courses import CoursePeople, RealisticPeople

LIMB = "left"


@dataclass
class Patient(Obedient):
    """A simulated person on one course.

    Args:
        first_day: from which the days of the course count: the injury's, else the start's.
    """

    first_day: int = 0
    feels: RealisticPeople | None = None
    dice: random.Random = field(default_factory=random.Random)
    _run_pain: int = 0
    _bad_morning: bool = False

    def wake(self) -> None:
        """Draw what this day brings, before its first answer."""
        if self.feels is None:
            return
        drawn = self.dice.random() < 1 / self.feels.bad_morning_one_in
        self._bad_morning = drawn and not self._bad_morning
        usual = self.dice.choice(self.feels.pains)
        self.morning = self.feels.bad_morning if self._bad_morning else usual
        self.pain = self.dice.choice(self.feels.pains)
        self._run_pain = self.dice.choice(self.feels.pains)
        self.works = self.dice.random() >= 1 / self.feels.missed_one_in

    def felt(self, item: Item) -> int | None:
        """Pain in every set of an item: one for the session, one for the run."""
        is_run = self.feels is not None and item.run_s is not None
        return self._run_pain if is_run else self.pain


def start_patient(
    engine: Engine,
    people: CoursePeople,
    course: tuple[str, str, str],
    *,
    first_day: int,
    seed: int | None = None,
) -> Patient:
    """Enrol a person on the first day on which their track may start.

    Args:
        course: track, goal and training week.
        first_day: the injury's ordinal on tracks that have one, else the start's.
        seed: None for an ideal person.
    """
    name, goal, week = course
    wait = engine.pack.tracks[name].starts_days_after_injury
    patient = Patient(
        engine, engine.start(first_day + wait), outcome="better", first_day=first_day,
        feels=None if seed is None else people.realistic, dice=random.Random(seed),  # noqa: S311 - no secret
        weights_kg=people.weights_kg,
    )  # fmt: skip
    person = PersonSettings(
        goal=goal, training_days=people.weeks[week], minutes=people.minutes,
        kit=frozenset(people.kit),
    )  # fmt: skip
    injured = first_day if wait else None
    limb = LimbEnrolled(LIMB, name, injury_day=injured, worst_nprs=people.worst_nprs)
    patient.tell(enrolment(person, limb))
    return patient
