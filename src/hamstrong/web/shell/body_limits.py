"""Body limits: how much a request may send and for how long, counted while it arrives.

The declared length is only believed where it is too much. What a body means is read elsewhere.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

_KIB = 1024
_IDLE_S = 15


@dataclass(frozen=True, kw_only=True)
class BodyLimit:
    """What one request may send.

    Args:
        most_bytes: of the whole body, files included.
        most_s: seconds from the first byte asked for to the last one received.
        most_fields: of a form, its files not counted.
        most_files: of a form.
    """

    most_bytes: int
    most_s: float
    most_fields: int = 0
    most_files: int = 0


STRANGERS_FORM = BodyLimit(most_bytes=4 * _KIB, most_s=10, most_fields=8)
FORM = BodyLimit(most_bytes=64 * _KIB, most_s=30, most_fields=200)


def upload_limit(most_bytes: int) -> BodyLimit:
    """Return the limit of a form with one file of so many bytes, besides what a form may have."""
    return BodyLimit(
        most_bytes=most_bytes + FORM.most_bytes,
        most_s=600,
        most_fields=FORM.most_fields,
        most_files=1,
    )


class BodyRefused(HTTPException):
    """A body that is not read to its end. `kind` names the words for it."""

    def __init__(self, status: int, kind: str) -> None:
        super().__init__(status)
        self.kind = kind


class BodyTooLarge(BodyRefused):
    """More bytes than the limit; the words speak of a file only where one is taken."""

    def __init__(self, limit: BodyLimit) -> None:
        super().__init__(413, "file_too_large" if limit.most_files else "too_large")


class BodyTooSlow(BodyRefused):
    """The body did not come to its end in time."""

    def __init__(self) -> None:
        super().__init__(408, "too_slow")


class LimitedBody:
    """A `receive` that counts bytes and time.

    Raises:
        BodyTooLarge: more bytes came, or are announced, than the limit allows.
        BodyTooSlow: nothing came for a while, or all of it takes too long.
    """

    def __init__(self, receive: Receive, limit: BodyLimit, headers: Headers) -> None:
        self._receive = receive
        self._limit = limit
        self._left = limit.most_bytes
        self._declared = _declared_length(headers)
        self._ends_at: float | None = None
        self._complete = False

    def refuse_announced(self) -> None:
        """Refuse a body before any of it is read.

        Raises:
            BodyTooLarge: the announced length is beyond the limit.
        """
        if self._declared is not None and self._declared > self._limit.most_bytes:
            raise BodyTooLarge(self._limit)

    async def __call__(self) -> Message:
        if self._complete:
            return await self._receive()  # waits for the browser to go away
        self.refuse_announced()
        message = await self._next()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise BodyTooLarge(self._limit)
        self._complete = not message.get("more_body", False)
        return message

    async def _next(self) -> Message:
        now = asyncio.get_running_loop().time()
        if self._ends_at is None:
            self._ends_at = now + self._limit.most_s
        if now > self._ends_at:
            raise BodyTooSlow
        try:
            async with asyncio.timeout_at(min(self._ends_at, now + _IDLE_S)):
                return await self._receive()
        except TimeoutError:
            raise BodyTooSlow from None


def _declared_length(headers: Headers) -> int | None:
    text = headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
