"""Flags, strong pain and pulls (S1, S4, S17), on the components and through the real engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hamstrong.engine.day.form_answers import FormOutcomes
from hamstrong.engine.day.form_effects import apply_lock_facts
from hamstrong.engine.decide.decisions import Prescription, Refusal
from hamstrong.engine.facts import (
    BaselineAnswered,
    ClearanceRecorded,
    Fact,
    HowIsItAnswered,
    MorningAnswered,
    PainNowAnswered,
    PainReported,
    RunLogged,
    SetLogged,
    Stopped,
)
from hamstrong.engine.state.ladder import HALF_LEVEL, Ladder
from hamstrong.engine.state.lock import (
    OFF,
    FlagKey,
    FlagStanding,
    FlagState,
    Lock,
    get_flag,
    set_flag,
)
from hamstrong.engine.state.state import State
from hamstrong.proof.alphabets import HIGHEST_PAIN, quiet_forms
from hamstrong.proof.explore import Half
from hamstrong.proof.invariants.base import (
    BOTH,
    Day,
    Edge,
    Proof,
    Violation,
    edges,
    plain_person,
    violated,
)
from hamstrong.proof.violation_text import fact_words
from hamstrong.proof.virtual_person import begin, limb_of
from hamstrong.protocol.rule_ids import RaisedFlag

STANDING = (FlagStanding.ASKED_AGAIN, FlagStanding.STANDING)


def flags_stand(proof: Proof) -> Iterator[Violation]:
    """S1: a flag in force leaves only by what the pack names; a day lifts none but one whose days
    the pack names."""
    for graph in proof.graphs("flag"):
        for half in Half:
            for edge in edges(graph, half):
                proof.holds("S1")
                stood = edge.before.standing in STANDING
                if stood and not _kept(edge) and not _lifts(proof, graph.component.plan.flag, edge):
                    yield violated("S1", "a flag is lifted by the wrong means", graph, edge)
                    break


def _kept(edge: Edge) -> bool:
    return edge.after.standing in STANDING


def _lifts(proof: Proof, flag: object, edge: Edge) -> bool:
    if edge.half is Half.EVENING:
        timed = getattr(flag, "lifts_after_days", None) is not None
        return timed and edge.before.days_left == 1
    event, before = edge.event.value, edge.before
    by_clearance = getattr(flag, "lifts", "") == "clearance"
    if event.what == "cleared":
        days = 0 < event.days <= proof.pack.rules.clearance.max_days
        emergency = getattr(flag, "urgency", "") == "emergency"
        return by_clearance and days and (event.told_safe or not emergency)
    if event.what == "lifted":
        return not by_clearance
    if event.what == "no":
        return bool(before.standing is FlagStanding.ASKED_AGAIN)
    return bool(event.what == "withdrawn" and before.fresh)


def no_plan_under_a_flag(proof: Proof) -> Iterator[Violation]:
    """S1: through the real engine, a flag in force refuses the person or holds its limb."""
    for day in _samples(proof):
        for flag in proof.pack.triage.flags:
            for standing in STANDING:
                for limb in ("", *BOTH):
                    proof.holds("S1")
                    claim = _under_flag(proof, day.state, FlagKey(flag.id, limb), standing)
                    if claim is not None:
                        diary = (day.life, f"flag {flag.id} of {limb or 'the person'}")
                        yield Violation("S1", claim, (*diary, standing.name.lower()))
                        return


def _under_flag(proof: Proof, state: State, key: FlagKey, standing: FlagStanding) -> str | None:
    limbs = {e.kind.limb for e in state.episodes}
    if key.limb and key.limb not in limbs:
        return None
    lock = set_flag(state.lock, key, FlagState(standing), state.day)
    decision = proof.engine.prescribe(state._replace(lock=lock))
    if isinstance(decision, Refusal):
        return None
    if not key.limb or len(limbs) == 1:
        return "a plan is made under a standing flag"
    sides = {item.side for item in (*decision.items, *decision.adjuncts)}
    return "work for a held limb" if sides & {key.limb, "both"} else None


def _samples(proof: Proof) -> Iterator[Day]:
    """Days with a plan, a few of each life."""
    seen: dict[str, int] = {}
    most = 1 if proof.quick else 3
    for day in proof.days:
        if isinstance(day.decision, Prescription) and day.decision.items:
            seen[day.life] = seen.get(day.life, 0) + 1
            if seen[day.life] in (25, 2, 9)[:most]:
                yield day


def strong_pain_ends_the_day(proof: Proof) -> Iterator[Violation]:
    """S4: strong or sharp pain and every stop that says so end the day and ask for signs."""
    pain = proof.pack.rules.pain.end_session_at
    facts: list[Fact] = []
    for n in range(pain, HIGHEST_PAIN + 1):
        facts += [SetLogged("e", "left", "r", nprs=n), PainReported("e", "left", n)]
        facts += [PainNowAnswered("left", n, False), SetLogged("e", "both", "r", nprs=n)]
    for n in range(proof.pack.rules.morning.strong_at, HIGHEST_PAIN + 1):
        facts += [MorningAnswered("left", n, False), MorningAnswered("left", n)]
        facts += [HowIsItAnswered("left", n), BaselineAnswered("left", n)]
    facts += [SetLogged("e", "left", "r", nprs=0, sharp=True), PainNowAnswered("left", 0, True)]
    facts += [PainReported("e", "left", 0, sharp=True)]
    facts += [RunLogged("e", (), nprs=pain), RunLogged("e", (), nprs=0, sharp=True)]
    facts += [Stopped(r.id) for r in proof.pack.stop_reasons.values() if r.does in ENDS]
    for fact in facts:
        proof.holds("S4")
        day = apply_lock_facts(FormOutcomes(proof.pack), Lock(), (fact,), 1, ("left",))
        flagged = any(s.standing in STANDING for _, s in day.lock.flags)
        if not day.over or not (day.lock.due or flagged):
            yield Violation("S4", "strong pain does not end the day", (fact_words(fact),))
            return


ENDS = ("flag", "symptom_lists", "end_session_pain")


def strong_pain_through_the_engine(proof: Proof) -> Iterator[Violation]:
    """S4: the next decision refuses; after a form without a flag the flare-up path begins."""
    quiet = dict(_quiet(proof))
    for day in _samples(proof):
        limb = day.state.episodes[0].kind.limb
        for strong in (
            PainNowAnswered(limb, proof.pack.rules.pain.end_session_at, False),
            MorningAnswered(limb, proof.pack.rules.morning.strong_at, False),
        ):
            claim = _after_strong(proof, day, strong, quiet["signs"])
            if claim is not None:
                yield Violation("S4", claim, (day.life, fact_words(strong)))
                return
    yield from _strong_mornings_on_the_path(proof, quiet["signs"])


def _after_strong(proof: Proof, day: Day, strong: Fact, form: Fact) -> str | None:
    engine = proof.engine
    state = engine.step(day.state, strong)
    proof.holds("S4", times=2)
    if not isinstance(engine.prescribe(state), Refusal):
        return "a plan is made before the symptom lists"
    settled = engine.step(state, form)
    decision = engine.prescribe(settled)
    after = engine.advance(settled, settled.day + 1).episodes[0]
    works = isinstance(decision, Prescription) and decision.items
    if works or after.flare.phase != 1:
        return "the flare-up path does not follow"
    return _not_lower(day.state.episodes[0].ladders, after.ladders)


def _not_lower(before: Mapping[str, Ladder], after: Mapping[str, Ladder]) -> str | None:
    """The first exercise that the path leaves on its rung."""
    kept = (
        k for k, was in before.items() if was.level > HALF_LEVEL and after[k].level >= was.level
    )
    found = next(kept, None)
    return None if found is None else f"the flare-up path leaves {found} on its rung"


def _strong_mornings_on_the_path(proof: Proof, form: Fact) -> Iterator[Violation]:
    """On the path a strong morning repeats the day: no second flare, and no day further."""
    for day in proof.days:
        episode = day.state.episodes[0]
        if not episode.flare.phase or isinstance(day.decision, Refusal):
            continue
        proof.holds("S4")
        limb = episode.kind.limb
        fresh = day.state._replace(facts=())
        for fact in (MorningAnswered(limb, proof.pack.rules.morning.strong_at, False), form):
            fresh = proof.engine.step(fresh, fact)
        after = proof.engine.advance(fresh, fresh.day + 1)
        second = get_flag(after.lock, FlagKey(RaisedFlag.SECOND_FLARE, limb)) != OFF
        if second or after.episodes[0].flare.phase > episode.flare.phase:
            claim = "a strong morning is a second flare, or moves the path on"
            yield Violation("S4", claim, (day.life, f"day {day.state.day}"))
            return


def _quiet(proof: Proof) -> Iterator[tuple[str, Fact]]:
    for _, fact in quiet_forms(proof.pack):
        yield fact.form, fact


def pulls_close_the_plan(proof: Proof) -> Iterator[Violation]:
    """S17: a pop or pull closes the limb's plan; only a clearance begins a new one, at stage 1,
    whose days count from the pull."""
    closing = {f.id for f in proof.pack.triage.flags if f.closes_episode}
    reasons = [r for r in proof.pack.stop_reasons.values() if r.flag in closing]
    if closing and not reasons:
        yield Violation("S17", "no stop reason closes the plan", tuple(sorted(closing)))
    for day in _samples(proof):
        for reason in reasons:
            proof.holds("S17", times=3)
            claim = _pulled(proof, day.state, Stopped(reason.id), reason.flag or "")
            if claim is not None:
                yield Violation("S17", claim, (day.life, f"stopped: {reason.id}"))
                return


def _pulled(proof: Proof, state: State, stop: Stopped, flag: str) -> str | None:
    engine = proof.engine
    state = engine.step(state, stop)
    if not isinstance(engine.prescribe(state), Refusal):
        return "a plan is made on the day of the pull"
    later = engine.advance(state, state.day + 3)
    if not isinstance(engine.prescribe(later), Refusal):
        return "a plan is made before a clearance"
    stage = max(proof.pack.stages)
    fact = ClearanceRecorded(
        flags=(flag,),
        who="someone",
        dated=later.day,
        expires=later.day + 30,
        max_stage=stage,
        told_safe=True,
    )
    after = engine.advance(engine.step(later, fact), later.day + 1)
    age = min(proof.pack.rules.walking.last_day + 1, after.day - state.day)
    for episode in after.episodes:
        if episode.walking.age != age:
            return "the new episode does not count its days from the pull"
        course = engine.course(episode.kind, after.person)
        strict = episode.kind.track == proof.pack.strictest_track and episode.kind.strictest
        if (
            not strict
            or episode.gate.place != 0
            or episode.ladders
            or course.path[0] != min(course.path)
        ):
            return "no new episode at the first stage follows the clearance"
    return None


def whole_family_refuses(proof: Proof) -> Iterator[Violation]:
    """S1: right after enrolment too, for every track and limb count."""
    for track in proof.pack.tracks:
        goal = next(iter(proof.pack.goals))
        person = begin(proof.engine, plain_person(proof.pack, goal), limb_of(proof.pack, track))
        for flag in proof.pack.triage.flags:
            proof.holds("S1")
            claim = _under_flag(proof, person.state, FlagKey(flag.id, ""), FlagStanding.STANDING)
            if claim is not None:
                yield Violation("S1", claim, (track, flag.id))
                return
