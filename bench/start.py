"""How long a start takes, on each kind of diary, beside its floor and an earlier commit.

    HAMSTRONG_BASE=/path/to/an/earlier/checkout .venv/bin/python -m bench.start [RUNS]

Every start is a second one (diary made, bytecode written) in a process of its own; the rows take
turns, so that a slow minute of the machine hits all. The table shows the medians of the wall clock
and of processor time, and processor time as a share of the earlier commit's. The floor is what
Python and the same libraries need for nothing. A server counts until it has answered a request.

Aims: at most 0.55 of the earlier commit on SQLite; on one log file 0.30 (`today`), 0.40 (`serve`).
"""

from __future__ import annotations

import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bench.base_commit import ROOT, base_commit, environment, python_of

RUNS = 9
HAMSTRONG = "from hamstrong.cli import main; main(prog_name='hamstrong')"
LIVE = """
import sys
from pathlib import Path
from tests.cli.sitting import Sitting
Sitting(Path(sys.argv[1])).live(2)
"""
BARE_SERVER = """
import sys
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
app = Starlette(routes=[Route("/", lambda _: PlainTextResponse("ready"))])
uvicorn.run(app, port=int(sys.argv[1]), log_level="error", access_log=False, lifespan="off")
"""


class Took(NamedTuple):
    """Seconds of one run: by the wall clock, and of the processor."""

    wall_s: float
    cpu_s: float


class Checkout(NamedTuple):
    """A checkout whose code is run.

    Args:
        bytecode: where it is written, once for all runs.
    """

    folder: Path
    bytecode: Path

    def start(self, code: str, *args: str) -> subprocess.Popen[bytes]:
        """Start a process that runs the code."""
        return subprocess.Popen(
            [python_of(self.folder), "-c", code, *args],
            cwd=self.folder,
            env=environment(self.folder, self.bytecode),
            stdout=subprocess.DEVNULL,
        )


class Row(NamedTuple):
    """A line of the table: what is run, and the name of the row that it is a share of."""

    name: str
    work: Callable[[], None]
    share_of: str = ""


def once(work: Callable[[], None]) -> Took:
    """Measure processes that the work starts and waits for."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def command(checkout: Checkout, code: str, *args: str) -> None:
    """Run a process to its end."""
    with checkout.start(code, *args) as process:
        if process.wait() != 0:
            raise SystemExit(f"{code!r} with {args} ended with {process.returncode}")


def server(checkout: Checkout, code: str, *args: str) -> None:
    """Run a process until it has answered; the last argument is its port."""
    port = free_port()
    with checkout.start(code, *args, str(port)) as process:
        wait_for_an_answer(port, process)
        process.kill()


def wait_for_an_answer(port: int, process: subprocess.Popen[bytes]) -> None:
    """Ask until somebody answers, were it that we may not come in."""
    while process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/").read()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.002)
        else:
            return
    raise SystemExit(f"a server ended with {process.returncode} before it answered")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def rows(ours: Checkout, base: Checkout | None, folder: Path) -> list[Row]:
    """What is measured."""
    run, serve = partial(command, ours), partial(server, ours)
    found = [
        Row("python -c pass", partial(run, "pass")),
        Row("hamstrong --version", partial(run, HAMSTRONG, "--version")),
        Row("import click, rich.console", partial(run, "import click, rich.console")),
        Row("import sqlalchemy", partial(run, "import sqlalchemy")),
        Row("bare uvicorn and Starlette, first answer", partial(serve, BARE_SERVER)),
    ]
    if base is not None:
        found += _of_diary("earlier commit, SQLite", base, folder / "base")
    found += _of_diary("SQLite", ours, folder / "sqlite", share="earlier commit, SQLite")
    return found + _of_diary("log", ours, folder / "log/diary.log", share="earlier commit, SQLite")


def _of_diary(name: str, checkout: Checkout, where: Path, share: str = "") -> list[Row]:
    """`today` and `serve` on a diary of two days, which this makes."""
    command(checkout, LIVE, str(where))
    day = ("--data-dir", str(where), "--today", "2025-03-05", "--zone", "UTC")
    serve = (*day, "serve", "--no-browser", "--port")
    return [
        Row(f"today, {name}", partial(command, checkout, HAMSTRONG, *day, "today"),
            share and f"today, {share}"),
        Row(f"serve, first answer, {name}", partial(server, checkout, HAMSTRONG, *serve),
            share and f"serve, first answer, {share}"),
    ]  # fmt: skip


def measure(measured: list[Row], runs: int) -> dict[str, Took]:
    """Run all in turn; give the medians by name."""
    took: dict[str, list[Took]] = {row.name: [] for row in measured}
    for turn in range(runs + 1):
        for row in measured:
            found = once(row.work)
            if turn:  # the first one writes bytecode
                took[row.name].append(found)
    return {
        name: Took(*(statistics.median(side) for side in zip(*found, strict=True)))
        for name, found in took.items()
    }


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as name:
        folder, earlier = Path(name), base_commit()
        bytecode = folder / "bytecode"
        base = None if earlier is None else Checkout(earlier, bytecode)
        measured = rows(Checkout(ROOT, bytecode), base, folder)
        found = measure(measured, runs)
    print(f"medians of {runs}; load of the machine {os.getloadavg()[0]:.1f}")
    print(f"{'':45}{'wall, s':>10}{'processor, s':>14}{'of earlier':>12}")
    for row in measured:
        took, beside = found[row.name], found.get(row.share_of)
        share = "" if beside is None else f"{took.cpu_s / beside.cpu_s:.2f}"
        print(f"{row.name:45}{took.wall_s:>10.2f}{took.cpu_s:>14.3f}{share:>12}")


if __name__ == "__main__":
    main()
