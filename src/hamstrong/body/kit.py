"""Kit of a person, and which figure fits it."""

from __future__ import annotations

from collections.abc import Collection

from hamstrong.protocol.model import Exercise


def kit_of(exercise: Exercise, owned: Collection[str]) -> str | None:
    """The kit whose own figure fits what is owned, None for the usual figure.

    Kits that serve equally are tried in the pack's order, as the plan does. One that is neither
    in the usual figure nor drawn by itself moves as another that is: a towel slides as sliders do.
    """
    fits = (kit for kit in exercise.equal_kit if all(item in owned for item in kit))
    mine = next(fits, ())
    if any(item in exercise.sequences[0].props for item in mine):
        return None
    drawn = {sequence.id for sequence in exercise.sequences}
    others = (item for kit in exercise.equal_kit for item in kit)
    return next((item for item in (*mine, *others) if mine and item in drawn), None)
