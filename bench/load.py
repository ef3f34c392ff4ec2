"""Asks a server over and over on connections that stay open, and notes how long each answer took.

A few lines over asyncio's streams of bytes: a whole HTTP library would cost the client more than
the server, on a machine that both share.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

import uvloop

_END = b"\r\n\r\n"
_LENGTH = b"content-length:"


@dataclass(frozen=True)
class Figures:
    """What one run showed: answers per second, and milliseconds."""

    per_s: float
    p50_ms: float
    p99_ms: float
    worst_ms: float


@dataclass(frozen=True)
class Target:
    """A request, ready to send, on a port of this machine."""

    port: int
    message: bytes


def request(
    method: str, path: str, port: int, headers: Sequence[tuple[str, str]] = (), body: bytes = b""
) -> bytes:
    """Write out a request."""
    lines = [f"{method} {path} HTTP/1.1", f"host: 127.0.0.1:{port}"]
    lines += [f"{name}: {value}" for name, value in headers]
    if body:
        lines += ["content-type: application/json", f"content-length: {len(body)}"]
    return "\r\n".join(lines).encode() + _END + body


class Connection:
    """One connection that stays open."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, port: int) -> Connection:
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def ask(self, message: bytes) -> bytes:
        """Send a request and give the body of its answer.

        Raises:
            RuntimeError: the answer is not a 200.
        """
        self._writer.write(message)
        head = await self._reader.readuntil(_END)
        length = int(head.lower().split(_LENGTH, 1)[1].split(b"\r\n", 1)[0])
        body = await self._reader.readexactly(length)
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError((head + body[:300]).decode())
        return body

    def close(self) -> None:
        self._writer.close()


async def _one(target: Target, end: float, took: list[float]) -> None:
    connection = await Connection.open(target.port)
    while (begun := time.perf_counter()) < end:
        await connection.ask(target.message)
        took.append(time.perf_counter() - begun)
    connection.close()


async def _all(target: Target, clients: int, seconds: float) -> Figures:
    took: list[float] = []
    begun = time.perf_counter()
    await asyncio.gather(*(_one(target, begun + seconds, took) for _ in range(clients)))
    return _figures(took, time.perf_counter() - begun)


def _figures(took: list[float], elapsed: float) -> Figures:
    parts = statistics.quantiles(took, n=100)
    return Figures(len(took) / elapsed, parts[49] * 1e3, parts[98] * 1e3, max(took) * 1e3)


def load(target: Target, clients: int, seconds: float) -> Figures:
    """Ask from so many clients at once."""
    return uvloop.run(_all(target, clients, seconds))


def load_once(target: Target) -> None:
    """Ask once."""
    uvloop.run(_once(target))


async def _once(target: Target) -> None:
    connection = await Connection.open(target.port)
    await connection.ask(target.message)
    connection.close()


def work_off(port: int, batches: Sequence[Sequence[bytes]], clients: int) -> Figures:
    """Let so many clients send the batches: each takes the next one and sends it in order."""
    return uvloop.run(_work_off(port, batches, clients))


async def _work_off(port: int, batches: Sequence[Sequence[bytes]], clients: int) -> Figures:
    took: list[float] = []
    left = iter(batches)
    connections = [await Connection.open(port) for _ in range(clients)]

    async def work(connection: Connection) -> None:
        for batch in left:
            for message in batch:
                begun = time.perf_counter()
                await connection.ask(message)
                took.append(time.perf_counter() - begun)
        connection.close()

    begun = time.perf_counter()
    await asyncio.gather(*map(work, connections))
    return _figures(took, time.perf_counter() - begun)


def after_each(port: int, first: Sequence[bytes], then: bytes) -> Figures:
    """Send each of `first`, and time only the `then` that follows it."""
    return uvloop.run(_after_each(port, first, then))


async def _after_each(port: int, first: Sequence[bytes], then: bytes) -> Figures:
    took: list[float] = []
    connection = await Connection.open(port)
    for message in first:
        await connection.ask(message)
        begun = time.perf_counter()
        await connection.ask(then)
        took.append(time.perf_counter() - begun)
    connection.close()
    return _figures(took, sum(took))


def median(runs: Sequence[Figures]) -> Figures:
    """The median of each figure, and the worst wait of all."""

    def middle(name: str) -> float:
        return statistics.median(getattr(run, name) for run in runs)

    worst = max(run.worst_ms for run in runs)
    return Figures(middle("per_s"), middle("p50_ms"), middle("p99_ms"), worst)
