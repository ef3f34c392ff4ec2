"""Causes: the answers behind what stops, freezes or refers, kept for as long as it is in force.

They explain and decide nothing: no rule reads them.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

CauseKind = Literal[
    "answer",
    "baseline",
    "change",
    "easy_sessions",
    "clearance_days",
    "fails",
    "flag_again",
    "flare_days",
    "form",
    "form_age",
    "gap",
    "hard_days",
    "injury_age",
    "limp_lasts",
    "limp_now",
    "morning",
    "mornings_open",
    "moved",
    "new_limp",
    "no_change_answer",
    "pain",
    "pain_now",
    "rest_chosen",
    "sharp_pain",
    "sport_days",
    "stage_days",
    "stop",
    "unanswered",
    "watch_open",
    "watch_sign",
    "week_median",
    "withdrawn",
]


class Cause(NamedTuple):
    """One answer or record: its kind, what was said, and the day (None: no single day).

    kind              value
    answer            a term of the triage: a symptom's id, or SCREEN=OPTION
    baseline          usual morning pain, 0-10
    change            better, same or worse
    clearance_days    days that a clearance still runs
    fails             failed mornings in a row
    flag_again        the flag whose question was answered yes again
    flare_days        days on the flare-up path
    form              the form whose answers together raised a flag
    form_age          days since the weekly form
    hard_days         hard days of the last seven
    injury_age, limp_lasts    days since the injury, of the limp those on `day`
    morning, pain, pain_now   NPRS 0-10: first steps, during exercise, before a session
    mornings_open     asked mornings without an answer
    moved             the day to which a training day was moved, as `day`
    sport_days        days on which sport took the place of training
    stage_days        days that count for the gate
    stop              the reason of a stop, None where none was given
    unanswered        pain questions of the session without an answer
    watch_sign        a sign after the return to sport
    week_median       median morning pain of a week

    The others have no value: the kind says it all. The `day` of a gap is that on which the work was
    last done.
    """

    kind: CauseKind
    value: int | float | str | None = None
    day: int | None = None


Causes = tuple[Cause, ...]


MOST_CAUSES = 4
"""As many answers are kept for one notice, the newest ones: a state does not grow with the days."""


def join_causes(a: Causes, b: Causes) -> Causes:
    """Both, each once, in order."""
    return tuple(dict.fromkeys((*a, *b)))[-MOST_CAUSES:]
