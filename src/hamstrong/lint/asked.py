"""Asked before the start: which leg, and what a pack's tracks rest on.

The use cases read these answers by the screen's name; everything else that a form asks is the
pack's own affair.
"""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.model import Pack, Screen

_LIMBS = frozenset({"left", "right", "both"})


def check_asked(pack: Pack) -> Iterator[UnplacedFault]:
    """Screens of the long form that enrolment needs and the pack lacks."""
    screens = {s.id: s for s in pack.triage.screens if "long" in s.forms}
    place = PackPlace("triage.yaml", ("screens",))
    limbs = screens.get("limbs")
    if limbs is None or limbs.kind != "choice" or not {"left", "right"} <= {*limbs.options}:
        yield UnplacedFault(
            place, "not-asked", "a choice 'limbs' with left, right and, if wanted, both"
        )
    elif not _LIMBS.issuperset(limbs.options):
        yield UnplacedFault(place, "not-asked", "'limbs' with left, right and both only")
    for name, kind, why in _of_tracks(pack):
        if not _is(screens.get(name), kind):
            expected = f"a screen {name!r} of kind {kind}, which {why} needs"
            yield UnplacedFault(place, "not-asked", expected)


def _is(screen: Screen | None, kind: str) -> bool:
    return screen is not None and screen.kind == kind


def _of_tracks(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """Screen, its kind and the rule that reads it."""
    for name, track in pack.tracks.items():
        if track.starts_days_after_injury:
            yield "days_since_onset", "days", f"starts_days_after_injury of {name}"
        if track.walking_watch:
            yield "walking_normal", "yes_no", f"walking_watch of {name}"
