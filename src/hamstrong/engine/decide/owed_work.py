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
from hamstrong.protocol.rule_ids import Mechanism, NumberRule, exercise_rule


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
    pack: Pack,
    person: PersonView,
    owes: LimbToday,
    missing: Iterable[str],
    refused: Iterable[LeftOut],
) -> Iterator[OmissionNotice]:
    """Say of each owed action that today lacks which rule is behind it.

    Args:
        refused: what the guard refused of today's offers.
    """
    refusals = {one.exercise: one.reason for one in (*refused,)[::-1]}
    pool = owes.stage.pools.get(owes.opened.course.track.id, ())
    here = owes.opened.course.by_id[owes.place]
    for action in missing:
        names = [name for name in pool if pack.exercises[name].action == action]
        today = [refusals.get(name) for name in names if name in here]
        why = next((one for one in today if one is not None), None)
        yield OmissionNotice(action, why or _lasting(pack, person, names, able=bool(today)))


def _lasting(pack: Pack, person: PersonView, names: list[str], *, able: bool) -> Reason:
    """Why none of an action's exercises is done, where today refuses none: a cap, or the kit, a
    caution or the goal of the person; where one could be done, the time of the day."""
    if able or not names:
        return reason(pack, NumberRule.LEAST_SETS)
    if person.excluded & set(names):
        return reason(pack, Mechanism.CAP_EXCLUDED)
    return reason(pack, exercise_rule(names[0]))
