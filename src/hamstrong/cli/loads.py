"""Loads at the terminal: what is owned, and what an exercise was done with."""

from __future__ import annotations

from hamstrong.app.record.typed_numbers import UnclearNumberError
from hamstrong.app.record.weights_line import read_weights
from hamstrong.cli.context import Terminal
from hamstrong.cli.prompts import again, ask_choice, ask_yes_no, read_line
from hamstrong.engine.facts import LoadReported, LoadsOwned, PlannedItem
from hamstrong.engine.facts.bounds import BANDS, LoadKg, lowest_and_highest

LEFT = ("0-1", "2-3", "4+")
_OPEN = "open"


def ask_owned(terminal: Terminal, question: str) -> LoadsOwned | None:
    """Ask which weights and bands there are; None when the bands were left open."""
    terminal.print()
    terminal.print(question, style="bold")
    pack, names = terminal.app.pack, terminal.words.texts
    weights: list[tuple[str, float]] = []
    for kit in (kit for kit in pack.kits.values() if kit.measured == "kg"):
        prompt = terminal.say("loads_kg", kit=names.get("kits", kit.id)["name"])
        weights += [(kit.id, kg) for kg in _ask_weights(terminal, prompt)]
    bands: list[str] = []
    for band in BANDS:
        owned = ask_yes_no(terminal, terminal.say("loads_band", band=_band(terminal, band)))
        if owned is None:
            return None
        bands += [band] if owned else []
    return LoadsOwned(tuple(weights), tuple(bands))


def ask_load(terminal: Terminal, item: PlannedItem) -> LoadReported | None:
    """Ask after the last set what it was done with and how many more were possible."""
    if item.own_percent is None:
        return None
    band, kg = item.band, item.load_kg
    if band is not None:
        options = [(one, _band(terminal, one)) for one in BANDS]
        band = ask_choice(terminal, terminal.say("load_band_used"), options)
    else:
        kg = _ask_kg(terminal, item)
    options = [(one, terminal.say(f"load_left_{nth}")) for nth, one in enumerate(LEFT)]
    options.append((_OPEN, terminal.say("load_left_open")))
    said = ask_choice(terminal, terminal.say("load_left"), options)
    left = None if said == _OPEN else said
    return LoadReported(
        exercise=item.exercise,
        side=item.side,
        left=left,
        load_kg=None if band is not None else kg,
        band=band,
    )


def _band(terminal: Terminal, band: str) -> str:
    return terminal.words.say(f"doses.band_{band}")


def _ask_kg(terminal: Terminal, item: PlannedItem) -> float | None:
    """Kilograms used; an empty line is what was planned, for a first load not known."""
    least, most = lowest_and_highest(LoadKg)
    planned = None if item.first_load else item.load_kg or 0.0
    while True:
        said = read_line(terminal, f"{terminal.say('load_used')} ").replace(",", ".")
        if said == "":
            return planned
        kg = _number(said)
        if kg is not None and least <= kg <= most:
            return kg
        again(terminal, terminal.say("load_how"))


def _ask_weights(terminal: Terminal, prompt: str) -> tuple[float, ...]:
    """The weights of one line. None is a word of its own: an empty line is asked again."""
    while True:
        said = read_line(terminal, f"{prompt} ")
        if said.casefold() == terminal.say("loads_none"):
            return ()
        if not said:
            again(terminal, terminal.say("loads_empty"))
            continue
        try:
            return read_weights(said)
        except UnclearNumberError as unclear:
            again(terminal, terminal.say(f"loads_{unclear.kind}", None, **unclear.values))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
