"""Sprites that make up the person, with order and class, from the side, the front and behind.

A sprite is an outline moved by a bone. Order is depth: first drawn is furthest away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hamstrong.body import shapes


@dataclass(frozen=True, slots=True)
class Sprite:
    """An outline on a bone, with the class that colours it."""

    bone: str
    outline: str
    kind: str


OUTLINES: Mapping[str, shapes.Outline] = {
    "shirt": shapes.SHIRT,
    "shorts": shapes.SHORTS,
    "neck": shapes.NECK,
    "head": shapes.HEAD,
    "ear": shapes.EAR,
    "hair": shapes.HAIR,
    "seye": shapes.SIDE_EYE,
    "bhair": shapes.BACK_HAIR,
    "fhair": shapes.FRONT_HAIR,
    "btoes": shapes.BACK_TOES,
    "thigh": shapes.THIGH,
    "cuff": shapes.LEG_OF_SHORTS,
    "shank": shapes.SHANK,
    "foot": shapes.FOOT,
    "toe": shapes.TOE,
    "upper": shapes.UPPER_ARM,
    "sleeve": shapes.SLEEVE,
    "fore": shapes.FOREARM,
    "hand": shapes.HAND,
    "fshirt": shapes.FRONT_SHIRT,
    "fshorts": shapes.FRONT_SHORTS,
    "fhead": shapes.FRONT_HEAD,
    "fneck": shapes.FRONT_NECK,
    "fthigh": shapes.FRONT_THIGH,
    "fcuff": shapes.FRONT_LEG_OF_SHORTS,
    "fshank": shapes.FRONT_SHANK,
    "ffoot": shapes.FRONT_FOOT,
    "bfoot": shapes.BACK_FOOT,
    "eye": shapes.EYE,
    "oeye": shapes.OTHER_EYE,
    "nose": shapes.NOSE,
    "fear": shapes.FRONT_EAR,
    "oear": shapes.OTHER_EAR,
}


def _arm(side: str, skin: str, sleeve: str) -> tuple[Sprite, ...]:
    return (
        Sprite(f"{side}_hand", "hand", skin),
        Sprite(f"{side}_forearm", "fore", skin),
        Sprite(f"{side}_upper_arm", "upper", skin),
        Sprite(f"{side}_upper_arm", "sleeve", sleeve),
    )


def _leg(side: str, skin: str, shorts: str, shoe: str) -> tuple[Sprite, ...]:
    return (
        Sprite(f"{side}_toe", "toe", shoe),
        Sprite(f"{side}_foot", "foot", shoe),
        Sprite(f"{side}_shank", "shank", skin),
        Sprite(f"{side}_thigh", "thigh", skin),
        Sprite(f"{side}_thigh", "cuff", shorts),
    )


FAR = (*_arm("far", "f", "sf"), *_leg("far", "f", "hf", "bf"))
TRUNK = (
    Sprite("head", "neck", "f"),
    Sprite("trunk", "shorts", "h"),
    Sprite("trunk", "shirt", "s"),
    Sprite("head", "head", "n"),
    Sprite("head", "hair", "hr"),
    Sprite("head", "ear", "f"),
    Sprite("head", "seye", "hr"),
)
# The leg of the shorts covers the upper part of the muscle below it.
CLOTH: Mapping[str, Sprite] = {
    "side": Sprite("near_thigh", "cuff", "h"),
    "back": Sprite("near_thigh", "fcuff", "h"),
}
NEAR_LEG = _leg("near", "n", "h", "b")
NEAR_ARM = _arm("near", "n", "sl")
BODY = (*FAR, *TRUNK, *NEAR_LEG, *NEAR_ARM)


def _front_arm(side: str, skin: str, sleeve: str) -> tuple[Sprite, ...]:
    return (
        Sprite(f"{side}_hand", "hand", skin),
        Sprite(f"{side}_forearm", "fore", skin),
        Sprite(f"{side}_upper_arm", "upper", skin),
        Sprite(f"{side}_upper_arm", "sleeve", sleeve),
    )


def _front_leg(side: str, foot: str, skin: str, shorts: str, shoe: str) -> tuple[Sprite, ...]:
    return (
        Sprite(f"{side}_foot", foot, shoe),
        Sprite(f"{side}_shank", "fshank", skin),
        Sprite(f"{side}_thigh", "fthigh", skin),
        Sprite(f"{side}_thigh", "fcuff", shorts),
    )


_EARS = (Sprite("head", "fear", "f"), Sprite("head", "oear", "f"))
_FACE = (Sprite("head", "eye", "f"), Sprite("head", "oeye", "f"), Sprite("head", "nose", "f"))
_FRONT_TRUNK = (
    Sprite("head", "fneck", "f"),
    Sprite("pelvis", "fshorts", "h"),
    Sprite("trunk", "fshirt", "s"),
    *_EARS,
    Sprite("head", "fhead", "n"),
    Sprite("head", "fhair", "hr"),
)
_FRONT_ARMS = (*_front_arm("near", "n", "sl"), *_front_arm("far", "n", "sl"))
# Bent knees come towards who looks from the front, and go away from who looks from behind.
FRONT_BODY = (
    *_FRONT_TRUNK,
    *_FACE,
    *_front_leg("far", "ffoot", "n", "h", "b"),
    *_front_leg("near", "ffoot", "n", "h", "b"),
    *_FRONT_ARMS,
)
_BACK_LEGS = (
    Sprite("far_foot", "btoes", "bf"),
    Sprite("near_foot", "btoes", "bf"),
    *_front_leg("far", "bfoot", "f", "hf", "bf"),
    *_front_leg("near", "bfoot", "n", "h", "b"),
)
# The nape lies over the back of the head.
_BACK_TRUNK = (
    *_EARS,
    Sprite("head", "fhead", "n"),
    Sprite("head", "fneck", "n"),
    Sprite("head", "bhair", "hr"),
    Sprite("pelvis", "fshorts", "h"),
    Sprite("trunk", "fshirt", "s"),
)
BACK_BODY = (*_BACK_LEGS, *_FRONT_ARMS, *_BACK_TRUNK)
