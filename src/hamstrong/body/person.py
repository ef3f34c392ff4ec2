"""The drawn person: outlines moved by bones, in the order of depth, with hamstrings on top.

Knows where bones are and how strands look; not what is around, nor how time passes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hamstrong.body import gear, shapes
from hamstrong.body.layout import UNITS_PER_M, Spot
from hamstrong.body.shapes import Outline, number, smooth_path
from hamstrong.body.skeleton import DEFAULT_BODY, FRACTIONS
from hamstrong.body.sprites import (
    BACK_BODY,
    BODY,
    CLOTH,
    FAR,
    FRONT_BODY,
    NEAR_ARM,
    NEAR_LEG,
    OUTLINES,
    TRUNK,
    Sprite,
)
from hamstrong.body.strands import Strand
from hamstrong.body.svg import group, matrix, tag
from hamstrong.protocol.model import View

# Drawing units per thousandth of body height.
UNIT = DEFAULT_BODY.height * UNITS_PER_M / 1000.0
_BODIES: Mapping[View, tuple[Sprite, ...]] = {
    "side": BODY,
    "front": FRONT_BODY,
    "back": BACK_BODY,
}
# From the front the hamstrings are out of sight.
_MUSCLES: Mapping[View, Mapping[str, Outline]] = {
    "side": shapes.HAMSTRINGS,
    "front": {},
    "back": shapes.BACK_HAMSTRINGS,
}
_SHIRTS = ("shirt", "fshirt")
# Where the hem of the shorts runs across the thigh, and how far to each side.
HEM, HEM_HALF = 77.0, 52.0
_TRUNK_LENGTH = FRACTIONS["trunk"] * 1000.0

Spots = Mapping[str, Spot]


def strand_axis(view: View) -> Mapping[str, tuple[float, float]]:
    """Return the middle of each visible hamstring on the thigh, in drawing units."""
    axis = shapes.BACK_STRAND_AXIS if view == "back" else shapes.STRAND_AXIS
    return {name: (axis[name][0] * UNIT, axis[name][1] * UNIT) for name in _MUSCLES[view]}


@dataclass(frozen=True, slots=True)
class Painter:
    """Draws a person whose outlines are defined under `root`.

    `calf` = the calf is what works, and lights up instead of the hamstrings.
    """

    root: str
    view: View
    calf: bool = False

    def definitions(self, spine_deg: float) -> str:
        """Return every outline once; the back is as round as `spine_deg` says."""
        names = {sprite.outline for sprite in _BODIES[self.view]}
        parts = []
        for name in sorted(names):
            outline = OUTLINES[name]
            if spine_deg and name in _SHIRTS:
                outline = shapes.bent(outline, spine_deg, _TRUNK_LENGTH)
            parts.append(self._path(name, outline))
        if self.calf:
            return "".join((*parts, self._path("calf", shapes.CALF)))
        axis = strand_axis(self.view)
        for name, outline in _MUSCLES[self.view].items():
            x, y = axis[name]
            parts.append(self._path(name, tuple((u - x / UNIT, v - y / UNIT) for u, v in outline)))
        return "".join(parts)

    def _path(self, name: str, outline: Outline) -> str:
        return tag("path", id=f"{self.root}{name}", d=smooth_path(outline, UNIT))

    def ghost(self, spots: Spots) -> str:
        """Return a faint picture of the body elsewhere."""
        uses = [
            tag("use", href=f"#{self.root}{s.outline}", transform=matrix(spots[s.bone]))
            for s in _BODIES[self.view]
        ]
        return group(uses, cls="i", opacity="0.1")

    def far_limbs(self, spots: Spots) -> str:
        """Return what the side view shows of the far arm and leg."""
        return "".join(self._sprites(FAR, spots))

    def from_the_side(self, spots: Spots, looks: Mapping[str, Strand], worn: frozenset[str]) -> str:
        """Return trunk and near limbs, with what is worn or held (names of equipment)."""
        cuff = carried("near_shank", spots["near_shank"], gear.cuff()) if gear.CUFF in worn else ""
        held = sorted(worn & gear.HELD)[:1]
        return "".join((
            self._outline((*TRUNK, *NEAR_LEG), spots, "o", 4.0),
            *self._sprites((*TRUNK, *NEAR_LEG), spots),
            cuff,
            self._hamstrings(spots, looks),
            self._cloth(spots),
            self._outline(NEAR_ARM[:3], spots, "os", 2.0),
            *self._sprites(NEAR_ARM, spots),
            *(carried("near_hand", spots["near_hand"], gear.held(kind)) for kind in held),
        ))  # fmt: skip

    def face_on(self, spots: Spots, looks: Mapping[str, Strand]) -> str:
        """Return the person from the front or from behind, where a line shows level hips."""
        body = "".join(self._sprites(_BODIES[self.view], spots))
        if self.view == "front":
            return body
        level = tag(
            "path", d="M0 -52V52", cls="oa", stroke_width=2.5, stroke_linecap="round",
            stroke_dasharray="1 7",
        )  # fmt: skip
        muscle = self._hamstrings(spots, looks) + self._cloth(spots)
        return body + muscle + carried("pelvis", spots["pelvis"], level)

    def _sprites(self, sprites: Sequence[Sprite], spots: Spots) -> list[str]:
        return [
            carried(s.bone, spots[s.bone], tag("use", href=f"#{self.root}{s.outline}", cls=s.kind))
            for s in sprites
        ]

    def _outline(self, sprites: Sequence[Sprite], spots: Spots, kind: str, width: float) -> str:
        """Return a line around several parts as one, drawn under them."""
        uses = [
            carried(s.bone, spots[s.bone], tag("use", href=f"#{self.root}{s.outline}"))
            for s in sprites
        ]
        return group(uses, cls=kind, stroke_width=width, stroke_linejoin="round")

    def _cloth(self, spots: Spots) -> str:
        """Return the near leg of the shorts with its hem, over what it covers."""
        sprite = CLOTH[self.view]
        leg = tag("use", href=f"#{self.root}{sprite.outline}", cls=sprite.kind)
        x, half = HEM * UNIT, HEM_HALF * UNIT
        hem = tag(
            "path", d=f"M{number(x)} {number(-half)}V{number(half)}", cls="oc", stroke_width=1.6
        )
        return carried(sprite.bone, spots[sprite.bone], leg + hem)

    def _hamstrings(self, spots: Spots, looks: Mapping[str, Strand]) -> str:
        if self.calf:
            drawn = tag("use", href=f"#{self.root}calf", cls="m")
            return carried("near_shank", spots["near_shank"], drawn)
        strips = []
        for name, (x, y) in strand_axis(self.view).items():
            look = looks[name]
            strand = tag("use", href=f"#{self.root}{name}", cls="m")
            thick = f"translate({number(x)} {number(y)})scale(1 {look.thickness:.2f})"
            strips.append(
                tag("g", strand, cls=f"k {name}", transform=thick, opacity=f"{look.opacity:.2f}")
            )
        return carried("near_thigh", spots["near_thigh"], "".join(strips))


def carried(bone: str, spot: Spot, body: str) -> str:
    """Return a drawing that a bone moves."""
    return tag("g", body, cls=f"k {bone}", transform=matrix(spot))
