"""Every exercise, rung and fault at start, middle and end on one sheet, for somebody to look at.

    python bench/contact_sheet.py OUT.svg|OUT.png [--only bridge,nordic] [--dark] [--accept]

`--accept` stores the fingerprints that `tests/body/test_figure.py` compares with: do it after
having looked. PNG needs the extra `png`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from hamstrong.body.figure import Artist, FigureLook, sequence_of
from hamstrong.body.palette import DARK, LIGHT, Scheme
from hamstrong.cli.picture_file import to_png
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Exercise, PoseSequence

CELL = 330
TESTS = Path(__file__).resolve().parents[1] / "tests" / "body"


def shown(exercise: Exercise) -> Iterator[tuple[int, PoseSequence, str]]:
    """Yield what looks different: rungs by pose and equipment, then faults and other kits."""
    seen = set()
    for rung, step in enumerate(exercise.ladder):
        key = (step.pose, step.equipment)
        if key not in seen:
            seen.add(key)
            yield rung, sequence_of(exercise, rung), step.id
    used = {step.pose for step in exercise.ladder}
    for sequence in exercise.sequences:
        if sequence.id not in used:
            yield 0, sequence, f"{exercise.id} / {sequence.id}"


def moments(artist: Artist) -> list[float]:
    """Return start, the middle of each way and its end, four at most."""
    times = [0.0]
    for stretch in artist.motion.stretches:
        if len(stretch.poses) > 1:
            times += [stretch.begins_s + stretch.lasts_s / 2, stretch.begins_s + stretch.lasts_s]
    return times[:4]


def row(title: str, artist: Artist, top: float) -> tuple[str, float]:
    """Return one exercise's pictures side by side, and how tall they are."""
    ink = "#888"
    parts = [f'<text x="6" y="{top + 14}" font-size="13" fill="{ink}">{title}</text>']
    tall = CELL * artist.canvas.height / 440
    for column, t in enumerate(moments(artist)):
        name = f"{artist.root}c{column}"
        svg = artist.still(t).svg.replace(artist.root, name)
        place = f'x="{column * CELL}" y="{top + 18}" width="{CELL}" height="{tall:.0f}"'
        parts.append(re.sub(r"^<svg ", f"<svg {place} ", svg))
    return "".join(parts), tall + 24


def sheet(only: frozenset[str], scheme: Scheme) -> str:
    """Return the whole sheet."""
    rows, top = [], 0.0
    for exercise in load_pack().exercises.values():
        if only and exercise.id not in only:
            continue
        for rung, sequence, title in shown(exercise):
            artist = Artist(exercise, rung, FigureLook(scheme=scheme), sequence)
            drawn, tall = row(title, artist, top)
            rows.append(drawn)
            top += tall
    paper = (DARK if scheme == "dark" else LIGHT)["paper"]
    size = f'width="{4 * CELL}" height="{top:.0f}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif">'
        f'<rect width="100%" height="100%" fill="{paper}"/>{"".join(rows)}</svg>'
    )


def main() -> None:
    """Write the sheet, and store fingerprints when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--accept", action="store_true")
    asked = parser.parse_args()
    svg = sheet(frozenset(filter(None, asked.only.split(","))), "dark" if asked.dark else "light")
    if asked.out.suffix == ".png":
        asked.out.write_bytes(to_png(svg))
    else:
        asked.out.write_text(svg, encoding="utf-8")
    print(f"Wrote {asked.out}.")
    if asked.accept:
        sys.path.insert(0, str(TESTS.parents[1]))
        from tests.body.test_figure import SNAPSHOTS, _fingerprints  # noqa: PLC0415 - only when accepting

        SNAPSHOTS.write_text(json.dumps(_fingerprints(), indent=1, sort_keys=True) + "\n")
        print(f"Stored the fingerprints of {SNAPSHOTS.name}.")


if __name__ == "__main__":
    main()
