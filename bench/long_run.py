"""What every long run shares: a seed, a share of its size, a table, and a stored result.

    .venv/bin/python -m bench.NAME [--share 0.05] [--seed N] [--save]

A run gives a `Result`; it failed if that lists faults. `--save` keeps it in `bench/results`,
with commit and machine. `make test` runs a twentieth of each (`tests/long_runs`).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("results")
Figure = int | float | str


@dataclass
class Result:
    """The figures of one run in the order of its table, and what went wrong, a line each."""

    seed: int
    share: float
    figures: dict[str, Figure] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def count(self, name: str, by: int = 1) -> None:
        self.figures[name] = int(self.figures.get(name, 0)) + by


Run = Callable[[float, int], Result]


def of_share(whole: int, share: float) -> int:
    """So many of the whole run, at least one."""
    return max(1, round(whole * share))


def main(name: str, seed: int, run: Run) -> None:
    """Run from the command line: print the table, keep it if asked, fail if anything went wrong."""
    parser = argparse.ArgumentParser(prog=f"python -m bench.{name}")
    parser.add_argument("--share", type=float, default=1.0, help="of the whole run, above 0")
    parser.add_argument("--seed", type=int, default=seed)
    parser.add_argument("--save", action="store_true", help=f"keep the result in {RESULTS.name}/")
    chosen = parser.parse_args()
    begun = time.monotonic()
    result = run(chosen.share, chosen.seed)
    result.figures["seconds"] = round(time.monotonic() - begun, 1)
    _show(result)
    if chosen.save:
        RESULTS.mkdir(exist_ok=True)
        kept = json.dumps(_kept(result), indent=2, ensure_ascii=False) + "\n"
        (RESULTS / f"{name}.json").write_text(kept, encoding="utf-8")
    sys.exit(bool(result.faults))


def _show(result: Result) -> None:
    print(f"seed {result.seed}, share {result.share}, commit {commit()}, {machine()}")
    for name, figure in result.figures.items():
        print(f"  {name:<52}{figure:>14}")
    print(f"  {'faults':<52}{len(result.faults):>14}")
    for fault in result.faults[:40]:
        print(f"    {fault}")


def _kept(result: Result) -> Mapping[str, object]:
    return {
        "commit": commit(),
        "machine": machine(),
        "python": platform.python_version(),
        "seed": result.seed,
        "share": result.share,
        "figures": result.figures,
        "faults": result.faults,
    }


def commit(checkout: Path = ROOT) -> str:
    """Name the commit of a checkout, and whether it was changed since."""
    git = ["git", "-C", str(checkout), "describe", "--always", "--dirty", "--exclude=*"]
    try:
        found = subprocess.run(git, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "unknown"
    return found.stdout.strip() or "unknown"


def machine() -> str:
    """Name the kind of machine."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
