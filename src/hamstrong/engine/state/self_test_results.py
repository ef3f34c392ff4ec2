"""Results of self-tests: what a day's tests came to, how long they count, what voids them.

A result of hard work counts only once the morning after it has passed, and a failed morning voids
it, as for repetitions. A result that hurt, was stopped or has no answered pain has no
value; it still counts for how soon the test may come again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import fmean
from typing import NamedTuple

from hamstrong.engine.facts import TestLogged
from hamstrong.engine.state.morning import Asked, MorningSignals, Verdict
from hamstrong.protocol.model import Pack
from hamstrong.protocol.self_tests import SelfTest


class Measured(NamedTuple):
    """The last result of one test on one side, `age` days ago."""

    test: str
    side: str
    age: int = 0
    value: float | None = None
    comfortable: bool | None = None
    confirmed: bool = False


Results = tuple[Measured, ...]


def is_hard(pack: Pack, test: str) -> bool:
    """Whether a test's day counts as hard."""
    known = pack.tests.get(test)
    return known is not None and pack.load_classes[known.load_class].hard


def hurts(pack: Pack, logged: TestLogged) -> bool:
    """Whether a test hurt too much, or in a way, that its result could count."""
    own = pack.tests[logged.test].most_nprs
    most = pack.rules.pain.clean_max if own is None else own
    strong = logged.nprs is not None and logged.nprs > most
    return logged.stopped or logged.sharp or strong


def measure(pack: Pack, logged: Iterable[TestLogged]) -> Results:
    """What today's tests came to: the last values, the worst that was felt."""
    found: dict[tuple[str, str], list[TestLogged]] = {}
    for fact in logged:
        if fact.test in pack.tests:
            found.setdefault((fact.test, fact.side), []).append(fact)
    return tuple(_measured(pack, facts) for _, facts in sorted(found.items()))


def _measured(pack: Pack, facts: list[TestLogged]) -> Measured:
    last = facts[-1]
    test = pack.tests[last.test]
    felt = any(hurts(pack, fact) for fact in facts)
    answered = last.nprs is not None
    enough = len(last.values) >= test.readings and test.measure != "comfort"
    said = [fact.comfortable for fact in facts if fact.comfortable is not None]
    comfortable = None if not said else all(said) and not felt
    return Measured(
        last.test,
        last.side,
        value=_read(test, last.values) if enough and answered and not felt else None,
        comfortable=comfortable if answered or comfortable is False else None,
        confirmed=not is_hard(pack, last.test),
    )


def _read(test: SelfTest, readings: tuple[float, ...]) -> float:
    return max(readings) if test.takes_best else fmean(readings)


class After(NamedTuple):
    """What the morning of one limb says to earlier results: its signals, and whether its stage
    moved back, after which only what is measured anew counts."""

    morning: MorningSignals
    moved: bool = False


def open_results(
    pack: Pack, results: Results, after: Mapping[str, After], today: Results
) -> Results:
    """Let the morning after confirm or void yesterday's results, then put today's in place."""
    return put_results(tuple(_followed(pack, m, after) for m in results), today)


def put_results(results: Results, today: Results) -> Results:
    """Today's results in the place of earlier ones."""
    kept = {(m.test, m.side): m for m in (*results, *today)}
    return tuple(m for _, m in sorted(kept.items()))


def _followed(pack: Pack, measured: Measured, after: Mapping[str, After]) -> Measured:
    own = after.get(measured.side)
    concerned = [own] if own is not None and len(after) > 1 else list(after.values())
    if any(a.moved for a in concerned):
        return _voided(measured)
    if measured.age != 1 or not is_hard(pack, measured.test):
        return measured
    if any(a.morning.verdict is Verdict.FAIL for a in after.values()):
        return _voided(measured)
    asked = [a.morning for a in concerned if a.morning.asked is Asked.SESSION]
    return measured._replace(
        confirmed=bool(asked) and all(m.verdict is Verdict.PASS for m in asked)
    )


def close_results(pack: Pack, results: Results) -> Results:
    """Let the day pass; what counts for nothing any more is forgotten."""
    aged = (m._replace(age=m.age + 1) for m in results)
    return tuple(m for m in aged if m.test in pack.tests and m.age <= _kept_days(pack, m.test))


def _kept_days(pack: Pack, test: str) -> int:
    known = pack.tests[test]
    return max(known.valid_days, known.every_days)


def valid(pack: Pack, results: Results, test: str, side: str) -> Measured | None:
    """The result of a side that counts today; None when there is none, it is old or unconfirmed."""
    for measured in results:
        if (measured.test, measured.side) == (test, side):
            fresh = measured.age <= pack.tests[test].valid_days
            return measured if fresh and measured.confirmed else None
    return None


def symmetry_percent(left: Measured | None, right: Measured | None) -> int | None:
    """The weaker side in percent of the stronger; only two results of one day compare."""
    if left is None or right is None or left.age != right.age:
        return None
    if left.value is None or right.value is None:
        return None
    high = max(left.value, right.value)
    return int(100 * min(left.value, right.value) // high) if high > 0 else 0


def meet_results(a: Results, b: Results) -> Results:
    """The more careful of two: only a result that both hold counts; any may forbid a repeat."""
    others = {(m.test, m.side): m for m in b}
    found = dict(others)
    for mine in a:
        other = others.get((mine.test, mine.side))
        same = other is not None and other == mine
        young = mine if other is None or mine.age <= other.age else other
        found[(mine.test, mine.side)] = mine if same else _voided(young)
    known = {(m.test, m.side) for m in a}
    return tuple(m if key in known else _voided(m) for key, m in sorted(found.items()))


def _voided(measured: Measured) -> Measured:
    return measured._replace(value=None, comfortable=None, confirmed=False)
