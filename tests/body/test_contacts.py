"""What is planted stays planted, nothing sinks into the floor, no elbow or knee bends backward."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.body.scenes import EXERCISES, SAMPLED, SCENES, Scene

from hamstrong.body.contacts import solve
from hamstrong.body.geometry import add, distance, hanging, reach
from hamstrong.body.scene import Scene as Props
from hamstrong.body.skeleton import DEFAULT_BODY, Leg, Posture
from hamstrong.body.touches import OWN_BODY, Ground, touched_joint, touches_of

each_scene = pytest.mark.parametrize("scene", SCENES, ids=str)


@each_scene
def test_planted_points_move_less_than_a_centimetre(scene: Scene) -> None:
    motion = scene.motion()
    for frame in SAMPLED[str(scene)].frames:
        for touch in frame.touches:
            anchor, joint = motion.ground.anchors.get(touch), touched_joint(touch)
            if anchor is None or joint is None or touch.on in OWN_BODY or touch.slides:
                continue
            x, y = frame.joints[joint]
            assert touch.glides or abs(x - anchor[0]) < 0.01, (touch, frame.t)
            assert touch.climbs or abs(y - anchor[1] - frame.rise_m) < 0.01, (touch, frame.t)


@each_scene
def test_nothing_goes_through_the_floor(scene: Scene) -> None:
    for frame in SAMPLED[str(scene)].frames:
        for name, (_, y) in frame.joints.items():
            assert y > -0.01, (name, frame.t, y)


@each_scene
def test_knees_and_elbows_bend_the_right_way(scene: Scene) -> None:
    for frame in SAMPLED[str(scene)].frames:
        for side in ("near", "far"):
            assert -3.0 <= frame.posture.leg(side).knee <= 150.0
            assert -3.0 <= frame.posture.arm(side).elbow <= 150.0


def test_a_rolling_ball_turns_by_the_way_it_travels() -> None:
    curl = next(s for s in SCENES if str(s) == "bridge_curl-default")
    motion = curl.motion()
    radius = motion.ground.scene.size("ball") / 2
    for frame in SAMPLED[str(curl)].frames:
        assert distance(frame.props["ball"], frame.joints["near_heel"]) == pytest.approx(
            radius, abs=0.002
        )
        assert frame.props["ball"][1] == pytest.approx(radius)


@given(hip=st.floats(-5, 38), knee=st.floats(60, 95))
def test_a_bridge_closes_between_shoulders_and_feet_for_any_hip(hip: float, knee: float) -> None:
    ground = Ground(Props((), {}, {}), DEFAULT_BODY, {})
    touches = touches_of(("shoulders", "feet"))
    first = solve(Posture(-110.0, Leg(0.0, 76.0), Leg(0.0, 76.0)), touches, ground)
    later = solve(Posture(-90.0, Leg(hip, knee), Leg(hip, knee)), touches, ground)
    for joint in ("shoulder", "near_ankle", "far_ankle", "near_toe"):
        assert distance(first.joints[joint], later.joints[joint]) < 1e-6
    assert later.posture.near.hip == pytest.approx(hip)


@given(x=st.floats(-0.5, 0.5), y=st.floats(-0.5, 0.5), bend=st.sampled_from([-1, 1]))
def test_two_links_reach_what_is_within_reach(x: float, y: float, bend: int) -> None:
    first, second = 0.42, 0.41
    a, b = reach((0.0, 0.0), (x, y), first, second, bend)
    tip = add(hanging(a, first), hanging(b, second))
    if 0.02 < distance((0, 0), (x, y)) < first + second:
        assert distance(tip, (x, y)) < 1e-6


def test_every_contact_name_of_the_pack_is_known() -> None:
    for exercise in EXERCISES.values():
        for sequence in exercise.sequences:
            touches_of(sequence.contacts, sequence.props)
