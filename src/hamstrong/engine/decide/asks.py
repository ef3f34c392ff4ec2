"""Asks of today: what must or may be answered, in the order in which it is asked."""

from __future__ import annotations

from hamstrong.engine.criteria.evaluation import answers_keys_wait_for
from hamstrong.engine.criteria.unlocks import ready_today
from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.day.opening import OpenedEpisode, asked_today, gate_of
from hamstrong.engine.decide.ask import LOADS, SHORT_FORM, WEEKLY_FORM, Ask, AskKind, due_form
from hamstrong.engine.decide.own_loads import wants_loads
from hamstrong.engine.decide.self_tests import wants_walking
from hamstrong.engine.facts import (
    BaselineAnswered,
    Fact,
    MorningAnswered,
    OutcomeAnswered,
    PainNowAnswered,
    QuestionAnswered,
    WalkingAnswered,
    WatchAnswered,
)
from hamstrong.engine.state.monitors import asks_outcome
from hamstrong.engine.state.morning import NO_BASELINE, Asked, Verdict
from hamstrong.engine.state.state import Episode
from hamstrong.protocol.criteria import ExpectedAnswer, NormalWalking, SaidCriterion
from hamstrong.protocol.model import Pack


def asks_today(pack: Pack, day: OpenDay) -> tuple[Ask, ...]:
    """Open questions of today: those of each limb, then what comes before a session."""
    asks: list[Ask] = []
    for opened in day.episodes:
        asks += _limb_asks(pack, day, opened)
    due = due_form(day.lock.lock.due)
    if due is not None:
        asks.append(due)
    elif day.episodes:
        asks += _session_asks(pack, day)
        if wants_loads(day):
            asks.append(LOADS)
    return tuple(asks)


def _limb_asks(pack: Pack, day: OpenDay, opened: OpenedEpisode) -> list[Ask]:
    limb = opened.episode.kind.limb
    asks: list[Ask] = []
    if opened.episode.closed:
        return asks
    unanswered = opened.morning.verdict is Verdict.NONE
    before = _before(day, limb)
    if asked_today(pack, before) is not Asked.NO:
        # While the usual value is asked, the morning's own question answers it.
        if unanswered:
            asks.append(Ask(AskKind.MORNING, limb))
    elif _wants_baseline(opened):
        asks.append(Ask(AskKind.BASELINE, limb))
    said = answers_keys_wait_for(ready_today(pack, day, opened))
    if opened.walking.asks or _wants_walking(pack, day, opened, said):
        asks.append(Ask(AskKind.WALKING, limb))
    if opened.watch.asks:
        asks.append(Ask(AskKind.WATCH, limb))
    if _wants_outcome(day, opened):
        asks.append(Ask(AskKind.OUTCOME, limb))
    return asks + _questions(day, opened, said)


def _before(day: OpenDay, limb: str) -> Episode:
    """The episode as the day began: whether a morning was asked does not depend on its answer."""
    return next(e for e in day.state.episodes if e.kind.limb == limb)


def _wants_outcome(day: OpenDay, opened: OpenedEpisode) -> bool:
    """The weekly answers are judged when the day closes; until then one is enough."""
    plan = opened.course.monitors[opened.episode.gate.place]
    answered = opened.episode.kind.limb in day.read.outcomes
    return not answered and asks_outcome(plan, opened.episode.monitors)


def _wants_baseline(opened: OpenedEpisode) -> bool:
    first = opened.course.track.baseline_on_injury_day
    early = first is not None and opened.episode.walking.age < first
    return not early and opened.episode.baseline.value == NO_BASELINE


def _wants_walking(
    pack: Pack, day: OpenDay, opened: OpenedEpisode, said: tuple[SaidCriterion, ...]
) -> bool:
    """The gate's own question, once its minimum days are near and it was not answered today, and
    that of a self-test or key that waits for it."""
    gate = gate_of(opened.course, opened.episode)
    if opened.episode.kind.limb in day.read.walking:
        return False
    if wants_walking(pack, day, opened) or any(isinstance(c, NormalWalking) for c in said):
        return True
    if gate is None:
        return False
    asked = any(isinstance(c.criterion, NormalWalking) for c in gate.criteria)
    return asked and opened.episode.gate.started and (opened.episode.gate.days + 1 >= gate.min_days)


def _questions(day: OpenDay, opened: OpenedEpisode, said: tuple[SaidCriterion, ...]) -> list[Ask]:
    """Plain questions of the gate, once its stage has run its days, and those of the keys that
    wait for nothing but an answer."""
    gate, limb = gate_of(opened.course, opened.episode), opened.episode.kind.limb
    near = gate is not None and opened.episode.gate.days + 1 >= gate.min_days
    read = [c.criterion for c in gate.criteria] if gate is not None and near else []
    asked = {c.question: None for c in (*read, *said) if isinstance(c, ExpectedAnswer)}
    return [Ask(AskKind.QUESTION, limb, q) for q in asked if (q, limb) not in day.read.questions]


def expected_answer(pack: Pack, question: str) -> str | None:
    """The answer that meets the criteria which ask a question; None when none does."""
    asking = (c for c in pack.criteria.values() if isinstance(c, ExpectedAnswer))
    return next((c.expected for c in asking if c.question == question), None)


def _session_asks(pack: Pack, day: OpenDay) -> list[Ask]:
    asks = []
    if day.lock.lock.weekly_age > pack.rules.diary.weekly_form_days:
        asks.append(WEEKLY_FORM)
    if not day.lock.short_form:
        asks.append(SHORT_FORM)
    for opened in day.episodes:
        limb = opened.episode.kind.limb
        if day.read.pains_now.get(limb) is None:
            asks.append(Ask(AskKind.PAIN_NOW, limb))
    return asks


def ask_of(fact: Fact) -> Ask | None:
    """The ask that a fact answered, so that it can be asked again; None where it answered none."""
    match fact:
        case QuestionAnswered(question=name, limb=limb):
            return Ask(AskKind.QUESTION, limb, name)
        case MorningAnswered(limb=limb):
            return Ask(AskKind.MORNING, limb)
        case BaselineAnswered(limb=limb):
            return Ask(AskKind.BASELINE, limb)
        case WalkingAnswered(limb=limb):
            return Ask(AskKind.WALKING, limb)
        case PainNowAnswered(limb=limb):
            return Ask(AskKind.PAIN_NOW, limb)
        case OutcomeAnswered(limb=limb):
            return Ask(AskKind.OUTCOME, limb)
        case WatchAnswered(limb=limb):
            return Ask(AskKind.WATCH, limb)
        case _:
            return None
