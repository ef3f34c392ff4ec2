"""Processor time of the tests by folder, a plugin of pytest; whatever a test started counts,
killed browsers too.

    sudo .venv/bin/pytest -n 0 -p bench.test_time tests/web

Processes are counted by a control group of their own (Linux, either version, as root), for what a
killed grandchild used is in no other sum. A browser that works on after a test counts for the next.
"""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import pytest

_V1 = Path("/sys/fs/cgroup/cpuacct")
_V2 = Path("/sys/fs/cgroup")
_SHOWN_S = 0.5


class Meter:
    """A control group with this process in it, and what its parts used.

    Raises:
        OSError: no control group can be made.
    """

    def __init__(self) -> None:
        self.parent = _V1 if _V1.is_dir() else _V2
        self.group = self.parent / f"hamstrong-tests-{os.getpid()}"
        self.group.mkdir()
        self.used: Counter[str] = Counter()
        self.tests: Counter[str] = Counter()
        self._last = 0.0
        self._moves_to(self.group)

    def seconds(self) -> float:
        """Processor seconds of the whole group so far."""
        if self.parent == _V1:
            return int((self.group / "cpuacct.usage").read_text(encoding="ascii")) / 1e9
        stat = (self.group / "cpu.stat").read_text(encoding="ascii").split()
        return int(stat[stat.index("usage_usec") + 1]) / 1e6

    def books(self, part: str) -> None:
        """Put down to a part what was used since the last call."""
        now = self.seconds()
        self.used[part] += round((now - self._last) * 1000)
        self._last = now

    def close(self) -> None:
        self._moves_to(self.parent)
        with contextlib.suppress(OSError):  # something that a test left behind still runs
            self.group.rmdir()

    def _moves_to(self, group: Path) -> None:
        (group / "cgroup.procs").write_text(str(os.getpid()), encoding="ascii")


_METER = pytest.StashKey[Meter]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_METER] = Meter()


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[_METER].close()


def pytest_collection_finish(session: pytest.Session) -> None:
    session.config.stash[_METER].books("collection")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Put a test, its fixtures included, down to its folder; the pages have a folder each."""
    try:
        return (yield)
    finally:
        parts = item.nodeid.partition("::")[0].split("/")
        folder = "/".join(parts[: 3 if parts[1] == "web" else 2])
        meter = item.config.stash[_METER]
        meter.books(folder)
        meter.tests[folder] += 1


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    meter = config.stash[_METER]
    meter.books("end")
    terminalreporter.section("processor seconds")
    for part, used in meter.used.most_common():
        if used / 1000 >= _SHOWN_S:
            count = meter.tests[part]
            terminalreporter.write_line(f"{used / 1000:8.1f} {count or '':>6} {part}")
    terminalreporter.write_line(f"{meter.seconds():8.1f} {meter.tests.total():>6} all")
