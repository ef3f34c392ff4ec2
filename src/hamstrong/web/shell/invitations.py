"""Invitations: one-time links and the PIN beside them, by which a browser proves that it was asked.

A link is used up by its first use. A PIN dies of age or of wrong guesses, and its link with it.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from hamstrong.web.shell.state_db import StateDb, digest

PIN_LIFE_S = 10 * 60
PIN_GUESSES = 5


class Start(Enum):
    """What a start link is worth."""

    FRESH = "fresh"
    USED = "used"
    UNKNOWN = "unknown"


class PairingVerdict(Enum):
    """What a pairing link and PIN are worth."""

    WELCOME = "welcome"
    WRONG_PIN = "wrong pin"
    OVER = "over"


@dataclass
class _Pairing:
    link: bytes
    pin: bytes
    ends_at: float
    guesses_left: int


class Invitations:
    """Hands out links and takes each of them once.

    Start links are in the shell's database, so that a second `hamstrong serve` of the same user
    can make one for the server that runs. Pairings are in memory: a server knows its own alone.
    """

    def __init__(self, state: StateDb, clock: Callable[[], float]) -> None:
        self._state = state
        self._clock = clock
        self._pairing: _Pairing | None = None
        self._lock = threading.Lock()

    def start(self) -> str:
        """Make a link's token for this machine; good for one use, until the server starts anew."""
        token = secrets.token_urlsafe(32)
        with self._state.transaction() as db:
            db.execute(
                "insert into start_link values (?, ?, 0, null)",
                (digest(token), int(self._clock())),
            )
        return token

    def forget_starts(self) -> None:
        """Make the links of earlier starts void."""
        with self._state.transaction() as db:
            db.execute("delete from start_link")

    def accept_start(self, token: str) -> Start:
        """Judge a token, and use it up."""
        hashed = digest(token)
        with self._state.transaction() as db:
            taken = db.execute(
                "update start_link set used = 1 where digest = ? and used = 0", (hashed,)
            ).rowcount
        if taken:
            return Start.FRESH
        known = self._state.row("select 1 from start_link where digest = ?", (hashed,))
        return Start.UNKNOWN if known is None else Start.USED

    def note_use(self, token: str, session: bytes) -> None:
        """Remember which session a link led to."""
        with self._state.transaction() as db:
            db.execute(
                "update start_link set session = ? where digest = ?", (session, digest(token))
            )

    def used_by(self, token: str) -> bytes | None:
        """Return the session that this link led to."""
        row = self._state.row("select session from start_link where digest = ?", (digest(token),))
        return None if row is None else row[0]

    def pairing(self) -> tuple[str, str]:
        """Make a link's token and a PIN of six digits for one phone; earlier ones are void."""
        token, pin = secrets.token_urlsafe(24), f"{secrets.randbelow(1_000_000):06d}"
        with self._lock:
            self._pairing = _Pairing(
                digest(token), digest(pin), self._clock() + PIN_LIFE_S, PIN_GUESSES
            )
        return token, pin

    def forget_pairing(self) -> None:
        """Make the link and PIN that wait for a phone void."""
        with self._lock:
            self._pairing = None

    def accept_pairing(self, token: str, pin: str) -> PairingVerdict:
        """Judge a guess. The right one uses the link up, five wrong ones as well.

        A wrong link does not count, or a stranger could spend the guesses of the owner.
        """
        with self._lock:
            pairing = self._pairing
            if pairing is None or not hmac.compare_digest(pairing.link, digest(token)):
                return PairingVerdict.OVER
            if self._clock() >= pairing.ends_at:
                self._pairing = None
                return PairingVerdict.OVER
            if hmac.compare_digest(pairing.pin, digest(pin)):
                self._pairing = None
                return PairingVerdict.WELCOME
            pairing.guesses_left -= 1
            if pairing.guesses_left <= 0:
                self._pairing = None
                return PairingVerdict.OVER
            return PairingVerdict.WRONG_PIN
