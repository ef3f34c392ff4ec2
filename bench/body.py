"""How long the body takes: a repetition's poses, a moving figure.

    python bench/body.py [--runs 5]

Each figure is the median over the runs of the slowest sequence or rung of the shipped pack.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import time
from collections.abc import Callable

from hamstrong.body.figure import animated_svg
from hamstrong.body.motion import Motion
from hamstrong.protocol.loader import load_pack

FRAMES = 25


def median_ms(work: Callable[[], object], runs: int) -> float:
    """Return the median milliseconds of some runs."""
    took = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        took.append((time.perf_counter() - begin) * 1000)
    return statistics.median(took)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    exercises = load_pack().exercises.values()
    poses: list[tuple[float, str]] = []
    figures: list[tuple[float, str]] = []
    weights: list[tuple[int, str]] = []
    for exercise in exercises:
        for sequence in exercise.sequences:
            motion = Motion(sequence, exercise.ladder[0].dosage)
            times = [motion.lasts_s * k / (FRAMES - 1) for k in range(FRAMES)]
            took = median_ms(lambda m=motion, ts=times: [m.frame_at(t) for t in ts], runs)
            poses.append((took, f"{exercise.id}/{sequence.id}"))
        for rung in range(len(exercise.ladder)):
            name = f"{exercise.id} rung {rung + 1}"
            figures.append((median_ms(lambda e=exercise, r=rung: animated_svg(e, r), runs), name))
            weights.append((len(gzip.compress(animated_svg(exercise, rung).encode())), name))
    for label, rows in ((f"{FRAMES} poses", poses), ("figure", figures)):
        middle = statistics.median(value for value, _ in rows)
        print(f"{label:12} median {middle:6.2f} ms   slowest {max(rows)[0]:6.2f} ms {max(rows)[1]}")
    print(f"largest figure {max(weights)[0]} bytes gzipped ({max(weights)[1]})")


if __name__ == "__main__":
    main()
