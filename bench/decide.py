"""How long a decision takes, and whether that grows with the diary.

Run `python bench/decide.py`. Prints medians in microseconds: a check-in's step, prescribing a
stage-3 session for two limbs with evidence (each time from a state not seen before), and a whole
day of 50 facts, at 10, 1,000 and 10,000 past sessions; beside the `rule-engine` package deciding
the same check-in criteria in the same run.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import rule_engine

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.engine.driver import Person, enrol

from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import HowIsItAnswered, MorningAnswered
from hamstrong.engine.state.morning import MorningAnswer, MorningContext, judge
from hamstrong.engine.state.state import State
from hamstrong.protocol.loader import load_pack

ROUNDS = 400
ANSWER = MorningAnswered("left", 1, new_limp=False)


def micros(work: Callable[[int], object], rounds: int = ROUNDS) -> float:
    """Median microseconds of one call."""
    times = []
    for turn in range(rounds):
        begin = time.perf_counter_ns()
        work(turn)
        times.append((time.perf_counter_ns() - begin) / 1000)
    return statistics.median(times)


def aged(engine: Engine, sessions: int) -> Person:
    """A person with two sore limbs in stage 3 with this many sessions behind them."""
    person = enrol(engine, "tendinopathy", "daily_life", limbs=("left", "right"))
    person.morning = lambda _day: 1
    person.pain = lambda _day, exercise: 3 if exercise == "rdl" else 0
    while not _in_stage(engine, person, 3):
        person.live(1)
    done = 0
    while done < sessions:
        person.live(1)
        _, decision = person.log[-1]
        done += bool(getattr(decision, "items", ()))
        if len(person.log) > 60:
            person.log.clear()
            person.facts.clear()
    while not _in_session(engine, person):
        person.live(1)
    return person


def _in_stage(engine: Engine, person: Person, stage: int) -> bool:
    stages = getattr(engine.prescribe(person.state), "stages", ())
    return bool(stages) and all(number == stage for _, number in stages)


def _in_session(engine: Engine, person: Person) -> bool:
    decision = engine.prescribe(person.state)
    return len(getattr(decision, "items", ())) > 2


def fifty(engine: Engine, state: State) -> State:
    """A day of 50 facts, closed."""
    for turn in range(50):
        state = engine.step(state, HowIsItAnswered("left", turn % 3))
    return engine.advance(state, state.day + 1)


PEER_RULES = (
    "new_limp == true",
    "nprs <= 2 and nprs <= baseline + 1",
    "nprs == 3 and baseline == 3",
    "nprs == 2 and nprs > baseline + 1",
)


def main() -> None:
    """Print the table."""
    engine = Engine(load_pack())
    print(f"{'past sessions':>14} {'check-in':>10} {'prescribe':>10} {'day of 50':>10}  (us)")
    rows = []
    for sessions in (10, 1_000, 10_000):
        person = aged(engine, sessions)
        states = [person.state._replace(sport_blocked=n % 2) for n in range(ROUNDS)]
        row = (
            micros(lambda turn, s=states: engine.step(s[turn], ANSWER)),
            micros(lambda turn, s=states: engine.prescribe(s[turn])),
            micros(lambda _, p=person: fifty(engine, p.state), 60),
        )
        rows.append(row)
        print(f"{sessions:>14} {row[0]:>10.1f} {row[1]:>10.1f} {row[2]:>10.1f}")
    growth = [rows[-1][i] / rows[0][i] for i in range(3)]
    print(f"{'growth':>14} " + " ".join(f"{g:>10.2f}" for g in growth))
    rules = engine.pack.rules.morning
    own = micros(
        lambda turn: judge(rules, MorningAnswer(turn % 11, new_limp=False), MorningContext(1))
    )
    peer = [rule_engine.Rule(text) for text in PEER_RULES]
    fact = {"nprs": 3, "baseline": 1, "new_limp": False}
    other = micros(lambda _: [rule.matches(fact) for rule in peer])
    print(
        f"check-in verdict: {own:.1f} us here, {other:.1f} us by rule-engine ({other / own:.0f} x)"
    )


if __name__ == "__main__":
    main()
