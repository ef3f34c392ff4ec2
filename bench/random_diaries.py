"""2,000 random diaries of up to 120 days, in none of which a safety invariant may break.

    .venv/bin/python -m bench.random_diaries [--share 0.2] [--seed N] [--save]

The stored result is of the engine and pack as they are: whoever changes a decision runs it whole
and keeps it. `make test` lives a twentieth of them.
"""

from __future__ import annotations

from typing import Any

import hypothesis
from bench.long_run import Result, main, of_share
from hypothesis import HealthCheck, given, settings
from tests.engine.invariants import broken
from tests.engine.phases import as_words, diary_of, live, stories

from hamstrong.engine.engine import ENGINE_VERSION, Engine
from hamstrong.proof.stories import Story
from hamstrong.protocol.loader import load_pack

SEED = 0
DIARIES = 2_000
SHARDS = 16
OPTIONS: dict[str, Any] = {
    "deadline": None,
    "database": None,
    "derandomize": False,
    "suppress_health_check": list(HealthCheck),
    "print_blob": False,
}


def run(share: float, seed: int) -> Result:
    """Live every shard; a fault is a diary in words with what broke in it."""
    engine, result = Engine(load_pack()), Result(seed, share)
    result.figures |= {"engine version": ENGINE_VERSION, "logic hash": engine.pack.logic_hash}
    for shard in range(SHARDS):
        try:
            result.count("days", live_shard(engine, seed + shard, of_share(DIARIES, share)))
        except AssertionError as fault:
            result.faults.append(str(fault))
    result.count("diaries", SHARDS * diaries_of_shard(of_share(DIARIES, share)))
    return result


def diaries_of_shard(diaries: int) -> int:
    """So many of all diaries does one shard live, rounded up."""
    return -(-diaries // SHARDS)


def live_shard(engine: Engine, seed: int, diaries: int) -> int:
    """Live one shard of so many diaries.

    Returns:
        The days lived.

    Raises:
        AssertionError: an invariant broke; the text has it and the shortest diary found.
    """
    days = 0

    @hypothesis.seed(seed)
    @settings(max_examples=diaries_of_shard(diaries), **OPTIONS)
    @given(stories())
    def lives(story: Story) -> None:
        nonlocal days
        walk, seen = live(engine, story)
        found = broken(diary_of(walk, seen))
        if found:
            raise AssertionError(f"{found}\n{as_words(story)}")
        days += len(seen)

    lives()
    return days


if __name__ == "__main__":
    main("random_diaries", SEED, run)
