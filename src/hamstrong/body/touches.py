"""Touches: the vocabulary of contacts, and where each is planted.

A contact is a part of the body, with `@` and its prop where the two do not follow from each other.
Bending the body so that touches hold is decided in `contacts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from hamstrong.body.geometry import Point
from hamstrong.body.scene import ROLLING, SLIDING, Scene
from hamstrong.body.skeleton import Body

Side = Literal["near", "far", "mid"]
Kind = Literal[
    "foot", "heel", "toes", "knee", "hand", "glide", "back", "shoulders", "front", "seat"
]

_PARTS: Mapping[str, tuple[Kind, tuple[Side, ...]]] = {
    "feet": ("foot", ("near", "far")),
    "foot": ("foot", ("near",)),
    "other_foot": ("foot", ("far",)),
    "heels": ("heel", ("near", "far")),
    "heel": ("heel", ("near",)),
    "other_heel": ("heel", ("far",)),
    "toes": ("toes", ("near", "far")),
    "toe": ("toes", ("near",)),
    "other_toe": ("toes", ("far",)),
    "knees": ("knee", ("near", "far")),
    "knee": ("knee", ("near",)),
    "other_knee": ("knee", ("far",)),
    "hands": ("hand", ("near", "far")),
    "hand": ("hand", ("near",)),
    "other_hand": ("hand", ("far",)),
    "gliding_hand": ("glide", ("near",)),
    "gliding_hands": ("glide", ("near", "far")),
    "back": ("back", ("mid",)),
    "shoulders": ("shoulders", ("mid",)),
    "front": ("front", ("mid",)),
    "seat": ("seat", ("mid",)),
}
# Names that say part and prop at once.
_WHOLE: Mapping[str, str] = {
    "ball": "heels@ball",
    "slider": "heels@slider",
    "towel": "heels@towel",
    "wall_heel": "heel@doorway",
    "wall": "back@wall",
}
_JOINTS: Mapping[Kind, str] = {
    "foot": "ankle", "heel": "heel", "toes": "ball", "knee": "knee", "hand": "wrist",
    "glide": "wrist",
}  # fmt: skip
# What a part touches when the props offer it and nothing else is said.
_HANDY = ("counter", "wall", "chair", "rail")
_USUAL: Mapping[Kind, tuple[str, ...]] = {
    "hand": _HANDY,
    "glide": _HANDY,
    "heel": ("box",),
    "seat": ("chair",),
    "knee": ("cushion", "pillow", "mat"),
}
_UNDER_NEAR_FOOT = ("step", "pillow", "cushion")
# Props that a hand or a heel touches from the side, so that it may slide up and down.
UPRIGHT = frozenset({"wall", "doorway"})
OWN_BODY = frozenset({"hips", "thigh"})
LEG_KINDS = ("foot", "heel", "toes")


@dataclass(frozen=True, slots=True, order=True)
class Touch:
    """One point of the body on one prop."""

    kind: Kind
    side: Side
    on: str

    @property
    def slides(self) -> bool:
        """Whether the point may travel along the floor."""
        return self.on in SLIDING

    @property
    def glides(self) -> bool:
        """Whether the point may travel along the top of its prop."""
        return self.kind == "glide"

    @property
    def climbs(self) -> bool:
        """Whether the point may travel up and down its prop."""
        return self.on in UPRIGHT


def contact_names() -> frozenset[str]:
    """Return every name that a contact may begin with."""
    return frozenset(_PARTS) | frozenset(_WHOLE)


def touched_joint(touch: Touch) -> str | None:
    """Return the joint that a touch plants, if it is one that is drawn."""
    if touch.kind == "shoulders":
        return "shoulder"
    part = _JOINTS.get(touch.kind)
    return f"{touch.side}_{part}" if part else None


def touches_of(contacts: Iterable[str], props: Iterable[str] = ()) -> frozenset[Touch]:
    """Return the touches that contact names stand for.

    Args:
        contacts: a part, or `part@prop`.
        props: what is around; a part without a prop touches the usual one among these.

    Raises:
        KeyError: when a name is none of `contact_names`.
    """
    around = frozenset(props)
    found = set()
    for contact in contacts:
        part, _, prop = _WHOLE.get(contact, contact).partition("@")
        kind, sides = _PARTS[part]
        offered = _UNDER_NEAR_FOOT if contact == "foot" else _USUAL.get(kind, ())
        usual = (one for one in offered if one in around)
        on = prop or next(usual, "floor")
        found |= {Touch(kind, side, on) for side in sides}
    return frozenset(found)


@dataclass(slots=True)
class Ground:
    """Where each touch is planted; learned from the pose in which it first appears."""

    scene: Scene
    body: Body
    anchors: dict[Touch, Point]
    ball_middle: float | None = None

    def ball_centre(self, heel_x: float) -> Point:
        """Return where a ball is that rolls without slipping under a heel."""
        radius = self.scene.size("ball") / 2
        middle = heel_x if self.ball_middle is None else self.ball_middle
        return (middle + (heel_x - middle) / 2, radius)

    def surface_y(self, touch: Touch, x: float) -> float:
        """Return the height of what bears this touch, for a rolling ball at this x."""
        if touch.on not in ROLLING:
            return self.scene.surface(touch.on)
        centre = self.ball_centre(x)
        radius = centre[1]
        aside = min(abs(x - centre[0]), radius)
        return radius + sqrt(radius**2 - aside**2)


Touching = Mapping[tuple[str, str], Touch]
