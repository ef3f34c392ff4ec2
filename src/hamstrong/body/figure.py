"""The figure of an exercise: one repetition as a picture that moves by itself, or one moment of it.

Made from the key poses alone: no image, no script. Motion is a style sheet that stops under
reduced motion and then shows the start with a ghost of the end. `figure_at` is one moment.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from typing import Literal

from hamstrong.body import gear, sampling
from hamstrong.body.animation import Animation
from hamstrong.body.arrows import movement_arrow, push_arrows
from hamstrong.body.close_view import Window, close_window
from hamstrong.body.front import front_joints, front_spots
from hamstrong.body.layout import (
    LOW,
    TALL,
    WIDTH,
    Canvas,
    Spot,
    side_spots,
    spot_between,
)
from hamstrong.body.motion import Frame, Motion, furthest_pose
from hamstrong.body.palette import COLOURS, Scheme, style
from hamstrong.body.person import Painter, carried, strand_axis
from hamstrong.body.shapes import number
from hamstrong.body.skeleton import Joints, mirrored
from hamstrong.body.strands import Colour, Strand, strands
from hamstrong.body.svg import tag
from hamstrong.protocol.model import Exercise, PoseSequence

Side = Literal["left", "right"]
# A drawing choice: from here on an ankle stretches the calf, as long as the knee is this straight.
CALF_ANKLE_DEG, CALF_KNEE_DEG = 15.0, 5.0
# A middling load, where the caller has no load class at hand.
MIDDLING_LOAD = 0.6


@dataclass(frozen=True, slots=True)
class FigureLook:
    """Choices about a picture that change nothing about the exercise."""

    side: Side = "right"
    colour: Colour = "length"
    scheme: Scheme = "auto"
    load: float = MIDDLING_LOAD
    ghost: bool = True
    arrow: bool = True
    title: str = ""


@dataclass(frozen=True, slots=True)
class Still:
    """One moment: the picture, and joints in metres (x forward for the right side, y up)."""

    svg: str
    joints: Joints
    hip_deg: float
    knee_deg: float
    phase: str


def sequence_of(exercise: Exercise, rung: int, kit: str | None = None) -> PoseSequence:
    """Return the sequence that a rung shows; a kit with a sequence of its own comes first.

    Raises:
        KeyError: when the rung names a pose that the exercise does not have.
    """
    wanted = exercise.ladder[rung].pose
    by_id = {sequence.id: sequence for sequence in exercise.sequences}
    if kit is not None and wanted == "default" and kit in by_id:
        return by_id[kit]
    return by_id[wanted]


def stretches_calf(exercise: Exercise) -> bool:
    """Return whether a stretch is one of the calf: a straight knee, the toes toward the shin."""
    poses = [pose for sequence in exercise.sequences for pose in sequence.poses]
    return exercise.action == "stretch" and any(
        pose.ankle_deg >= CALF_ANKLE_DEG and pose.knee_deg <= CALF_KNEE_DEG for pose in poses
    )


@dataclass(slots=True)
class Artist:
    """Draws one rung of one exercise; `window` is the part of the canvas that is shown."""

    exercise: Exercise
    rung: int
    look: FigureLook
    sequence: PoseSequence
    window: Window | None = None
    motion: Motion = field(init=False)
    canvas: Canvas = field(init=False)
    root: str = field(init=False)
    painter: Painter = field(init=False)
    used: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        """Solve the motion and choose the canvas."""
        dosage = self.exercise.ladder[self.rung].dosage
        self.motion = Motion(
            self.sequence, sampling.shortened(dosage), hanging_arms="weight" in self.things()
        )
        self.canvas = self._canvas()
        shown = f"{self.sequence.id}/{self.sequence.view}"
        key = f"{self.exercise.id}/{self.rung}/{shown}/{astuple(self.look)}"
        self.root = f"h{zlib.crc32(key.encode()):08x}"
        self.painter = Painter(self.root, self.sequence.view, calf=stretches_calf(self.exercise))

    # --- what is where ---------------------------------------------------------------------

    def _canvas(self) -> Canvas:
        if self.sequence.view != "side":
            beside = 0.1 if "counter" in self.sequence.props else 0.0
            return Canvas(TALL, -beside if self.sequence.view == "back" else beside)
        points = [p for placed in self.motion.keys for p in placed.joints.values()]
        points += list(self.motion.ground.anchors.values())
        points += [
            (x + 0.2, y)
            for touch, (x, y) in self.motion.ground.anchors.items()
            if touch.on in ("box", "counter")
        ]
        middle = (min(x for x, _ in points) + max(x for x, _ in points)) / 2
        if "band" in self.things():
            points.append(self._band(self.motion.key_frame(0))[1])
        low = max(y for _, y in points) < 1.0 and "doorway" not in self.sequence.props
        return Canvas(LOW if low else TALL, middle)

    def spots(self, frame: Frame) -> Mapping[str, Spot]:
        """Return where every part is in a frame, props that move included."""
        if self.sequence.view != "side":
            return front_spots(front_joints(frame, self.sequence.view), self.canvas)
        spots = dict(side_spots(frame.joints, self.canvas))
        for name, point in frame.props.items():
            x, y = self.canvas.at(point)
            rolled = 0.0
            if name == "ball":
                start = self.motion.keys[0].joints["near_heel"][0]
                travelled = point[0] - self.motion.ground.ball_centre(start)[0]
                rolled = travelled / point[1] * 57.2958
            spots[name] = Spot(x, y, rolled)
        if "band" in self.things():
            ankle, fixed = self._band(frame)
            spots["band"] = spot_between(ankle, fixed, 1.0, self.canvas)
        return spots

    def _band(self, frame: Frame) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the two ends of a rubber band: on the ankle, and where it is fixed."""
        scene = self.motion.ground.scene
        ankle = frame.joints["near_ankle"]
        start = self.motion.keys[0].joints["near_ankle"]
        away = -0.42 if self.exercise.position == "prone" else 0.55
        x = scene.places.get("band", start[0] + away)
        return (ankle, (x, scene.sizes.get("band", 0.10)))

    def _looks(self, frame: Frame) -> Mapping[str, Strand]:
        return strands(frame, self.look.colour, self.look.load)

    def things(self) -> frozenset[str]:
        """Return the props of the sequence and the equipment of the rung."""
        rung = self.exercise.ladder[self.rung]
        return frozenset((*self.sequence.props, *rung.equipment))

    # --- pictures --------------------------------------------------------------------------

    def still(self, t: float) -> Still:
        """Return the picture `t` seconds into the repetition."""
        frame = self.motion.frame_at(t)
        joints = frame.joints if self.look.side == "right" else mirrored(frame.joints)
        svg = self.picture(frame)
        return Still(
            svg=svg,
            joints=joints,
            hip_deg=frame.hip_deg,
            knee_deg=frame.knee_deg,
            phase=frame.phase,
        )

    def picture(self, frame: Frame) -> str:
        """Return the picture of a frame of this motion."""
        return self._document(frame, "")

    def moving(self, *, close: bool = False) -> str:
        """Return the picture that plays one repetition for ever; see `animated_svg`."""
        sampled = sampling.sample(self.motion, breath_s=sampling.BREATH_S)
        if close:
            moments = [(frame, self.spots(frame)) for frame in sampled.frames]
            self.window = self._mirrored(
                close_window(self.canvas, self.motion, moments, self.things())
            )
        player = Animation(self.root, sampled)
        for name, row in sampling.tracks(sampled, self.spots).items():
            player.add_spots(name, row)
        shown = {} if self.painter.calf else strand_axis(self.sequence.view)
        for name, at in shown.items():
            player.add_strand(name, at, [self._looks(f)[name] for f in sampled.frames])
        return self._document(sampled.frames[0], player.sheet())

    def _mirrored(self, window: Window) -> Window:
        left, top, wide, height = window
        return (WIDTH - left - wide, top, wide, height) if self.look.side == "left" else window

    def _document(self, frame: Frame, animation: str) -> str:
        self.used = set()
        body = self._stage(frame)
        if self.look.side == "left":
            body = tag("g", body, transform=f"matrix(-1 0 0 1 {number(WIDTH)} 0)")
        rules = style(self.root, self.look.scheme, frozenset(self.used)) + animation
        title = tag("title", self.look.title) if self.look.title else ""
        defs = self.painter.definitions(frame.posture.spine)
        box = self.window or (0.0, 0.0, WIDTH, self.canvas.height)
        return tag(
            "svg",
            title + tag("style", rules) + tag("defs", defs) + body,
            xmlns="http://www.w3.org/2000/svg",
            id=self.root,
            viewBox=" ".join(number(v) for v in box),
            role="img",
        )

    def _stage(self, frame: Frame) -> str:
        spots, looks = self.spots(frame), self._looks(frame)
        setting = gear.PropSetting(self.canvas, self.motion, self.motion.ground.anchors)
        ghost = self._ghost(frame) if self.look.ghost else ""
        if self.sequence.view == "side":
            parts = [
                gear.furniture(setting),
                ghost,
                movement_arrow(self.motion, self.canvas) if self.look.arrow else "",
                self._moving_props(spots),
                self.painter.far_limbs(spots),
                gear.between(setting),
                self.painter.from_the_side(spots, looks, self.things()),
                gear.in_front(setting),
                push_arrows(self.motion, self.canvas) if self.look.arrow else "",
            ]
        else:
            parts = [
                gear.front_furniture(setting),
                gear.level_line(setting, frame),
                ghost,
                self.painter.face_on(spots, looks),
            ]
        svg = "".join(parts)
        self.used |= {c for c in COLOURS if f'class="{c}"' in svg}
        return svg

    def _ghost(self, frame: Frame) -> str:
        """Return a faint picture of where the movement leads."""
        key = furthest_pose(self.sequence)
        if key is None:
            return ""
        placed = self.motion.key_frame(key)
        return self.painter.ghost(self.spots(placed)) if placed.joints != frame.joints else ""

    def _moving_props(self, spots: Mapping[str, Spot]) -> str:
        parts = []
        if "ball" in spots:
            drawn = gear.ball(self.motion.ground.scene.size("ball"))
            parts.append(carried("ball", spots["ball"], drawn))
        parts += [
            carried(name, spots[name], gear.slider())
            for name in ("slider", "towel")
            if name in spots
        ]
        if "band" in spots:
            line = tag("path", d="M0 0H200", cls="oh", stroke_width=3.5)
            parts.append(carried("band", spots["band"], line))
        return "".join(parts)


def _artist(
    exercise: Exercise, rung: int, look: FigureLook, kit: str | None, sequence: PoseSequence | None
) -> Artist:
    return Artist(exercise, rung, look, sequence or sequence_of(exercise, rung, kit))


def animated_svg(
    exercise: Exercise,
    rung: int = 0,
    *,
    look: FigureLook | None = None,
    kit: str | None = None,
    sequence: PoseSequence | None = None,
    close: bool = False,
) -> str:
    """Return a picture that plays one repetition by itself, without script.

    Args:
        exercise: the exercise.
        rung: index in its ladder.
        look: side, colours, ghost and arrow.
        kit: what the person uses, where the exercise has a sequence for it.
        sequence: a sequence to show instead of the rung's, for instance a fault.
        close: show what body and props take up (`close_view`) rather than the whole canvas.
    """
    return _artist(exercise, rung, look or FigureLook(), kit, sequence).moving(close=close)


def figure_at(
    exercise: Exercise,
    rung: int,
    side: Side,
    t: float,
    *,
    look: FigureLook | None = None,
    sequence: PoseSequence | None = None,
) -> Still:
    """Return one moment of a rung's repetition, `t` seconds after its start.

    Long holds are shortened as in the moving picture; `lasts_s` says how long it lasts.
    """
    return _artist(exercise, rung, look or FigureLook(side=side), None, sequence).still(t)


def lasts_s(exercise: Exercise, rung: int, sequence: PoseSequence | None = None) -> float:
    """Return how long the moving picture of a rung takes for one repetition."""
    return _artist(exercise, rung, FigureLook(), None, sequence).motion.lasts_s
