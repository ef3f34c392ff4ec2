"""Login queue: passwords are judged one at a time, each client in a line of its own.

A wrong password makes its own client wait before the next one; a right one is never refused for
what others guessed, it waits for its turn at most. A check takes 64 MiB of memory, which is why
there is one at a time.
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

FREE_TRIES = 3
FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 8.0
FORGOTTEN_AFTER_S = 15 * 60
MOST_WAITING_PER_LINE = 4
MOST_WAITING = 64
_LINES_KEPT = 4096


class TooManyWaiting(Exception):
    """The line is full; another try in a few seconds finds a place.

    Args:
        wait_s: seconds until then.
    """

    def __init__(self, wait_s: int) -> None:
        super().__init__(f"too many wait; the next try finds a place in {wait_s} s")
        self.wait_s = wait_s


@dataclass
class _Line:
    """The tries of one client.

    Args:
        open_at: when the next one may be judged.
    """

    wrong: int = 0
    open_at: float = 0.0
    waiting: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


def line_of(address: str) -> str:
    """Return what counts as one client: an IPv4 address, or the network of an IPv6 one.

    A home or a rented server has 2**64 addresses of IPv6 to guess from.
    """
    bare = address[1:].partition("]")[0] if address.startswith("[") else address
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]  # a proxy may add the port
    try:
        found = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, 64), strict=False))


class LoginQueue:
    """Lets tries be judged in turn; belongs to one event loop.

    Args:
        check: says whether a password is right; called in a thread, never twice at once.
    """

    def __init__(
        self,
        check: Callable[[str], bool],
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._check = check
        self._clock = clock
        self._sleep = sleep
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="password")
        self._lines: OrderedDict[str, _Line] = OrderedDict()
        self._waiting = 0

    async def accept(self, password: str, line: str, *, known: bool = False) -> bool:
        """Say whether the password is right, when it is this try's turn.

        Args:
            line: whose tries follow one another.
            known: a browser that signed in before, which always finds a place.

        Raises:
            TooManyWaiting: this line, or all together, are full.
        """
        mine = self._line(line)
        if mine.waiting >= MOST_WAITING_PER_LINE or (self._waiting >= MOST_WAITING and not known):
            raise TooManyWaiting(int(LONGEST_WAIT_S))
        mine.waiting += 1
        self._waiting += 1
        try:
            async with mine.turn:
                return await self._judge(password, mine)
        finally:
            mine.waiting -= 1
            self._waiting -= 1

    async def _judge(self, password: str, line: _Line) -> bool:
        wait_s = line.open_at - self._clock()
        if wait_s > 0:
            await self._sleep(min(wait_s, LONGEST_WAIT_S))
        # One thread and one try of each line: whoever waits longest is next.
        right = await asyncio.get_running_loop().run_in_executor(
            self._thread, self._check, password
        )
        line.wrong = 0 if right else line.wrong + 1
        line.open_at = self._clock() + _wait_after(line.wrong)
        return right

    def _line(self, name: str) -> _Line:
        found = self._lines.get(name)
        if found is None or self._is_forgotten(found):
            found = self._lines[name] = _Line()
        self._lines.move_to_end(name)
        for old in list(self._lines)[: max(0, len(self._lines) - _LINES_KEPT)]:
            if not self._lines[old].waiting:
                del self._lines[old]
        return found

    def _is_forgotten(self, line: _Line) -> bool:
        return not line.waiting and self._clock() > line.open_at + FORGOTTEN_AFTER_S


def _wait_after(wrong: int) -> float:
    """Seconds before the next try of a line with so many wrong ones in a row."""
    if wrong < FREE_TRIES:
        return 0.0
    return float(min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(wrong - FREE_TRIES, 10)))
