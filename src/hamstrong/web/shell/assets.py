"""Assets by address: styles, scripts, fonts and icons of the built client, or the plain styles.

Every page works without the client, so that an installation that skipped the build still helps.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hamstrong.web.shell.features import Feature

DIST = Path(__file__).resolve().parents[1] / "static" / "dist"
DIST_URL = "/static/dist"
ENTRY = "src/main.ts"
SPRITE = "src/icons.svg"
_ISLANDS = "src/islands/"
_PRELOADED = "-latin-wght-normal"  # the face of the first screen; the others load when needed


@dataclass(frozen=True)
class Assets:
    """What the head of a page links to.

    Args:
        islands: scripts and styles of each island, for pages that name them before they are asked
            for.
    """

    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    fonts: tuple[str, ...]
    sprite: str | None
    islands: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)


def load_assets(features: Sequence[Feature], dist: Path = DIST) -> Assets:
    """Read the build's manifest; without a build, link every feature's own styles."""
    manifest = dist / "manifest.json"
    if not manifest.is_file():
        return Assets(tuple(_plain_styles(features)), (), (), None)
    built = json.loads(manifest.read_text(encoding="utf-8"))
    entry = built[ENTRY]
    preloaded = [name for name in entry.get("assets", ()) if _PRELOADED in name]
    return Assets(
        styles=tuple(f"{DIST_URL}/{name}" for name in entry.get("css", ())),
        scripts=(f"{DIST_URL}/{entry['file']}",),
        fonts=tuple(f"{DIST_URL}/{name}" for name in preloaded),
        sprite=f"{DIST_URL}/{built[SPRITE]['file']}" if SPRITE in built else None,
        islands={
            name.removeprefix(_ISLANDS).removesuffix(".ts"): _files_of(built, name)
            for name in built
            if name.startswith(_ISLANDS)
        },
    )


def _files_of(built: Mapping[str, Any], name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The scripts and styles that an island loads, those of what it imports too."""
    entry = built[name]
    scripts, styles = [entry["file"]], list(entry.get("css", ()))
    for imported in entry.get("imports", ()):
        if imported != ENTRY:
            more, looks = _files_of(built, imported)
            scripts += [file.removeprefix(f"{DIST_URL}/") for file in more]
            styles += [file.removeprefix(f"{DIST_URL}/") for file in looks]
    return (
        tuple(f"{DIST_URL}/{file}" for file in scripts),
        tuple(f"{DIST_URL}/{file}" for file in styles),
    )


def _plain_styles(features: Sequence[Feature]) -> list[str]:
    return [
        f"/static/{feature.name}/css/{path.name}"
        for feature in features
        for path in sorted((feature.static / "css").glob("*.css"))
    ]
