"""The password of the login behind a reverse proxy: what is one, its hash and its file."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

FILE_NAME = "password"
SHORTEST = 12
LONGEST = 256
FEWEST_GUESSES = 10**8  # at ten tries a second a third of a year
_OWN_WORDS = ("hamstrong", "hamstring", "password")
_MEASURED = 72  # zxcvbn takes no more, and what is this long passes by its length
# Letters by their category that leave an empty space all the same.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


class PasswordRefused(ValueError):
    """A password that is none; the message says why and never repeats it."""


def normalised(password: str) -> str:
    """Return the one form of a password, whichever keyboard composed its letters.

    Source: NIST SP 800-63B, 5.1.1.2 (NFKC).
    """
    return unicodedata.normalize("NFKC", password)


def require_good(password: str) -> None:
    """Refuse a password that a stranger would soon guess.

    Raises:
        PasswordRefused: it is short, very long, blank, common, or made by a simple rule.
    """
    text = normalised(password)
    if all(letter in _BLANK or unicodedata.category(letter)[0] in "ZC" for letter in text):
        raise PasswordRefused(f"the password is blank; use {SHORTEST} visible characters or more")
    if len(text) < SHORTEST:
        raise PasswordRefused(f"the password has {len(text)} characters; use {SHORTEST} or more")
    if len(text) > LONGEST:
        raise PasswordRefused(f"the password has {len(text)} characters; use {LONGEST} or fewer")
    guesses, advice = _guesses(text)
    if guesses < FEWEST_GUESSES:
        raise PasswordRefused(
            f"the password is a common one or close to one: {guesses:,} guesses would find it."
            f" {' '.join(advice)}".rstrip()
        )


def _guesses(text: str) -> tuple[int, Sequence[str]]:
    """How many guesses find a password, by lists of common ones, words, names and patterns."""
    from zxcvbn import zxcvbn  # noqa: PLC0415 - a large list, and only the command that sets one

    found = zxcvbn(text[:_MEASURED], user_inputs=list(_OWN_WORDS))
    said = [found["feedback"]["warning"], *found["feedback"]["suggestions"]]
    return int(found["guesses"]), [f"{line.rstrip('.')}." for line in said if line]


def write_password(folder: Path, password: str) -> None:
    """Keep the password's hash in a file for the owner alone.

    Raises:
        PasswordRefused: it is too easy to guess.
    """
    require_good(password)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = folder / f"{FILE_NAME}.partial"
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(_hasher().hash(normalised(password)))
    fresh.replace(folder / FILE_NAME)


def read_password(folder: Path | None) -> str | None:
    """Return the stored hash, if there is one."""
    path = None if folder is None else folder / FILE_NAME
    return path.read_text(encoding="ascii") if path is not None and path.is_file() else None


def matches(stored: str | None, password: str) -> bool:
    """Say whether a password is the stored one. Takes a tenth of a second and 64 MiB."""
    if stored is None:
        return False
    from argon2.exceptions import InvalidHashError, VerifyMismatchError  # noqa: PLC0415 - as below

    try:
        return _hasher().verify(stored, normalised(password))
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _hasher() -> PasswordHasher:
    """What hashes; imported only where there is a password at all."""
    from argon2 import PasswordHasher  # noqa: PLC0415

    return PasswordHasher()
