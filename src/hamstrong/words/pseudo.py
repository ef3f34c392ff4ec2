"""Pseudo language for tests: every word looks foreign and longer, every value stays.

Shown in an interface it uncovers sentences that did not come from the pack's words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_LETTERS = str.maketrans("aceinosuzAEIOU", "áçéíñóšúžÁÉÍÓÚ")
_FIELD = re.compile(r"(\{[^{}]*\})")
_LONGER = 0.3


def pseudo(words: Any) -> Any:
    """The same words with foreign letters, in brackets and a third longer."""
    if isinstance(words, Mapping):
        return {key: pseudo(value) for key, value in words.items()}
    if isinstance(words, (list, tuple)):
        return [pseudo(part) for part in words]
    return _foreign(words) if isinstance(words, str) else words


def _foreign(text: str) -> str:
    parts = _FIELD.split(text)
    shown = "".join(p if _FIELD.fullmatch(p) else p.translate(_LETTERS) for p in parts)
    return f"[{shown}{'~' * int(len(text) * _LONGER)}]"
