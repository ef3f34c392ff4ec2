"""What a scene is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hamstrong.app import open_app
from hamstrong.web.shell.settings import Entrance
from tests.app.person import Someone
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor

Life = Callable[[Someone], object]
Tour = Callable[[Visitor], Iterator[str]]


@dataclass(frozen=True)
class Scene:
    """A life up to today, and a way through the pages that it leads to.

    Args:
        pages: the routes whose pages are seen here at their fullest; each page is in one scene.
    """

    name: str
    life: Life
    tour: Tour
    pages: tuple[str, ...] = ()
    entrance: Entrance = Entrance.START_LINK


def stops_at(*paths: str) -> Tour:
    """A tour of addresses; the name of a stop is its address in words."""

    def tour(visitor: Visitor) -> Iterator[str]:
        for path in paths:
            visitor.goes_to(path)
            unfold(visitor)
            yield path.strip("/").replace("/", "-").replace("?", "-").replace("=", "-") or "home"

    return tour


def unfold(visitor: Visitor) -> None:
    """Show what is folded away, so that it is looked at too."""
    visitor.page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")


@contextmanager
def staged(scene: Scene, folder: Path) -> Iterator[Room]:
    """A room in which the scene's life has been lived."""
    with open_app(folder / "diary") as app:
        room = Room(app, entrance=scene.entrance)
        scene.life(room.someone)
        room.restart()
        try:
            yield room
        finally:
            room.stop()
