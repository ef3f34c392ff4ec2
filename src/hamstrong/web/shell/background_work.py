"""Background work: what waits for the disk or computes for long, done beside the event loop.

Where the process has no threads it is done at once, and other requests wait. All handlers come
here, so that `Threads` of the use cases is the one place that decides.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import HTTPConnection

from hamstrong.app.threads import Threads
from hamstrong.web.shell.context import use_cases

P = ParamSpec("P")
T = TypeVar("T")


def has_threads(connection: HTTPConnection) -> bool:
    """Whether this process may begin threads; a shell without use cases may."""
    return getattr(use_cases(connection), "threads", Threads.USED) is Threads.USED


async def in_background(
    connection: HTTPConnection, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Do work in a thread, if there are any; give what it gives and raise what it raises."""
    if not has_threads(connection):
        return work(*args, **kwargs)
    return await to_thread.run_sync(partial(work, *args, **kwargs))


async def in_background_at_most(
    connection: HTTPConnection, limiter: Callable[[], CapacityLimiter], work: Callable[[], T]
) -> T:
    """Do work as `in_background`, with no more at a time than the limiter lets through.

    Args:
        limiter: asked for only where there are threads.
    """
    if not has_threads(connection):
        return work()
    return await to_thread.run_sync(work, limiter=limiter())
