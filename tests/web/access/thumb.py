"""The primary button of a page: one, at the thumb, in sight without scrolling."""

from __future__ import annotations

from playwright.sync_api import Page

THUMB_PX = 160
MOST_OF_THE_VIEW = 0.25
_FAR = """most => {
  const on = document.querySelector('dialog[open]') ?? document.querySelector('main');
  const seen = [...on.querySelectorAll(':is(.button-primary, .button-stop)')]
    .filter(one => one.checkVisibility());
  const top = one => Math.round(one.getBoundingClientRect().top);
  const said = one => `${one.textContent.trim()} (top ${top(one)})`;
  if (seen.length > 1) return [`two primary buttons: ${seen.map(said).join(', ')}`];
  return seen.filter(one => {
    const { top, bottom } = one.getBoundingClientRect();
    return top < innerHeight - most || bottom > innerHeight + 1;
  }).map(said);
}"""
_TALL = """() => [...document.querySelectorAll('.button-thumb, .bar')]
  .filter(one => one.checkVisibility() && getComputedStyle(one).position === 'fixed')
  .reduce((all, one) => all + one.getBoundingClientRect().height, 0) / innerHeight"""


def out_of_reach(page: Page) -> list[str]:
    """The primary buttons that are not within the lowest 160 px of the screen, or one too many."""
    found: list[str] = page.evaluate(_FAR, THUMB_PX)
    return found


def takes_too_much(page: Page) -> bool:
    """Whether what is fixed at the bottom takes more than a quarter of the view."""
    share: float = page.evaluate(_TALL)
    return share > MOST_OF_THE_VIEW
