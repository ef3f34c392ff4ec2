"""Contrast in the colours of one medium, looked at once for each way in which text is painted.

Layout does not depend on the medium, and axe looks at every page whole in the light one. In the
dark one and in forced colours a text's contrast depends on its own style and on what its
ancestors paint behind it; the same pair on the next page is the same answer.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Literal

from playwright.sync_api import Page

from tests.web.browsers import load_axe

Medium = Literal["dark", "forced colours"]
MEDIA: tuple[Medium, ...] = ("dark", "forced colours")

_CONTRAST = """axe.run(document, {runOnly: ['color-contrast'], resultTypes: ['violations']})
  .then(r => JSON.stringify(r.violations))"""
_SETTLED = """() => new Promise(done => {
  const look = left => document.getAnimations().some(one => one instanceof CSSTransition) && left
    ? requestAnimationFrame(() => look(left - 1)) : done();
  requestAnimationFrame(() => requestAnimationFrame(() => look(60))); })"""
# Of a size WCAG asks only whether it is large. What is painted apart from its place in the tree,
# such as the menu, belongs to every text.
_PAINTED = """() => {
  const known = new Map(), covers = new Set(), found = new Set();
  const behind = one => {
    if (!one) return '';
    if (!known.has(one)) {
      const s = getComputedStyle(one);
      const paints = [s.backgroundColor, s.backgroundImage, s.opacity, s.filter, s.mixBlendMode];
      const own = paints.join(' ') === 'rgba(0, 0, 0, 0) none 1 none normal'
        ? '' : paints.join(' ') + ' < ';
      if (own && s.opacity !== '0' && !['static', 'relative'].includes(s.position))
        covers.add(own + s.position + s.zIndex);
      known.set(one, own + behind(one.parentElement));
    }
    return known.get(one);
  };
  for (const one of document.body.querySelectorAll('*')) {
    const under = behind(one);
    const says = one.matches('input, select, textarea, button')
      || [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!says || !one.checkVisibility()) continue;
    const s = getComputedStyle(one), px = parseFloat(s.fontSize);
    const large = px >= 24 || px >= 18.66 && s.fontWeight >= 700;
    found.add([s.color, large, s.webkitTextStroke, s.textShadow, under].join(' '));
  }
  const apart = [...covers].sort().join(' ');
  return [...found].map(text => text + ' & ' + apart);
}"""

_fine: defaultdict[Medium, set[str]] = defaultdict(set)
"""What had contrast enough, by medium, on any page of this process."""


def pale(page: Page, medium: Medium) -> list[str]:
    """What has too little contrast in a medium; the page is left in the light one."""
    if medium == "dark":
        page.emulate_media(color_scheme="dark")
    else:
        page.emulate_media(forced_colors="active")
    page.evaluate(_SETTLED)  # even the shortest change of colour takes some frames
    painted = set(page.evaluate(_PAINTED))
    found: list[str] = []
    if not painted <= _fine[medium]:
        load_axe(page)
        seen = json.loads(page.evaluate(_CONTRAST))
        found = [str(node["target"]) for violation in seen for node in violation["nodes"]]
    if not found:
        _fine[medium] |= painted
    page.emulate_media(color_scheme="light", forced_colors="none")
    return found
