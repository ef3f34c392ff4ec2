"""Sessions of browsers, of which only the browser knows the secret.

A session outlives a restart, so that a phone in the middle of a set goes on. Stored is a hash of
the secret, in a file for the owner alone. Holds no health data.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from hamstrong.web.shell.state_db import StateDb, digest

_DAY_S = 24 * 60 * 60
_KEPT_PER_KIND = 24


class Kind(Enum):
    """How the session was begun; each has a life of its own."""

    LOCAL = "local"
    PAIRED = "paired"
    LOGIN = "login"


LIFE_S = {Kind.LOCAL: 90 * _DAY_S, Kind.PAIRED: 180 * _DAY_S, Kind.LOGIN: 30 * _DAY_S}


@dataclass(frozen=True, kw_only=True)
class BrowserSession:
    """One browser that was let in. `key` tells sessions apart and opens nothing."""

    key: str
    kind: Kind
    person: str
    csrf: str


def csrf_of(secret: str, person: str = "") -> str:
    """Return the token that only pages made for this very cookie and person can have.

    A form that was opened for one person is refused once the browser looks at another's diary.
    """
    return hmac.new(secret.encode(), f"csrf:{person}".encode(), hashlib.sha256).hexdigest()


class SessionBook:
    """Begins, finds and ends sessions. May be used from any thread."""

    def __init__(self, state: StateDb, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._state = state

    def begin(self, kind: Kind, person: str, secret: str | None = None) -> str:
        """Begin a session and return its secret.

        Args:
            secret: what the browser keeps from before; None makes one, which is nowhere else.
        """
        secret = secrets.token_urlsafe(32) if secret is None else secret
        now = int(self._clock())
        with self._state.transaction() as db:
            db.execute(
                "insert or replace into session values (?, ?, ?, ?, ?)",
                (digest(secret), kind.value, person, now, now + LIFE_S[kind]),
            )
            db.execute("delete from session where ends_at <= ?", (now,))
            db.execute(
                "delete from session where kind = ? and digest not in"
                " (select digest from session where kind = ? order by made_at desc limit ?)",
                (kind.value, kind.value, _KEPT_PER_KIND),
            )
        return secret

    def find(self, secret: str) -> BrowserSession | None:
        """Return the session that this secret opens, if it lives."""
        hashed = digest(secret)
        row = self._state.row(
            "select kind, person from session where digest = ? and ends_at > ?",
            (hashed, int(self._clock())),
        )
        if row is None:
            return None
        kind, person = row
        # With the person in it, so that drafts, words and forms of one never meet another.
        key = hashlib.sha256(hashed + person.encode()).hexdigest()[:32]
        return BrowserSession(key=key, kind=Kind(kind), person=person, csrf=csrf_of(secret, person))

    def look_at(self, secret: str, person: str) -> None:
        """Let the browser of this session look at another person's diary from now on."""
        with self._state.transaction() as db:
            db.execute("update session set person = ? where digest = ?", (person, digest(secret)))

    def end(self, secret: str) -> None:
        with self._state.transaction() as db:
            db.execute("delete from session where digest = ?", (digest(secret),))

    def end_shared(self, hashed: bytes) -> bool:
        """End the session with this hash because somebody else came with its link.

        Returns:
            Whether there was one; its browser is told by `was_shared`.
        """
        with self._state.transaction() as db:
            ended = db.execute("delete from session where digest = ?", (hashed,)).rowcount
            db.execute(
                "delete from ended_session where digest not in (select digest from"
                " ended_session order by ended_at desc limit ?)",
                (_KEPT_PER_KIND,),
            )
            if ended:
                db.execute(
                    "insert or replace into ended_session values (?, ?)",
                    (hashed, int(self._clock())),
                )
        return bool(ended)

    def was_shared(self, secret: str) -> bool:
        """Say whether a session was ended because its link was used twice."""
        question = "select 1 from ended_session where digest = ?"
        return self._state.row(question, (digest(secret),)) is not None

    def lives(self, hashed: bytes) -> bool:
        """Say whether there is a session with this hash."""
        question = "select 1 from session where digest = ? and ends_at > ?"
        return self._state.row(question, (hashed, int(self._clock()))) is not None

    def end_all(self, kind: Kind) -> int:
        """End every session of a kind (forget paired phones) and say how many there were."""
        with self._state.transaction() as db:
            return db.execute("delete from session where kind = ?", (kind.value,)).rowcount
