"""Virtual patient-days on the compiled tables, beside the engine, a plain loop and SimPy.

Run: `.venv/bin/python bench/table.py`. One core, wall-clock and processor time; the machine's
other work shows in the difference. A patient's day here is every component of one limb's episode
(two look-ups each); the ladders are those of one session.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import simpy

from hamstrong.proof.cohort import PatientGroup, sample_inputs
from hamstrong.proof.invariants.base import Proof, plain_person
from hamstrong.proof.tables import Table, compile_table
from hamstrong.proof.virtual_person import begin, limb_of
from hamstrong.protocol.loader import load_pack

PATIENTS, DAYS = 100_000, 10
KINDS = ("morning", "flare", "stretch", "calendar", "nordics", "gap", "forms", "walking")
LADDERS = 4


def tables(proof: Proof) -> dict[str, Table]:
    """One limb's components: one of each kind, the longest gate, four ladders."""
    chosen = {kind: compile_table([*proof.graphs(kind)][-1]) for kind in (*KINDS, "gate", "stall")}
    climb = compile_table(next(proof.graphs("climb")))
    idle = compile_table(next(proof.graphs("idle")))
    ladders = {f"ladder {n}": climb for n in range(LADDERS)}
    return {**chosen, **ladders, **{f"idle {n}": idle for n in range(LADDERS)}}


def rate(what: Callable[[], int]) -> tuple[float, float]:
    """Units a second by the wall clock and by processor time."""
    wall, cpu = time.perf_counter(), time.process_time()
    units = what()
    return units / (time.perf_counter() - wall), units / (time.process_time() - cpu)


def lookups(table: Table) -> int:
    """Bare look-ups of one component in whole arrays."""
    seed = np.random.default_rng(1)
    flat = table.mornings.ravel()
    places = seed.integers(0, flat.size, 1_000_000, np.int32)
    out = np.empty(places.size, flat.dtype)
    for _ in range(100):
        flat.take(places, out=out, mode="clip")
    return 100 * places.size


def patient_days(made: dict[str, Table], *, sampled: bool) -> int:
    """Days of a whole group, answers drawn anew each day or once."""
    seed = np.random.default_rng(2)
    group = PatientGroup.begin(made, PATIENTS)
    answers = sample_inputs(group.wheels, PATIENTS, seed)
    for _ in range(DAYS):
        if sampled:
            answers = sample_inputs(group.wheels, PATIENTS, seed)
        group.live(*answers)
    return PATIENTS * DAYS


def plain_loop(made: dict[str, Table], days: int = 20_000) -> int:
    """The same look-ups, one patient, in a plain Python loop."""
    rows = {k: (t.mornings.tolist(), t.evenings.tolist()) for k, t in made.items()}
    state = dict.fromkeys(rows, 0)
    for _ in range(days):
        for key, (mornings, evenings) in rows.items():
            mid = mornings[state[key]][0]
            to = evenings[mid][0]
            state[key] = max(to, 0)
    return days


def in_simpy(made: dict[str, Table], days: int = 20_000) -> int:
    """The same diary as a SimPy process that waits a day at a time."""
    rows = {k: (t.mornings.tolist(), t.evenings.tolist()) for k, t in made.items()}
    environment = simpy.Environment()

    def patient() -> object:
        state = dict.fromkeys(rows, 0)
        for _ in range(days):
            for key, (mornings, evenings) in rows.items():
                state[key] = max(evenings[mornings[state[key]][0]][0], 0)
            yield environment.timeout(1)

    environment.process(patient())
    environment.run()
    return days


def engine_days(proof: Proof, days: int = 60) -> int:
    """Whole days of the engine itself: questions, decision, session, close."""
    pack = proof.pack
    person = begin(proof.engine, plain_person(pack, next(iter(pack.goals))),
                   limb_of(pack, pack.strictest_track))  # fmt: skip
    return len(list(person.live(days)))


def main() -> None:
    """Print the table."""
    proof = Proof(load_pack(), quick=True)
    made = tables(proof)
    climb = made["ladder 0"]
    rows: tuple[tuple[str, Callable[[], int]], ...] = (
        ("table look-ups", lambda: lookups(climb)),
        ("patient-days, same answers", lambda: patient_days(made, sampled=False)),
        ("patient-days, sampled answers", lambda: patient_days(made, sampled=True)),
        ("patient-days, plain Python loop", lambda: plain_loop(made)),
        ("patient-days, SimPy", lambda: in_simpy(made)),
        ("patient-days, the engine itself", lambda: engine_days(proof)),
    )
    print(f"{2 * len(made)} look-ups a patient-day, {PATIENTS} patients")
    print(f"{'':36}{'a second, wall':>18}{'a second, cpu':>18}")
    for name, what in rows:
        wall, cpu = rate(what)
        print(f"{name:36}{wall:>18,.0f}{cpu:>18,.0f}")


if __name__ == "__main__":
    main()
