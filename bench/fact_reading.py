"""How long facts take to be read, beside pydantic made from the same annotations.

Run `python bench/fact_reading.py`. Prints medians in microseconds: a request with one set and one
with fifty, a set read back from the diary, and the longest that a hostile text of 2 MiB takes
until it is refused.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.engine.facts.pydantic_oracle import model_of, oracle_of

from hamstrong.app.errors import InvalidFacts
from hamstrong.app.record.incoming_facts import BATCH_LIMITS, FactIn, parse_batch, parse_fact
from hamstrong.engine.facts import SetLogged
from hamstrong.engine.facts.codec import decode_fact
from hamstrong.engine.facts.stored import read_stored
from hamstrong.protocol.loader import load_pack

ROUNDS = 2_000
SET: dict[str, Any] = {
    "exercise": "bridge", "side": "both", "rung": "bridge-2x12", "plan_id": "0" * 32,
    "repetitions": 12, "holds": None, "hold_s": None, "load_kg": None, "nprs": 1, "sharp": False,
    "half_range": False, "elsewhere": False,
}  # fmt: skip
SENT: dict[str, Any] = {
    "client_id": "11111111-1111-4111-8111-111111111111", "name": "SetLogged", "version": 1,
    "payload": SET, "day": 739_313, "instant": "2025-03-09T08:00:00.000Z", "device_counter": 12,
    "counted_by": "person",
}  # fmt: skip
_SIZE = BATCH_LIMITS.size
HOSTILE = {
    "empty lists": b"[" + b"[]," * (_SIZE // 3 - 1) + b"[]]",
    "nested lists": b"[" * _SIZE,
    "long numbers": b"[" + (b"9" * 4_000 + b",") * (_SIZE // 4_001 - 1) + b"9]",
    "a text without an end": b'"' + b'\\"' * (_SIZE // 2 - 1) + b"\\",
    "most elements": b"[" + b'{"":1},' * (BATCH_LIMITS.elements // 2 - 1) + b"{}]",
}


def micros(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median microseconds of one call."""
    times = []
    for _ in range(rounds):
        begin = time.perf_counter_ns()
        work()
        times.append((time.perf_counter_ns() - begin) / 1000)
    return statistics.median(times)


def ours(body: bytes) -> None:
    """Read a request as the server does."""
    for sent in parse_batch(body):
        parse_fact(sent.name, sent.version, sent.payload, "facts")


def pydantics(batch: TypeAdapter[Any], fact: TypeAdapter[Any], body: bytes) -> None:
    """Read a request as the server did before: the envelope, then each payload from its JSON."""
    for sent in batch.validate_json(body):
        incoming = FactIn(**dict(sent))
        fact.validate_json(json.dumps(incoming.payload, allow_nan=False))


def refused(body: bytes) -> None:
    """Read a request that is refused."""
    try:
        parse_batch(body)
    except InvalidFacts:
        return
    raise AssertionError("a hostile text was read")


def main() -> None:
    """Print the table."""
    pack = load_pack()
    fact = oracle_of(SetLogged)
    envelope: Any = model_of(FactIn)
    batch: TypeAdapter[Any] = TypeAdapter(list[envelope])
    one, fifty = json.dumps([SENT]).encode(), json.dumps([SENT] * 50).encode()
    print("| what | ours | before | ratio |\n| --- | --- | --- | --- |")
    for name, body in (("a request with one set", one), ("with fifty sets", fifty)):
        rounds = ROUNDS if body is one else ROUNDS // 20
        a = micros(partial(ours, body), rounds)
        b = micros(partial(pydantics, batch, fact, body), rounds)
        print(f"| {name} | {a:.1f} | {b:.1f} | {a / b:.2f} |")
    a = micros(lambda: read_stored(pack, "SetLogged", 1, SET))
    b = micros(lambda: decode_fact("SetLogged", 1, SET))
    print(f"| a stored set, beside the codec without bounds | {a:.1f} | {b:.1f} | {a / b:.2f} |")
    for name, body in HOSTILE.items():
        taken = micros(partial(refused, body), 5) / 1000
        print(f"| refused: {name}, {len(body)} bytes | {taken:.1f} ms | | |")


if __name__ == "__main__":
    main()
