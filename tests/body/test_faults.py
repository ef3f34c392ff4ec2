"""Every mistake is drawn beside the right way, at the same scale, and looks different from it."""

import re
from dataclasses import replace

import pytest
from tests.body.scenes import EXERCISES

from hamstrong.body.faults import fault_pair
from hamstrong.body.figure import FigureLook
from hamstrong.body.front import front_joints
from hamstrong.body.motion import Motion
from hamstrong.body.shapes import SHIRT, bent
from hamstrong.protocol.model import Exercise, PoseSequence

FAULTS = [(e, s) for e in EXERCISES.values() for s in e.sequences if s.is_fault]
each_fault = pytest.mark.parametrize(
    ("exercise", "fault"), FAULTS, ids=[f"{e.id}-{s.id}" for e, s in FAULTS]
)
# Those that joints alone tell; the others are told by the drawing of back, knees or hips.
POSED = [
    (exercise, fault)
    for exercise, fault in FAULTS
    if fault.view == "side" and not fault.poses[-1].spine_deg
]
# Canvas units: what one sees at a glance in a picture of 440.
_AT_A_GLANCE = 8.0


def _drawing(svg: str) -> str:
    root = re.search(r' id="(h[0-9a-f]{8})"', svg)
    assert root
    return svg[svg.index("<defs>") :].replace(root[1], "")


def _window(svg: str) -> list[float]:
    box = re.search(r'viewBox="([^"]+)"', svg)
    assert box
    return [float(number) for number in box[1].split()]


@each_fault
def test_right_and_wrong_are_two_pictures_of_one_scale(
    exercise: Exercise, fault: PoseSequence
) -> None:
    pair = fault_pair(exercise, fault, FigureLook(), titles=("do", "see"))
    assert "<title>do</title>" in pair.right
    assert "<title>see</title>" in pair.wrong
    assert _window(pair.right)[2:] == _window(pair.wrong)[2:]
    assert _drawing(pair.right) != _drawing(pair.wrong)


@each_fault
def test_the_whole_body_is_in_the_window_on_both_sides(
    exercise: Exercise, fault: PoseSequence
) -> None:
    right, left = (fault_pair(exercise, fault, FigureLook(side=s)) for s in ("right", "left"))
    for one, mirror in ((right.right, left.right), (right.wrong, left.wrong)):
        x, _, wide, _ = _window(one)
        assert 0.0 <= x <= x + wide <= 440.0
        assert _window(mirror)[0] == pytest.approx(440.0 - x - wide, abs=0.11)


@pytest.mark.parametrize(("exercise", "fault"), POSED, ids=[f"{e.id}-{s.id}" for e, s in POSED])
def test_a_mistake_of_posture_differs_at_a_glance(exercise: Exercise, fault: PoseSequence) -> None:
    last = fault.poses[-1]
    wanted = fault.instead_of or exercise.ladder[0].pose
    right = next(s for s in exercise.sequences if s.id == wanted)
    index = next(k for k, pose in enumerate(right.poses) if pose.phase == last.phase)
    dosage = exercise.ladder[0].dosage
    good = Motion(right, dosage).key_frame(index).joints
    bad = Motion(fault, dosage).key_frame(len(fault.poses) - 1).joints
    shift = [bad["near_ankle"][k] - good["near_ankle"][k] for k in (0, 1)]
    moved = max(abs(bad[n][k] - good[n][k] - shift[k]) * 200.0 for n in good for k in (0, 1))
    assert moved > _AT_A_GLANCE


def test_a_bent_back_keeps_its_ends_and_bows_by_its_angle() -> None:
    line = ((0.0, 0.0), (144.0, 0.0), (288.0, 0.0))
    round_back = bent(line, 80.0, 288.0)
    assert round_back[0] == (0.0, 0.0)
    assert round_back[2] == pytest.approx((288.0, 0.0))
    # the height of a flat arc of angle a over a chord c is c·a/8
    assert round_back[1][1] == pytest.approx(-288.0 * 1.39626 / 8, rel=1e-4)
    assert bent(SHIRT, 0.0, 288.0) == SHIRT


def test_the_other_knee_falls_inward_only_when_it_bears_weight() -> None:
    squat, lunge = (
        next(s for s in EXERCISES[name].sequences if s.view == "front")
        for name in ("squat", "lunge")
    )
    assert squat.poses[-1].knee_in_deg > 0 < lunge.poses[-1].knee_in_deg
    assert _far_knee(squat, 0.0) != _far_knee(squat, 8.0)
    assert _far_knee(lunge, 0.0) == _far_knee(lunge, 8.0)


def _far_knee(sequence: PoseSequence, knee_in_deg: float) -> float:
    pose = replace(sequence.poses[-1], knee_in_deg=knee_in_deg)
    motion = Motion(replace(sequence, poses=(pose,)), EXERCISES["squat"].ladder[0].dosage)
    return front_joints(motion.key_frame(0), "front")["far_knee"][0]
