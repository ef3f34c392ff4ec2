"""The steps of an enrolment: two pages, what is chosen so far, where a refusal belongs.

What may be chosen the pack says, and whether it leaves time for the programme the use cases say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any

from hamstrong.app import Choices
from hamstrong.app.errors import Fault
from hamstrong.app.record.settings_checks import choice_faults, has_rest_between
from hamstrong.engine.facts import Enrolled
from hamstrong.engine.facts.bounds import EasyRunMinutes
from hamstrong.lint.capacity import CapacityCase, out_of_reach
from hamstrong.protocol.model import Pack
from hamstrong.web.shell import Form
from hamstrong.web.shell.way_in import CHOICE_PAGES

STEPS = CHOICE_PAGES
ASKED_TRAITS = ("no_anchor", "prefers_slider")
"""What the long form does not ask: a wish, and whether something holds the ankles."""
ASK_CLINICIAN = "ask_clinician"
NONE = "none"
WEEKDAYS = tuple(str(day) for day in range(7))
_FIELDS = {"training_days": "days", "minutes": "minutes", "kit": "kit", "goal": "goal"}
_STEP_OF = {"days": "goal", "minutes": "kit", "kit": "kit", "goal": "goal"}


@dataclass(frozen=True)
class EnrolmentDraft:
    """What was chosen so far; None is "not yet"."""

    goal: str | None = None
    options: tuple[str, ...] = ()
    days: tuple[int, ...] | None = None
    minutes: int | None = None
    easy_run_minutes: int | None = None
    kit: tuple[str, ...] | None = None
    traits: tuple[str, ...] | None = None
    ask_clinician: bool | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> EnrolmentDraft:
        """Read the draft that the server kept."""

        def many(name: str) -> Any:
            return tuple(raw[name]) if name in raw else None

        return cls(
            goal=raw.get("goal"),
            options=tuple(raw.get("options", ())),
            days=many("days"),
            minutes=raw.get("minutes"),
            easy_run_minutes=raw.get("easy_run_minutes"),
            kit=many("kit"),
            traits=many("traits"),
            ask_clinician=raw.get("ask_clinician"),
            raw=raw,
        )

    def first_open(self) -> str | None:
        """The first step that has no answer."""
        given = ((self.goal, self.days), (self.minutes, self.kit))
        return next((s for s, v in zip(STEPS, given, strict=True) if None in v), None)

    def choices(self) -> Choices:
        """What the use case takes, once nothing is open."""
        return Choices(
            goal=self.goal or "",
            training_days=self.days or (),
            minutes=self.minutes or 0,
            kit=self.kit or (),
            options=self.options,
            extra_traits=self.traits or (),
            ask_clinician=bool(self.ask_clinician),
            easy_run_minutes=self.easy_run_minutes or None,
        )


def read_step(form: Form, step: str, pack: Pack) -> dict[str, Any]:
    """What one step's form adds to the draft; faults are noted in the form."""
    if step == "goal":
        days = form.many("days", WEEKDAYS) or ()
        return {**read_goal(form, pack), "days": [int(day) for day in days]}
    offered = [str(minutes) for minutes in pack.minutes_offered]
    minutes = int(form.choice("minutes", offered) or 0)
    runs = form.bounded("easy_run_minutes", EasyRunMinutes, optional=True)
    wishes = form.many("more", (*asked_traits(pack), ASK_CLINICIAN)) or ()
    return {
        "minutes": minutes,
        "easy_run_minutes": runs,
        "kit": _read_kit(form, pack),
        "traits": [name for name in wishes if name != ASK_CLINICIAN],
        "ask_clinician": ASK_CLINICIAN in wishes,
    }


def _read_kit(form: Form, pack: Pack) -> list[str]:
    """What is ticked in the list; where nothing is, what the chosen preset holds."""
    preset = form.choice("preset", tuple(pack.kit_presets), optional=True)
    if preset is not None and not form.data.getlist("kit"):
        return list(pack.kit_presets[preset])
    return list(form.many("kit", tuple(pack.kits), none=NONE) or ())


def asked_traits(pack: Pack) -> tuple[str, ...]:
    """What this pack has of the things that only the person can say here."""
    return tuple(name for name in ASKED_TRAITS if name in pack.traits)


def read_goal(form: Form, pack: Pack) -> dict[str, Any]:
    """The goal and what was ticked beside it; what belongs to another goal falls away."""
    goal = form.choice("goal", tuple(pack.goals))
    ticked = form.data.getlist("options")
    belonging = pack.goals[goal].options if goal else ()
    return {"goal": goal, "options": [name for name in belonging if name in ticked]}


def asks_easy_runs(pack: Pack, track: str, goal: str | None) -> bool:
    """Whether easy running may go on beside this plan, so that its length so far is asked."""
    if track not in pack.tracks or pack.tracks[track].early_running != "easy":
        return False
    return any(
        pack.load_classes[e.load_class].run
        and track in e.stages
        and goal not in e.excluded_goals
        and (not e.goals or goal in e.goals)
        for e in pack.exercises.values()
    )


def refused_days(pack: Pack, goal: str | None, days: tuple[int, ...]) -> str | None:
    """The words of why these days cannot be under a goal, None if they can."""
    rules = pack.rules.calendar
    known = next(iter(pack.goals)) if goal is None or goal not in pack.goals else goal
    asked = Enrolled((), known, days, pack.minutes_offered[-1])
    if not any(f.place.endswith("training_days") for f in choice_faults(pack, asked, "days")):
        return None
    if len(days) < rules.min_training_days:
        return "welcome.days.too_few"
    if len(days) > rules.max_training_days:
        return "welcome.days.too_many"
    if not has_rest_between(days, rules.min_hard_spacing_days):
        return "welcome.days.no_rest"
    return "welcome.days.too_close"


def proposed_days(pack: Pack, today: int) -> tuple[int, ...]:
    """The fewest weekdays, today's among them, that every goal allows; none where there are none.

    Args:
        today: a day's ordinal.
    """
    first = date.fromordinal(today).weekday()
    others = [(first + ahead) % len(WEEKDAYS) for ahead in range(1, len(WEEKDAYS))]
    for rest in combinations(others, pack.rules.calendar.min_training_days - 1):
        days = tuple(sorted((first, *rest)))
        if not any(refused_days(pack, goal, days) for goal in pack.goals):
            return days
    return ()


def missing_kit(pack: Pack, chosen: EnrolmentDraft, track: str, limbs: int) -> tuple[str, ...]:
    """What the exercises need that this kit does not reach."""
    kit = frozenset(chosen.kit or ())
    choice = CapacityCase(
        track=track,
        goal=chosen.goal or "",
        limbs=limbs,
        days=len(chosen.days or ()),
        minutes=chosen.minutes or 0,
        kit=kit,
        traits=frozenset(chosen.traits or ()),
    )
    names = [name for lost in out_of_reach(pack, choice) for name in lost.names]
    found: dict[str, None] = {}
    for name in names:
        exercise = pack.exercises[name]
        found.update(dict.fromkeys((*exercise.equipment, *exercise.ladder[0].equipment)))
    return tuple(item for item in found if item not in kit)


def step_of(faults: Iterable[Fault]) -> tuple[str, str, str]:
    """The step and field where a refused enrolment can be mended, and the words that say why.

    More minutes are the smaller change, so they come before another day.
    """
    places = {fault.place.rsplit(".", 1)[-1] for fault in faults}
    for place in ("minutes", "training_days", "kit", "goal"):
        if place in places:
            field_name = _FIELDS[place]
            return _STEP_OF[field_name], field_name, f"welcome.refused.{field_name}"
    return "check", "check", "welcome.refused.other"
