"""A repetition as numbers, for a player that keeps its own clock.

The player draws `figure_at` of the start once and then moves its groups; between two times every
part moves evenly, so figure, tempo bar and voice agree whatever the frame rate.
"""

from __future__ import annotations

from typing import TypedDict

from hamstrong.body import sampling
from hamstrong.body.figure import Artist, Look, sequence_of
from hamstrong.body.layout import Spot
from hamstrong.body.motion import Motion
from hamstrong.body.strands import strands
from hamstrong.protocol.model import Exercise


class PhaseTime(TypedDict):
    """A phase of the repetition and when it is."""

    phase: str
    begins_s: float
    lasts_s: float


class Keyframes(TypedDict):
    """One repetition. Rows are at `times`; a part that stands still has a single row.

    `parts` has rows of x, y, turn and stretch (canvas units, degrees); the part is the second
    class of its groups. `strands` has rows of opacity and thickness of the hamstrings.
    """

    lasts_s: float
    times: list[float]
    phases: list[PhaseTime]
    parts: dict[str, list[list[float]]]
    strands: dict[str, list[list[float]]]


def keyframes(
    exercise: Exercise, rung: int = 0, *, look: Look | None = None, kit: str | None = None
) -> Keyframes:
    """Return one repetition of a rung with holds of their whole length.

    Args:
        exercise: the exercise.
        rung: index in its ladder.
        look: the look of the figure that the numbers move; the side changes nothing here.
        kit: what the person uses, where the exercise has a sequence for it.
    """
    chosen = look or Look()
    artist = Artist(exercise, rung, chosen, sequence_of(exercise, rung, kit))
    motion = Motion(
        artist.sequence,
        exercise.ladder[rung].dosage,
        hanging_arms=artist.motion.hanging_arms,
    )
    sampled = sampling.sample(motion)
    parts = {
        name: [_row(spot) for spot in spots]
        for name, spots in sampling.tracks(sampled, artist.spots).items()
    }
    kept = sorted({k for rows in parts.values() for k in sampling.stops(sampled.times, rows)})
    looks = [strands(sampled.frames[k], chosen.colour, chosen.load) for k in kept]
    return {
        "lasts_s": round(sampled.lasts_s, 3),
        "times": [round(sampled.times[k], 3) for k in kept],
        "phases": [
            {"phase": s.phase, "begins_s": round(s.begins_s, 3), "lasts_s": round(s.lasts_s, 3)}
            for s in motion.stretches
        ],
        "parts": {name: _unless_still([rows[k] for k in kept]) for name, rows in parts.items()},
        "strands": {
            name: _unless_still([[round(s[name].opacity, 2), round(s[name].thickness, 2)]
                                 for s in looks])
            for name in looks[0]
        },
    }  # fmt: skip


def _row(spot: Spot) -> list[float]:
    return [round(spot.x, 1), round(spot.y, 1), round(spot.turn, 1), round(spot.stretch, 3)]


def _unless_still(rows: list[list[float]]) -> list[list[float]]:
    return rows[:1] if all(row == rows[0] for row in rows) else rows
