"""What a phone has to be scrolled, how large the figure is, and how many words Today says.

    python bench/screens.py [--json]

Reads the tree that it lies in, so a copy in another commit's tree measures that commit.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.web.browsers import PHONE, chromium, opened
from tests.web.room.playing import Playing
from tests.web.room.visitor import Visitor
from tests.web.scenes import SCENES, staged

SIZES = ((360, 640), (390, 844), (844, 390), (1280, 800))
SCREENS = ("set_up", "hold", "ask_pain", "rest")
DAYS = ("session", "run", "maintaining", "both-legs", "help-now", "easy-day-1", "failed-morning")
_MOST_STEPS = 60
_MEASURE = """() => {
  const figure = document.querySelector('.player-stage, .player-figure');
  const share = figure ? figure.getBoundingClientRect().height / innerHeight : 0;
  return [Math.max(0, document.scrollingElement.scrollHeight - innerHeight),
          Math.round(100 * share)];
}"""
_WORDS = """() => document.querySelector('main').innerText
  .split(/\\s+/).filter(word => /[\\p{L}\\p{N}]/u.test(word)).length"""


@contextmanager
def seen(browser: Browser, scene: str, size: ViewportSize) -> Iterator[Visitor]:
    """Open the first page of a scene's life."""
    staging = next(one for one in SCENES if one.name == scene)
    with (
        tempfile.TemporaryDirectory() as folder,
        staged(staging, Path(folder)) as room,
        opened(browser, size, complaints=[], reduced_motion="reduce") as page,
    ):
        room.let_in(page)
        page.goto(room.origin)
        yield Visitor(room, page)


def screens(browser: Browser) -> dict[str, dict[str, list[int]]]:
    """Measure each screen of a session: pixels to scroll, and the figure's share in percent."""
    found: dict[str, dict[str, list[int]]] = {}
    for width, height in SIZES:
        with seen(browser, "playing", ViewportSize(width=width, height=height)) as visitor:
            player = Playing(visitor)
            player.opens()
            player.starts()
            rows = found.setdefault(f"{width} x {height}", {})
            for _ in range(_MOST_STEPS):
                if player.kind in SCREENS and player.kind not in rows:
                    rows[player.kind] = visitor.page.evaluate(_MEASURE)
                if len(rows) == len(SCREENS) or player.mode == "over":
                    break
                player.goes_on(pain=1)
    return found


def words(browser: Browser) -> dict[str, int]:
    """Count what Today says before a fold."""
    found = {}
    for day in DAYS:
        with seen(browser, day, PHONE) as visitor:
            found[day] = visitor.page.evaluate(_WORDS)
    return found


def main() -> None:
    """Print both, as text or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with chromium() as browser:
        measured = {"screens": screens(browser), "words": words(browser)}
    if asked.json:
        print(json.dumps(measured, indent=1))
        return
    for size, rows in measured["screens"].items():
        print(size, rows)
    for day, count in measured["words"].items():
        print(f"{day}: {count} words")


if __name__ == "__main__":
    main()
