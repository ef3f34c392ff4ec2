"""Words with invisible marks around them: what a page says without them was written past the texts.

Everything that the app and the pack say is loaded with a zero-width space before and a soft hyphen
behind each piece between two filled-in values. Nobody sees the marks and a tour still finds what
it looks for by name; a letter outside them is nobody's translation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Page

from hamstrong.protocol.loader import DEFAULT_PACK
from hamstrong.protocol.texts import load_texts
from hamstrong.web.shell import application, pack_words
from hamstrong.web.shell.texts import PageTexts
from hamstrong.web.shell.texts import load_texts as texts_of_app

_BEGINS, _ENDS = "\u200b", "\u00ad"
_PIECES = re.compile(r"(\{[^{}]*\}|<[^<>]*>)")
# Units, ids of sources, the pack and its hashes, the clock of the browser, addresses.
_ANY_LANGUAGE = re.compile(
    r"\b(min|kg|s|KiB|MiB|expert|[A-Z]-?[A-Z]?\d+[a-z]?|hamstring|[0-9a-f]{12}|\d+[.]\d+[.]\w+|[AP]M)\b"
    r"|(https?:/)?/\S+"
)
# What people typed, quotes, ids and data, names of places, and what is said to be in English.
_UNTOLD = "script, style, code, bdi, .sources, [name=zone], [lang=en], [translate=no]"
_NO_WORDS = frozenset({"figure"})  # keys of the pack's texts whose values are ids
_SAID = """untold => {
  const told = [];
  const walk = node => {
    if (node.nodeType === Node.TEXT_NODE) told.push(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.matches(untold)) return;
    for (const name of ['aria-label', 'alt', 'title', 'placeholder', 'aria-valuetext'])
      if (node.hasAttribute(name)) told.push(node.getAttribute(name));
    node.childNodes.forEach(walk);
  };
  walk(document.body);
  return told; }"""


def mark(words: Any) -> Any:
    """The same words, marked."""
    if isinstance(words, Mapping):
        return {k: v if k in _NO_WORDS else mark(v) for k, v in words.items()}
    if isinstance(words, (list, tuple)):
        return [mark(part) for part in words]
    return _marked(words) if isinstance(words, str) else words


def _marked(text: str) -> str:
    pieces = _PIECES.split(text)
    return "".join(
        f"{_BEGINS}{piece}{_ENDS}" if number % 2 == 0 and piece else piece
        for number, piece in enumerate(pieces)
    )


def load_marked(patch: pytest.MonkeyPatch) -> None:
    """Let every web app that is made from now on speak in marked words."""

    def of_app(*given: Any, on_device: bool = False) -> PageTexts:
        texts = texts_of_app(*given, on_device=on_device)
        return PageTexts(texts.language, mark(texts.words))

    words = mark(load_texts(DEFAULT_PACK, "en"))
    patch.setattr(application, "load_texts", of_app)
    patch.setattr(pack_words, "_load", lambda *_: words)


def unmarked(page: Page) -> list[str]:
    """What the page says with a letter outside the marks, but for what is allowed."""
    found = []
    for said in page.evaluate(_SAID, _UNTOLD):
        rest = re.sub(f"{_BEGINS}[^{_BEGINS}{_ENDS}]*{_ENDS}", " ", said)
        rest = _ANY_LANGUAGE.sub(" ", rest)
        if re.search(r"[^\W\d_]", rest):
            found.append(re.sub(r"\s+", " ", said).strip()[:120])
    return found
