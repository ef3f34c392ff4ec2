"""Threads: whether work that takes long may be done beside the event loop."""

from __future__ import annotations

from enum import Enum


class Threads(Enum):
    """Whether a process may begin threads."""

    USED = "used"
    NONE = "none"  # Python in a browser cannot begin any
