"""Oddities of figures: what somebody saw wrong in drawings, asked of every exercise.

Generated, so that it cannot differ from the drawings:
`python -m hamstrong.lint.figure_oddities FILE`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from hamstrong.body import gear
from hamstrong.body.figure import Artist, FigureLook, sequence_of, stretches_calf
from hamstrong.body.geometry import distance
from hamstrong.body.motion import furthest_pose
from hamstrong.body.movement_pair import SMALL_M, movement_pair, travels_m
from hamstrong.body.skeleton import Joints
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Exercise

_HEAD = """\
# Figures, exercise by exercise

Generated from the drawings by `make docs`. Each column is an oddity that was seen in a figure once;
*yes* would mean that the exercise has it, and a test fails. The pictures side by side are made by
`python bench/contact_sheet.py sheet.png`.
"""
# How far a prop may reach over a foot, in canvas units, before it counts.
_TOUCHING = 3.0
_LOW_M = 0.12
# How much more steeply than its forearm a hand points up, before it counts as bent back.
_BENT_BACK = 0.3
_RECT = re.compile(r'<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.-]+)" height="([\d.-]+)"')


def _artist(exercise: Exercise) -> Artist:
    return Artist(exercise, 0, FigureLook(), sequence_of(exercise, 0))


def _picture(artist: Artist) -> str:
    return artist.picture(artist.motion.key_frame(0))


def _faceless(artist: Artist) -> bool:
    """No nose or eye: lying on the front looks like lying on the back."""
    wanted = {"side": "seye", "front": "nose", "back": "bhair"}[artist.sequence.view]
    return f"#{artist.root}{wanted}" not in _picture(artist)


def _bald(artist: Artist) -> bool:
    return 'class="hr"' not in _picture(artist)


def _bare_muscle(artist: Artist) -> bool:
    """The muscle lies over the shorts."""
    svg = _picture(artist)
    if 'class="m"' not in svg or artist.painter.calf:
        return False
    cloth = "fcuff" if artist.sequence.view == "back" else "cuff"
    return svg.rindex(f"#{artist.root}{cloth}") < svg.rindex('class="m"')


def _pale_muscle(artist: Artist) -> bool:
    """The muscle that works is not the one that lights up; from the front none is in sight."""
    if artist.sequence.view == "front":
        return False
    name = "calf" if stretches_calf(artist.exercise) else "semitendinosus"
    return f"#{artist.root}{name}" not in _picture(artist)


def _toeless(artist: Artist) -> bool:
    return artist.sequence.view == "back" and f"#{artist.root}btoes" not in _picture(artist)


def _prop_through_foot(artist: Artist) -> bool:
    """A prop that stands on the floor, and that no foot is on, is drawn across a foot there."""
    if artist.sequence.view != "side":
        return False
    setting = gear.PropSetting(artist.canvas, artist.motion, artist.motion.ground.anchors)
    on = {touch.on for touch in setting.anchors if touch.kind in ("foot", "heel", "toes", "toe")}
    props = [p for p in artist.sequence.props if p in gear.DRAWINGS and p not in {"mat", *on}]
    floor = artist.canvas.at((0.0, 0.0))[1]
    rects = [
        tuple(float(v) for v in found)
        for prop in props
        for found in _RECT.findall(gear.DRAWINGS[prop](setting))
    ]
    standing = [(x, x + w) for x, y, w, h in rects if y + h >= floor - 1.0]
    return any(
        min(high, right) - max(low, left) > _TOUCHING
        for low, high in _feet(artist)
        for left, right in standing
    )


def _feet(artist: Artist) -> list[tuple[float, float]]:
    """Where feet are on the floor, from heel to toe."""
    found = []
    for placed in artist.motion.keys:
        for side in ("near", "far"):
            heel, toe = placed.joints[f"{side}_heel"], placed.joints[f"{side}_toe"]
            if max(heel[1], toe[1]) < _LOW_M:
                xs = sorted(artist.canvas.at(point)[0] for point in (heel, toe))
                found.append((xs[0], xs[1]))
    return found


def _pointless(artist: Artist) -> bool:
    """Something moves or presses, and no arrow says where it goes."""
    if artist.sequence.view != "side":
        return False
    moves = round(travels_m(artist.motion), 2) > SMALL_M or bool(artist.sequence.push)
    return moves and 'class="oa"' not in _picture(artist)


def _unseen_movement(artist: Artist) -> bool:
    """A movement too small to be seen, without its start and end side by side."""
    small = 0.0 < round(travels_m(artist.motion), 2) <= SMALL_M
    return small and movement_pair(artist.exercise, artist.rung, FigureLook()) is None


def _half_doorway(artist: Artist) -> bool:
    if "doorway" not in artist.sequence.props:
        return False
    return len(re.findall(r'<rect[^>]*class="(?:p|pd|mt)"', _picture(artist))) < 5


def _padded_bar(artist: Artist) -> bool:
    """What holds the ankles is no strap."""
    if "anchor" not in artist.sequence.props:
        return False
    return furthest_pose(artist.sequence) is None or 'class="op"' not in _picture(artist)


def _late_hands(artist: Artist) -> bool:
    """Hands that catch the body in the end are not before it, fingers up, while it comes down."""
    poses = artist.sequence.poses
    lands = next((k for k, pose in enumerate(poses) if _plants_hands(pose.contacts)), None)
    if lands is None or _plants_hands(artist.sequence.contacts):
        return False
    return not all(_ready_to_catch(artist.motion.keys[k].joints) for k in range(lands))


def _plants_hands(contacts: tuple[str, ...] | None) -> bool:
    return any(one.startswith("hands") for one in contacts or ())


def _ready_to_catch(joints: Joints) -> bool:
    shoulder, wrist, hand = (joints[name] for name in ("shoulder", "near_wrist", "near_hand"))
    forearm = joints["near_elbow"]
    rises = (wrist[1] - forearm[1]) / distance(forearm, wrist)
    return (
        wrist[0] > shoulder[0]
        and wrist[1] < shoulder[1]
        and ((hand[1] - wrist[1]) / distance(wrist, hand) > rises + _BENT_BACK)
    )


ODDITIES: Mapping[str, Callable[[Artist], bool]] = {
    "no face": _faceless,
    "no hair": _bald,
    "muscle over cloth": _bare_muscle,
    "wrong muscle lit": _pale_muscle,
    "no toes from behind": _toeless,
    "prop through a foot": _prop_through_foot,
    "no arrow": _pointless,
    "movement not seen": _unseen_movement,
    "half a doorway": _half_doorway,
    "no strap": _padded_bar,
    "hands not ready": _late_hands,
}


def oddities(exercise: Exercise) -> Mapping[str, bool]:
    """Return each oddity, and whether the exercise's figure has it."""
    artist = _artist(exercise)
    return {name: has(artist) for name, has in ODDITIES.items()}


def page() -> str:
    """Return the table of the shipped pack, exercise by exercise."""
    lines = [
        _HEAD,
        f"| exercise | {' | '.join(ODDITIES)} |",
        "|---" * (len(ODDITIES) + 1) + "|",
    ]
    for exercise in load_pack().exercises.values():
        found = oddities(exercise).values()
        lines.append(f"| `{exercise.id}` | {' | '.join('yes' if odd else 'no' for odd in found)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
