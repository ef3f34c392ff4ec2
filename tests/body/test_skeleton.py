"""Segments keep their lengths, angles read back are the angles asked for, mirrors are exact."""

import pytest
from tests.body.scenes import SAMPLED, SCENES, Scene

from hamstrong.body.geometry import distance, wrap
from hamstrong.body.skeleton import (
    DEFAULT_BODY,
    Arm,
    Leg,
    Posture,
    forward,
    mirrored,
    read_back,
)

SEGMENTS = {
    ("pelvis", "shoulder"): 0.288,
    ("shoulder", "crown"): 0.182,
    ("pelvis", "{}_knee"): 0.245,
    ("{}_knee", "{}_ankle"): 0.246,
    ("shoulder", "{}_elbow"): 0.186,
    ("{}_elbow", "{}_wrist"): 0.146,
}
each_scene = pytest.mark.parametrize("scene", SCENES, ids=str)


def test_standing_height_is_the_height_of_the_body() -> None:
    upright = forward(Posture(0.0, Leg(0.0, 0.0), Leg(0.0, 0.0)))
    heights = {name: point[1] for name, point in upright.items()}
    assert heights["crown"] - heights["near_toe"] == pytest.approx(DEFAULT_BODY.height)


@each_scene
def test_segment_lengths_are_constant_through_every_frame(scene: Scene) -> None:
    for frame in SAMPLED[str(scene)].frames:
        for (start, end), fraction in SEGMENTS.items():
            for side in ("near", "far"):
                a, b = frame.joints[start.format(side)], frame.joints[end.format(side)]
                assert distance(a, b) == pytest.approx(fraction * DEFAULT_BODY.height, abs=1e-9)


@each_scene
def test_angles_read_back_from_the_joints_are_those_of_the_frame(scene: Scene) -> None:
    for frame in SAMPLED[str(scene)].frames:
        seen = read_back(frame.joints)
        for side in ("near", "far"):
            leg, drawn = frame.posture.leg(side), seen.leg(side)
            assert wrap(drawn.hip - leg.hip) == pytest.approx(0, abs=1e-6)
            assert wrap(drawn.knee - leg.knee) == pytest.approx(0, abs=1e-6)
            assert wrap(drawn.ankle - leg.ankle) == pytest.approx(0, abs=1e-6)
        assert wrap(seen.trunk - frame.posture.trunk) == pytest.approx(0, abs=1e-6)


@each_scene
def test_key_poses_are_drawn_with_the_hip_and_knee_of_the_data(scene: Scene) -> None:
    for pose, placed in zip(scene.sequence.poses, scene.motion().keys, strict=True):
        seen = read_back(placed.joints).near
        assert seen.hip == pytest.approx(pose.hip_deg, abs=2.0)
        assert seen.knee == pytest.approx(pose.knee_deg, abs=2.0)


@each_scene
def test_the_other_side_is_an_exact_mirror(scene: Scene) -> None:
    frame = SAMPLED[str(scene)].frames[0]
    mirror = mirrored(frame.joints)
    assert {name: (-x, y) for name, (x, y) in mirror.items()} == dict(frame.joints)


def test_known_postures_stand_where_arithmetic_says() -> None:
    body = DEFAULT_BODY
    sitting = forward(Posture(0.0, Leg(90.0, 90.0), Leg(90.0, 90.0)))
    assert sitting["near_knee"] == pytest.approx((body.thigh, 0.0))
    assert sitting["near_ankle"] == pytest.approx((body.thigh, -body.shank))
    lying = forward(Posture(-90.0, Leg(0.0, 0.0), Leg(0.0, 0.0)))
    assert lying["shoulder"] == pytest.approx((-body.trunk, 0.0))
    assert lying["near_ankle"] == pytest.approx((body.thigh + body.shank, 0.0))
    assert lying["near_toe"][1] > 0
    reaching = forward(Posture(0.0, Leg(0, 0), Leg(0, 0), Arm(90.0, 0.0)))
    assert reaching["near_wrist"][0] == pytest.approx(body.upper_arm + body.forearm)
