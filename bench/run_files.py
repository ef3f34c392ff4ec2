"""How long runs from files take: beside the bare decoding of the same file, and an earlier version.

    HAMSTRONG_BASE=/path/to/an/earlier/checkout .venv/bin/python -m bench.run_files [--hours 1 6 10]

Each file is a run at one sample a second whose speed changes around the border of walking and
running, which makes many short stretches. Bare decoding is a loop over all messages by fitdecode,
or `gpxpy.parse`, and nothing else. Times are seconds of the processor, the least of three runs (of
one run for the earlier checkout). The limit that we set ourselves: 1.5 times the bare decoding.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import fitdecode
import gpxpy
from tests.exchange.run_makers import fit, gpx

from hamstrong.exchange.run_intervals import Speeds
from hamstrong.exchange.runs import read_run
from hamstrong.protocol.loader import load_pack

SEED = 20250309
HOUR_S = 3600
LIMIT = 1.5
RUNS = 3
_EARLIER = """
import io, sys, time
from hamstrong.exchange.run_intervals import Speeds
from hamstrong.exchange.runs import read_run
data = open(sys.argv[1], "rb").read()
begin = time.process_time()
read_run(io.BytesIO(data), Speeds(float(sys.argv[2]), float(sys.argv[3])))
print(time.process_time() - begin)
"""


def around_the_border(hours: int) -> list[float]:
    """Metres each second: 2 m/s, more or less up to 0.8."""
    draw = random.Random(SEED)
    return [2.0 + draw.uniform(-0.8, 0.8) for _ in range(hours * HOUR_S)]


def bare_fit(data: bytes) -> None:
    """Decode every message of a FIT file."""
    with fitdecode.FitReader(io.BytesIO(data)) as reader:
        for _ in reader:
            pass


def bare_gpx(data: bytes) -> None:
    """Parse a GPX file into gpxpy's objects."""
    gpxpy.parse(data.decode())


def least_s(work: Callable[[], object]) -> float:
    """Seconds of the processor, the least of some runs."""
    took = []
    for _ in range(RUNS):
        begin = time.process_time()
        work()
        took.append(time.process_time() - begin)
    return min(took)


def earlier_s(base: Path, data: bytes, speeds: Speeds) -> str:
    """The same by the earlier checkout, in its own environment; what went wrong, if it did."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        command = [base / ".venv/bin/python", "-c", _EARLIER, file.name, *map(str, speeds)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=base)
    lines = (done.stdout if done.returncode == 0 else done.stderr).strip().splitlines()
    return f"{float(lines[-1]):.2f}" if done.returncode == 0 else lines[-1][:40]


def table(hours: Sequence[int], base: Path | None) -> bool:
    """Print a row for each file; say whether all are within the limit."""
    known = load_pack().way_back.speeds
    if known is None:
        raise SystemExit("the pack names no speeds")
    speeds = Speeds(known.run_m_s, known.sprint_m_s)
    print(f"{'file':10} {'bytes':>10} {'bare s':>8} {'ours s':>8} {'ratio':>6}  earlier s")
    within = True
    for name, make, bare in (("fit", fit, bare_fit), ("gpx", gpx, bare_gpx)):
        for long in hours:
            data = make(around_the_border(long))
            alone = least_s(lambda d=data, b=bare: b(d))
            ours = least_s(lambda d=data: read_run(d, speeds))
            before = "-" if base is None else earlier_s(base, data, speeds)
            ratio = ours / alone
            within = within and ratio < LIMIT
            label = f"{long} h {name}"
            print(f"{label:10} {len(data):10} {alone:8.2f} {ours:8.2f} {ratio:6.2f}  {before}")
    return within


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=int, nargs="+", default=[1, 6, 10])
    base = os.environ.get("HAMSTRONG_BASE")
    if not table(parser.parse_args().hours, Path(base) if base else None):
        raise SystemExit(f"slower than {LIMIT} times the bare decoding")


if __name__ == "__main__":
    main()
