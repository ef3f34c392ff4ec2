"""The figure of an exercise: one repetition as a picture that moves by itself, or one moment of it.

Made from the key poses alone: no image, no script. Motion is a style sheet that stops under
reduced motion and then shows the start with a ghost of the end. `figure_at` is one moment.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from hamstrong.body import gear, sampling
from hamstrong.body.animation import Animation
from hamstrong.body.arrows import movement_arrow, push_arrows
from hamstrong.body.front import front_joints, front_spots
from hamstrong.body.layout import (
    LOW,
    TALL,
    UNITS_PER_M,
    WIDTH,
    Canvas,
    Spot,
    side_spots,
    spot_between,
)
from hamstrong.body.motion import Frame, Motion, furthest_pose
from hamstrong.body.palette import COLOURS, Scheme, style
from hamstrong.body.shapes import HAMSTRINGS, STRAND_AXIS, number, smooth_path
from hamstrong.body.skeleton import DEFAULT_BODY, Joints, mirrored
from hamstrong.body.sprites import (
    BODY,
    FAR,
    FRONT_BODY,
    FRONT_SPRITES,
    NEAR_ARM,
    NEAR_LEG,
    OUTLINES,
    TRUNK,
    Sprite,
)
from hamstrong.body.strands import Colour, Strand, strands
from hamstrong.body.svg import group, matrix, tag
from hamstrong.protocol.model import Exercise, PoseSequence

Side = Literal["left", "right"]
_UNIT = DEFAULT_BODY.height * UNITS_PER_M / 1000.0
# A middling load, where the caller has no load class at hand.
MIDDLING_LOAD = 0.6


@dataclass(frozen=True, slots=True)
class Look:
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


@dataclass(slots=True)
class Artist:
    """Draws one rung of one exercise."""

    exercise: Exercise
    rung: int
    look: Look
    sequence: PoseSequence
    motion: Motion = field(init=False)
    canvas: Canvas = field(init=False)
    root: str = field(init=False)
    used: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        """Solve the motion and choose the canvas."""
        dosage = self.exercise.ladder[self.rung].dosage
        self.motion = Motion(
            self.sequence, sampling.shortened(dosage), hanging_arms="weight" in self.things()
        )
        self.canvas = self._canvas()
        key = f"{self.exercise.id}/{self.rung}/{self.sequence.id}/{self.look}"
        self.root = f"h{zlib.crc32(key.encode()):08x}"

    # --- what is where ---------------------------------------------------------------------

    def _canvas(self) -> Canvas:
        if self.sequence.view == "front":
            return Canvas(TALL, 0.1)
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
        if self.sequence.view == "front":
            return front_spots(front_joints(frame), self.canvas)
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
        svg = self._document(frame, "")
        return Still(svg, joints, frame.hip_deg, frame.knee_deg, frame.phase)

    def moving(self) -> str:
        """Return the picture that plays one repetition for ever."""
        sampled = sampling.sample(self.motion, breath_s=sampling.BREATH_S)
        player = Animation(self.root, sampled)
        for name, row in sampling.tracks(sampled, self.spots).items():
            player.add_spots(name, row)
        if self.sequence.view == "side":
            for name in HAMSTRINGS:
                x, y = (v * _UNIT for v in STRAND_AXIS[name])
                player.add_strand(name, (x, y), [self._looks(f)[name] for f in sampled.frames])
        return self._document(sampled.frames[0], player.sheet())

    def _document(self, frame: Frame, animation: str) -> str:
        self.used = set()
        body = self._stage(frame)
        if self.look.side == "left":
            body = tag("g", body, transform=f"matrix(-1 0 0 1 {number(WIDTH)} 0)")
        rules = style(self.root, self.look.scheme, frozenset(self.used)) + animation
        title = tag("title", self.look.title) if self.look.title else ""
        height = number(self.canvas.height)
        return tag(
            "svg",
            title + tag("style", rules) + tag("defs", self._defs()) + body,
            xmlns="http://www.w3.org/2000/svg",
            id=self.root,
            viewBox=f"0 0 {number(WIDTH)} {height}",
            role="img",
        )

    def _stage(self, frame: Frame) -> str:
        spots = self.spots(frame)
        looks = self._looks(frame)
        setting = gear.Setting(self.canvas, self.motion, self.motion.ground.anchors)
        front = self.sequence.view == "front"
        parts = [
            gear.front_furniture(setting) if front else gear.furniture(setting),
            self._ghost(frame) if self.look.ghost else "",
            movement_arrow(self.motion, self.canvas) if self.look.arrow and not front else "",
            self._moving_props(spots),
        ]
        if front:
            parts += self._front_person(spots)
        else:
            parts += self._side_person(spots, looks)
            parts.append(gear.in_front(setting))
            parts.append(push_arrows(self.motion, self.canvas) if self.look.arrow else "")
        svg = "".join(parts)
        self.used |= {c for c in COLOURS if f'class="{c}"' in svg}
        return svg

    def _side_person(self, spots: Mapping[str, Spot], looks: Mapping[str, Strand]) -> list[str]:
        near_leg = [*self._sprites(NEAR_LEG, spots), self._cuff(spots)]
        return [
            *self._sprites(FAR, spots),
            self._outline((*TRUNK, *NEAR_LEG), spots, "o", 4.0),
            *self._sprites(TRUNK, spots),
            *near_leg,
            self._hamstrings(spots, looks),
            self._outline(NEAR_ARM[:3], spots, "os", 2.0),
            *self._sprites(NEAR_ARM, spots),
            self._held(spots),
        ]

    def _front_person(self, spots: Mapping[str, Spot]) -> list[str]:
        level = tag(
            "path", d="M0 -52V52", cls="oa", stroke_width=2.5, stroke_linecap="round",
            stroke_dasharray="1 7",
        )  # fmt: skip
        return [*self._sprites(FRONT_BODY, spots), self._carried("pelvis", spots["pelvis"], level)]

    def _sprites(self, sprites: Sequence[Sprite], spots: Mapping[str, Spot]) -> list[str]:
        return [self._use(s.outline, s.kind, s.bone, spots[s.bone]) for s in sprites]

    def _use(self, outline: str, kind: str, bone: str, spot: Spot) -> str:
        shape = tag("use", href=f"#{self.root}{outline}", cls=kind)
        return self._carried(bone, spot, shape)

    def _carried(self, bone: str, spot: Spot, body: str) -> str:
        return tag("g", body, cls=f"k {bone}", transform=matrix(spot))

    def _outline(
        self, sprites: Sequence[Sprite], spots: Mapping[str, Spot], kind: str, width: float
    ) -> str:
        """Return a line around several parts as one, drawn under them."""
        uses = [
            self._carried(s.bone, spots[s.bone], tag("use", href=f"#{self.root}{s.outline}"))
            for s in sprites
        ]
        return group(uses, cls=kind, stroke_width=width, stroke_linejoin="round")

    def _ghost(self, frame: Frame) -> str:
        """Return a faint picture of where the movement leads."""
        key = furthest_pose(self.sequence)
        if key is None:
            return ""
        placed = self.motion.key_frame(key)
        spots = self.spots(placed)
        body = FRONT_BODY if self.sequence.view == "front" else BODY
        uses = [
            tag("use", href=f"#{self.root}{s.outline}", transform=matrix(spots[s.bone]))
            for s in body
        ]
        return group(uses, cls="i", opacity="0.1") if placed.joints != frame.joints else ""

    def _moving_props(self, spots: Mapping[str, Spot]) -> str:
        parts = []
        if "ball" in spots:
            drawn = gear.ball(self.motion.ground.scene.size("ball"))
            parts.append(self._carried("ball", spots["ball"], drawn))
        parts += [
            self._carried(name, spots[name], gear.slider())
            for name in ("slider", "towel")
            if name in spots
        ]
        if "band" in spots:
            line = tag("path", d="M0 0H200", cls="oh", stroke_width=3.5)
            parts.append(self._carried("band", spots["band"], line))
        return "".join(parts)

    def _cuff(self, spots: Mapping[str, Spot]) -> str:
        if gear.CUFF not in self.things():
            return ""
        return self._carried("near_shank", spots["near_shank"], gear.cuff())

    def _held(self, spots: Mapping[str, Spot]) -> str:
        kinds = sorted(self.things() & gear.HELD)
        return "".join(
            self._carried("near_hand", spots["near_hand"], gear.held(kind)) for kind in kinds[:1]
        )

    def _hamstrings(self, spots: Mapping[str, Spot], looks: Mapping[str, Strand]) -> str:
        strips = []
        for name, look in looks.items():
            x, y = (v * _UNIT for v in STRAND_AXIS[name])
            strand = tag("use", href=f"#{self.root}{name}", cls="m")
            thick = f"translate({number(x)} {number(y)})scale(1 {look.thickness:.2f})"
            strips.append(
                tag("g", strand, cls=f"k {name}", transform=thick, opacity=f"{look.opacity:.2f}")
            )
        return self._carried("near_thigh", spots["near_thigh"], "".join(strips))

    def _defs(self) -> str:
        front = self.sequence.view == "front"
        names = {s.outline for s in (FRONT_SPRITES if front else BODY)}
        parts = [
            tag("path", id=f"{self.root}{name}", d=smooth_path(OUTLINES[name], _UNIT))
            for name in sorted(names)
        ]
        if not front:
            for name, outline in HAMSTRINGS.items():
                x, y = STRAND_AXIS[name]
                moved = [(px - x, py - y) for px, py in outline]
                parts.append(tag("path", id=f"{self.root}{name}", d=smooth_path(moved, _UNIT)))
        return "".join(parts)


def _artist(
    exercise: Exercise, rung: int, look: Look, kit: str | None, sequence: PoseSequence | None
) -> Artist:
    return Artist(exercise, rung, look, sequence or sequence_of(exercise, rung, kit))


def animated_svg(
    exercise: Exercise,
    rung: int = 0,
    *,
    look: Look | None = None,
    kit: str | None = None,
    sequence: PoseSequence | None = None,
) -> str:
    """Return a picture that plays one repetition by itself, without script.

    Args:
        exercise: the exercise.
        rung: index in its ladder.
        look: side, colours, ghost and arrow.
        kit: what the person uses, where the exercise has a sequence for it.
        sequence: a sequence to show instead of the rung's, for instance a fault.
    """
    return _artist(exercise, rung, look or Look(), kit, sequence).moving()


def figure_at(
    exercise: Exercise,
    rung: int,
    side: Side,
    t: float,
    *,
    look: Look | None = None,
    sequence: PoseSequence | None = None,
) -> Still:
    """Return one moment of a rung's repetition, `t` seconds after its start.

    Long holds are shortened as in the moving picture; `lasts_s` says how long it lasts.
    """
    return _artist(exercise, rung, look or Look(side=side), None, sequence).still(t)


def lasts_s(exercise: Exercise, rung: int) -> float:
    """Return how long the moving picture of a rung takes for one repetition."""
    return _artist(exercise, rung, Look(), None, None).motion.lasts_s
