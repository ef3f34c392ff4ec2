"""How long a start takes, beside its floor: what Python and the same libraries need for nothing.

    .venv/bin/python bench/start.py [RUNS]

Every start is a second one (diary made, bytecode written) in a process of its own. The table shows
the median of the wall clock and of processor time; the machine's other work shows in the
difference. A server counts until the first page was read, from the link that it printed.
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
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.cli.sitting import Sitting

RUNS = 5
DAYS = 2
HAMSTRONG = "from hamstrong.cli import main; main(prog_name='hamstrong')"
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


def once(work: Callable[[], None]) -> Took:
    """Measure processes that the work starts and waits for."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def command(code: str, *args: str) -> Callable[[], None]:
    """A process that runs to its end."""

    def work() -> None:
        subprocess.run([sys.executable, "-c", code, *args], stdout=subprocess.DEVNULL, check=True)

    return work


def server(code: str, *args: str) -> Callable[[], None]:
    """A process that is ended once it has answered; the last argument is its port."""

    def work() -> None:
        port = free_port()
        with subprocess.Popen(
            [sys.executable, "-c", code, *args, str(port)], stdout=subprocess.DEVNULL
        ) as process:
            wait_for_an_answer(port)
            process.kill()

    return work


def wait_for_an_answer(port: int) -> None:
    """Ask until somebody answers, were it that we may not come in."""
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/").read()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.002)
        else:
            return


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def rows(home: Path) -> list[tuple[str, Callable[[], None]]]:
    """What is measured; each floor stands before what rests on it."""
    day = ("--data-dir", str(home), "--today", "2025-03-05", "--zone", "UTC")
    return [
        ("python -c pass", command("pass")),
        ("hamstrong --version", command(HAMSTRONG, "--version")),
        ("hamstrong --help", command(HAMSTRONG, "--help")),
        ("import sqlalchemy, rich.console", command("import sqlalchemy, rich.console")),
        ("hamstrong today", command(HAMSTRONG, *day, "today")),
        ("bare uvicorn and Starlette, first answer", server(BARE_SERVER)),
        (
            "hamstrong serve, first answer",
            server(HAMSTRONG, *day, "serve", "--no-browser", "--port"),
        ),
    ]


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as folder:
        sitting = Sitting(Path(folder) / "home")
        sitting.live(DAYS)
        print(f"medians of {runs}; load of the machine {os.getloadavg()[0]:.1f}")
        print(f"{'':42}{'wall, s':>10}{'processor, s':>14}")
        for name, work in rows(sitting.folder):
            work()  # the first one writes bytecode
            took = [once(work) for _ in range(runs)]
            wall, cpu = (statistics.median(side) for side in zip(*took, strict=True))
            print(f"{name:42}{wall:>10.2f}{cpu:>14.2f}")


if __name__ == "__main__":
    main()
