"""A dose as it is said: two sets of ten, three times thirty seconds, half of the usual."""

from __future__ import annotations

from hamstrong.engine.decisions import Item
from hamstrong.engine.facts import PlannedItem
from hamstrong.words.texts import Texts


def dose(texts: Texts, item: Item | PlannedItem) -> str:
    """The dose of one line of a plan, and whether it is half of the usual."""
    said = _work(texts, item)
    if item.load_kg:
        said = texts.say("doses", "load", load=said, kg=item.load_kg)
    if item.bouts > 1:
        said = texts.say("doses", "bouts", n=item.bouts, dose=said)
    return texts.say("doses", "half", dose=said) if item.half else said


def set_work(texts: Texts, item: Item | PlannedItem) -> str:
    """What one set holds."""
    return _work(texts, item._replace(sets=1))


def _work(texts: Texts, item: Item | PlannedItem) -> str:
    if item.hold_s is None:
        return texts.say("doses", "repetitions", n=item.sets, repetitions=item.repetitions)
    if item.holds is None or item.holds == 1:
        return texts.say("doses", "hold", n=item.sets, seconds=item.hold_s)
    return texts.say("doses", "holds", n=item.sets, holds=item.holds, seconds=item.hold_s)
