"""The kinds of criteria: one frozen class each, with exactly the fields that it needs.

`Criterion` is the closed union of them; an object of `gates.yaml` is read as the class whose
`kind` it names. There is no negation, so that nothing that was not asked can be met. What each
kind is measured by is the engine's concern (`engine.criteria.evaluation`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hamstrong.protocol.bounds import Nprs
from hamstrong.protocol.knowledge import Grade


@dataclass(frozen=True, slots=True)
class Substitute:
    """Criterion that stands in when one of the person's traits rules the first one out."""

    when: tuple[str, ...]
    criterion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Common:
    """What every kind has: whom it concerns (empty = everybody) and what it rests on. `closed_by`
    names cautions that rule out all its work, for which there is no substitute."""

    id: str
    sources: tuple[str, ...]
    grade: Grade
    tracks: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    substitutes: tuple[Substitute, ...] = ()
    closed_by: tuple[str, ...] = ()

    def applies_to(self, track: str, goal: str) -> bool:
        """Whether the criterion concerns a person on this track with this goal."""
        return (not self.tracks or track in self.tracks) and (not self.goals or goal in self.goals)


@dataclass(frozen=True, slots=True, kw_only=True)
class RungClean(_Common):
    """This rung or one above it, clean as often as the ladder asks; `times` counts the session in
    which it is and each clean one of it after that."""

    kind: ClassVar[str] = "rung_clean"
    exercise: str
    rung: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class RungChoice:
    """One rung of one exercise, by which a criterion may be met."""

    exercise: str
    rung: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EitherRung(_Common):
    """One of these rungs or one above it in its ladder, clean as often as that ladder asks."""

    kind: ClassVar[str] = "either_rung"
    either: tuple[RungChoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repetitions(_Common):
    """`count` repetitions in one set through full range, the morning after passed; with
    `same_day` both sides in one session."""

    kind: ClassVar[str] = "repetitions"
    exercise: str
    count: int
    each_side: bool = False
    same_day: bool = False
    pain_max: Nprs | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Walks(_Common):
    """`count` brisk walks of `minutes` each; with `same_day_sum` the walks of a day add up."""

    kind: ClassVar[str] = "walks"
    count: int
    minutes: int
    pain_max: Nprs
    stairs: bool = False
    same_day_sum: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepUps(_Common):
    """`count` sets of step-ups a side, logged with a walk."""

    kind: ClassVar[str] = "step_ups"
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedAnswer(_Common):
    """A plain question, answered with `expected` on its own day."""

    kind: ClassVar[str] = "answer"
    question: str
    expected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTestComfort(_Common):
    """A valid result of a self-test that was comfortable; with `same_day` one of that very day."""

    kind: ClassVar[str] = "test_comfort"
    test: str
    each_side: bool = False
    same_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTestSymmetry(_Common):
    """The weaker side reaches `percent` of the stronger one, both tested on one day.

    `both_limbs` names the criterion that stands in where no side is uninjured.
    """

    kind: ClassVar[str] = "test_symmetry"
    test: str
    percent: int
    both_limbs: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTestCount(_Common):
    """A valid result of a self-test of at least `count` on this side."""

    kind: ClassVar[str] = "test_count"
    test: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalWalking(_Common):
    """Walking answered as normal on its own day."""

    kind: ClassVar[str] = "normal_walking"


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningsPassed(_Common):
    """The last `count` answered mornings passed."""

    kind: ClassVar[str] = "mornings_passed"
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysInStage(_Common):
    """`count` days of the stage that count for its gate."""

    kind: ClassVar[str] = "days_in_stage"
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanSessions(_Common):
    """`count` clean sessions of a load class since the stage began."""

    kind: ClassVar[str] = "clean_sessions"
    load_class: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoFailInDays(_Common):
    """No failed morning today nor in the `count` - 1 days before, and a passed one on record."""

    kind: ClassVar[str] = "no_fail_in_days"
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeDay(_Common):
    """The episode is `count` days old; its first day is day 0."""

    kind: ClassVar[str] = "episode_day"
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyMet(_Common):
    """A key that is held."""

    kind: ClassVar[str] = "key"
    key: str


# What only a passed morning after a session can meet.
MorningCriterion = RungClean | EitherRung | Repetitions | CleanSessions
# What the walks of a day count towards.
WalkCriterion = Walks | StepUps
SelfTestCriterion = SelfTestComfort | SelfTestSymmetry | SelfTestCount
# What is said in words on its own day.
SaidCriterion = ExpectedAnswer | NormalWalking
Criterion = (
    MorningCriterion
    | WalkCriterion
    | SelfTestCriterion
    | SaidCriterion
    | MorningsPassed
    | DaysInStage
    | NoFailInDays
    | EpisodeDay
    | KeyMet
)
