"""Shapes of the parts of the body, drawn once and moved by the joints.

Each outline lies along its segment: the first axis runs from one joint to the next, the second to
the back of a leg or an arm and to the front of the trunk and head (a foot: downward). Units are
thousandths of body height. These curves are drawn by eye; nothing is measured from them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import radians

Outline = tuple[tuple[float, float], ...]

# trunk: hip 0 to shoulder 288; + is the front
SHIRT: Outline = (
    (48, -60), (80, -50), (114, -46), (160, -53), (212, -63), (258, -61), (292, -44), (309, -20),
    (312, 6), (298, 30), (268, 52), (222, 62), (170, 60), (118, 56), (78, 56), (46, 56), (40, 0),
)  # fmt: skip
SHORTS: Outline = (
    (68, -51), (36, -64), (4, -69), (-28, -62), (-50, -36), (-54, 4), (-40, 38), (-6, 52),
    (34, 55), (68, 54), (72, 0),
)  # fmt: skip
NECK: Outline = (
    (-6, -30), (30, -27), (62, -24), (84, -22), (92, 0), (84, 26), (56, 24), (26, 26), (0, 26),
)  # fmt: skip
# head: shoulder 0 to crown 182; a calm profile whose nose says which way it looks
HEAD: Outline = (
    (182, 2), (176, -32), (158, -53), (130, -60), (101, -52), (80, -34), (66, -8), (50, 22),
    (48, 44), (60, 56), (74, 55), (82, 58), (92, 59), (97, 68), (102, 77), (110, 70), (122, 59),
    (136, 57), (152, 53), (172, 34),
)  # fmt: skip
EAR: Outline = ((104, -8), (114, -14), (124, -8), (120, 2), (108, 2))
# hair from the forehead over the crown to the nape, clear of ear and face
HAIR: Outline = (
    (150, 56), (170, 42), (187, 6), (182, -34), (162, -58), (130, -66), (100, -58), (84, -42),
    (94, -30), (112, -24), (128, -18), (134, -4), (136, 16), (146, 34),
)  # fmt: skip
SIDE_EYE: Outline = ((118, 44), (122, 40), (126, 44), (122, 48))

# thigh: hip 0 to knee 245; + is the back
THIGH: Outline = (
    (-52, 8), (-44, -36), (0, -57), (60, -58), (130, -50), (190, -41), (236, -37), (266, -26),
    (276, 0), (266, 24), (236, 33), (190, 39), (130, 50), (60, 60), (0, 62), (-40, 46),
)  # fmt: skip
LEG_OF_SHORTS: Outline = (
    (-52, 6), (-46, -38), (0, -60), (52, -62), (78, -60), (88, 0), (80, 62), (52, 65), (0, 66),
    (-42, 46),
)  # fmt: skip
# shank: knee 0 to ankle 246
SHANK: Outline = (
    (-33, 0), (-24, -26), (4, -36), (50, -32), (110, -27), (180, -22), (236, -19), (262, -12),
    (266, 6), (250, 20), (212, 22), (160, 32), (110, 46), (70, 49), (34, 42), (0, 33), (-24, 22),
)  # fmt: skip
# foot: ankle at 0, sole at 39, heel at -36, ball at 74; + is down
FOOT: Outline = (
    (-20, -14), (4, -24), (26, -12), (50, 4), (76, 12), (92, 20), (96, 31), (88, 38), (60, 39),
    (20, 38), (-12, 39), (-34, 38), (-40, 26), (-34, 8),
)  # fmt: skip
# toes: ball at 0, tip at 42; the sole is the axis
TOE: Outline = (
    (-13, -14), (-8, -24), (6, -26), (28, -21), (42, -13), (46, -5), (40, 0), (14, 0), (-4, -2),
)  # fmt: skip
# arms: shoulder 0 to elbow 186, elbow 0 to wrist 146, wrist 0 to knuckles 75
UPPER_ARM: Outline = (
    (-31, 0), (-20, -26), (10, -31), (60, -29), (120, -25), (170, -22), (200, -16), (208, 0),
    (200, 15), (170, 21), (120, 25), (60, 28), (10, 30), (-20, 25),
)  # fmt: skip
SLEEVE: Outline = (
    (-35, 0), (-24, -28), (10, -35), (56, -35), (82, -33), (92, 0), (82, 32), (56, 34), (10, 34),
    (-24, 28),
)  # fmt: skip
FOREARM: Outline = (
    (-21, 0), (-14, -18), (14, -24), (50, -24), (100, -18), (146, -14), (156, 0), (146, 14),
    (100, 18), (50, 23), (14, 23), (-14, 17),
)  # fmt: skip
HAND: Outline = (
    (-13, 0), (-6, -14), (16, -18), (34, -23), (44, -18), (62, -15), (76, -10), (80, 0), (74, 11),
    (50, 16), (16, 16), (-6, 13),
)  # fmt: skip
# Three strands from the sitting bone to below the knee, drawn beside one another in the thigh.
HAMSTRINGS: Mapping[str, Outline] = {
    "biceps_femoris_long_head": (
        (-4, 47), (50, 54), (118, 48), (186, 34), (250, 27), (186, 25), (118, 33), (50, 40),
    ),
    "semitendinosus": (
        (-8, 36), (46, 39), (116, 32), (186, 24), (246, 19), (186, 16), (116, 17), (46, 25),
    ),
    "semimembranosus": (
        (-2, 23), (50, 24), (118, 16), (180, 14), (240, 10), (180, 5), (118, 0), (50, 9),
    ),
}  # fmt: skip
STRAND_AXIS: Mapping[str, tuple[float, float]] = {
    "biceps_femoris_long_head": (123, 39),
    "semitendinosus": (119, 26),
    "semimembranosus": (119, 12),
}

# front view: first axis down the limb, second to the viewer's right
FRONT_SHIRT: Outline = (
    (42, -60), (100, -59), (160, -67), (214, -79), (258, -94), (290, -104), (304, -78),
    (314, -46), (320, -26), (315, 0), (320, 26), (314, 46), (304, 78), (290, 104), (258, 94),
    (214, 79), (160, 67), (100, 59), (42, 60), (38, 0),
)  # fmt: skip
FRONT_SHORTS: Outline = (
    (62, -58), (34, -68), (0, -79), (-28, -80), (-42, -50), (-48, 0), (-42, 50), (-28, 80),
    (0, 79), (34, 68), (62, 58), (66, 0),
)  # fmt: skip
FRONT_HEAD: Outline = (
    (182, 0), (176, -28), (156, -46), (126, -52), (96, -46), (68, -32), (54, -14), (50, 0),
    (54, 14), (68, 32), (96, 46), (126, 52), (156, 46), (176, 28),
)  # fmt: skip
FRONT_NECK: Outline = (
    (8, -34), (34, -26), (60, -23), (80, -22), (88, 0), (80, 22), (60, 23), (34, 26), (8, 34),
    (0, 0),
)  # fmt: skip
FRONT_THIGH: Outline = (
    (-34, 0), (-26, -34), (10, -46), (70, -50), (140, -44), (200, -37), (240, -33), (266, -24),
    (274, 0), (266, 24), (240, 33), (200, 37), (140, 43), (70, 48), (10, 45), (-26, 34),
)  # fmt: skip
FRONT_LEG_OF_SHORTS: Outline = (
    (-34, 0), (-26, -36), (8, -50), (50, -54), (84, -55), (90, 0), (84, 53), (50, 51), (8, 48),
    (-26, 36),
)  # fmt: skip
FRONT_SHANK: Outline = (
    (-30, 0), (-20, -26), (6, -33), (50, -36), (90, -38), (150, -29), (220, -20), (254, -18),
    (260, 0), (254, 18), (220, 20), (150, 28), (90, 34), (50, 33), (6, 32), (-20, 26),
)  # fmt: skip
FRONT_FOOT: Outline = (
    (-24, 0), (-18, -17), (0, -20), (20, -28), (34, -31), (39, -22), (40, 0), (39, 22), (34, 31),
    (20, 28), (0, 20), (-18, 17),
)  # fmt: skip
# from behind: a heel, and the strands beside one another (first axis down, second inward)
BACK_FOOT: Outline = (
    (-24, 0), (-18, -16), (0, -18), (20, -21), (34, -22), (39, -15), (40, 0), (39, 15), (34, 22),
    (20, 21), (0, 18), (-18, 16),
)  # fmt: skip
# the front of the shoe, which is seen on both sides of the heel
BACK_TOES: Outline = (
    (16, -24), (24, -34), (36, -36), (41, -24), (42, 0), (41, 24), (36, 36), (24, 34), (16, 24),
    (14, 0),
)  # fmt: skip
BACK_HAMSTRINGS: Mapping[str, Outline] = {
    "biceps_femoris_long_head": (
        (-6, -14), (50, -31), (118, -36), (186, -33), (250, -28), (186, -20), (118, -15), (50, -9),
    ),
    "semitendinosus": (
        (-10, -5), (46, -7), (116, -6), (186, 10), (248, 20), (186, 19), (116, 11), (46, 8),
    ),
    "semimembranosus": (
        (-6, 7), (50, 11), (118, 15), (184, 23), (244, 27), (184, 32), (118, 34), (50, 26),
    ),
}  # fmt: skip
BACK_STRAND_AXIS: Mapping[str, tuple[float, float]] = {
    "biceps_femoris_long_head": (123, -24),
    "semitendinosus": (119, 3),
    "semimembranosus": (119, 23),
}
# from behind the hair covers the head down to the nape, from the front only its top
BACK_HAIR: Outline = (
    (187, 0), (180, -32), (158, -50), (126, -56), (98, -48), (80, -30), (74, 0), (80, 30),
    (98, 48), (126, 56), (158, 50), (180, 32),
)  # fmt: skip
FRONT_HAIR: Outline = (
    (187, 0), (180, -32), (158, -51), (132, -56), (140, -44), (152, -30), (157, 0), (152, 30),
    (140, 44), (132, 56), (158, 51), (180, 32),
)  # fmt: skip
# The calf on the shank, where it is what works; from the side.
CALF: Outline = (
    (6, 28), (40, 42), (74, 46), (112, 42), (156, 28), (200, 18), (156, 16), (112, 20), (70, 22),
    (34, 22),
)  # fmt: skip
EYE: Outline = ((118, -20), (124, -24), (130, -20), (124, -16))
OTHER_EYE: Outline = ((118, 20), (124, 16), (130, 20), (124, 24))
NOSE: Outline = ((96, 0), (98, -6), (108, -3), (116, 0), (108, 3), (98, 6))
FRONT_EAR: Outline = ((98, -48), (114, -58), (130, -56), (128, -46), (104, -42))
OTHER_EAR: Outline = ((98, 48), (104, 42), (128, 46), (130, 56), (114, 58))


def bent(outline: Outline, spine_deg: float, length: float) -> Outline:
    """Return an outline bowed along its first axis, as a back that is rounded by this angle.

    The ends of the segment stay where they are; between them runs an arc, whose height is
    length · angle / 8. A negative angle hollows.
    """
    rise = length * radians(spine_deg) / 8
    return tuple((x, y - 4 * rise * (x / length) * (1 - x / length)) for x, y in outline)


def smooth_path(outline: Sequence[tuple[float, float]], unit: float) -> str:
    """Return a closed SVG path through the points, rounded by a Catmull-Rom spline.

    Args:
        outline: points in thousandths of body height.
        unit: drawing units per thousandth.
    """
    points = [(x * unit, y * unit) for x, y in outline]
    count = len(points)
    parts = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for i in range(count):
        before, here = points[i - 1], points[i]
        after, later = points[(i + 1) % count], points[(i + 2) % count]
        c1 = (here[0] + (after[0] - before[0]) / 6, here[1] + (after[1] - before[1]) / 6)
        c2 = (after[0] - (later[0] - here[0]) / 6, after[1] - (later[1] - here[1]) / 6)
        parts.append("C" + " ".join(number(v) for point in (c1, c2, after) for v in point))
    return "".join(parts) + "Z"


def number(value: float) -> str:
    """Return a number with at most one decimal and without needless characters."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text
