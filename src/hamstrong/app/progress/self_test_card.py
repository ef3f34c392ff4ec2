"""Self-test cards of an interface: protocol, whether it is open now, results and what they mean.

A difference smaller than the measurement error is no real change, and is never called one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from hamstrong.app.diary_view.corrected_facts import of_kind
from hamstrong.engine.day.run_work import BOTH
from hamstrong.engine.decide.evidence import Reason, reason
from hamstrong.engine.decide.self_tests import SelfTestStanding, years_of
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import TestLogged, WalkingAnswered
from hamstrong.engine.fold import Recorded
from hamstrong.engine.state.self_test_results import is_hard, measure, symmetry_percent, valid
from hamstrong.engine.state.state import State
from hamstrong.protocol.model import Exercise, Pack, PoseSequence
from hamstrong.protocol.rule_ids import normal_walking_rule
from hamstrong.protocol.self_tests import AgeNorm, SelfTest

WHOLE = 100
"""Percent of a whole result."""
Change = Literal["first", "no_real_change", "better", "worse"]


@dataclass(frozen=True, slots=True)
class TestShown:
    """One result: `value` is what the readings came to, None where it does not count."""

    __test__ = False
    day: int
    side: str
    value: float | None
    comfortable: bool | None
    nprs: int | None
    readings: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TestCard:
    """One test for one limb.

    Args:
        open: it may be done now; else `reason` says which rule forbids it, and `earliest_day`
            when it may come where that is known. `never` means not for this person at all.
        needed_for: the criterion that waits for it, empty when none does.
        error: how much two results differ from measuring alone, in the test's unit; `margins` the
            same beside the last change of each side, where the test says it in percent too.
        norm: the published norm of the person's age.
        results: all of both sides, oldest first.
        changes: per side, the last result beside the one before.
        symmetry: the weaker side in percent of the stronger, of the last results of one day.
        sides_differ: whether the sides differ by more than measuring can tell; None: unknown.
        bands: per side, the published range of the last result.
        valid_until: per side, the last day on which the result counts; None when none counts.
        hard: its day counts as hard.
        asks_walking: only how one walks today is missing, and nobody has said it yet.
    """

    __test__ = False
    test: SelfTest
    limb: str
    sides: tuple[str, ...]
    open: bool
    reason: Reason | None
    never: bool
    earliest_day: int | None
    needed_for: str
    error: float | None
    margins: Mapping[str, float]
    norm: AgeNorm | None
    results: tuple[TestShown, ...]
    changes: Mapping[str, Change]
    symmetry: int | None
    sides_differ: bool | None
    bands: Mapping[str, str]
    valid_until: Mapping[str, int | None]
    hard: bool
    asks_walking: bool

    def leg_of(self, side: str) -> str:
        """Which leg a result is called by: both where they work together."""
        return BOTH if self.test.two_legs else side


def cards(engine: Engine, state: State, entries: Sequence[Recorded]) -> tuple[TestCard, ...]:
    """Every test that is for this person, those that something waits for first."""
    logged = tuple(of_kind(entries, TestLogged))
    told = {f.limb for day, f in of_kind(entries, WalkingAnswered) if day == state.day}
    found = [_card(engine, state, s, logged, told) for s in engine.tests(state)]
    return tuple(sorted(found, key=lambda c: (c.never, not c.needed_for, not c.open)))


def figure_of(pack: Pack, test: SelfTest) -> tuple[Exercise, PoseSequence]:
    """What `body.figure.animated_svg` draws for a test: an exercise, rung 0, and the sequence."""
    exercise = pack.exercises[test.figure.exercise]
    known = {s.id: s for s in (*exercise.sequences, *test.sequences)}
    return exercise, known[test.figure.sequence]


def _card(
    engine: Engine,
    state: State,
    standing: SelfTestStanding,
    logged: Sequence[tuple[int, TestLogged]],
    told: Set[str],
) -> TestCard:
    pack, test = engine.pack, engine.pack.tests[standing.test]
    track = next(e.kind.track for e in state.episodes if e.kind.limb == standing.limb)
    results = _results(pack, test.id, standing.sides, logged)
    last = {side: [r for r in results if r.side == side] for side in standing.sides}
    error = test.errors.get(track)
    margins = {side: margin for side, of in last.items() if (margin := _margin(test, error, of))}
    years = years_of(pack, engine.open(state).lock.lock.known)
    return TestCard(
        test=test,
        limb=standing.limb,
        sides=standing.sides,
        open=standing.rule is None,
        reason=None if standing.rule is None else _reason(pack, standing),
        never=standing.never,
        earliest_day=standing.earliest_day,
        needed_for=standing.needed_for,
        error=error,
        margins=margins,
        norm=_norm(test, years),
        results=results,
        changes={side: _change(test, margins.get(side), of) for side, of in last.items() if of},
        symmetry=_symmetry(engine, state, test.id),
        sides_differ=_sides_differ(test, error, last),
        bands={side: band for side, of in last.items() if of and (band := _band(test, of[-1]))},
        valid_until={side: _valid_until(engine, state, test, side) for side in standing.sides},
        hard=is_hard(pack, test.id),
        asks_walking=_waits_for_walking(pack, test, standing) and standing.limb not in told,
    )


def _margin(test: SelfTest, error: float | None, results: list[TestShown]) -> float | None:
    """The error of the last change of a side; of percent, those of the greater of the two."""
    known = [result.value for result in results[-2:] if result.value is not None]
    if test.error_percent is None or not known:
        return error
    return max(known) * test.error_percent / WHOLE


def _norm(test: SelfTest, years: int | None) -> AgeNorm | None:
    reached = [norm for norm in test.norms if years is not None and norm.from_age <= years]
    return reached[-1] if reached else None


def _waits_for_walking(pack: Pack, test: SelfTest, standing: SelfTestStanding) -> bool:
    return not standing.never and standing.rule == normal_walking_rule(pack, test)


def _reason(pack: Pack, standing: SelfTestStanding) -> Reason:
    return reason(pack, standing.rule or "", ("limb", standing.limb))


def _results(
    pack: Pack, test: str, sides: tuple[str, ...], logged: Sequence[tuple[int, TestLogged]]
) -> tuple[TestShown, ...]:
    """One result a day and side, as the engine reads a day's tests."""
    days: dict[tuple[int, str], list[TestLogged]] = {}
    for day, fact in logged:
        if fact.test == test and fact.side in sides:
            days.setdefault((day, fact.side), []).append(fact)
    return tuple(_shown(pack, day, facts) for (day, _), facts in sorted(days.items()))


def _shown(pack: Pack, day: int, facts: list[TestLogged]) -> TestShown:
    (read,) = measure(pack, facts)
    felt = [f.nprs for f in facts if f.nprs is not None]
    return TestShown(
        day=day,
        side=read.side,
        value=read.value,
        comfortable=read.comfortable,
        nprs=max(felt, default=None),
        readings=facts[-1].values,
    )


def _change(test: SelfTest, error: float | None, results: list[TestShown]) -> Change:
    known = [r.value for r in results if r.value is not None]
    if test.measure == "comfort":
        return _comfort_change(results)
    if len(known) < 2:
        return "first"
    rise = known[-1] - known[-2]
    if abs(rise) < (error or 0.0) or rise == 0:
        return "no_real_change"
    return "better" if (rise > 0) is test.higher_is_better else "worse"


def _comfort_change(results: list[TestShown]) -> Change:
    said = [r.comfortable for r in results if r.comfortable is not None]
    if len(said) < 2:
        return "first"
    if said[-1] == said[-2]:
        return "no_real_change"
    return "better" if said[-1] else "worse"


def _symmetry(engine: Engine, state: State, test: str) -> int | None:
    pack, results = engine.pack, engine.open(state).tests
    return symmetry_percent(*(valid(pack, results, test, side) for side in ("left", "right")))


def _sides_differ(
    test: SelfTest, error: float | None, last: Mapping[str, list[TestShown]]
) -> bool | None:
    values = [of[-1].value for of in last.values() if of]
    known = [v for v in values if v is not None]
    limit = test.side_difference if test.side_difference is not None else error
    if test.error_percent is not None and known:
        limit = max(known) * test.error_percent / WHOLE
    if len(known) < 2 or limit is None:
        return None
    return abs(known[0] - known[1]) >= limit


def _band(test: SelfTest, shown: TestShown) -> str:
    if shown.value is None:
        return ""
    below = [band.id for band in test.bands if band.low <= shown.value]
    return below[-1] if below else ""


def _valid_until(engine: Engine, state: State, test: SelfTest, side: str) -> int | None:
    found = valid(engine.pack, engine.open(state).tests, test.id, side)
    if found is None or (found.value is None and found.comfortable is None):
        return None
    return state.day - found.age + test.valid_days
