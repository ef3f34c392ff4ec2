"""Motion from key poses: where the body is at any second of one repetition.

Phases last as long as the dosage says, holds are held, and every move starts and stops softly.
Contacts are honoured in every frame, not only in the key poses.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hamstrong.body.contacts import Placed, solve
from hamstrong.body.geometry import Point
from hamstrong.body.scene import scene_of
from hamstrong.body.skeleton import DEFAULT_BODY, Arm, Body, Joints, Leg, Posture
from hamstrong.body.touches import OWN_BODY, Ground, Touch, touches_of
from hamstrong.protocol.model import Dosage, KeyPose, Phase, PoseSequence

# Seconds for what a dosage does not time: getting into a hold and out of it, and a repetition
# without a written tempo. Calm rather than measured.
MOVE_S = 1.5
LIFT_S = 1.5
PAUSE_S = 0.5
LOWER_S = 2.0


@dataclass(frozen=True, slots=True)
class MotionPhase:
    """A part of the repetition: the way through some key poses, or staying in one of them.

    `marks` says at which share of the way each pose is passed, from 0 to 1.
    """

    poses: tuple[int, ...]
    marks: tuple[float, ...]
    phase: Phase
    begins_s: float
    lasts_s: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The body at one moment. `hip_deg` and `knee_deg` are those of the working leg."""

    t: float
    phase: Phase
    loaded: bool
    posture: Posture
    joints: Joints
    touches: frozenset[Touch]
    props: Mapping[str, Point]
    rise_m: float = 0.0

    @property
    def hip_deg(self) -> float:
        """Hip flexion of the working leg."""
        return self.posture.near.hip

    @property
    def knee_deg(self) -> float:
        """Knee flexion of the working leg."""
        return self.posture.near.knee


def ease(fraction: float) -> float:
    """Return minimum-jerk progress for a fraction of the time (Flash and Hogan 1985)."""
    u = min(max(fraction, 0.0), 1.0)
    return u * u * u * (10.0 + u * (6.0 * u - 15.0))


def inverse_ease(way: float) -> float:
    """Return the fraction of the time after which a move has made this share of its way."""
    low, high = 0.0, 1.0
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if ease(middle) < way else (low, middle)
    return high


def posture_of(pose: KeyPose, *, hanging_arms: bool = False) -> Posture:
    """Return the posture that a key pose asks for, before contacts have their say.

    With `hanging_arms` a held weight pulls the arms straight down, whatever the pose says.
    """
    near = Leg(pose.hip_deg, pose.knee_deg, pose.ankle_deg)
    far = Leg(
        _or(pose.other_hip_deg, pose.hip_deg),
        _or(pose.other_knee_deg, pose.knee_deg),
        _or(pose.other_ankle_deg, pose.ankle_deg),
    )
    arm = Arm(pose.shoulder_deg, pose.elbow_deg, pose.wrist_deg)
    if hanging_arms:
        arm = Arm(pose.trunk_deg + 3.0, 4.0)
    return Posture(
        trunk=pose.trunk_deg,
        near=near,
        far=far,
        near_arm=arm,
        far_arm=arm,
        neck=pose.neck_deg,
        pelvis_drop=pose.pelvis_drop_deg,
        spine=pose.spine_deg,
        knee_in=pose.knee_in_deg,
    )


def _or(value: float | None, default: float) -> float:
    return default if value is None else value


def lowers_first(sequence: PoseSequence) -> bool:
    """Return whether a repetition begins by lowering: a squat does, a bridge does not."""
    moves = (pose.phase for pose in sequence.poses if pose.phase in ("lift", "lower"))
    return next(moves, "lift") == "lower"


def timeline(sequence: PoseSequence, dosage: Dosage) -> tuple[MotionPhase, ...]:
    """Return the parts of one repetition: each pose is reached at the end of its phase.

    The first pose is where the repetition begins. Neighbouring moves of one phase are one way
    without a stop; letting the body down to the floor belongs to the lowering.
    """
    ways = _ways(sequence.poses, dosage)
    stretches: list[MotionPhase] = []
    clock = 0.0
    for phase, indices in ways:
        lasts = _seconds(phase, dosage)
        marks = _marks([sequence.poses[i] for i in indices])
        stretches.append(
            MotionPhase(
                poses=tuple(indices), marks=marks, phase=phase, begins_s=clock, lasts_s=lasts
            )
        )
        clock += lasts
        still = _still_s(phase, [name for name, _ in ways], dosage)
        if still:
            rest: Phase = "hold" if dosage.hold_s is not None else "pause"
            stretches.append(
                MotionPhase(
                    poses=(indices[-1],), marks=(1.0,), phase=rest, begins_s=clock, lasts_s=still
                )
            )
            clock += still
    return tuple(stretches)


def _ways(poses: tuple[KeyPose, ...], dosage: Dosage) -> list[tuple[Phase, list[int]]]:
    """Group the moves between key poses by phase and add the way back."""
    ways: list[tuple[Phase, list[int]]] = []
    for index, pose in enumerate(poses[1:], start=1):
        phase = _spoken(pose.phase, dosage)
        if ways and ways[-1][0] == phase:
            ways[-1][1].append(index)
        else:
            ways.append((phase, [index - 1, index]))
    last = len(poses) - 1
    if not _same(poses[last], poses[0]):
        back: Phase = "start" if any(pose.phase == "lower" for pose in poses) else "lower"
        ways.append(("end" if dosage.hold_s is not None else back, [last, 0]))
    if not ways:
        ways.append(("hold", [0, 0]))
    return ways


def _spoken(phase: Phase, dosage: Dosage) -> Phase:
    """Return the phase that times a move: holds have a way in and out, repetitions a lowering."""
    if dosage.hold_s is not None:
        return "end" if phase in ("lower", "end", "start") else "hold"
    return "lower" if phase == "end" else phase


def _still_s(phase: Phase, phases: list[Phase], dosage: Dosage) -> float:
    """Return how long the body stays where a way has led it."""
    if phase == "hold":
        return float(dosage.hold_s or 0)
    if phase == "lift" and "pause" not in phases and dosage.tempo is not None:
        return dosage.tempo.pause_s
    return 0.0


def _marks(poses: list[KeyPose]) -> tuple[float, ...]:
    steps = [max(_farness(a, b), 1e-3) for a, b in itertools.pairwise(poses)]
    whole = sum(steps)
    return (0.0, *(sum(steps[: i + 1]) / whole for i in range(len(steps))))


def _farness(a: KeyPose, b: KeyPose) -> float:
    """Return the largest change of a leg's or the trunk's angle between two key poses."""
    p, q = posture_of(a), posture_of(b)
    legs = ((p.near, q.near), (p.far, q.far))
    swings = [max(abs(m.hip - n.hip), abs(m.knee - n.knee)) for m, n in legs]
    return max(*swings, abs(p.trunk - q.trunk), 1500.0 * abs(a.rise_m - b.rise_m))


def _seconds(phase: Phase, dosage: Dosage) -> float:
    tempo = dosage.tempo
    if dosage.hold_s is not None:
        return MOVE_S
    if phase == "lift":
        return tempo.lift_s if tempo else LIFT_S
    if phase == "pause":
        return tempo.pause_s if tempo else PAUSE_S
    if phase == "lower":
        return tempo.lower_s if tempo else LOWER_S
    return MOVE_S


def _same(a: KeyPose, b: KeyPose) -> bool:
    return posture_of(a) == posture_of(b) and a.rise_m == b.rise_m and a.contacts == b.contacts


def furthest_pose(sequence: PoseSequence) -> int | None:
    """Return the key pose that is furthest from the first, if any differs from it.

    The working leg and the trunk decide; the other leg only where nothing else moves.
    """
    first = sequence.poses[0]
    working = [_farness(first, replace(pose, **_other(first))) for pose in sequence.poses]
    far = working if max(working) > 1.0 else [_farness(first, p) for p in sequence.poses]
    return far.index(max(far)) if max(far) > 1.0 else None


def _other(pose: KeyPose) -> dict[str, Any]:
    """Return the angles of the leg that does not work."""
    far = posture_of(pose).far
    return {"other_hip_deg": far.hip, "other_knee_deg": far.knee, "other_ankle_deg": far.ankle}


@dataclass(slots=True)
class Motion:
    """One repetition of a sequence at a dosage, ready to be asked for any second."""

    sequence: PoseSequence
    dosage: Dosage
    body: Body = DEFAULT_BODY
    hanging_arms: bool = False
    stretches: tuple[MotionPhase, ...] = field(init=False)
    ground: Ground = field(init=False)
    keys: tuple[Placed, ...] = field(init=False)
    touches: tuple[frozenset[Touch], ...] = field(init=False)

    def __post_init__(self) -> None:
        """Solve every key pose against the contacts, twice when a ball must find its middle."""
        poses = self.sequence.poses
        common = self.sequence.contacts
        self.stretches = timeline(self.sequence, self.dosage)
        self.touches = tuple(
            self._touches(common if pose.contacts is None else pose.contacts) for pose in poses
        )
        self.ground = Ground(scene_of(self.sequence), self.body, {})
        self.keys = self._solve_keys()
        rolling = [t for touches in self.touches for t in touches if t.on == "ball"]
        for _ in range(3 if rolling else 0):
            heels = [placed.joints["near_heel"][0] for placed in self.keys]
            self.ground.ball_middle = (min(heels) + max(heels)) / 2
            self.keys = self._solve_keys()

    def _touches(self, contacts: tuple[str, ...]) -> frozenset[Touch]:
        touches = touches_of(contacts, self.sequence.props)
        if self.hanging_arms:
            return frozenset(t for t in touches if t.on not in OWN_BODY)
        return touches

    def _solve_keys(self) -> tuple[Placed, ...]:
        placed: list[Placed] = []
        for pose, touches in zip(self.sequence.poses, self.touches, strict=True):
            pelvis = placed[-1].pelvis if placed else None
            wanted = posture_of(pose, hanging_arms=self.hanging_arms)
            placed.append(solve(wanted, touches, self.ground, rise=pose.rise_m, pelvis=pelvis))
        return tuple(placed)

    @property
    def lasts_s(self) -> float:
        """How long one repetition or hold lasts, with the ways in and out."""
        if not self.stretches:
            return 0.0
        return self.stretches[-1].begins_s + self.stretches[-1].lasts_s

    def frame_at(self, t: float) -> Frame:
        """Return the body `t` seconds into the repetition; earlier and later are its ends."""
        stretch = self._stretch_at(t)
        if len(stretch.poses) == 1:
            return self._key_frame(stretch.poses[0], t, stretch.phase)
        way = ease((t - stretch.begins_s) / stretch.lasts_s if stretch.lasts_s else 1.0)
        for k in range(1, len(stretch.marks)):
            if way <= stretch.marks[k] or k == len(stretch.marks) - 1:
                before, after = stretch.marks[k - 1], stretch.marks[k]
                return self._between(
                    stretch.poses[k - 1], stretch.poses[k],
                    (way - before) / (after - before), t, stretch.phase,
                )  # fmt: skip
        return self._key_frame(stretch.poses[-1], t, stretch.phase)

    def key_frame(self, index: int) -> Frame:
        """Return the body in one of the key poses."""
        return self._key_frame(index, 0.0, self.sequence.poses[index].phase)

    def _stretch_at(self, t: float) -> MotionPhase:
        found = self.stretches[0]
        for stretch in self.stretches:
            if stretch.begins_s <= t:
                found = stretch
        return found

    def _key_frame(self, index: int, t: float, phase: Phase) -> Frame:
        pose = self.sequence.poses[index]
        placed = self.keys[index]
        return Frame(
            t=t,
            phase=phase,
            loaded=pose.loaded,
            posture=placed.posture,
            joints=placed.joints,
            touches=self.touches[index],
            props=self._props(placed.joints),
            rise_m=pose.rise_m,
        )

    def _between(self, start: int, end: int, s: float, t: float, phase: Phase) -> Frame:
        a, b = self.keys[start], self.keys[end]
        first, second = self.sequence.poses[start], self.sequence.poses[end]
        if s <= 0.0 or s >= 1.0:
            return self._key_frame(start if s <= 0.0 else end, t, phase)
        touches = self.touches[start] & self.touches[end]
        placed = solve(
            blend(a.posture, b.posture, s),
            touches,
            self.ground,
            rise=_mix(first.rise_m, second.rise_m, s),
            pelvis=(_mix(a.pelvis[0], b.pelvis[0], s), _mix(a.pelvis[1], b.pelvis[1], s)),
        )
        loaded = first.loaded if phase in ("lower", "end") else second.loaded
        props = self._props(placed.joints)
        rise = _mix(first.rise_m, second.rise_m, s)
        return Frame(
            t=t,
            phase=phase,
            loaded=loaded,
            posture=placed.posture,
            joints=placed.joints,
            touches=touches,
            props=props,
            rise_m=rise,
        )

    def _props(self, joints: Joints) -> Mapping[str, Point]:
        moving: dict[str, Point] = {}
        for prop in self.sequence.props:
            if prop == "ball":
                moving[prop] = self.ground.ball_centre(joints["near_heel"][0])
            elif prop in ("slider", "towel"):
                moving[prop] = (joints["near_heel"][0], 0.0)
        return moving


def _mix(a: float, b: float, s: float) -> float:
    return a + (b - a) * s


def blend(a: Posture, b: Posture, s: float) -> Posture:
    """Return the posture a fraction `s` of the way from a to b, angle by angle."""
    return Posture(
        trunk=_mix(a.trunk, b.trunk, s),
        near=_blend_leg(a.near, b.near, s),
        far=_blend_leg(a.far, b.far, s),
        near_arm=_blend_arm(a.near_arm, b.near_arm, s),
        far_arm=_blend_arm(a.far_arm, b.far_arm, s),
        neck=_mix(a.neck, b.neck, s),
        pelvis_drop=_mix(a.pelvis_drop, b.pelvis_drop, s),
        spine=_mix(a.spine, b.spine, s),
        knee_in=_mix(a.knee_in, b.knee_in, s),
    )


def _blend_leg(a: Leg, b: Leg, s: float) -> Leg:
    return Leg(
        _mix(a.hip, b.hip, s), _mix(a.knee, b.knee, s), _mix(a.ankle, b.ankle, s),
        _mix(a.toe, b.toe, s),
    )  # fmt: skip


def _blend_arm(a: Arm, b: Arm, s: float) -> Arm:
    return Arm(
        _mix(a.shoulder, b.shoulder, s), _mix(a.elbow, b.elbow, s), _mix(a.wrist, b.wrist, s)
    )
