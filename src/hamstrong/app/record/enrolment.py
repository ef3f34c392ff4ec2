"""Enrolment, from triage to a plan: which legs, which track, since when; refused with the reason.

The track follows from the last long form, or from a professional's clearance; where that names
none, the strictest rules hold. What a person chooses is checked in `settings_checks`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hamstrong.app.diary_view.days import date_text
from hamstrong.app.diary_view.folded_diary import FoldedDiary
from hamstrong.app.errors import Fault, NotAllowed
from hamstrong.engine.answers import Answers
from hamstrong.engine.course.path import Closing, closings
from hamstrong.engine.day.form_answers import answers_of
from hamstrong.engine.day.lock_day import find_flag
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import Enrolled, LimbEnrolled
from hamstrong.engine.state.lock import standing_flags
from hamstrong.engine.state.state import EpisodeKind, PersonSettings
from hamstrong.engine.triage import TriageOutcome, has_meaning, outcome


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chooses at enrolment.

    Args:
        training_days: weekdays, 0 is Monday.
        minutes: offered for one session.
        worst_nprs: worst pain of the last 7 days, if it was not part of the form.
        easy_run_minutes: mean length of the runs of the last two weeks; None for who did not run.
    """

    goal: str
    training_days: tuple[int, ...]
    minutes: int
    kit: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    extra_traits: tuple[str, ...] = ()
    ask_clinician: bool = False
    worst_nprs: int | None = None
    easy_run_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What the last long form and any clearance allow.

    Args:
        track: None when nothing may start yet; `strictest` says that it is the careful default.
        reason: `ok`, `no_form`, `old_form`, `incomplete`, `flags` or `professional_first`.
        flags: those in force before an enrolment.
    """

    track: str | None
    reason: Literal["ok", "no_form", "old_form", "incomplete", "flags", "professional_first"]
    flags: tuple[str, ...] = ()
    strictest: bool = False
    form_day: int | None = None


def eligibility(engine: Engine, carried: FoldedDiary) -> Eligibility:
    """Whether a plan may begin today, and on which track."""
    if carried.long_form is None:
        return Eligibility(None, "no_form")
    form_day = carried.long_form[0]
    result = _result(engine, carried)
    standing = _standing(engine, carried)
    if standing:
        return Eligibility(None, "flags", standing, form_day=form_day)
    if not result.complete:
        return Eligibility(None, "incomplete", form_day=form_day)
    age = carried.fold.live.day - form_day
    if result.track is not None:
        fresh = age <= engine.pack.rules.diary.weekly_form_days
        found: Literal["ok", "old_form"] = "ok" if fresh else "old_form"
        return Eligibility(result.track if fresh else None, found, form_day=form_day)
    return _after_clearance(engine, carried, result, form_day)


def _result(engine: Engine, carried: FoldedDiary) -> TriageOutcome:
    """The outcome of the last long form, together with the answers kept from earlier forms."""
    answers = answers_of(carried.long_form[1]) if carried.long_form else Answers()
    known = engine.open(carried.fold.live).lock.lock.known
    return outcome(engine.pack, answers, "long", known=known)


def _standing(engine: Engine, carried: FoldedDiary) -> tuple[str, ...]:
    """The flags that stand before an enrolment; one that a normal walk lifts does not."""
    lock = engine.open(carried.fold.live).lock.lock
    known = ((key.flag, find_flag(engine.pack, key.flag)) for key in standing_flags(lock))
    return tuple(name for name, flag in known if flag is None or flag.lifts != "walking_normal")


def _after_clearance(
    engine: Engine, carried: FoldedDiary, result: TriageOutcome, form_day: int
) -> Eligibility:
    clearance = carried.clearance
    if clearance is None or clearance.expires <= carried.fold.live.day:
        return Eligibility(None, "professional_first", result.flags, form_day=form_day)
    if clearance.track is not None:
        return Eligibility(clearance.track, "ok", form_day=form_day)
    return Eligibility(engine.pack.strictest_track, "ok", strictest=True, form_day=form_day)


def enrolment(engine: Engine, carried: FoldedDiary, choices: Choices) -> Enrolled:
    """The enrolment that triage and these choices make.

    Raises:
        NotAllowed: triage does not allow a start; the kind says why.
    """
    found = eligibility(engine, carried)
    if found.track is None or carried.long_form is None or found.form_day is None:
        raise _not_yet(found)
    answers = answers_of(carried.long_form[1])
    traits = _result(engine, carried).traits
    bone = has_meaning(engine.pack, traits, "sitting_bone")
    strictest = found.strictest or has_meaning(engine.pack, traits, "longest")
    return Enrolled(
        limbs=tuple(
            _limb(limb, found, answers, choices, sitting_bone=bone, strictest=strictest)
            for limb in _limbs(answers)
        ),
        goal=choices.goal,
        training_days=choices.training_days,
        minutes=choices.minutes,
        kit=choices.kit,
        traits=tuple(dict.fromkeys((*traits, *choices.extra_traits))),
        options=choices.options,
        ask_clinician=choices.ask_clinician,
    )


def closings_of(engine: Engine, carried: FoldedDiary, goal: str) -> tuple[Closing, ...]:
    """The stages that this person's cautions close on the path to a goal. Empty before a track is
    known."""
    track = eligibility(engine, carried).track
    if track is None or goal not in engine.pack.paths.get(track, {}):
        return ()
    person = PersonSettings(goal=goal, traits=frozenset(_result(engine, carried).traits))
    return closings(engine.pack, EpisodeKind("left", track), person)


def _limbs(answers: Answers) -> tuple[str, ...]:
    """The legs that get a plan, one each. Prevention asks for no leg: its one plan is for both legs
    and is kept under the left."""
    chosen = answers.values.get("limbs")
    if chosen is None:
        return ("left",)
    return ("left", "right") if chosen == "both" else (str(chosen),)


def _limb(
    limb: str,
    found: Eligibility,
    answers: Answers,
    choices: Choices,
    *,
    sitting_bone: bool,
    strictest: bool,
) -> LimbEnrolled:
    since = answers.values.get("days_since_onset")
    days = since if isinstance(since, int) else None
    worst = answers.values.get("nprs_worst_7d", choices.worst_nprs)
    return LimbEnrolled(
        limb=limb,
        track=found.track or "",
        injury_day=None if days is None or found.form_day is None else found.form_day - days,
        limp=answers.values.get("walking_normal") == "no",
        sitting_bone=sitting_bone,
        strictest=strictest,
        worst_nprs=worst if isinstance(worst, int) else None,
        easy_run_minutes=choices.easy_run_minutes,
    )


_REASONS = {
    "no_form": ("no answers", "the long form comes first", "answer it: hamstrong start"),
    "old_form": ("old answers", "the long form is a week old at most", "answer it again"),
    "incomplete": ("open screens", "the long form must be whole", "answer the rest"),
    "flags": ("a warning sign", "it stands until a clearance", "see someone, then record it"),
    "professional_first": (
        "a warning sign",
        "a professional's clearance comes first",
        "see someone, then record what they said",
    ),
}


def _not_yet(found: Eligibility) -> NotAllowed:
    value, rule, step = _REASONS[found.reason]
    place = "triage" if found.form_day is None else f"triage of {date_text(found.form_day)}"
    return NotAllowed(found.reason, Fault(value, place, rule, step))
