"""Scene around the person: sizes and places of props.

Metres; x is in front of the person, y is up from the floor. Sizes are those of ordinary
furniture and can be replaced per sequence. How a prop looks is the figure's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hamstrong.protocol.model import PoseSequence

# Heights of the part that is touched (a ball: its diameter).
SIZES_M: Mapping[str, float] = {
    "anchor": 0.12,
    "ball": 0.55,
    "box": 0.40,
    "chair": 0.43,
    "counter": 0.90,
    "cushion": 0.05,
    "doorway": 2.02,
    "mat": 0.0,
    "pillow": 0.06,
    "rail": 1.0,
    "slider": 0.012,
    "step": 0.15,
    "wall": 1.30,
}
ROLLING = frozenset({"ball"})
SLIDING = frozenset({"slider", "towel", "ball"})


@dataclass(frozen=True, slots=True)
class Scene:
    """Sizes and places of the props of one sequence."""

    props: tuple[str, ...]
    sizes: Mapping[str, float]
    places: Mapping[str, float]

    def surface(self, prop: str) -> float:
        """Return the height of what bears the body; the floor is 0."""
        return 0.0 if prop == "floor" else self.size(prop)

    def size(self, prop: str) -> float:
        """Return the height of a prop, or a ball's diameter."""
        return self.sizes.get(prop, SIZES_M.get(prop, 0.0))

    def hand_height(self, prop: str) -> float:
        """Return the height of a wrist whose hand rests on a prop."""
        top = self.sizes.get("chair_back", 0.86) if prop == "chair" else self.surface(prop)
        return top + (0.045 if prop == "floor" else 0.03)


def scene_of(sequence: PoseSequence) -> Scene:
    """Return the scene of a sequence."""
    return Scene(sequence.props, sequence.sizes, sequence.places)
