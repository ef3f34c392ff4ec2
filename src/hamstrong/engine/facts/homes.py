"""Facts about the home of a diary: the one place where it is written. They decide nothing."""

from __future__ import annotations

from typing import Literal, NamedTuple

Home = Literal["phone", "computer"]


class DiaryMoved(NamedTuple):
    """The diary left for another home. Where this is the last word, it is only read."""

    to: Home


class DiaryArrived(NamedTuple):
    """The diary is at home where this was recorded: it was brought there, or its move was taken
    back."""

    at: Home
