"""Way back to sport and daily life: readiness, the watch, outcomes, sitting, links.

Shapes only, no clinical number. Whatever is asked here is asked by these ids; the words are in
the language files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from hamstrong.protocol.knowledge import Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReadyCommon:
    """What every line of the readiness card has: whom it concerns and what it rests on."""

    id: str
    sources: tuple[str, ...]
    grade: Grade
    goals: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyCriterion(_ReadyCommon):
    """A criterion of `gates.yaml`, as it is today or was met in this episode."""

    kind: ClassVar[str] = "criterion"
    criterion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyQuestion(_ReadyCommon):
    """A yes-or-no question, answered with `expected` within `valid_days`."""

    kind: ClassVar[str] = "question"
    question: str
    expected: str
    valid_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyMornings(_ReadyCommon):
    """The last `count` answered mornings passed."""

    kind: ClassVar[str] = "mornings"
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyProfessional(_ReadyCommon):
    """To be done with a professional; the app never meets it."""

    kind: ClassVar[str] = "professional"


ReadyItem = ReadyCriterion | ReadyQuestion | ReadyMornings | ReadyProfessional


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign that the watch after the return asks about; yes means that it is there."""

    sources: tuple[str, ...]
    grade: Grade


@dataclass(frozen=True, slots=True)
class WatchRules:
    """The watch after the return to sport: how long, how often asked, what a sign does."""

    days: int = 0
    ask_days: int = 0
    stages_back: int = 0
    signs: Mapping[str, Sign] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Activities:
    """How many activities the patient-specific scale holds, in how many first days of a plan they
    are asked for, and what counts as a change."""

    fewest: int = 0
    most: int = 0
    first_days: int = 0
    small: float = 0.0
    medium: float = 0.0
    large: float = 0.0


@dataclass(frozen=True, slots=True)
class Sitting:
    """The sitting budget: for whom, after how long to stand up, which tips go with it."""

    tracks: tuple[str, ...] = ()
    stand_after_min: int = 0
    taps_min: tuple[int, ...] = ()
    tips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A licensed questionnaire: its name and where it lives. Its text is never part of a pack."""

    id: str
    name: str
    owner: str
    url: str
    sources: tuple[str, ...]
    grade: Grade
    tracks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WarmUpPart:
    """One part of the warm-up block before field sport.

    `figure` names an exercise to show; the part waits until that exercise is open to the person.
    The whole block waits for its first part.
    """

    id: str
    minutes: int
    sources: tuple[str, ...]
    grade: Grade
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class FileSpeeds:
    """From which speed on a stretch of a file is a run, and a sprint, in metres a second."""

    run_m_s: float
    sprint_m_s: float


@dataclass(frozen=True, slots=True)
class WayBack:
    """`way_back.yaml`."""

    readiness: Mapping[str, ReadyItem] = field(default_factory=dict)
    watch: WatchRules = field(default_factory=WatchRules)
    activities: Activities = field(default_factory=Activities)
    sitting: Sitting = field(default_factory=Sitting)
    remind_days: tuple[int, ...] = ()
    questionnaires: Mapping[str, Questionnaire] = field(default_factory=dict)
    warm_up_goals: tuple[str, ...] = ()
    warm_up: Mapping[str, WarmUpPart] = field(default_factory=dict)
    speeds: FileSpeeds | None = None
