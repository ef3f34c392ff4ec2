"""Numbers of a pack that only fit together in one order, such as the bands of missed days."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from hamstrong.protocol.draft import PackDraft
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.model import Rules

_RULES = PackPlace("rules.yaml")


def check_number_order(draft: PackDraft) -> Iterator[UnplacedFault]:
    """A finding for each pair of numbers in the wrong order."""
    if draft.rules is None:
        return
    yield from _pairs(draft.rules)
    yield from _bands(draft.rules)
    yield from _waits(draft, draft.rules.walking.last_day + 1)


def _pairs(rules: Rules) -> Iterator[UnplacedFault]:
    """The first number may be no more than the second, or must be less where `strict`."""
    pain, morning, calendar, walking = rules.pain, rules.morning, rules.calendar, rules.walking
    pairs = (
        ("pain", "early_clean_max", pain.early_clean_max, "clean_max", pain.clean_max),
        ("pain", "run_clean_max", pain.run_clean_max, "clean_max", pain.clean_max),
        ("pain", "clean_max", pain.clean_max + 1, "finish_at", pain.finish_at),
        ("pain", "finish_at", pain.finish_at + 1, "stop_exercise_at", pain.stop_exercise_at),
        ("pain", "stop_exercise_at", pain.stop_exercise_at, "end_session_at", pain.end_session_at),
        ("morning", "soreness_hold_min", morning.soreness_hold_min, "soreness_hold_max",
         morning.soreness_hold_max),
        ("morning", "pass_max", morning.pass_max + 1, "hold_at_baseline", morning.hold_at_baseline),
        ("morning", "hold_at_baseline", morning.hold_at_baseline + 1, "strong_at",
         morning.strong_at),
        ("morning", "fails_back", morning.fails_back + 1, "fails_held", morning.fails_held),
        ("clearance", "fails_after", rules.clearance.fails_after + 1, "morning.fails_held",
         morning.fails_held),
        ("calendar", "min_training_days", calendar.min_training_days, "max_training_days",
         calendar.max_training_days),
        ("walking", "first_day", walking.first_day, "last_day", walking.last_day),
    )  # fmt: skip
    for group, low_name, low, high_name, high in pairs:
        if low > high:
            expected = f"a number that fits below {high_name}"
            yield UnplacedFault(_RULES.at(group, low_name), "wrong-order", expected)


def _bands(rules: Rules) -> Iterator[UnplacedFault]:
    place = _RULES.at("gap", "bands")
    if not rules.gap.bands:
        yield UnplacedFault(place, "wrong-order", "at least one band of missed days")
    for index, (before, after) in enumerate(pairwise(rules.gap.bands), start=1):
        if before.from_days >= after.from_days:
            expected = f"more days than the band before it, {before.from_days}"
            yield UnplacedFault(
                place.at(index, "from_days"), "wrong-order", expected, after.from_days
            )


def _waits(draft: PackDraft, counted: int) -> Iterator[UnplacedFault]:
    """Days since an injury are counted up to the day after the last question about walking."""
    for track in draft.pack.tracks.values() if draft.pack else ():
        waits = {
            "starts_days_after_injury": track.starts_days_after_injury,
            "baseline_on_injury_day": track.baseline_on_injury_day or 0,
        }
        for name, days in waits.items():
            if not 0 <= days <= counted:
                place = PackPlace("pack.yaml", ("tracks", track.id, name))
                expected = f"0 to {counted} days, the day after walking.last_day"
                yield UnplacedFault(place, "wrong-order", expected, days)
