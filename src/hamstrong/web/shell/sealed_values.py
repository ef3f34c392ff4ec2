"""Sealed values: JSON that travels through a page and is believed when it comes back unchanged.

Readable by whoever sees the page; only the holder of the key can have made it.
"""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any


def sealed(key: str, value: Any) -> str:
    """Return a value of JSON with its seal, in letters that a form field keeps as they are."""
    text = urlsafe_b64encode(json.dumps(value, separators=(",", ":")).encode()).decode()
    return f"{text}.{_seal(key, text)}"


def unsealed(key: str, given: str) -> Any:
    """Return the value of a text that `sealed` made with this key, None of any other text."""
    text, _, seal = given.rpartition(".")
    if not given.isascii() or not hmac.compare_digest(seal, _seal(key, text)):
        return None
    return json.loads(urlsafe_b64decode(text))


def _seal(key: str, text: str) -> str:
    return hmac.new(key.encode(), text.encode(), "sha256").hexdigest()
