"""Pictures of five pages, as an older commit had them and as they are now.

    python bench/side_by_side.py CHECKOUT

CHECKOUT is a tree of the older commit after its `make setup`; each tree takes its own pictures
with its own scenes. The page docs/reference/side-by-side.md shows them.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

# The tree whose pages are taken: where this runs.
sys.path.insert(0, str(Path.cwd()))

from tests.web.browsers import PHONE, opened
from tests.web.room.playing import Playing
from tests.web.room.visitor import Visitor
from tests.web.scenes import SCENES, staged

HERE = Path(__file__).resolve().parents[1]
IMAGES = HERE / "docs/images/side-by-side"
# What is shown: a scene that both trees have, and where its visitor goes.
PAGES = {
    "begin": ("way-in", ""),
    "today": ("session", "/"),
    "check-in": ("questions", "/check-in"),
    "player": ("playing", "/session"),
    "plan": ("weeks", "/plan"),
}


def take(when: str, into: Path, program: str) -> None:
    """Take the pictures of this tree by a browser's program."""
    scenes = {scene.name: scene for scene in SCENES}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, (scene, path) in PAGES.items():
            with (
                tempfile.TemporaryDirectory() as folder,
                staged(scenes[scene], Path(folder)) as room,
                opened(browser, PHONE, complaints=[], reduced_motion="reduce") as page,
            ):
                visitor = Visitor(room, page)
                room.let_in(page)
                if name == "begin":
                    page.goto(f"{room.origin}/welcome")
                    visitor.consents()
                elif name == "player":
                    player = Playing(visitor)
                    player.opens()
                    player.starts()
                else:
                    page.goto(room.origin + path)
                page.wait_for_timeout(500)
                page.screenshot(path=into / f"{name}-{when}.png")


def main(older: Path) -> None:
    """Take the pictures of both trees, each with its own interpreter."""
    # Older trees have no such module.
    browsers = importlib.import_module("tests.web.installed_browser")
    program = str(browsers.find_browser(os.environ))
    IMAGES.mkdir(parents=True, exist_ok=True)
    for when, tree in (("before", older), ("now", HERE)):
        python = tree / ".venv/bin/python"
        asked = (python, __file__, when, IMAGES, program)
        subprocess.run([str(one) for one in asked], cwd=tree, check=True)


if __name__ == "__main__":
    if sys.argv[1] in ("before", "now"):
        take(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
    else:
        main(Path(sys.argv[1]).resolve())
