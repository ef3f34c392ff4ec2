"""What requests cost beside an earlier commit, both measured in turn in the same run.

    HAMSTRONG_BASE=/path/to/an/earlier/checkout .venv/bin/python -m bench.beside_base [ROUNDS]

Each round is a day of a household on a fresh server of either checkout (`bench/household_rounds`);
the table shows medians over the rounds. All but the first set are processor time of the server, so
that other work on the machine moves them little. Starts are in `bench/start.py`, requests per
second beside a bare server in `bench/serve.py`.

Aims, of the earlier commit: a check-in's POST 0.35, prescribing 0.35, Today after a set 0.5, memory
0.8; and the first set after a start as fast as any.
"""

from __future__ import annotations

import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.base_commit import ROOT, base_commit, environment, python_of

ROUNDS = 5
PEOPLE = 12
ROWS = {
    "check_in_ms": "POST of a check-in, ms of processor",
    "set_ms": "POST of a set, ms of processor",
    "today_after_set_ms": "Today after a set, ms of processor",
    "prescribe_us": "prescribing, us of processor",
    "memory_mb": "memory of the server, MB",
    "first_set_ms": "first set after a start, ms",
    "other_sets_ms": "any other set, ms",
}


def started(checkout: Path, folder: Path, bytecode: Path) -> subprocess.Popen[str]:
    """Start the household of a checkout."""
    script = ROOT / "bench" / "household_rounds.py"
    return subprocess.Popen(
        [python_of(checkout), "-P", script, folder, str(PEOPLE)],
        cwd=checkout,
        env=environment(checkout, bytecode),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def lived(household: subprocess.Popen[str]) -> dict[str, float]:
    """Let a household live a day and give what it measured."""
    if household.stdin is None or household.stdout is None:
        raise SystemExit("the household cannot be spoken to")
    household.stdin.write("a day\n")
    household.stdin.flush()
    line = household.stdout.readline()
    if not line:
        raise SystemExit(f"a household ended with {household.wait()}")
    found: dict[str, float] = json.loads(line)
    return found


def _median(days: Sequence[Mapping[str, float]], key: str) -> float:
    """The median of the days on which it was measured."""
    return statistics.median(day[key] for day in days if not math.isnan(day[key]))


def main() -> None:
    """Print the table."""
    rounds, base = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS, base_commit()
    if base is None:
        raise SystemExit("name the earlier checkout by HAMSTRONG_BASE")
    found: dict[Path, list[dict[str, float]]] = {base: [], ROOT: []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        households = {
            checkout: started(checkout, folder / f"home{n}", folder / "bytecode")
            for n, checkout in enumerate(found)
        }
        for _ in range(rounds):
            for checkout, household in households.items():
                found[checkout].append(lived(household))
        for household in households.values():
            household.terminate()
    print(f"medians of {rounds} rounds; load of the machine {os.getloadavg()[0]:.1f}")
    print(f"{'':38}{'earlier':>10}{'now':>10}{'ratio':>8}")
    for key, label in ROWS.items():
        earlier, now = (_median(found[c], key) for c in (base, ROOT))
        print(f"{label:38}{earlier:>10.2f}{now:>10.2f}{now / earlier:>8.2f}")


if __name__ == "__main__":
    main()
