"""Good days: every day from the open one on, with everything answered well and all work done.

The diary is never touched, and a day of these is no promise.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from hamstrong.engine.day.own_loads import owned_in
from hamstrong.engine.decide.ask import LONG_FORM, SHORT_FORM, SIGNS_FORM, Ask, AskKind
from hamstrong.engine.decide.asks import expected_answer
from hamstrong.engine.decide.decisions import Decision, Prescription
from hamstrong.engine.decide.plan_done import do_plan
from hamstrong.engine.decide.self_tests import calm_watch, done_well
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    BaselineAnswered,
    Fact,
    FormAnswered,
    MorningAnswered,
    OutcomeAnswered,
    PainNowAnswered,
    QuestionAnswered,
    WalkingAnswered,
    WalkLogged,
)
from hamstrong.engine.quiet_form import of_person, quiet_form
from hamstrong.engine.state.state import State
from hamstrong.protocol.model import FormName

_USUAL_KG = tuple(float(kg) for kg in range(1, 25))
_GOOD_RESULT = 30.0  # of whatever a test counts; the same on both sides
# One of these a day meets every criterion about walks.
_GOOD_WALK = WalkLogged(40, brisk=True, stairs=True, nprs=0, step_ups=40)


def good_days(engine: Engine, state: State) -> Iterator[tuple[State, Decision]]:
    """Each coming day from the open one on, for ever: everything answered well, and decided; its
    work is done before the next."""
    while True:
        state = _answer(engine, state)
        decision = engine.prescribe(state)
        yield state, decision
        if isinstance(decision, Prescription):
            state = do_plan(engine, _test(engine, state, decision), decision, 0)
            state = engine.step(state, _GOOD_WALK)
        state = engine.advance(state, state.day + 1)


def _answer(engine: Engine, state: State) -> State:
    """Answer what is asked, well; answers open further questions at most a few times."""
    for _ in range(3):
        asks = engine.asks(state)
        if not asks:
            return state
        for ask in asks:
            fact = _good_answer(engine, state, ask)
            state = state if fact is None else engine.step(state, fact)
    return state


def _good_answer(engine: Engine, state: State, ask: Ask) -> Fact | None:
    """A good answer; None where only the person can say: a whole form, a flag asked again."""
    match ask.kind:
        case AskKind.MORNING:
            return MorningAnswered(ask.limb, 0, new_limp=False)
        case AskKind.BASELINE:
            return BaselineAnswered(ask.limb, 0)
        case AskKind.WALKING:
            return WalkingAnswered(ask.limb, normal=True)
        case AskKind.PAIN_NOW:
            return PainNowAnswered(ask.limb, 0, new_limp=False)
        case AskKind.OUTCOME:
            return OutcomeAnswered(ask.limb, "better", 0, no_limits=True)
        case AskKind.WATCH:
            return calm_watch(engine.pack, ask.limb)
        case AskKind.QUESTION:
            expected = expected_answer(engine.pack, ask.name)
            return QuestionAnswered(ask.name, ask.limb, value=expected)
        case AskKind.LOADS:
            return owned_in(engine.pack, state.person.kit, _USUAL_KG)
        case AskKind.FORM:
            return _clean_form(engine, state, ask)
        case AskKind.FLAG:
            return None
        case _:
            assert_never(ask.kind)


def _clean_form(engine: Engine, state: State, ask: Ask) -> FormAnswered | None:
    if ask in (LONG_FORM, SIGNS_FORM):
        return None
    form: FormName = "short" if ask == SHORT_FORM else "weekly"
    known = engine.open(state).lock.lock.known
    quiet = quiet_form(engine.pack, form, sort=False, known=known)
    return of_person(engine.pack, quiet, state.person.traits)


def _test(engine: Engine, state: State, decision: Prescription) -> State:
    """Do the offered self-tests, each well."""
    for offer in decision.tests:
        test = engine.pack.tests[offer.test]
        for side in offer.sides:
            state = engine.step(state, done_well(test, side, _GOOD_RESULT))
    return state
