"""Liveness (S14): no dead end.

The policy: answer everything that is asked, do exactly what is prescribed, walk briskly. Lemmas
on the visited components bound how long each of them can keep such a person waiting; the real
engine is the witness that they work together. Every bound is measured and printed in days.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from hamstrong.engine.day.opening import FREEZE
from hamstrong.engine.decide.decisions import Decision, Prescription, Refusal
from hamstrong.engine.facts import ClearanceRecorded, WalkingAnswered
from hamstrong.engine.state.gate import GatePosition
from hamstrong.engine.state.ladder import Followed, Worked
from hamstrong.engine.state.lock import FlagKey, FlagStanding, FlagState, set_flag
from hamstrong.engine.state.monitors import is_slow
from hamstrong.engine.state.morning import Asked, Verdict
from hamstrong.engine.state.state import EpisodeKind, PersonSettings, State
from hamstrong.engine.state.walking import Watch
from hamstrong.engine.training_days import WEEK, days_apart, planned_of
from hamstrong.proof.components.ladders import ClimbEvening, ClimbMorning
from hamstrong.proof.explore import Graph, Half
from hamstrong.proof.invariants.base import Proof, Violation, plain_person
from hamstrong.proof.violation_text import decision_words, person_words
from hamstrong.proof.virtual_person import Obedient, begin, limb_of
from hamstrong.protocol.model import Flag, Pack

CLIMB_LIMIT = 200
ARRIVE_LIMIT = 420
SENT_ON_LIMIT = 200
LIFT_LIMIT = 10
PAINLESS_DAYS = 30
QUICK_SHARE = 5
PAINS = (1, 2, 3, 4)
QUIET = ClimbMorning(Followed.NONE, *(False,) * 5, gap_down=0, restart=False)
CLEAN = QUIET._replace(followed=Followed.CLEAN, may_rise=True)
DONE = ClimbEvening(Worked.CLEAN, performed=True)
REST = ClimbEvening(Worked.NONE, performed=False)


def _most(proof: Proof, name: str, days: int) -> None:
    proof.measured[name] = max(days, proof.measured.get(name, 0))


def ladders_can_be_climbed(proof: Proof) -> Iterator[Violation]:
    """Lemmas: from every state, clean sessions every other day climb a ladder, and passed
    mornings leave the flare-up path and free hard work."""
    for graph in proof.graphs("climb"):
        for place, state in enumerate(graph.states):
            if proof.quick and place % QUICK_SHARE:
                continue
            proof.holds("S14")
            days = _climb(graph, state)
            _most(proof, f"to the top of a ladder of {graph.component.plan.rungs} rungs", days)
            if days >= CLIMB_LIMIT:
                diary = graph.diary(Half.MORNING, place)
                yield Violation("S14", f"{graph.component.name}: cannot be climbed", diary)
                return
    yield from _paths_end(proof)


def _climb(graph: Graph, state: Any) -> int:
    """Days to the top under the policy; a state outside the graph cannot occur."""
    component, top, worked = graph.component, graph.component.plan.rungs, False
    for day in range(CLIMB_LIMIT):
        morning = component.open(state, CLEAN if worked else QUIET)
        if morning is None:
            return CLIMB_LIMIT
        mid: Any = morning.state
        if mid.level >= top:
            return day
        worked = not worked and not mid.out
        evening = component.close(mid, DONE if worked else REST)
        state = evening.state if evening is not None else mid
    return CLIMB_LIMIT


def _paths_end(proof: Proof) -> Iterator[Violation]:
    for graph in proof.graphs("flare"):
        for place, start in enumerate(graph.states):
            proof.holds("S14")
            state: Any = start
            days = 0
            while state.phase and days < CLIMB_LIMIT:
                mid = graph.component.open(state, (Verdict.PASS, Asked.SESSION))
                step = graph.component.close(mid.state if mid else state, (False, True))
                state, days = step.state if step else state, days + 1
            _most(proof, "off the flare-up path with passed mornings", days)
            if state.phase:
                diary = graph.diary(Half.MORNING, place)
                yield Violation("S14", "the flare-up path does not end", diary)
                return


class Wanted(NamedTuple):
    """Who is to arrive: someone at a place on the path of a track and goal."""

    track: str
    person: PersonSettings
    place: int = 0


def painless_people_arrive(proof: Proof) -> Iterator[Violation]:
    """Everybody without pain reaches the last stage of their goal, from every stage's start;
    nothing freezes whoever comes in at the beginning, nor is it called slow, however many days a
    week they chose and whatever stands in for what they cannot do."""
    for wanted in _people(proof):
        proof.holds("S14")
        person = _settled(proof, wanted)
        days, where, freezes = _arrives(person)
        stuck = freezes if wanted.place == 0 else 0
        _most(proof, f"freezes on the way to {wanted.person.goal}, {wanted.track}", stuck)
        _most(proof, f"to the last stage of {wanted.person.goal}, {wanted.track}", days)
        if days >= ARRIVE_LIMIT or stuck:
            end = f"frozen {freezes} times without pain" if stuck else "never arrives"
            week = f"training on weekdays {wanted.person.training_days}"
            place = f"from place {wanted.place} on the path"
            diary = (person_words(wanted.person), week, place, where)
            yield Violation("S14", f"{wanted.track}, {wanted.person.goal}: {end}", diary)
            return


def _people(proof: Proof) -> Iterator[Wanted]:
    pack = proof.pack
    goals = list(pack.goals)[:1] if proof.quick else list(pack.goals)
    every = frozenset(pack.traits)
    yield Wanted(pack.strictest_track, plain_person(pack, goals[0])._replace(traits=every))
    for track in pack.tracks:
        for goal, days in _weeks_of_goals(pack, goals, quick=proof.quick):
            person = _short_of_time(proof, track, plain_person(pack, goal), days)
            yield Wanted(track, person)
            options = frozenset() if proof.quick else frozenset(pack.goals[goal].options)
            if options:
                yield Wanted(track, person._replace(options=options))
        if not proof.quick:
            yield from _hindered(pack, track)
    if proof.quick:  # the longest path once, for all its runs and sprints
        yield Wanted(pack.strictest_track, plain_person(pack, list(pack.goals)[-1]))


def _short_of_time(
    proof: Proof, track: str, person: PersonSettings, days: tuple[int, ...]
) -> PersonSettings:
    """With the fewest minutes that hold every stage; fewer are another invariant's (S21)."""
    asked = (person._replace(training_days=days, minutes=m) for m in proof.pack.minutes_offered)
    kind = EpisodeKind("left", track)
    return next(one for one in asked if not any(proof.engine.course(kind, one).minutes_needed))


def _hindered(pack: Pack, track: str) -> Iterator[Wanted]:
    """The longest path, with each trait and all at once and fewest days, and from each stage."""
    goal = list(pack.goals)[-1]
    whole = plain_person(pack, goal)
    fewest = weeks_of(pack, goal, quick=True)[0]
    for traits in (*(frozenset({trait}) for trait in pack.traits), frozenset(pack.traits)):
        yield Wanted(track, whole._replace(traits=traits))
        yield Wanted(track, whole._replace(traits=traits, training_days=fewest))
    for place in range(1, len(pack.paths[track][goal]) - 1):
        yield Wanted(track, whole, place)


def _weeks_of_goals(
    pack: Pack, goals: list[str], *, quick: bool
) -> Iterator[tuple[str, tuple[int, ...]]]:
    for goal in goals:
        for days in weeks_of(pack, goal, quick=quick):
            yield goal, days


def weeks_of(pack: Pack, goal: str, *, quick: bool) -> tuple[tuple[int, ...], ...]:
    """For each number of days a week the days that lie closest together under a goal and those
    farthest apart; the quick proof takes the closest alone."""
    rules, apart = pack.rules.calendar, days_apart(pack, goal)
    sizes = range(rules.min_training_days, rules.max_training_days + 1)
    closest = [(*range(n - 1), max(n - 1, apart)) for n in sizes]
    farthest = [] if quick else [planned_of(tuple(range(WEEK)), n) for n in sizes]
    return tuple(dict.fromkeys((*closest, *farthest)))


def _settled(proof: Proof, wanted: Wanted) -> Obedient:
    """The person at the start of a stage: every ladder at its lowest, nothing latched."""
    person = begin(proof.engine, wanted.person, limb_of(proof.pack, wanted.track))
    episodes = tuple(e._replace(gate=GatePosition(wanted.place)) for e in person.state.episodes)
    person.state = person.state._replace(episodes=episodes)
    return person


def _arrives(person: Obedient) -> tuple[int, str, int]:
    """Days until the last place of the path, where it ended, and the freezes that were lifted on
    the way. A freeze is a hold, so its one lifting event is given as soon as it is in force."""
    decision: Decision | None = None
    freezes = 0
    for days, (_, made) in enumerate(person.live(ARRIVE_LIMIT)):
        decision = made
        episode = person.state.episodes[0]
        course = person.engine.course(episode.kind, person.state.person)
        if episode.gate.place + 1 == len(course.path):
            return days, "", freezes
        if is_slow(course.monitors[episode.gate.place], episode.monitors):
            freezes += 1
        if episode.monitors.frozen:
            freezes += 1
            day, stage = person.state.day, course.path[-1]
            person.tell(
                ClearanceRecorded(
                    flags=(FREEZE,), who="someone", dated=day, expires=day + 1, max_stage=stage
                )
            )
    return ARRIVE_LIMIT, _where(person, decision), freezes


def _where(person: Obedient, decision: Decision | None) -> str:
    place = person.state.episodes[0].gate.place
    told = decision_words(decision) if decision is not None else ""
    return f"after {ARRIVE_LIMIT} days still at place {place}; {told}"


def pain_is_sent_on(proof: Proof) -> Iterator[Violation]:
    """Whoever keeps one pain reaches a gate, a freeze, a hold, a referral or the advice that it
    takes long."""
    tracks = list(proof.pack.tracks)[: 2 if proof.quick else None]
    for track in tracks:
        for pain in PAINS:
            for usual in {0, pain}:
                proof.holds("S14")
                days = _sent_on(proof, track, pain, usual, 0)
                if not proof.quick:
                    days = max(days, _sent_on(proof, track, pain, usual, PAINLESS_DAYS))
                _most(proof, f"until constant pain {pain} is judged, {track}", days)
                if days >= SENT_ON_LIMIT:
                    diary = (f"{track}: pain {pain} always, usual morning pain {usual}",)
                    yield Violation("S14", "constant pain leads nowhere", diary)
                    return


def _sent_on(proof: Proof, track: str, pain: int, usual: int, painless: int) -> int:
    """Days of one pain until it is judged, from the start or after painless days."""
    goal = next(iter(proof.pack.goals))
    person = begin(proof.engine, plain_person(proof.pack, goal), limb_of(proof.pack, track))
    person.morning = usual
    for _ in person.live(painless):
        pass
    kind, place = person.state.episodes[0].kind, person.state.episodes[0].gate.place
    if place + 1 == len(proof.engine.course(kind, person.state.person).path):
        return 0  # Maintain leads no further.
    person.pain, person.now = pain, pain
    for days, (_, decision) in enumerate(person.live(SENT_ON_LIMIT)):
        episode = person.state.episodes[0]
        if episode.baseline.value >= 0:
            person.morning = pain
        held = isinstance(decision, Refusal) and decision.kind in HELD
        course = person.engine.course(episode.kind, person.state.person)
        slow = is_slow(course.monitors[episode.gate.place], episode.monitors)
        if held or slow or episode.gate.place != place or episode.monitors.frozen:
            return days
    return SENT_ON_LIMIT


HELD = ("emergency", "same_day", "professional_first")


def holds_can_be_lifted(proof: Proof) -> Iterator[Violation]:
    """From each held state its one lifting event gives a plan within a few days."""
    state = next(d.state for d in proof.days if isinstance(d.decision, Prescription))
    for flag in proof.pack.triage.flags:
        proof.holds("S14")
        days = _lifted_after(proof, state, flag)
        _most(proof, "from a lifted hold to a plan", days)
        if days >= LIFT_LIMIT:
            yield Violation("S14", f"flag {flag.id} cannot be lifted", (flag.id, flag.lifts))
            return


def _lifted_after(proof: Proof, state: State, flag: Flag) -> int:
    lock = set_flag(state.lock, FlagKey(flag.id, ""), FlagState(FlagStanding.STANDING), state.day)
    held = state._replace(lock=lock)
    if flag.lifts == "clearance":
        until = held.day + proof.pack.rules.clearance.max_days
        stage = max(proof.pack.stages)
        fact = ClearanceRecorded(
            flags=(flag.id,),
            who="someone",
            dated=held.day,
            expires=until,
            max_stage=stage,
            told_safe=True,
        )
        person = Obedient(proof.engine, proof.engine.step(held, fact))
    else:
        watched = tuple(_watched(proof, e) for e in held.episodes)
        held = held._replace(episodes=watched)
        limb = held.episodes[0].kind.limb
        person = Obedient(proof.engine, proof.engine.step(held, WalkingAnswered(limb, True)))
    for days, (_, decision) in enumerate(person.live(LIFT_LIMIT)):
        if isinstance(decision, Prescription) and decision.items:
            return days
    return LIFT_LIMIT


def _watched(proof: Proof, episode: Any) -> Any:
    age = proof.pack.rules.walking.first_day
    return episode._replace(walking=episode.walking._replace(age=age, watch=Watch.WAITING))
