"""Caution (S10, S18) is never lost, and a correction never gains."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from hamstrong.engine.day.form_answers import FormOutcomes
from hamstrong.engine.day.form_effects import apply_lock_facts
from hamstrong.engine.day.record import read_day
from hamstrong.engine.day.session_pain import clean_limit
from hamstrong.engine.day.session_work import Result, assess
from hamstrong.engine.decide.work_as_planned import work_as_planned
from hamstrong.engine.facts import PainNowAnswered, PlannedItem, SetLogged
from hamstrong.engine.state.ladder import Followed, Worked
from hamstrong.engine.state.lock import Lock
from hamstrong.engine.state.morning import (
    NO_BASELINE,
    Block,
    MorningAnswer,
    MorningContext,
    Verdict,
    judge,
)
from hamstrong.engine.state.state import ladder_key, meet_states
from hamstrong.proof.alphabets import HIGHEST_PAIN, LOWEST_PAIN
from hamstrong.proof.caution_order import gaining_meet, unkept
from hamstrong.proof.components.ladders import ClimbEvening, ClimbMorning
from hamstrong.proof.components.mornings import careful_morning
from hamstrong.proof.explore import Graph, Half
from hamstrong.proof.invariants.base import Proof, Violation
from hamstrong.proof.invariants.morning_answers import clean_limits, planned_runs
from hamstrong.proof.violation_text import node_words

EXEMPT = ("baseline", "change")
"""The baseline judges, it does not load: a higher usual pain allows a higher morning. The weekly
comparison asks for change, so that a better answer ends what a worse one goes on with."""

QUICK_PAIRS = 250
PAINS = range(LOWEST_PAIN, HIGHEST_PAIN + 1)


def orders_are_kept(proof: Proof) -> Iterator[Violation]:
    """S10 (b): the more careful of two stays so, whatever happens to both alike."""
    for graph in proof.graphs():
        component = graph.component
        if component.kind in EXEMPT or (proof.quick and len(graph.states) > QUICK_PAIRS):
            continue
        proof.holds("S10", times=graph.edges)
        for broken in unkept(graph):
            nodes = graph.states if broken.half is Half.MORNING else graph.mids
            diary = (
                f"one person: {node_words(graph, nodes[broken.a])}",
                *graph.diary(broken.half, broken.a),
                f"another, less careful: {node_words(graph, nodes[broken.b])}",
                *graph.diary(broken.half, broken.b),
                f"then for both: {broken.words or 'nothing happens'}",
            )
            yield Violation("S10", f"{component.name}: the two change places", diary)
            break


def mornings_grow_worse(proof: Proof) -> Iterator[Violation]:
    """S10 (a): a higher morning answer is never judged more kindly."""
    rules = proof.pack.rules.morning
    for baseline in (NO_BASELINE, *PAINS):
        for sore in (False, True):
            context = MorningContext(baseline, sore)
            for limp in (False, True, None):
                verdicts = [_judged(rules, n, limp, sore, context) for n in PAINS]
                proof.holds("S10", times=len(verdicts))
                for low, (a, b) in enumerate(pairwise(verdicts)):
                    if Verdict.NONE not in (a, b) and b < a:
                        diary = (f"baseline {baseline}", f"{low} is {a.name}, {low + 1} {b.name}")
                        yield Violation("S10", "a worse morning is judged better", diary)


def _judged(rules: Any, nprs: int, limp: bool | None, sore: bool, context: Any) -> Verdict:
    return judge(rules, MorningAnswer(nprs, limp, sore), context)


def sets_grow_worse(proof: Proof) -> Iterator[Violation]:
    """S10 (a): a higher pain in a set is never a better session of its exercise."""
    yield from _runs_grow_worse(proof)
    for clean_max in clean_limits(proof.pack.rules.pain):
        results = [_assessed(proof, n, clean_max) for n in PAINS]
        proof.holds("S10", times=len(results))
        for low, (a, b) in enumerate(pairwise(results)):
            if b.worked < a.worked or b.repetitions > a.repetitions:
                diary = (f"pain {low}: {a.worked.name}", f"pain {low + 1}: {b.worked.name}")
                yield Violation("S10", "a more painful session counts for more", diary)
        yield from _off_the_scale(proof, results, clean_max)


def _off_the_scale(proof: Proof, results: list[Result], clean_max: int) -> Iterator[Violation]:
    """Pain above the limit is never clean, a pain to finish at breaks, a pain to stop at lowers."""
    pain = proof.pack.rules.pain
    wanted = {
        clean_max + 1: Worked.NEUTRAL,
        pain.finish_at: Worked.BROKEN,
        pain.stop_exercise_at: Worked.DOWN,
    }
    for nprs, least in wanted.items():
        if results[nprs].worked < least:
            diary = (f"pain {nprs} with a limit of {clean_max}: {results[nprs].worked.name}",)
            yield Violation("S10", "a pain counts for more than the scale allows", diary)


def _runs_grow_worse(proof: Proof) -> Iterator[Violation]:
    """A higher pain on a run is never a better run of its rung."""
    for item in planned_runs(proof.pack):
        limit = clean_limit(proof.pack.rules.pain, early=False, run=True)
        days = [work_as_planned(item, "p", n) for n in PAINS]
        key = ladder_key(item.exercise, item.side)
        worked = [assess(proof.pack, item, key, read_day(day), limit).worked for day in days]
        proof.holds("S10", times=len(worked))
        if any(b < a for a, b in pairwise(worked)) or worked[0] is not Worked.CLEAN:
            claim = "a more painful run counts for more, or a painless one is not clean"
            yield Violation("S10", claim, (item.rung, str(worked)))


def _assessed(proof: Proof, nprs: int | None, clean_max: int) -> Result:
    item = PlannedItem(exercise="e", side="left", rung="r", sets=2, ask="each_set", repetitions=10)
    sets = tuple(SetLogged("e", "left", "r", repetitions=10, nprs=n) for n in (LOWEST_PAIN, nprs))
    return assess(proof.pack, item, "e:left", read_day(sets), clean_max)


def components_follow_pain(proof: Proof) -> Iterator[Violation]:
    """S10 (a): in every reachable state a worse morning or session leaves no less care."""
    for graph in proof.graphs("climb"):
        yield from _worse(proof, graph, Half.MORNING, _climb_rank_morning)
        yield from _worse(proof, graph, Half.EVENING, _climb_rank_evening)
    for graph in proof.graphs("morning", "flare", "stretch"):
        yield from _worse(proof, graph, Half.MORNING, _verdict_rank)
    for graph in proof.graphs("easy"):
        yield from _worse(proof, graph, Half.MORNING, lambda failed: (int(failed), "answered"))
        yield from _worse(proof, graph, Half.EVENING, lambda e: (int(e.hurt), e.ran))


def _climb_rank_morning(event: ClimbMorning) -> tuple[int, Any]:
    rest = event._replace(followed=Followed.NONE, may_rise=False)
    return int(event.followed), (rest, event.followed is not Followed.NONE)


def _climb_rank_evening(event: ClimbEvening) -> tuple[int, Any]:
    rest = event._replace(worked=Worked.NONE)
    return int(event.worked), (rest, event.worked is not Worked.NONE)


def _verdict_rank(event: Any) -> tuple[int, Any]:
    if hasattr(event, "_replace"):
        rest = event._replace(verdict=Verdict.NONE)
        return int(event.verdict), (rest, event.verdict is Verdict.NONE)
    verdict, asked = event
    return int(verdict), (asked, verdict is Verdict.NONE)


def _worse(proof: Proof, graph: Graph, half: Half, rank: Any) -> Iterator[Violation]:
    """Inputs that differ in pain alone, ordered by it, lead to states ordered by care."""
    component = graph.component
    morning = half is Half.MORNING
    inputs = component.mornings if morning else component.evenings
    groups: dict[Any, list[tuple[int, int]]] = {}
    for place, event in enumerate(inputs):
        level, rest = rank(event.value)
        groups.setdefault(rest, []).append((level, place))
    rows, targets = (graph.mornings, graph.mids) if morning else (graph.evenings, graph.states)
    careful = component.careful_open if morning else component.careful
    if component.kind == "morning":
        careful = _waits_alike
    elif component.kind == "stretch":
        careful = _locks_alike
    steps = [(a, b) for group in groups.values() for x, a in group for y, b in group if x < y]
    seen: dict[tuple[int, int], bool] = {}
    for source, row in enumerate(rows):
        for milder, worse in steps:
            pair = (row[worse], row[milder])
            if min(pair) < 0:
                continue
            proof.holds("S10")
            good = seen.get(pair)
            if good is None:
                good = seen[pair] = careful(targets[pair[0]], targets[pair[1]])
            if not good:
                diary = (
                    *graph.diary(half, source),
                    f"with '{inputs[milder].words}': {node_words(graph, targets[pair[1]])}",
                    f"with '{inputs[worse].words}': {node_words(graph, targets[pair[0]])}",
                )
                yield Violation("S10", f"{component.name}: more pain is rewarded", diary)
                return


def _waits_alike(a: Any, b: Any) -> bool:
    """As the order of mornings, the two ways of waiting taken as one: a held morning may
    end the wait after a fail and asks for a low one after sore thighs."""
    waits = (Block.FREE, Block.PASS_OR_HOLD)
    x = a.state._replace(block=min(a.state.block, waits[1]))
    y = b.state._replace(block=min(b.state.block, waits[1]))
    return careful_morning(x, y)


def _locks_alike(a: Any, b: Any) -> bool:
    """As the order of stretching, a lock that has just closed having used its fails up."""
    fewer = a.run <= b.run and a.opened <= b.opened
    locked = a.locked > b.locked or (a.locked == b.locked and (a.locked or a.fails >= b.fails))
    return bool(fewer and locked)


def pain_before_grows_stricter(proof: Proof) -> Iterator[Violation]:
    """S10 (a): a higher pain before a session never locks less."""
    order = [_locked(proof, n) for n in PAINS]
    proof.holds("S10", times=len(order))
    for low, (a, b) in enumerate(pairwise(order)):
        if b < a:
            yield Violation("S10", "more pain before a session locks less", (f"{low}, {low + 1}",))


def _locked(proof: Proof, nprs: int) -> tuple[bool, bool, bool]:
    pain = proof.pack.rules.pain
    fact = PainNowAnswered("left", nprs, False)
    over = apply_lock_facts(FormOutcomes(proof.pack), Lock(), (fact,), 1, ("left",)).over
    return over, nprs >= pain.before_nothing, nprs >= pain.before_isometrics_only


def meets_are_below_both(proof: Proof) -> Iterator[Violation]:
    """S18: what a correction leaves is at least as careful as both states it is made of."""
    for graph in proof.graphs():
        component = graph.component
        if component.meet is None or (proof.quick and len(graph.states) > QUICK_PAIRS):
            continue
        proof.holds("S18", times=len(graph.states) ** 2)
        gain = gaining_meet(graph)
        if gain is not None:
            words = (
                f"{name}: {node_words(graph, node)}"
                for name, node in zip(("one", "other", "left"), gain, strict=True)
            )
            yield Violation("S18", f"{component.name}: a correction gains", tuple(words))


def corrections_gain_nothing(proof: Proof) -> Iterator[Violation]:
    """S18: in real lives, reporting a worse morning later leaves every component as careful."""
    step = 11 if proof.quick else 3
    for day in proof.days.every(step):
        for other in proof.days.every(step * 4):
            if other.life != day.life:
                continue
            met = meet_states(day.state, other.state)
            for live, left in zip(day.state.episodes, met.episodes, strict=True):
                proof.holds("S18")
                higher = [
                    key
                    for key, ladder in live.ladders.items()
                    if left.ladders[key].level > ladder.level
                ]
                if higher or left.gate.place > live.gate.place:
                    diary = (day.life, f"days {day.state.day} and {other.state.day}", *higher)
                    yield Violation("S18", "a correction raises something", diary)
                    return
