"""Browsers that signed in with the password before: strangers' guesses never make them wait.

A browser is known by its visitor's cookie, which a right password makes lasting.
"""

from __future__ import annotations

from collections.abc import Callable

from hamstrong.web.shell.state_db import StateDb, digest

LIFE_S = 400 * 24 * 60 * 60  # the longest that browsers keep a cookie
_KEPT = 24


class KnownBrowsers:
    """Remembers the hashes of visitors' secrets."""

    def __init__(self, state: StateDb, clock: Callable[[], float]) -> None:
        self._state = state
        self._clock = clock

    def remember(self, visitor: str) -> None:
        now = int(self._clock())
        with self._state.transaction() as db:
            db.execute("insert or replace into known_browser values (?, ?)", (digest(visitor), now))
            db.execute("delete from known_browser where seen_at <= ?", (now - LIFE_S,))
            db.execute(
                "delete from known_browser where digest not in"
                " (select digest from known_browser order by seen_at desc limit ?)",
                (_KEPT,),
            )

    def is_known(self, visitor: str) -> bool:
        question = "select 1 from known_browser where digest = ? and seen_at > ?"
        since = int(self._clock()) - LIFE_S
        return self._state.row(question, (digest(visitor), since)) is not None

    def forget_all(self) -> None:
        with self._state.transaction() as db:
            db.execute("delete from known_browser")
