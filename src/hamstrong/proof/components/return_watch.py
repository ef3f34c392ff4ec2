"""The watch after the return to sport and a self-test's result, wrapped for exploration."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from hamstrong.engine.state.morning import Asked, MorningSignals, Verdict
from hamstrong.engine.state.return_watch import SportWatch, close_watch, meet_watches, open_watch
from hamstrong.engine.state.self_test_results import (
    After,
    Measured,
    Results,
    close_results,
    is_hard,
    meet_results,
    open_results,
    put_results,
)
from hamstrong.proof.explore import Component, Input, Transition
from hamstrong.protocol.model import Pack

SIDE = "left"


class WatchMorning(NamedTuple):
    """What a day brings to the watch: a return, and the answers in one word."""

    returned: bool
    answer: str


def sport_watch(pack: Pack) -> Component:
    """The weeks of watching after the return."""
    rules = pack.way_back.watch
    calm = dict.fromkeys(rules.signs, False)
    first = next(iter(rules.signs), "")
    said = {"none": None, "half": {first: False}, "calm": calm, "sign": {**calm, first: True}}

    def open_day(state: SportWatch, event: WatchMorning) -> Transition:
        answers = said[event.answer]
        return Transition(*open_watch(rules, state, returned=event.returned, answers=answers))

    def close_day(state: SportWatch, _event: None) -> Transition:
        return Transition(close_watch(rules, state))

    return Component(
        kind="watch",
        name="Watch after the return to sport",
        starts=(SportWatch(),),
        mornings=tuple(
            Input(_watch_words(WatchMorning(*e)), WatchMorning(*e))
            for e in product((False, True), said)
        ),
        evenings=(Input("", None),),
        open=open_day,
        close=close_day,
        careful=careful_watch,
        careful_open=careful_watch,
        meet=meet_watches,
        describe=lambda s: f"{s.left} days of watching left, asked {s.age} days ago",
    )


def careful_watch(a: SportWatch, b: SportWatch) -> bool:
    """Watched for longer, with the older answer; not watched is the least careful."""
    return (a.left >= b.left) & (a.age >= b.age)


def _watch_words(event: WatchMorning) -> str:
    words = ["back to sport"] if event.returned else []
    if event.answer != "none":
        words.append(f"the weekly questions: {event.answer}")
    return "; ".join(words)


class ResultMorning(NamedTuple):
    """One morning of a result: what it said, why it was asked, and a move back."""

    verdict: Verdict
    asked: Asked
    moved: bool


def self_test(pack: Pack, test: str) -> Component:
    """The result of one test on one side."""
    hard = is_hard(pack, test)

    def open_day(state: Results, event: ResultMorning) -> Transition | None:
        if event.asked is Asked.NO and event.verdict is not Verdict.NONE:
            return None
        signals = MorningSignals(event.verdict, event.asked)
        after = {SIDE: After(signals, event.moved)}
        return Transition(open_results(pack, state, after, ()))

    def close_day(state: Results, logged: bool | None) -> Transition:
        """Args: logged, whether today's test counts; None without one."""
        good = Measured(test, SIDE, 0, 1.0, comfortable=True, confirmed=not hard)
        bad = Measured(test, SIDE, confirmed=not hard)
        today = () if logged is None else (good if logged else bad,)
        return Transition(close_results(pack, put_results(state, today)))

    return Component(
        kind="result",
        name=f"Self-test {test}",
        starts=((),),
        mornings=tuple(
            Input(_result_words(ResultMorning(*e)), ResultMorning(*e))
            for e in product(Verdict, Asked, (False, True))
        ),
        evenings=(Input("", None), Input("tests well", True), Input("a test that hurts", False)),
        open=open_day,
        close=close_day,
        careful=careful_result,
        careful_open=careful_today,
        meet=meet_results,
        describe=lambda s: "no result" if not s else f"a result {s[0].age} days old",
        plan=test,
    )


def _credit(results: Results, *, waits: bool) -> Measured | None:
    """The result where it counts, or may yet when its morning has still to come."""
    if not results or results[0].comfortable is not True:
        return None
    found = results[0]
    return found if found.confirmed or (waits and found.age == 1) else None


def careful_result(a: Results, b: Results) -> bool:
    """No credit, or the older of two that count alike."""
    mine, other = _credit(a, waits=True), _credit(b, waits=True)
    if mine is None:
        return True
    return other is not None and mine.confirmed == other.confirmed and mine.age >= other.age


def careful_today(a: Results, b: Results) -> bool:
    """Once the morning was answered, what it did not confirm counts for nothing."""
    mine, other = _credit(a, waits=False), _credit(b, waits=False)
    return mine is None or (other is not None and mine.age >= other.age)


def _result_words(event: ResultMorning) -> str:
    words = [] if event.asked is Asked.NO else [f"morning: {event.verdict.name.lower()}"]
    return "; ".join([*words, *(["one stage back"] if event.moved else [])])
