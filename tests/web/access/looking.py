"""What is wrong with a page for somebody: said per page, in a line each."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page, ViewportSize

from tests.web.access.contrast import MEDIA, pale
from tests.web.access.thumb import out_of_reach, takes_too_much
from tests.web.browsers import DESK, PHONE, barriers, overflows, small_targets

# 200 % of a desk, the 320 px of WCAG 2.2's "reflow", which is 400 % of it, and 200 % of a phone.
_ZOOMED: tuple[ViewportSize, ...] = (
    {"width": 640, "height": 400},
    {"width": 320, "height": 200},
    {"width": 195, "height": 422},
)
_MOVING = """document.getAnimations()
  .filter(one => one.playState === 'running' && one.effect.getComputedTiming().duration > 1)
  .map(one => one.effect.target?.outerHTML.slice(0, 80))"""


def faults(page: Page) -> list[str]:
    """Every barrier, in both schemes, zoomed and in forced colours.

    The page is one for reduced motion: nothing may move, and no colour is caught on its way.
    """
    found = [f"axe: {line}" for line in barriers(page)]
    found += [f"small: {line}" for line in small_targets(page)]
    for medium in MEDIA:
        found += [f"{medium}: {line}" for line in pale(page, medium)]
    found += _moving(page)
    found += [f"out of reach: {line}" for line in out_of_reach(page)]
    return found + list(_too_wide(page))


def _moving(page: Page) -> list[str]:
    found: list[str] = page.evaluate(_MOVING)
    return [f"moves: {line}" for line in found]


def _too_wide(page: Page) -> Iterator[str]:
    for size in (DESK, *_ZOOMED):
        page.set_viewport_size(size)
        if size == DESK:
            yield from (f"out of reach on a desk: {line}" for line in out_of_reach(page))
        elif takes_too_much(page):
            yield f"the bar takes more than a quarter of {size['width']} x {size['height']} px"
        if overflows(page):
            yield f"wider than {size['width']} px: {_widest(page, size['width'])}"
    page.set_viewport_size(PHONE)


def _widest(page: Page, width: int) -> list[str]:
    """The elements that stick out, for whoever mends them."""
    found: list[str] = page.evaluate(
        """width => [...document.querySelectorAll('body *')]
             .filter(one => one.getBoundingClientRect().right > width + 0.5)
             .slice(0, 4).map(one => `${one.tagName}.${one.getAttribute('class') ?? ''}`)""",
        width,
    )
    return found
