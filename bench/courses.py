"""Every course with many realistic people, stored for the page of the docs.

    python -m bench.courses [SEEDS] [PROCESSES]

Takes the expected courses with SEEDS people each (1,000 unless said otherwise) and every other
track, goal and training week with a tenth of them. Stores `bench/results/courses.json`, from which
`make docs` prints `docs/reference/courses.md`. Seeds are 0, 1, 2 and so on.
"""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from hamstrong.engine.engine import Engine
from hamstrong.proof.simulation.people import CourseKey
from hamstrong.proof.simulation.report import course_report, expected_of, header, keys_of
from hamstrong.protocol.loader import load_pack

RESULTS = Path(__file__).with_name("results") / "courses.json"
SEEDS = 1_000
TENTH = 10


@cache
def _engine() -> Engine:
    return Engine(load_pack())


def _course(task: tuple[CourseKey, int]) -> dict[str, Any]:
    key, seeds = task
    begin = time.process_time()
    made = course_report(_engine(), key, seeds)
    print(*key, f"{time.process_time() - begin:.0f} s", flush=True)
    return made


def main(seeds: int, processes: int) -> None:
    """Simulate and store."""
    pack = load_pack()
    tasks = [
        (key, seeds if expected_of(pack, key) else seeds // TENTH)
        for key in keys_of(pack, everything=True)
    ]
    with ProcessPoolExecutor(processes) as pool:
        made = {**header(pack, seeds), "courses": list(pool.map(_course, tasks))}
    RESULTS.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    numbers = [int(arg) for arg in sys.argv[1:]]
    main(*[*numbers, *(SEEDS, 2)[len(numbers) :]])
