"""Phases last what the dosage says, holds are held, moves begin and end softly."""

from dataclasses import replace

import pytest
from tests.body.scenes import EXERCISES, RUNGS, SCENES, Scene

from hamstrong.body.geometry import distance
from hamstrong.body.motion import Motion, ease, inverse_ease, lowers_first
from hamstrong.protocol.model import Dosage, KeyPose, PoseSequence, Tempo

CURL = PoseSequence(
    "default",
    "side",
    ("front",),
    (),
    (
        KeyPose("start", loaded=False, trunk_deg=86, hip_deg=0, knee_deg=0),
        KeyPose("lift", loaded=True, trunk_deg=86, hip_deg=0, knee_deg=100),
        KeyPose("lower", loaded=True, trunk_deg=86, hip_deg=0, knee_deg=0),
    ),
)
REPETITIONS = Dosage(2, 60, repetitions=10, tempo=Tempo(2, 1, 4))


def test_phases_last_as_long_as_the_tempo_says() -> None:
    motion = Motion(CURL, REPETITIONS)
    seen = [(s.phase, s.begins_s, s.lasts_s) for s in motion.stretches]
    assert seen == [("lift", 0, 2), ("pause", 2, 1), ("lower", 3, 4)]
    assert motion.lasts_s == 7


@pytest.mark.parametrize(
    ("t", "knee"), [(0, 0), (1, 50), (2, 100), (2.5, 100), (3, 100), (5, 50), (7, 0), (99, 0)]
)
def test_the_knee_is_where_the_clock_says(t: float, knee: float) -> None:
    assert Motion(CURL, REPETITIONS).frame_at(t).knee_deg == pytest.approx(knee)


def test_a_hold_is_held_to_the_last_second() -> None:
    bridge = EXERCISES["long_lever_bridge_hold"]
    sequence = bridge.sequences[0]
    motion = Motion(sequence, replace(bridge.ladder[0].dosage, hold_s=30))
    hold = next(s for s in motion.stretches if len(s.poses) == 1)
    assert hold.lasts_s == 30
    first, last = motion.frame_at(hold.begins_s), motion.frame_at(hold.begins_s + 30)
    assert first.joints == last.joints


def test_moves_begin_and_end_without_a_jerk() -> None:
    assert (ease(0), ease(0.5), ease(1)) == (0, 0.5, 1)
    assert ease(0.01) < 1e-4
    for way in (0.1, 0.5, 0.9):
        assert ease(inverse_ease(way)) == pytest.approx(way)


# m/s beside the hips: a leg that swings freely, and the foot of a runner, which in a sprint
# passes at about twice the speed of the run.
FREE_LEG, RUNNING = 9.0, 20.0


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_the_body_never_jumps(scene: Scene) -> None:
    motion = scene.motion()
    steps = 400
    step_s = motion.lasts_s / steps
    fastest = RUNNING if scene.exercise.load_class == "run" else FREE_LEG
    before = motion.frame_at(0)
    for k in range(1, steps + 1):
        after = motion.frame_at(k * step_s)
        for name, point in before.joints.items():
            assert distance(point, after.joints[name]) < fastest * step_s + 1e-6, (name, k * step_s)
        before = after


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_a_repetition_ends_where_it_began(scene: Scene) -> None:
    motion = scene.motion()
    first, last = motion.frame_at(0), motion.frame_at(motion.lasts_s)
    for name, point in first.joints.items():
        assert distance(point, last.joints[name]) < 0.01, name


@pytest.mark.parametrize("scene", RUNGS, ids=lambda s: f"{s.exercise.id}-{s.rung}")
def test_a_figure_has_the_phases_that_the_player_counts(scene: Scene) -> None:
    """The player goes through lift, pause and lower, or the other way round (lowers_first)."""
    dosage = scene.exercise.ladder[scene.rung].dosage
    shown = [(s.phase, s.lasts_s) for s in Motion(scene.sequence, dosage).stretches]
    if dosage.tempo is None:
        assert ("hold", dosage.hold_s) in shown
        return
    tempo = dosage.tempo
    counted = [("lift", tempo.lift_s), ("pause", tempo.pause_s), ("lower", tempo.lower_s)]
    if lowers_first(scene.sequence):
        counted.reverse()
    assert shown == [(phase, lasts) for phase, lasts in counted if lasts]
