"""S2, S3, S6, S7 and S15: what the guard admits, and the courses that it is asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from hamstrong.engine.calendar import HARD, POWER, close_calendar, view_calendar
from hamstrong.engine.course import Course, loaded_hip_deg
from hamstrong.engine.criteria import stage_cap
from hamstrong.engine.dosing import dosage_for
from hamstrong.engine.forms import LockDay
from hamstrong.engine.guard import Denied, Dose
from hamstrong.engine.ladder import START_LEVEL
from hamstrong.engine.lock import FlagKey, FlagState, Lock, Standing, set_flag
from hamstrong.engine.state import EpisodeKind, Person
from hamstrong.proof.explore import Half
from hamstrong.proof.guards import ISOMETRIC_DAY, Asked, asked_how_much, asked_whether
from hamstrong.proof.invariants.base import Proof, Violation
from hamstrong.protocol.model import CompressionLimit, Dosage, Exercise, Pack, Rules, Rung

Judge = Callable[[Rules, Asked, Dose], str | None]


def guard_refuses(proof: Proof) -> Iterator[Violation]:
    """S2, S3, S7: one line of each kind of work against every view, judged by all three."""
    broken: set[str] = set()
    asked = 0
    for one in asked_whether(proof.pack, proof.settings, quick=proof.quick):
        asked += 1
        if isinstance(one.answer, Denied):
            proof.denied.add(one.answer.rule)
            continue
        for invariant, judge in WHETHER.items():
            claim = None if invariant in broken else judge(proof.pack.rules, one, one.answer)
            if claim is not None:
                broken.add(invariant)
                yield _told(invariant, claim, one)
    for invariant in WHETHER:
        proof.holds(invariant, times=asked)


def guard_doses(proof: Proof) -> Iterator[Violation]:
    """S2 and S15: every line at every level, with every set of keys and every cap."""
    broken: set[str] = set()
    for one in asked_how_much(proof.pack, proof.settings):
        if isinstance(one.answer, Denied):
            continue
        for invariant, judge in HOW_MUCH.items():
            proof.holds(invariant)
            claim = None if invariant in broken else judge(proof.pack.rules, one, one.answer)
            if claim is not None:
                broken.add(invariant)
                yield _told(invariant, claim, one)


def _told(invariant: str, claim: str, one: Asked) -> Violation:
    exercise = one.request.candidate.exercise.id
    diary = (f"{exercise} asked", str(one.person), str(one.limb), f"admitted: {one.answer}")
    return Violation(invariant, claim, diary)


def _beyond_the_stage(_rules: Rules, one: Asked, _dose: Dose) -> str | None:
    if one.request.candidate.exercise.id not in one.limb.allowed:
        return "an exercise of no open stage is admitted"
    if one.limb.blocked_rule or one.person.nothing_rule or one.limb.stopped:
        return "an exercise is admitted while something forbids it"
    left_out = one.request.ladder.out or one.person.excluded
    return "what is left out is admitted" if left_out else None


def _beyond_the_rungs(_rules: Rules, one: Asked, dose: Dose) -> str | None:
    if dose.level > min(one.request.candidate.max_level, len(one.request.rungs)):
        return "a rung beyond the track, the kit or the person is admitted"
    return None


def _too_hard(rules: Rules, one: Asked, _dose: Dose) -> str | None:
    hard, view = one.request.load_class.hard, one.person.calendar
    if hard and one.person.hard_rule is not None:
        return "hard work is admitted while a rule forbids it"
    if hard and view.hard_yesterday:
        return "hard work is admitted next to a hard day"
    if hard and view.hard_count >= rules.calendar.max_hard_in_window:
        return "one hard day too many is admitted"
    power = one.request.load_class.power
    if power and view.power_count >= rules.calendar.max_power_in_window:
        return "one power day too many is admitted"
    nordic = one.request.candidate.exercise.nordic
    if nordic and view.nordic_count >= rules.calendar.max_nordics_in_window:
        return "one Nordic day too many is admitted"
    return None


def _locked_stretch(_rules: Rules, one: Asked, _dose: Dose) -> str | None:
    if not one.request.candidate.exercise.adjunct:
        return None
    if not one.limb.stretch_open:
        return "a stretch is admitted while stretching is locked"
    return "a stretch is admitted on the flare-up path" if one.limb.flare_day else None


def _beyond_a_cap(_rules: Rules, one: Asked, dose: Dose) -> str | None:
    caps = [one.request.ladder.level, one.request.candidate.max_level]
    caps += [n - 1 for n, key in one.request.candidate.keyed if key not in one.limb.keys]
    if one.request.lead_cap is not None:
        caps.append(one.request.lead_cap)
    if one.limb.flare_day == ISOMETRIC_DAY and one.request.load_class.isometric:
        caps.append(START_LEVEL)
    if dose.level != min(caps):
        return f"the admitted level {dose.level} is not the least of {caps}"
    if dose.cap_sets != one.person.cap_sets:
        return "the clinician's cap on sets is lost"
    return None


WHETHER: dict[str, Judge] = {"S2": _beyond_the_stage, "S3": _too_hard, "S7": _locked_stretch}
HOW_MUCH: dict[str, Judge] = {"S2": _beyond_the_rungs, "S15": _beyond_a_cap}


def courses_keep_to_the_pack(proof: Proof) -> Iterator[Violation]:
    """S2 and S6: every rung of every compiled course, told again from the pack itself."""
    for kind, person, course in proof.courses:
        for place, candidates in enumerate(course.candidates):
            for candidate in candidates:
                rungs = course.rungs[candidate.exercise.id][: candidate.max_level]
                for invariant, claim in _wrong(
                    proof.pack, kind, person, course.path[place], candidate.exercise, rungs
                ):
                    diary = (f"{kind.track}, {person.goal}, stage {course.path[place]}",)
                    yield Violation(invariant, f"{candidate.exercise.id}: {claim}", diary)
                    return
                proof.holds("S2", times=len(rungs))
                proof.holds("S6", times=len(rungs))


def _wrong(
    pack: Pack,
    kind: EpisodeKind,
    person: Person,
    stage: int,
    exercise: Exercise,
    rungs: tuple[Rung, ...],
) -> Iterator[tuple[str, str]]:
    if kind.track not in exercise.stages or exercise.stages[kind.track] > stage:
        yield "S2", "offered before its stage"
    if person.traits & set(exercise.excluded_by) or person.goal in exercise.excluded_goals:
        yield "S2", "offered to someone it is not for"
    limit = _compression(pack, kind)
    isometric = pack.load_classes[exercise.load_class].isometric
    for rung in rungs:
        if person.traits & set(rung.excluded_by):
            yield "S2", f"{rung.id} is not for this person"
        if not all(_has(pack, person.kit, i) for i in (*exercise.equipment, *rung.equipment)):
            yield "S2", f"{rung.id} needs something that is missing"
        if limit is not None and stage in limit.stages:
            allowed = limit.isometric_hip_deg if isometric else limit.repetition_hip_deg
            if loaded_hip_deg(exercise, rung) > allowed:
                yield "S6", f"{rung.id} bends the hip under load beyond the limit"


def _has(pack: Pack, kit: frozenset[str], item: str) -> bool:
    """Told again, not asked of the course that is under proof."""
    return bool(kit & {item, *(pack.kits[item].equal if item in pack.kits else ())})


def _compression(pack: Pack, kind: EpisodeKind) -> CompressionLimit | None:
    own = pack.tracks[kind.track].compression
    if own is None and kind.compression:
        return next((t.compression for t in pack.tracks.values() if t.compression), None)
    return own


def no_long_stretch_before_its_stage(proof: Proof) -> Iterator[Violation]:
    """S6: a long hold at length waits for the end of the compression limit; on the track whose
    limit it is, for its key as well."""
    for kind, _, course in proof.courses:
        limit = _compression(proof.pack, kind)
        if limit is None:
            continue
        own = proof.pack.tracks[kind.track].compression is not None
        for place, candidates in enumerate(course.candidates):
            for candidate in candidates:
                proof.holds("S6")
                if not candidate.exercise.long_hold_hamstring_stretch:
                    continue
                early = course.path[place] in limit.stages
                waits = any(level <= START_LEVEL for level, _ in candidate.keyed)
                if early or (own and not waits):
                    claim = f"{candidate.exercise.id} does not wait for clean loading"
                    yield Violation("S6", claim, (f"{kind.track}, stage {course.path[place]}",))
                    return


def calendar_counts_every_day(proof: Proof) -> Iterator[Violation]:
    """S3: whenever the calendar leaves room, the week that today completes keeps its limits."""
    rules = proof.pack.rules.calendar
    for graph in proof.graphs("calendar", "nordics"):
        for place, state in enumerate(graph.states):
            proof.holds("S3")
            view = view_calendar(rules, state)
            diary = graph.diary(Half.MORNING, place)
            near = state.days[: rules.min_hard_spacing_days - 1]
            hard, power = sum(map(bool, state.days)), state.days.count(POWER)
            told = (view.hard_yesterday, view.hard_count, view.power_count, view.nordic_count)
            if told != (any(near), hard, power, sum(state.nordics)):
                yield Violation("S3", "the calendar miscounts the week", (*diary, str(view)))
                return
            pushed = close_calendar(state, HARD, nordic=True)
            if pushed.days != (HARD, *state.days[:-1]) or not pushed.nordics[0]:
                yield Violation("S3", "the calendar forgets a day", (*diary, str(pushed)))
                return


def caps_are_minima(proof: Proof) -> Iterator[Violation]:
    """S15: sets and stages under every mixture of caps."""
    pack = proof.pack
    for sets in range(1, 6):
        dosage = Dosage(sets=sets, rest_s=0, repetitions=2)
        for cap, half in product((None, *range(1, 6)), (False, True)):
            proof.holds("S15")
            given = dosage_for(pack, dosage, half=half, cap=cap).sets
            if given > sets or (cap is not None and given > cap):
                claim = "more sets than a cap allows"
                yield Violation("S15", claim, (f"{sets} sets, cap {cap}: {given}",))
                return
    lock = Lock()
    for own, leave in product((None, *pack.stages), (None, *pack.stages)):
        proof.holds("S15")
        if leave is not None:
            lock = set_flag(Lock(), FlagKey("f", ""), FlagState(Standing.COVERED, 1, leave))
        cap = stage_cap(Person(cap_stage=own), LockDay(lock if leave is not None else Lock()))
        if cap != min((c for c in (own, leave) if c is not None), default=None):
            yield Violation("S15", "two stage caps do not join by minimum", (str((own, leave)),))
            return


def shorter_ladders_are_beginnings(proof: Proof) -> Iterator[Violation]:
    """S2: a course's ladder is the pack's, cut where kit or person end it."""
    for _, person, course in proof.courses:
        for exercise, rungs in course.rungs.items():
            proof.holds("S2")
            whole = proof.pack.exercises[exercise].ladder
            if rungs != whole[: len(rungs)] or not _fits(course, exercise, len(rungs)):
                yield Violation("S2", f"{exercise}: the ladder is not a beginning", (str(person),))
                return


def _fits(course: Course, exercise: str, rungs: int) -> bool:
    return course.ladders[exercise].rungs == rungs
