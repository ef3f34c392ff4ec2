"""A line of a decision as the diary keeps it once somebody acts on the plan."""

from __future__ import annotations

from hamstrong.engine.decide.decisions import Item
from hamstrong.engine.facts import PlannedItem


def planned(item: Item) -> PlannedItem:
    """The dose of an item, without the reasons and the timing that made it."""
    return PlannedItem(**{name: getattr(item, name) for name in PlannedItem._fields})
