"""Feature as the shell takes it: routes, its folder, a place in the menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from starlette.routing import BaseRoute

from hamstrong.protocol.model import Pack
from hamstrong.web.shell.body_limits import BodyLimit

Place = Literal["bar", "more"]


@dataclass(frozen=True, kw_only=True)
class NavEntry:
    """A way to a feature: in the bar at the thumb (four of them), or on the page "More".

    `label` and `hint` are keys of texts; `icon` is a name of the sprite. `fits` says of a pack
    whether it has anything to show there. A `curious` way leads to pages for professionals and
    the curious, below the others.
    """

    label: str
    href: str
    icon: str
    place: Place
    order: int
    hint: str | None = None
    curious: bool = False
    fits: Callable[[Pack], bool] = lambda _pack: True


@dataclass(frozen=True, kw_only=True)
class Feature:
    """One folder of the web app. `folder` may hold `templates/`, `static/` and `texts/`.

    Args:
        server_routes: those that only a server has, for it has more than one person or browser.
        bodies: paths that take a file, or more than a form may hold, and how much.
    """

    name: str
    folder: Path
    routes: Sequence[BaseRoute]
    server_routes: Sequence[BaseRoute] = ()
    nav: Sequence[NavEntry] = ()
    bodies: Mapping[str, BodyLimit] = field(default_factory=dict)

    @property
    def templates(self) -> Path:
        return self.folder / "templates"

    @property
    def static(self) -> Path:
        return self.folder / "static"

    @property
    def texts(self) -> Path:
        return self.folder / "texts"


def require_distinct(features: Sequence[Feature]) -> None:
    """Refuse two features of one name, whose templates and texts would hide each other.

    Raises:
        ValueError: naming the doubled one.
    """
    names = [feature.name for feature in features]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise ValueError(f"features need distinct names, these are doubled: {doubled}")


def entries(features: Sequence[Feature], place: Place) -> tuple[NavEntry, ...]:
    """Return the menu's entries of one place, in order."""
    found = [entry for feature in features for entry in feature.nav if entry.place == place]
    return tuple(sorted(found, key=lambda entry: entry.order))
