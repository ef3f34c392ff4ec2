"""Course limits (S2, S6): compiled courses keep to the pack for every enrolment."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.engine.course.availability import rungs_on
from hamstrong.engine.course.candidates import loaded_hip_deg
from hamstrong.engine.course.course import CompiledGate, Course
from hamstrong.engine.state.ladder import START_LEVEL
from hamstrong.engine.state.state import EpisodeKind, PersonSettings
from hamstrong.proof.enrolments import (
    family,
    strangers,
    unknown_spacings,
    unlike_the_other_side,
    visited_parts,
)
from hamstrong.proof.invariants.base import Proof, Violation
from hamstrong.proof.violation_text import person_words
from hamstrong.protocol.model import CompressionLimit, Exercise, Pack, Rung


def courses_keep_to_the_pack(proof: Proof) -> Iterator[Violation]:
    """S2 and S6: every rung of every compiled course, derived again from the pack itself."""
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
    person: PersonSettings,
    stage: int,
    exercise: Exercise,
    rungs: tuple[Rung, ...],
) -> Iterator[tuple[str, str]]:
    if kind.track not in exercise.stages or exercise.stages[kind.track] > stage:
        yield "S2", "offered before its stage"
    barred = {*exercise.excluded_by, *exercise.excluded_on.get(kind.track, ())}
    if person.traits & barred or person.goal in exercise.excluded_goals:
        yield "S2", "offered to someone it is not for"
    if any(trait in person.traits and stage < n for trait, n in exercise.later_for.items()):
        yield "S2", "offered before the stage that someone like this has it from"
    chosen = [o for o in pack.goals[person.goal].options if o in person.options]
    if exercise.options and not set(chosen) & set(exercise.options):
        yield "S2", "offered to someone who did not wish for it"
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


def paths_go_as_far_as_cautions_let(proof: Proof) -> Iterator[Violation]:
    """S14 and S12: no gate on the way asks what a caution has closed, and none asks less than the
    pack; only the last one leaves out what is closed."""
    for kind, person, course in proof.courses:
        for place, gate in enumerate(course.gates):
            if gate is None:
                continue
            proof.holds("S14")
            asked = [c.criterion for c in gate.criteria]
            claim = _wrong_gate(proof.pack, kind, person, gate, last=place + 2 == len(course.path))
            if claim is not None:
                where = f"{kind.track}, stage {course.path[place]}, {len(asked)} criteria"
                yield Violation(claim[0], claim[1], (where, person_words(person)))
                return


def _wrong_gate(
    pack: Pack, kind: EpisodeKind, person: PersonSettings, gate: CompiledGate, *, last: bool
) -> tuple[str, str] | None:
    own = [pack.criteria[name] for name in gate.gate.criteria]
    own = [c for c in own if c.applies_to(kind.track, person.goal)]
    closed = [c.criterion.id for c in gate.criteria if person.traits & set(c.criterion.closed_by)]
    if closed:
        return "S14", f"{gate.gate.id} asks for {closed[0]}, which a caution has closed"
    # Who cannot do a criterion's work does its substitute's, so the count stays.
    left_out = [c for c in own if person.traits & set(c.closed_by)] if last else []
    if len(gate.criteria) < len(own) - len(left_out):
        return "S12", f"{gate.gate.id} asks less than the pack"
    return None


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


def every_enrolment_is_visited(proof: Proof) -> Iterator[Violation]:
    """S2: whatever a person enrols with is made of lines and criteria that were visited."""
    chosen = family(proof.pack, quick=proof.quick)
    proof.enrolments = chosen.size(proof.pack)
    proof.holds("S2", times=proof.enrolments)
    known = visited_parts(proof.courses)
    for person, part in strangers(proof.pack, known, chosen):
        claim = f"{part.name} with {part.rungs} rungs was not visited"
        yield Violation("S2", claim, (part.track, person_words(person)))
        return
    for days in unknown_spacings(proof.pack):
        yield Violation("S2", "a planned week was not visited", (f"weekdays {days}",))
        return
    for kind in unlike_the_other_side(proof.pack, proof.courses):
        yield Violation("S2", "the other leg's course is not the mirror", (kind.track,))
        return


def shorter_ladders_are_beginnings(proof: Proof) -> Iterator[Violation]:
    """S2: a course's ladder is the one of its track, cut where kit or person end it."""
    for kind, person, course in proof.courses:
        for exercise, rungs in course.rungs.items():
            proof.holds("S2")
            whole = rungs_on(proof.pack.exercises[exercise], kind.track)
            if rungs != whole[: len(rungs)] or not _fits(course, exercise, len(rungs)):
                yield Violation(
                    "S2", f"{exercise}: the ladder is not a beginning", (person_words(person),)
                )
                return


def _fits(course: Course, exercise: str, rungs: int) -> bool:
    return course.ladders[exercise].rungs == rungs
