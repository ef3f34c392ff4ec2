"""Each thing that a body cannot do is named with its exercise, phase, value and limit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hamstrong.lint.poses import check_poses
from hamstrong.protocol.faults import UnplacedFault
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Exercise, KeyPose

EXERCISES = load_pack().exercises


def with_pose(name: str, index: int, **changes: float) -> Exercise:
    """An exercise with one key pose of its first sequence changed."""
    exercise = EXERCISES[name]
    first, *others = exercise.sequences
    poses = list(first.poses)
    poses[index] = replace(poses[index], **changes)  # type: ignore[arg-type]
    return replace(exercise, sequences=(replace(first, poses=tuple(poses)), *others))


def faults(exercise: Exercise) -> dict[str, UnplacedFault]:
    return {finding.rule: finding for finding in check_poses({exercise.id: exercise})}


def test_the_shipped_pack_can_be_done_by_a_body() -> None:
    assert list(check_poses(EXERCISES)) == []


def test_a_joint_beyond_its_range_is_named_with_its_limit() -> None:
    finding = faults(with_pose("prone_curl", 1, knee_deg=165.0))["joint-limit"]
    assert finding.place.file == "exercises/prone_curl.yaml"
    assert finding.place.key == "sequences.0.poses.1.knee_deg"
    assert (finding.value, "150" in finding.expected) == (165.0, True)


def test_a_bridge_whose_angles_do_not_close_is_told_what_would() -> None:
    finding = faults(with_pose("bridge", 2, knee_deg=50.0))["contact-angle"]
    assert finding.place.key == "sequences.0.poses.2.knee_deg"
    assert EXERCISES["bridge"].sequences[0].poses[2].phase in finding.expected


def test_a_foot_below_the_ground_is_found() -> None:
    lowered = with_pose("standing_curl", 1, knee_deg=0.0, hip_deg=0.0, ankle_deg=-60.0)
    assert "below-ground" in faults(lowered)


def test_a_planted_foot_out_of_reach_slides() -> None:
    far = with_pose("lunge", 1, hip_deg=-20.0, knee_deg=0.0)
    assert {"contact-slides", "contact-angle", "joint-limit"} & set(faults(far))


def test_names_that_nothing_draws_are_refused() -> None:
    exercise = EXERCISES["bridge"]
    first, *others = exercise.sequences
    odd = replace(first, props=("trampoline",), contacts=("tail",))
    found = faults(replace(exercise, sequences=(odd, *others)))
    assert {"unknown-prop", "unknown-contact"} <= set(found)


@pytest.mark.parametrize("key", ["spine_deg", "knee_in_deg"])
def test_only_a_mistake_bends_the_back_or_drops_the_knee_inward(key: str) -> None:
    assert faults(with_pose("squat", 1, **{key: 10.0}))["fault-angle"].value == 10.0


def test_a_rung_that_changes_nothing_is_idle() -> None:
    exercise = EXERCISES["bridge"]
    first, *rest = exercise.ladder
    twin = replace(first, id="bridge-twin", changes="sets")
    finding = faults(replace(exercise, ladder=(first, twin, *rest)))["idle-rung"]
    assert finding.value == "bridge-twin"


@pytest.mark.parametrize("name", sorted(EXERCISES))
def test_a_pose_in_another_place_of_the_body_jumps_or_bends(name: str) -> None:
    """A loaded pose turned by a right angle never passes unnoticed."""
    poses: tuple[KeyPose, ...] = EXERCISES[name].sequences[0].poses
    broken = with_pose(name, len(poses) - 1, hip_deg=poses[-1].hip_deg - 90.0)
    assert faults(broken)
