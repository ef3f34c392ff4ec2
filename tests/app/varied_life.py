"""A person who says something of every kind, by dice, through the use cases of every interface."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.app.person import STRAIN, TIGHT, WHOLE_KIT, Someone

from hamstrong.app import App, AppError, Choices
from hamstrong.engine.facts import (
    ActivitiesRated,
    ActivityNamed,
    CapRecorded,
    ClearanceRecorded,
    Fact,
    FactCorrected,
    HowIsItAnswered,
    SettingsChanged,
    SportLogged,
    StepBackChosen,
    Stopped,
    WalkLogged,
)

_GOALS = ("daily_life", "gym", "running", "field_sport")


def live_variously(app: App, seed: int, days: int) -> Someone:
    """Live some weeks; what a rule refuses is not said."""
    dice = random.Random(seed)
    values = dice.choice([TIGHT, STRAIN])
    choices = Choices(dice.choice(_GOALS), (0, 2, 4), 45, kit=WHOLE_KIT)
    someone = Someone(app, values=dict(values)).begin(values, choices)
    for _ in range(days):
        someone.morning = dice.choice([0, 0, 0, 0, 1, 2, 4])
        someone.pain = dice.choice([0, 0, 0, 1, 2, 3])
        today = someone.day
        try:
            someone.live(1)
        except AppError:
            someone.day = today + 1
        _say(someone, dice)
    return someone


def _say(someone: Someone, dice: random.Random) -> None:
    facts: list[Callable[[], Fact | None]] = [
        lambda: SportLogged(dice.random() < 0.5),
        lambda: StepBackChosen("left"),
        lambda: CapRecorded("Dr. B", someone.day, max_sets=2),
        lambda: SettingsChanged(training_days=(1, 4)),
        lambda: ActivityNamed("left", "stairs", "three floors"),
        lambda: ActivitiesRated("left", (("stairs", 4),)),
        lambda: HowIsItAnswered("left", dice.randint(0, 6)),
        lambda: Stopped("pop_or_pull", "bridge", "both"),
        lambda: _leave(someone),
        lambda: _corrected(someone),
    ]
    day = someone.day
    try:
        if dice.random() < 0.2:
            someone.tell(WalkLogged(20), day - 1)
        fact = dice.choice(facts)() if dice.random() < 0.4 else None
        if fact is not None:
            someone.tell(fact)
    except AppError:
        someone.day = day


def _leave(someone: Someone) -> Fact | None:
    flags = someone.me.current(someone.at).fold.live.lock.flags
    if not flags:
        return None
    return ClearanceRecorded((flags[0][0].flag,), "Dr. B", someone.day, someone.day + 30, 3)


def _corrected(someone: Someone) -> Fact | None:
    stored = someone.app.diary.read(someone.id)
    mornings = [fact for fact in stored if fact.name == "MorningAnswered"]
    if not mornings:
        return None
    payload = {"limb": "left", "nprs": 3}
    return FactCorrected(mornings[-1].client_id, "MorningAnswered", 1, payload)
