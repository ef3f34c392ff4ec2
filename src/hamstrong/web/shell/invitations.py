"""One-time links and the PIN beside them: how a browser proves that its owner was asked in.

A link is used up by its first use. A PIN dies of age or of wrong guesses, and its link with it.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from hamstrong.web.shell.state_db import digest

PIN_LIFE_S = 10 * 60
PIN_GUESSES = 5


class Start(Enum):
    """What a start link is worth."""

    FRESH = "fresh"
    USED = "used"
    UNKNOWN = "unknown"


class Verdict(Enum):
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


@dataclass
class Invitations:
    """Hands out links and takes each of them once."""

    clock: Callable[[], float]
    _starts: set[bytes] = field(default_factory=set)
    _used: dict[bytes, bytes] = field(default_factory=dict)
    _pairing: _Pairing | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> str:
        """Make a link's token for this machine."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._starts.add(digest(token))
        return token

    def accept_start(self, token: str) -> Start:
        """Judge a token, and use it up."""
        hashed = digest(token)
        with self._lock:
            if hashed in self._starts:
                self._starts.discard(hashed)
                return Start.FRESH
            return Start.USED if hashed in self._used else Start.UNKNOWN

    def note_use(self, token: str, session: bytes) -> None:
        """Remember which session a link led to, until somebody else comes with the same link."""
        with self._lock:
            self._used[digest(token)] = session

    def used_by(self, token: str) -> bytes | None:
        """Return the session that this link led to, once."""
        with self._lock:
            return self._used.pop(digest(token), None)

    def pairing(self) -> tuple[str, str]:
        """Make a link's token and a PIN of six digits for one phone; earlier ones are void."""
        token, pin = secrets.token_urlsafe(24), f"{secrets.randbelow(1_000_000):06d}"
        with self._lock:
            self._pairing = _Pairing(
                digest(token), digest(pin), self.clock() + PIN_LIFE_S, PIN_GUESSES
            )
        return token, pin

    def forget_pairing(self) -> None:
        """Make the link and PIN that wait for a phone void."""
        with self._lock:
            self._pairing = None

    def accept_pairing(self, token: str, pin: str) -> Verdict:
        """Judge a guess. The right one uses the link up, five wrong ones as well.

        A wrong link does not count, or a stranger could spend the guesses of the owner.
        """
        with self._lock:
            pairing = self._pairing
            if pairing is None or not hmac.compare_digest(pairing.link, digest(token)):
                return Verdict.OVER
            if self.clock() >= pairing.ends_at:
                self._pairing = None
                return Verdict.OVER
            if hmac.compare_digest(pairing.pin, digest(pin)):
                self._pairing = None
                return Verdict.WELCOME
            pairing.guesses_left -= 1
            if pairing.guesses_left <= 0:
                self._pairing = None
                return Verdict.OVER
            return Verdict.WRONG_PIN
