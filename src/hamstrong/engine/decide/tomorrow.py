"""Tomorrow: what each class of its morning would lead to, if today's plan is done as written.

So that a player without a network can say at once what an answer means (DESIGN 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from hamstrong.engine.day.opening import asked_today, morning_context
from hamstrong.engine.decide.decisions import Decision, Prescription
from hamstrong.engine.decide.good_days import good_days
from hamstrong.engine.decide.plan_done import do_rest
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import MorningAnswered
from hamstrong.engine.state.morning import Asked, MorningAnswer, Verdict, judge
from hamstrong.engine.state.state import State
from hamstrong.protocol.model import Pack

SESSION_WITHIN_DAYS = 14
"""A session that lies further ahead is not promised."""
STRONG = "strong"
"""A morning after which warning signs are asked first."""
_NAMES: Mapping[Verdict, str] = {
    Verdict.PASS: "pass",
    Verdict.HOLD: "hold",
    Verdict.SORE_HOLD: "hold",
    Verdict.FAIL: "fail",
    Verdict.NONE: "unanswered",
}


class MorningTable(NamedTuple):
    """What tomorrow's answer would mean for one limb, if today's plan is done as written: all that
    is planned, each pain that is asked answered 0. A limb that shares the day with another has
    that one's morning answered well.

    `classes` gives pass, hold, fail or strong for each number 0-10 without a limp; `tomorrow` the
    decision that follows each class.
    """

    limb: str
    classes: tuple[str, ...]
    tomorrow: tuple[tuple[str, Decision], ...]


def morning_tables(engine: Engine, state: State, plan: Prescription) -> tuple[MorningTable, ...]:
    """For each limb the plan after each class of tomorrow's answer (see `MorningTable`)."""
    tomorrow = engine.advance(do_rest(engine, state, plan, 0), state.day + 1)
    limbs = tuple(e.kind.limb for e in tomorrow.episodes)
    return tuple(_morning_table(engine, tomorrow, limb, limbs) for limb in limbs)


def asks_morning(pack: Pack, tomorrow: State) -> bool:
    """Whether the morning of that day is asked: after adjuncts alone it is not."""
    return any(asked_today(pack, episode) is not Asked.NO for episode in tomorrow.episodes)


def next_session(engine: Engine, tomorrow: State) -> int | None:
    """The first day from that one on with a session, if all is done and answered well until then;
    None beside a refusal, or if none comes within `SESSION_WITHIN_DAYS`."""
    for state, decision in islice(good_days(engine, tomorrow), SESSION_WITHIN_DAYS):
        if not isinstance(decision, Prescription):
            return None
        if decision.items:
            return state.day
    return None


def session_after(engine: Engine, state: State, plan: Prescription) -> int | None:
    """The day of the next session if today's plan is done as written."""
    return next_session(engine, engine.advance(do_rest(engine, state, plan, 0), state.day + 1))


def _morning_table(
    engine: Engine, tomorrow: State, limb: str, limbs: tuple[str, ...]
) -> MorningTable:
    opened = next(o for o in engine.open(tomorrow).episodes if o.episode.kind.limb == limb)
    rules, episode = engine.pack.rules.morning, opened.episode
    context = morning_context(opened.course, episode, episode.baseline)
    verdicts = [judge(rules, MorningAnswer(n, new_limp=False), context) for n in range(11)]
    classes = tuple(
        STRONG if nprs >= rules.strong_at else _NAMES[verdict]
        for nprs, verdict in enumerate(verdicts)
    )
    for other in limbs:
        if other != limb:
            tomorrow = engine.step(tomorrow, MorningAnswered(other, 0, new_limp=False))
    found: dict[str, Decision] = {}
    for nprs, name in enumerate(classes):
        if name not in found:
            answered = engine.step(tomorrow, MorningAnswered(limb, nprs, new_limp=False))
            found[name] = engine.prescribe(answered)
    found["unanswered"] = engine.prescribe(tomorrow)
    return MorningTable(limb, classes, tuple(found.items()))
