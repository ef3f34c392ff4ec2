"""Return watch and self-tests (S3, S9, S12)."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.engine.criteria.evaluation import Readiness, criterion_is_met
from hamstrong.engine.day.lock_day import LockDay
from hamstrong.engine.day.record import DayRecord, read_day
from hamstrong.engine.day.session_work import hardness
from hamstrong.engine.decide.guard import PersonView, calendar_rule, hard_class_rule
from hamstrong.engine.facts import TestLogged
from hamstrong.engine.state.calendar import EASY, POWER
from hamstrong.engine.state.lock import Lock
from hamstrong.engine.state.morning import Asked, Verdict
from hamstrong.engine.state.self_test_results import Measured, Results, is_hard, valid
from hamstrong.engine.state.state import Episode
from hamstrong.proof.components.return_watch import SIDE
from hamstrong.proof.explore import Half
from hamstrong.proof.guards import calendar_views
from hamstrong.proof.invariants.base import Proof, Violation, edges, violated
from hamstrong.protocol.criteria import SelfTestCriterion, SelfTestSymmetry


def tests_count_as_what_they_are(proof: Proof) -> Iterator[Violation]:
    """S3: a maximal test makes its day hard, and is refused wherever hard work is."""
    pack = proof.pack
    for test in pack.tests.values():
        load_class = pack.load_classes[test.load_class]
        day = read_day((TestLogged(test.id, SIDE, (1.0,), 0),))
        counted, _ = hardness(pack, day, sport_counts=False)
        proof.holds("S3")
        if (counted > EASY) is not load_class.hard or (counted == POWER) is not load_class.power:
            yield Violation("S3", f"a day with {test.id} counts as {counted}", (test.id,))
            return
        for view in calendar_views(pack.rules.calendar):
            person = PersonView(
                calendar=view,
                hard_rule=None,
                isometrics_only=False,
                excluded=frozenset(),
                cap_sets=None,
                nothing_rule=None,
            )
            proof.holds("S3")
            refused = hard_class_rule(pack.rules, person, load_class) is not None
            if load_class.hard and calendar_rule(pack.rules, view) is not None and not refused:
                yield Violation("S3", f"{test.id} is open beside hard days", (str(view),))
                return


def results_wait_for_their_morning(proof: Proof) -> Iterator[Violation]:
    """S9: a result of hard work counts only after a passed morning, and never too long."""
    pack = proof.pack
    for graph in proof.graphs("result"):
        test = pack.tests[graph.component.plan]
        for edge in edges(graph, Half.MORNING):
            proof.holds("S9")
            before, after = edge.before, edge.after
            counts = valid(pack, after, test.id, SIDE)
            if counts is not None and counts.age > test.valid_days:
                yield violated("S9", "an old result counts", graph, edge)
                break
            fresh = bool(before) and before[0].age == 1 and not before[0].confirmed
            passed = edge.event.value.verdict is Verdict.PASS
            asked = edge.event.value.asked is Asked.SESSION
            if counts is not None and fresh and not (passed and asked):
                yield violated("S9", "a result counts without its morning", graph, edge)
                break


def silence_ends_no_watch(proof: Proof) -> Iterator[Violation]:
    """S9: no answer and half an answer leave the watch as it is, and it ends only answered."""
    rules = proof.pack.way_back.watch
    for graph in proof.graphs("watch"):
        for edge in edges(graph, Half.MORNING):
            proof.holds("S9")
            event = edge.event.value
            silent = event.answer in ("none", "half") and not event.returned
            if silent and edge.after != edge.before:
                yield violated("S9", "silence moves the watch", graph, edge)
                break
        for edge in edges(graph, Half.EVENING):
            proof.holds("S9")
            before, after = edge.before, edge.after
            if before.left and not after.left and before.age >= rules.ask_days:
                yield violated("S9", "the watch ends unanswered", graph, edge)
                break


def void_results_meet_nothing(proof: Proof) -> Iterator[Violation]:
    """S12: a result that hurt, is old, waits or was of another day's side meets no criterion."""
    pack = proof.pack
    for kind, person, course in proof.courses:
        groups = [g.criteria for g in course.gates if g is not None]
        groups += [key.criteria for key in course.keys]
        for compiled in (c for group in groups for c in group):
            criterion = compiled.criterion
            if not isinstance(criterion, SelfTestCriterion):
                continue
            for results in _void(proof, criterion):
                ready = Readiness(
                    pack=pack,
                    person=person,
                    course=course,
                    episode=Episode(kind),
                    latches={},
                    day=DayRecord(),
                    clock=0,
                    lock=LockDay(Lock()),
                    tests=results,
                )
                proof.holds("S12")
                if criterion_is_met(ready, compiled):
                    claim = f"{criterion.id} is met by a void result"
                    yield Violation("S12", claim, (str(results),))
                    return


def _void(proof: Proof, criterion: SelfTestCriterion) -> Iterator[Results]:
    """One fault at a time in otherwise perfect results of both sides."""
    name = criterion.test
    test = proof.pack.tests[name]
    perfect = tuple(
        Measured(name, side, 1, 1000.0, comfortable=True, confirmed=True)
        for side in ("left", "right")
    )
    yield ()
    yield tuple(m._replace(value=None, comfortable=None) for m in perfect)
    yield tuple(m._replace(value=None, comfortable=False) for m in perfect)
    yield tuple(m._replace(age=test.valid_days + 1) for m in perfect)
    if is_hard(proof.pack, name):
        yield tuple(m._replace(confirmed=False) for m in perfect)
    if isinstance(criterion, SelfTestSymmetry):
        yield perfect[:1]
        yield (perfect[0], perfect[1]._replace(age=0))
