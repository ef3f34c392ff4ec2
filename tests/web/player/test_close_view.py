"""The player shows a figure large: the part of its canvas that it takes up, and all of that."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from hamstrong.body.figure import FigureLook, Side, animated_svg
from hamstrong.body.layout import WIDTH
from tests.body.scenes import EXERCISES

pytestmark = pytest.mark.browser
# How far anything is drawn beyond the window at eight moments, in canvas units; the floor's line
# is cut on purpose, and what lies beyond the canvas itself was never shown.
_BEYOND = """canvas => [...document.querySelectorAll('svg')].map(svg => {
  const {x, y, width, height} = svg.viewBox.baseVal
  const moving = svg.getAnimations({subtree: true})
  moving.forEach(one => one.pause())
  let worst = 0
  for (let k = 0; k < 8; k++) {
    moving.forEach(one => { one.currentTime = one.effect.getTiming().duration * k / 8 })
    const back = svg.getScreenCTM().inverse()
    for (const drawn of svg.querySelectorAll('path, rect, circle, ellipse, use')) {
      if (drawn.closest('defs') || drawn.classList.contains('of')) continue
      const box = drawn.getBoundingClientRect()
      if (!box.width && !box.height) continue
      const low = new DOMPoint(box.left, box.top).matrixTransform(back)
      const high = new DOMPoint(box.right, box.bottom).matrixTransform(back)
      worst = Math.max(worst, x - Math.max(low.x, 0), y - Math.max(low.y, 0),
        Math.min(high.x, canvas) - x - width, high.y - y - height)
    }
  }
  return [svg.parentElement.id, worst]
})"""


def close(name: str, side: Side) -> str:
    return animated_svg(EXERCISES[name], look=FigureLook(side=side), close=True)


def test_nothing_of_a_figure_is_cut_off(browser: Browser) -> None:
    page = browser.new_page()
    sides: dict[str, Side] = {n: "left" if k % 2 else "right" for k, n in enumerate(EXERCISES)}
    page.set_content(
        "".join(
            f"<div id={name} style='width: 440px'>{close(name, side)}</div>"
            for name, side in sides.items()
        )
    )
    beyond = dict(page.evaluate(_BEYOND, WIDTH))
    page.close()
    assert len(beyond) == len(EXERCISES)
    assert {name: units for name, units in beyond.items() if units > 1} == {}


def test_a_seated_body_is_half_as_large_again() -> None:
    svg = close("heel_drag", "left")
    width, height = (float(n) for n in svg.split('viewBox="')[1].split('"')[0].split()[2:])
    assert (round(width), round(height)) == (round(WIDTH / 1.5), 315)
