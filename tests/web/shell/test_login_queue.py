"""Tries at the password: checked one at a time, and nobody is shut out by those of others."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable

import pytest

from hamstrong.web.shell.login_queue import (
    FORGOTTEN_AFTER_S,
    FREE_TRIES,
    LONGEST_WAIT_S,
    MOST_WAITING,
    MOST_WAITING_PER_LINE,
    LoginQueue,
    TooManyWaiting,
    line_of,
)
from tests.loops import run_alone

RIGHT = "right"


class Moments:
    """A clock that sleeping moves on."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def _with_queue(
    story: Callable[[LoginQueue, Moments], Awaitable[None]],
    check: Callable[[str], bool] = RIGHT.__eq__,
) -> Moments:
    moments = Moments()

    async def run() -> None:
        await story(LoginQueue(check, moments, moments.sleep), moments)

    run_alone(run())
    return moments


def test_wrong_tries_make_their_own_line_wait_longer_and_longer() -> None:
    async def story(queue: LoginQueue, moments: Moments) -> None:
        for _ in range(FREE_TRIES + 6):
            assert not await queue.accept("wrong", "a")
        before = len(moments.slept)
        assert not await queue.accept("wrong", "b")
        assert len(moments.slept) == before

    assert _with_queue(story).slept == [1, 2, 4, 8, 8, LONGEST_WAIT_S]


def test_a_right_password_is_taken_after_the_wait_and_ends_it() -> None:
    async def story(queue: LoginQueue, moments: Moments) -> None:
        for _ in range(100):
            await queue.accept("wrong", "a")
        moments.slept.clear()
        assert await queue.accept(RIGHT, "a")
        assert moments.slept == [LONGEST_WAIT_S]
        assert await queue.accept(RIGHT, "a")
        assert moments.slept == [LONGEST_WAIT_S]

    _with_queue(story)


def test_wrong_tries_are_forgotten() -> None:
    async def story(queue: LoginQueue, moments: Moments) -> None:
        for _ in range(10):
            await queue.accept("wrong", "a")
        moments.now += FORGOTTEN_AFTER_S + LONGEST_WAIT_S + 1
        moments.slept.clear()
        await queue.accept("wrong", "a")
        await queue.accept("wrong", "a")
        assert moments.slept == []

    _with_queue(story)


def test_one_password_is_checked_at_a_time() -> None:
    busy, most = 0, 0
    lock = threading.Lock()

    def check(_password: str) -> bool:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        with lock:
            busy -= 1
        return False

    async def story(queue: LoginQueue, _moments: Moments) -> None:
        await asyncio.gather(*(queue.accept("wrong", str(n)) for n in range(60)))

    _with_queue(story, check)
    assert most == 1


def test_a_flood_of_one_client_delays_another_by_one_check() -> None:
    """Each client has a line; the checks go round the lines."""
    checked: list[str] = []

    def check(password: str) -> bool:
        checked.append(password)
        return password == RIGHT

    async def story(queue: LoginQueue, _moments: Moments) -> None:
        flood = [
            asyncio.create_task(queue.accept(f"wrong {n}", "flood"))
            for n in range(MOST_WAITING_PER_LINE)
        ]
        await asyncio.sleep(0)
        assert await queue.accept(RIGHT, "mine")
        await asyncio.gather(*flood)

    _with_queue(story, check)
    assert checked.index(RIGHT) == 1


def test_a_full_line_refuses_its_own_client_only() -> None:
    async def story(queue: LoginQueue, _moments: Moments) -> None:
        tries = [queue.accept("wrong", "flood") for _ in range(MOST_WAITING_PER_LINE + 3)]
        found = await asyncio.gather(*tries, queue.accept(RIGHT, "mine"), return_exceptions=True)
        refused = [one for one in found if isinstance(one, TooManyWaiting)]
        assert len(refused) == 3
        assert found[-1] is True
        assert await queue.accept(RIGHT, "flood")

    _with_queue(story)


def test_a_known_browser_finds_a_place_whoever_waits() -> None:
    async def story(queue: LoginQueue, _moments: Moments) -> None:
        tries = [queue.accept("wrong", str(n)) for n in range(MOST_WAITING)]
        mine, other = queue.accept(RIGHT, "mine", known=True), queue.accept(RIGHT, "other")
        found = await asyncio.gather(*tries, mine, other, return_exceptions=True)
        assert found[-2] is True
        assert isinstance(found[-1], TooManyWaiting)

    _with_queue(story)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("192.0.2.1:5000", "192.0.2.1", True),
        ("[2001:db8:1:2::1]:443", "2001:db8:1:2::2", True),
        ("", "unknown", True),
    ],
)
def test_ipv6_is_counted_by_network(one: str, other: str, *, same: bool) -> None:
    assert (line_of(one) == line_of(other)) is same
