"""Bounds on a connection before there is a request that the app could judge.

uvicorn's parser takes a head of any length for any time and as many requests in one piece as fit;
the app only sees what has been parsed. Here a head has a size and a time, what comes in one piece
is parsed in slices with turns for other connections between, and there are only so many
connections. What a request may be is decided in `web.shell`.
"""

from __future__ import annotations

import asyncio
import time

from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD_BYTES = 32 * 1024
HEAD_S = 10.0
MOST_CONNECTIONS = 256
MOST_WAITING_REQUESTS = 8
MOST_UNREAD_BYTES = 64 * 1024 * 1024
_SLICE = 8 * 1024
_PIECE_COST = 2 * 1024  # one piece of a body costs as much time as so many bytes in one go
_WHY_TOO_LONG = b"The address or the headers of this request are too long.\n"
_TOO_LONG = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"
) % len(_WHY_TOO_LONG) + _WHY_TOO_LONG


class _HeldFlow(FlowControl):
    """Flow control that does not go on reading while what has come is still being parsed."""

    held = False

    def resume_reading(self) -> None:
        if not self.held:
            super().resume_reading()


class BoundedHttp(HttpToolsProtocol):
    """uvicorn's protocol within bounds; one object a connection."""

    flow: _HeldFlow

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.flow = _HeldFlow(transport)
        self.last_heard_at = time.monotonic()
        self._waiting = bytearray()
        self._goes_on = False
        self._head_bytes = 0
        self._heads = 0
        self._unread = 0
        self._timer: asyncio.TimerHandle | None = None
        self._start_timer()
        self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        self._waiting.clear()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self.last_heard_at = time.monotonic()
        if not self._waiting and len(data) <= _SLICE:
            self._parse(data)
            return
        self._waiting += data
        self.flow.pause_reading()
        self.flow.held = True
        self._go_on()

    def _go_on(self) -> None:
        if not self._goes_on:
            self._goes_on = True
            self.loop.call_soon(self._parse_waiting)

    def _parse_waiting(self) -> None:
        """Parse one slice of what has come, then let others have their turn."""
        self._goes_on = False
        if not self._waiting or len(self.pipeline) >= MOST_WAITING_REQUESTS:
            return  # an answer that is complete goes on with it
        piece = bytes(self._waiting[:_SLICE])
        del self._waiting[:_SLICE]
        self._parse(piece)
        if self._waiting:
            self._go_on()
        elif not self.transport.is_closing():
            self.flow.held = False
            self.flow.resume_reading()

    def _parse(self, data: bytes) -> None:
        if self.transport.is_closing() or self.parser is None:
            self._waiting.clear()
            return
        before = self._heads
        super().data_received(data)
        if self.is_answering():
            self._head_bytes = 0
            return
        self._head_bytes = len(data) + (self._head_bytes if self._heads == before else 0)
        self._start_timer()
        if self._head_bytes > MOST_HEAD_BYTES and not self._is_discarding():
            self.transport.write(_TOO_LONG)
            self.transport.close()

    def is_answering(self) -> bool:
        return bool(self.cycle) and not self.cycle.response_complete

    def _is_discarding(self) -> bool:
        """Whether what comes is the rest of a body that nobody reads any more."""
        return bool(self.cycle) and self.cycle.more_body

    def on_headers_complete(self) -> None:
        self._heads += 1
        self._unread = 0
        self._stop_timer()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self.cycle.response_complete:
            super().on_body(body)
            return
        # Read on for a while, so that who sends too much gets to read why it was refused.
        self._unread += len(body) + _PIECE_COST
        if self._unread > MOST_UNREAD_BYTES:
            self.transport.close()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._waiting:
            self._go_on()

    def _unsupported_upgrade_warning(self) -> None:
        """The app answers and logs; nothing more is read on this connection."""
        if self.cycle is not None:
            self.cycle.keep_alive = False

    def _start_timer(self) -> None:
        if self._timer is None:
            self._timer = self.loop.call_later(HEAD_S, self._on_late)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _on_late(self) -> None:
        self._timer = None
        if not self.is_answering():
            self.transport.close()

    def _make_room(self) -> None:
        """Close the connection that has been silent longest when there are too many.

        One that waits for its answer, such as a login for its turn, goes last.
        """
        if len(self.connections) <= MOST_CONNECTIONS:
            return
        others = [one for one in self.connections if isinstance(one, BoundedHttp)]
        silent = min(others, key=lambda one: (one.is_answering(), one.last_heard_at))
        silent.transport.close()
