"""Forms of loads: weights as a line of numbers, a band as its class."""

from __future__ import annotations

from hamstrong.app.record.typed_numbers import UnclearNumberError
from hamstrong.app.record.weights_line import read_weights
from hamstrong.engine.facts import LoadReported, LoadsOwned, PlannedItem
from hamstrong.engine.facts.bounds import BANDS, LoadKg, lowest_and_highest
from hamstrong.protocol.model import Pack
from hamstrong.web.shell import Form

LEFT = ("0-1", "2-3", "4+")
NONE = "none"


def kits_in_kg(pack: Pack) -> tuple[str, ...]:
    """Kits of which a person is asked for kilograms."""
    return tuple(kit.id for kit in pack.kits.values() if kit.measured == "kg")


def read_owned(form: Form, pack: Pack) -> LoadsOwned | None:
    """What is owned; None with the faults noted. A line left empty is not none: that is ticked."""
    weights = tuple((kit, kg) for kit in kits_in_kg(pack) for kg in _weights(form, kit))
    bands = form.many("bands", BANDS, none=NONE)
    return None if form.faults or bands is None else LoadsOwned(weights, bands)


def none_field(kit: str) -> str:
    """Name of the box that says that a person owns nothing of a kit."""
    return f"{NONE}-{kit}"


def _weights(form: Form, kit: str) -> tuple[float, ...]:
    text, none = form.text(kit, optional=True), form.many(none_field(kit), (NONE,))
    if (text is None) == (not none):
        form.note(kit, "loads.fault.neither" if text is None else "loads.fault.both")
        return ()
    try:
        return read_weights(text or "")
    except UnclearNumberError as unclear:
        form.note(kit, f"loads.fault.{unclear.kind}_html", **unclear.values)
        return ()


def kilograms(text: str, least: float, most: float) -> float | None:
    """Kilograms with a point or a comma; None where it is no such number."""
    try:
        kg = float(text.replace(",", "."))
    except ValueError:
        return None
    return kg if least <= kg <= most else None


def read_report(form: Form, item: PlannedItem) -> LoadReported | None:
    """What one exercise was done with; None with the faults noted, or where nothing was said."""
    name = f"{item.exercise}-{item.side}"
    left = form.choice(f"left-{name}", LEFT, optional=True)
    if item.band is not None:
        band = form.choice(f"band-{name}", BANDS, optional=True)
        said = LoadReported(item.exercise, item.side, left, band=band)
        return said if left is not None or band is not None else None
    text = form.text(f"kg-{name}", optional=True)
    kg = None if text is None else kilograms(text, *lowest_and_highest(LoadKg))
    if text is not None and kg is None:
        form.note(f"kg-{name}", "shell.form.number")
    said = LoadReported(item.exercise, item.side, left, load_kg=kg)
    return said if left is not None or kg is not None else None
