"""Palette of the figures: by day, by night, and fixed for pictures without a style sheet.

A page may set `--hs-<name>` to have its own way; otherwise the reader's colour scheme decides.
The red-orange belongs to the muscle that works: the hamstrings, in the calf stretch the calf.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Scheme = Literal["auto", "light", "dark"]

LIGHT: Mapping[str, str] = {
    "paper": "#faf6ee",
    "ink": "#2d2a26",
    "skin": "#d9bfa4",
    "skin-far": "#bfa78f",
    "hair": "#5a4636",
    "shirt": "#8b9a94",
    "shirt-far": "#748480",
    "sleeve": "#95a49e",
    "shorts": "#5b6665",
    "shorts-far": "#4c5655",
    "shoe": "#6f675d",
    "shoe-far": "#5c554d",
    "muscle": "#d9441c",
    "accent": "#0b6a6b",
    "prop": "#cfc4b3",
    "prop-dark": "#a99d8b",
    "mat": "#dcd5c6",
    "floor": "#b8ad9b",
}
DARK: Mapping[str, str] = {
    "paper": "#23201d",
    "ink": "#efe8dc",
    "skin": "#c9ab8d",
    "skin-far": "#96806b",
    "hair": "#54402f",
    "shirt": "#7d8f88",
    "shirt-far": "#5f6f6a",
    "sleeve": "#889a93",
    "shorts": "#566463",
    "shorts-far": "#455150",
    "shoe": "#8a8073",
    "shoe-far": "#6b6359",
    "muscle": "#ff5a2b",
    "accent": "#5fbfb8",
    "prop": "#5a5147",
    "prop-dark": "#7a6f61",
    "mat": "#3d3831",
    "floor": "#6d6459",
}
# class of a drawn part -> the colour that fills it
FILLS: Mapping[str, str] = {
    "n": "skin",
    "f": "skin-far",
    "hr": "hair",
    "s": "shirt",
    "sf": "shirt-far",
    "sl": "sleeve",
    "h": "shorts",
    "hf": "shorts-far",
    "b": "shoe",
    "bf": "shoe-far",
    "m": "muscle",
    "a": "accent",
    "p": "prop",
    "pd": "prop-dark",
    "mt": "mat",
    "fl": "floor",
    "i": "ink",
}
STROKES: Mapping[str, str] = {
    "o": "paper",
    "os": "skin-far",
    "oa": "accent",
    "om": "muscle",
    "op": "prop-dark",
    "of": "floor",
    "oh": "shirt-far",
    "oc": "shorts-far",
}


COLOURS: Mapping[str, str] = {**FILLS, **STROKES}


def style(root: str, scheme: Scheme, used: frozenset[str]) -> str:
    """Return the rules for the classes in use, all under the figure's own id.

    Args:
        root: id of the figure, so that several can share a page.
        scheme: `auto` follows page and reader; `light` and `dark` are fixed.
        used: classes that the figure has.
    """
    names = sorted({COLOURS[name] for name in used})
    rules = []
    if scheme == "auto":
        rules.append(f"#{root}{{{_variables(names, LIGHT)}}}")
        night = f"#{root}{{{_variables(names, DARK)}}}"
        rules.append(f"@media(prefers-color-scheme:dark){{{night}}}")
    for name in sorted(used):
        colour = COLOURS[name]
        fixed = DARK[colour] if scheme == "dark" else LIGHT[colour]
        value = f"var(--{colour})" if scheme == "auto" else fixed
        if name in FILLS:
            rules.append(f"#{root} .{name}{{fill:{value}}}")
        else:
            rules.append(f"#{root} .{name}{{stroke:{value};fill:none}}")
    return "".join(rules)


def _variables(names: list[str], colours: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:var(--hs-{name},{colours[name]})" for name in names)
