"""Owed work: the kinds of work that a planned hard day has to hold, and why one is missing.

Of two limbs the lower stage owes, and a limb in a daily stage owes nothing. What is missing is
told with the rule that refused it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hamstrong.engine.day.actions_today import runs_serve
from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.decide.decisions import LeftOut
from hamstrong.engine.decide.evidence import Reason, reason
from hamstrong.engine.decide.guard import PersonView, hard_limb_rule
from hamstrong.engine.decide.limb_today import LimbToday
from hamstrong.engine.decide.notices import OmissionNotice
from hamstrong.engine.decide.offers import Occasion
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import NumberRule, exercise_rule


class OwedWork(NamedTuple):
    """One exercise of each action of `fixed` and of `turn`, the alternating action where it has
    its turn today. A run that makes a power day is one of `turn` where `run_serves`."""

    fixed: tuple[str, ...] = ()
    turn: str | None = None
    run_serves: bool = False

    @property
    def actions(self) -> tuple[str, ...]:
        """All of them, in the order in which they are served."""
        return self.fixed if self.turn is None else (*self.fixed, self.turn)


NOTHING_OWED = OwedWork()


def owing(
    pack: Pack, person: PersonView, limbs: Iterable[LimbToday], occasion: Occasion
) -> LimbToday | None:
    """The limb whose stage owes today: of those that may have hard work the one in the lowest
    stage. None on a day that is none of the person's own, or where nobody may work hard."""
    if not occasion.training:
        return None
    able = [one for one in limbs if hard_limb_rule(pack.rules, person, one.view) is None]
    return min(able, key=lambda one: one.stage.number, default=None)


def owed_today(day: OpenDay, owes: LimbToday | None) -> OwedWork:
    """What today owes, if the stage of this limb does."""
    if owes is None:
        return NOTHING_OWED
    stage = owes.stage
    turn = stage.alternating if stage.alternating in day.state.alternation.lacks else None
    return OwedWork(stage.owed, turn, runs_serve(stage, dict(owes.opened.episode.latches)))


def omissions(
    pack: Pack, owes: LimbToday, missing: Iterable[str], refused: Iterable[LeftOut]
) -> Iterator[OmissionNotice]:
    """Say of each owed action that today lacks which rule is behind it.

    Args:
        refused: what the guard refused of today's offers.
    """
    refusals = {one.exercise: one.reason for one in (*refused,)[::-1]}
    for action in missing:
        yield OmissionNotice(action, _refusal(pack, owes, action, refusals))


def _refusal(pack: Pack, owes: LimbToday, action: str, refusals: dict[str, Reason]) -> Reason:
    """The rule that refused the first of an action's exercises: today, else for good, by kit, a
    caution or the goal; the time of the day, where one was admitted."""
    pool = owes.stage.pools.get(owes.opened.course.track.id, ())
    names = [name for name in pool if pack.exercises[name].action == action]
    here = [name for name in names if name in owes.opened.course.by_id[owes.place]]
    for name in here:
        if name in refusals:
            return refusals[name]
    if here or not names:
        return reason(pack, NumberRule.LEAST_SETS, ("action", action))
    return reason(pack, exercise_rule(names[0]))
