"""Reply to what was recorded: what it changed, because of which answer, until when, what is next.

A closed list of typed values without prose. A reply decides nothing: it is read off the decision
and the state before and after (`comparison`).
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from hamstrong.engine.decide.ask import Ask
from hamstrong.engine.decide.notices import Notice
from hamstrong.engine.state.causes import Causes
from hamstrong.engine.state.load import Amount

ExerciseKind = Literal[
    "ends_today", "rung_stays", "rung_down", "half_dose", "left_out",
    "rung_up", "would_rise", "counts_clean", "clean_enough", "no_longer_clean",
    "load_named", "load_up", "load_would_rise", "load_down",
]  # fmt: skip
StageKind = Literal["stage_opened", "stage_back", "key_met", "criterion_met", "criterion_open"]
MorningKind = Literal["morning_passed", "morning_held", "morning_sore", "morning_failed"]
RestrictionKind = Literal[
    "flag_begun", "flag_tomorrow", "flag_lifted", "notice_begun", "notice_ended",
    "freeze_begun", "freeze_ended", "path_begun", "path_day", "path_ended",
    "stretch_locked", "easy_run_less",
]  # fmt: skip
TimeKind = Literal[
    "time_fits", "time_quick", "time_fast", "time_slow", "time_first_counts", "time_open",
]  # fmt: skip
PlanKind = Literal["plan_began", "plan_changed", "question_raised", "session_ended"]
OutcomeName = Literal[
    "as_planned", "load_open", "time_open", "in_part", "hurt", "easier", "not_done"
]
NextKind = Literal["answer", "session_now", "session_on", "not_before"]

CHANGE_KINDS: tuple[str, ...] = tuple(
    kind
    for group in (ExerciseKind, TimeKind, StageKind, MorningKind, RestrictionKind, PlanKind)
    for kind in get_args(group)
)


class ExerciseChange(NamedTuple):
    """One exercise on one side, from today or from tomorrow on.

    Args:
        rung: the rung that it has from then on.
        have, need: clean sessions counted at its rung and asked for, once tomorrow's morning has
            passed.
        until: the first day on which it can be planned again.
        load: the person's own load that it has from then on.
    """

    kind: ExerciseKind
    exercise: str
    side: str
    rung: str = ""
    have: int = 0
    need: int = 0
    until: int | None = None
    because: Causes = ()
    load: Amount | None = None


class StageChange(NamedTuple):
    """A limb's stage, a key, or one line of its gate card.

    Args:
        name: the id of the key or criterion.
        before, after: stage numbers.
        earned: the criteria of the gate that opened; `new` the exercises that came with it.
    """

    kind: StageKind
    limb: str
    name: str = ""
    before: int = 0
    after: int = 0
    earned: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    because: Causes = ()


class MorningChange(NamedTuple):
    """What this morning's answer came to for a limb."""

    kind: MorningKind
    limb: str
    because: Causes = ()


class RestrictionChange(NamedTuple):
    """Something that stops, holds, refers or eases off, and its end.

    Args:
        name: the id of the flag.
        notice: the notice that began or ended.
        number: the day of the flare-up path, or the minutes of easy running.
        until: the first day without it, or the day on which the clearance that lifted it ends.
    """

    kind: RestrictionKind
    limb: str = ""
    name: str = ""
    notice: Notice | None = None
    number: int = 0
    until: int | None = None
    because: Causes = ()


class TimeChange(NamedTuple):
    """What the measured times of today's runs of one exercise come to.

    Args:
        tenths: the time that says so, in tenths of a second: the slowest where it is too slow, else
            the quickest; None where none is kept.
        earliest, latest: the quickest and the slowest time that is as planned, None where the rung
            sets none.
        planned: whether today's plan holds that run.
    """

    kind: TimeKind
    exercise: str
    tenths: int | None = None
    earliest: int | None = None
    latest: int | None = None
    planned: bool = True
    because: Causes = ()


class ExerciseOutcome(NamedTuple):
    """What an ended session came to for one exercise, the worse of its sides."""

    exercise: str
    outcome: OutcomeName


class PlanChange(NamedTuple):
    """The plan as a whole: begun, another one for today, a question more, or its work ended."""

    kind: PlanKind
    ask: Ask | None = None
    outcomes: tuple[ExerciseOutcome, ...] = ()
    because: Causes = ()


Change = ExerciseChange | TimeChange | StageChange | MorningChange | RestrictionChange | PlanChange


class NextStep(NamedTuple):
    """What comes next: a question to answer, today's session, the next one, or a day before which
    there is none.

    Args:
        day: of `session_on` the first day with a session if all is done and answered well until
            then; of `not_before` the earliest day, None where nobody can know one.
    """

    kind: NextKind
    ask: Ask | None = None
    day: int | None = None


class Reply(NamedTuple):
    """What one recording changed. Without `changes` everything stays as it was. `morning`: a
    session has ended, and tomorrow's morning is asked after it."""

    day: int
    changes: tuple[Change, ...] = ()
    next: NextStep | None = None
    morning: bool = False
