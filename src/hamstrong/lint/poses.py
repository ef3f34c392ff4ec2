"""Poses that a body can do: joints, contacts, ground, and no sudden jump.

Each sequence is solved and played as the figure shows it, so what passes here can be drawn.
A rung that would look and count like the one before it is a fault of the ladder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from hamstrong.body.gear import KNOWN_PROPS
from hamstrong.body.geometry import distance, wrap
from hamstrong.body.motion import Frame, Motion, MotionPhase, inverse_ease
from hamstrong.body.skeleton import Posture
from hamstrong.body.touches import OWN_BODY, Touch, contact_names, touched_joint
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.model import Dosage, Exercise, PoseSequence, Rung
from hamstrong.protocol.self_tests import SelfTest

# Passive range of healthy adults, generously (Norkin and White, Measurement of Joint Motion,
# 5th ed. 2016, appendix B; ankle under body weight and in kneeling). A drawing beyond it is wrong.
LIMITS_DEG: Mapping[str, tuple[float, float]] = {
    "hip": (-30.0, 135.0),
    "knee": (-3.0, 150.0),
    "ankle": (-65.0, 45.0),
    "toe": (-5.0, 90.0),
    "shoulder": (-60.0, 180.0),
    "elbow": (-3.0, 150.0),
}
SLIDE_M = 0.01
SINK_M = 0.01
JUMP_M = 0.01
# How far solving the contacts may bend hip or knee away from what the data say.
AGREE_DEG = 2.0
_STEPS = 8
_INSTANT_S = 1e-6
_SOLES = ("heel", "ball", "toe", "knee", "ankle", "elbow", "wrist", "hand")


def check_poses(exercises: Mapping[str, Exercise]) -> Iterator[UnplacedFault]:
    """A finding for every pose that no body can do, and every rung that changes nothing."""
    for exercise in exercises.values():
        place = PackPlace(f"exercises/{exercise.id}.yaml")
        yield from _idle_rungs(exercise, place)
        for index, sequence in enumerate(exercise.sequences):
            here = place.at("sequences", index)
            unknown = list(_unknown_names(sequence, here))
            yield from unknown
            if not unknown:
                yield from _sequence(sequence, _dosage(exercise, sequence), here)


def check_test_poses(
    tests: Mapping[str, SelfTest], exercises: Mapping[str, Exercise]
) -> Iterator[UnplacedFault]:
    """The same for the sequences of self-tests, at the pace of the exercise they are drawn by."""
    for test in tests.values():
        exercise = exercises.get(test.figure.exercise)
        for index, sequence in enumerate(test.sequences if exercise else ()):
            here = PackPlace("tests.yaml", ("tests", test.id, "sequences", index))
            unknown = list(_unknown_names(sequence, here))
            yield from unknown
            if not unknown and exercise is not None:
                yield from _sequence(sequence, exercise.ladder[0].dosage, here)


def _dosage(exercise: Exercise, sequence: PoseSequence) -> Dosage:
    """The dosage of the first rung that shows a sequence; a fault is shown at the first rung's."""
    shown = (rung.dosage for rung in exercise.ladder if rung.pose == sequence.id)
    return next(shown, exercise.ladder[0].dosage)


def _idle_rungs(exercise: Exercise, place: PackPlace) -> Iterator[UnplacedFault]:
    for index, (before, after) in enumerate(pairwise(exercise.ladder), start=1):
        if _felt(before) == _felt(after):
            expected = f"something to see or to count that differs from {before.id}"
            yield UnplacedFault(place.at("ladder", index, "id"), "idle-rung", expected, after.id)


def _felt(rung: Rung) -> tuple[object, ...]:
    words = rung.changes in {"effort", "support"}  # told in words, seen only by who does it
    dose = (rung.dosage, rung.load_kg, rung.own_percent, rung.max_per_week)
    return (*dose, rung.pose, rung.equipment, rung.id if words else "")


def _unknown_names(sequence: PoseSequence, place: PackPlace) -> Iterator[UnplacedFault]:
    for index, prop in enumerate(sequence.props):
        if prop not in KNOWN_PROPS:
            expected = f"one of {', '.join(sorted(KNOWN_PROPS))}"
            yield UnplacedFault(place.at("props", index), "unknown-prop", expected, prop)
    places = [(place.at("contacts"), sequence.contacts)]
    places += [
        (place.at("poses", index, "contacts"), pose.contacts)
        for index, pose in enumerate(sequence.poses)
        if pose.contacts is not None
    ]
    for where, contacts in places:
        for index, contact in enumerate(contacts):
            if contact.partition("@")[0] not in contact_names():
                expected = f"one of {', '.join(sorted(contact_names()))}, with @prop if needed"
                yield UnplacedFault(where.at(index), "unknown-contact", expected, contact)


def _sequence(sequence: PoseSequence, dosage: Dosage, place: PackPlace) -> Iterator[UnplacedFault]:
    yield from _mistakes(sequence, place)
    motion = Motion(sequence, dosage)
    for index, placed in enumerate(motion.keys):
        yield from _limits(placed.posture, place.at("poses", index))
        yield from _agreement(sequence, index, placed.posture, place.at("poses", index))
    yield from _played(motion, place)
    yield from _jumps(motion, place)


def _limits(posture: Posture, place: PackPlace) -> Iterator[UnplacedFault]:
    for side, prefix in (("near", ""), ("far", "other_")):
        leg, arm = posture.leg(side), posture.arm(side)
        angles = {"hip": leg.hip, "knee": leg.knee, "ankle": leg.ankle, "toe": leg.toe}
        angles |= {"shoulder": wrap(arm.shoulder), "elbow": arm.elbow}
        for name, angle in angles.items():
            low, high = LIMITS_DEG[name]
            if not low <= angle <= high:
                expected = f"a solved {name} within {low:g} … {high:g} degrees"
                key = f"{prefix}{name}_deg" if name in {"hip", "knee", "ankle"} else f"{name}_deg"
                yield UnplacedFault(place.at(key), "joint-limit", expected, round(angle, 1))


def _mistakes(sequence: PoseSequence, place: PackPlace) -> Iterator[UnplacedFault]:
    """A bent back and a knee that falls inward are drawn for mistakes, and teach nothing else."""
    for index, pose in enumerate(sequence.poses):
        for key in ("spine_deg", "knee_in_deg"):
            if getattr(pose, key) and not sequence.is_fault:
                expected = "0, for a sequence that is no mistake (its id has no fault_)"
                yield UnplacedFault(
                    place.at("poses", index, key), "fault-angle", expected, getattr(pose, key)
                )


def _agreement(
    sequence: PoseSequence, index: int, posture: Posture, place: PackPlace
) -> Iterator[UnplacedFault]:
    pose = sequence.poses[index]
    pairs = (("hip_deg", pose.hip_deg, posture.near.hip), ("knee_deg", pose.knee_deg,
             posture.near.knee))  # fmt: skip
    for key, asked, solved in pairs:
        if abs(wrap(asked - solved)) > AGREE_DEG:
            expected = f"about {solved:.1f}, with which the {pose.phase} pose keeps its contacts"
            yield UnplacedFault(place.at(key), "contact-angle", expected, asked)


def _played(motion: Motion, place: PackPlace) -> Iterator[UnplacedFault]:
    """The first slide of each touch and the first point below the ground, over a repetition."""
    seen: set[object] = set()
    for t in _times(motion):
        frame = motion.frame_at(t)
        for touch, slid in _slides(motion, frame):
            if touch not in seen:
                seen.add(touch)
                expected = f"a planted {touch.kind} within {SLIDE_M:g} m in the {frame.phase} phase"
                yield UnplacedFault(
                    place.at("contacts"), "contact-slides", expected, round(slid, 3)
                )
        for name, depth in _sunk(frame):
            if name not in seen:
                seen.add(name)
                expected = f"the {name} above the ground in the {frame.phase} phase"
                yield UnplacedFault(place.at("poses"), "below-ground", expected, round(depth, 3))


def _times(motion: Motion) -> Iterator[float]:
    for stretch in motion.stretches:
        for step in range(_STEPS + 1):
            yield stretch.begins_s + stretch.lasts_s * step / _STEPS


def _slides(motion: Motion, frame: Frame) -> Iterator[tuple[Touch, float]]:
    for touch in frame.touches:
        anchor = motion.ground.anchors.get(touch)
        joint = touched_joint(touch)
        if anchor is None or joint is None or touch.slides or touch.on in OWN_BODY:
            continue
        point = frame.joints[joint]
        slid = distance(point, (anchor[0], anchor[1] + frame.rise_m))
        if touch.glides:
            slid = abs(point[1] - anchor[1])
        if touch.climbs:
            slid = abs(point[0] - anchor[0])
        if slid > SLIDE_M:
            yield touch, slid


def _sunk(frame: Frame) -> Iterator[tuple[str, float]]:
    for name, (_, y) in frame.joints.items():
        if name.partition("_")[2] in _SOLES and y < -SINK_M:
            yield name, y


def _jumps(motion: Motion, place: PackPlace) -> Iterator[UnplacedFault]:
    for t in _seams(motion.stretches):
        before, after = motion.frame_at(t - _INSTANT_S), motion.frame_at(t + _INSTANT_S)
        moved = {name: distance(p, after.joints[name]) for name, p in before.joints.items()}
        name = max(moved, key=lambda joint: moved[joint])
        if moved[name] > JUMP_M:
            expected = f"a {name} that moves without a jump into the {after.phase} phase"
            yield UnplacedFault(place.at("poses"), "pose-jump", expected, round(moved[name], 3))


def _seams(stretches: tuple[MotionPhase, ...]) -> Iterator[float]:
    for stretch in stretches:
        for mark in stretch.marks:
            t = stretch.begins_s + stretch.lasts_s * inverse_ease(mark)
            if t > _INSTANT_S:
                yield t
