"""Golden session scripts: what the engine compiles for seven days that differ in kind.

The player's tests read the same files, so both sides mean the same script.
`python -m tests.engine.decide.golden_scripts` writes them anew, and `npx vitest run --update` in
`client/` then writes what the player makes of them (`tests/golden/sessions`). That is right when
the pack's doses or the script's form were changed on purpose; the commit says which. It is never
the way to quiet a test: a golden that changed without such a reason is a fault that a person would
have felt.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.engine.driver import Person, enrol, none_of_all

from hamstrong.engine.decide.decisions import Item, Prescription
from hamstrong.engine.decide.script import SessionScript, compile_script
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import PlanIssued, Stopped, codec
from hamstrong.engine.facts.work import planned
from hamstrong.protocol.loader import load_pack

FOLDER = Path(__file__).resolve().parents[2] / "golden" / "scripts"
RUN_FOLDER = FOLDER.parent / "runs"  # read by the player once it can lead a run
PLAN_ID = "golden"
LONGEST_WAIT = 200

Wanted = Callable[[Prescription], bool]


class NoSuchDayError(LookupError):
    """The virtual person never reached the day that the golden script is about."""


def wait_for(person: Person, wanted: Wanted) -> Person:
    """Live until a morning whose plan is the wanted one, and answer what it asks."""
    for _ in range(LONGEST_WAIT):
        person.answer_asks()
        decision = person.engine.prescribe(person.state)
        if isinstance(decision, Prescription) and decision.items and wanted(decision):
            return person
        person.log.append((person.state.day, person.work()))
        person.state = person.engine.advance(person.state, person.state.day + 1)
    raise NoSuchDayError(f"no such plan within {LONGEST_WAIT} days")


def _lines(decision: Prescription) -> tuple[Item, ...]:
    return (*decision.items, *decision.adjuncts)


def strain_day_1(engine: Engine) -> Person:
    """The first day after a strain: light holds, each asked."""
    return wait_for(enrol(engine), lambda _: True)


def strain_stage_2(engine: Engine) -> Person:
    """A training day with repetitions on both sides and a second bout later that day."""
    return wait_for(
        enrol(engine),
        lambda d: (
            dict(d.stages)["left"] == 2
            and any(i.repetitions and i.side == "right" for i in d.items)
            and any(i.bouts > 1 for i in d.items)
        ),
    )


def tendinopathy_two_limbs(engine: Engine) -> Person:
    """Both sore from the first day: equal time per side."""
    return wait_for(enrol(engine, "tendinopathy", limbs=("left", "right")), lambda _: True)


def prevention_stage_3(engine: Engine) -> Person:
    """Hard work that begins with a brisk walk; stretches at the end."""
    return wait_for(
        enrol(engine, "prevention", "gym"),
        lambda d: dict(d.stages)["left"] == 3 and d.warm_up_minutes > 0 and bool(d.adjuncts),
    )


def flare_up_day_2(engine: Engine) -> Person:
    """Holds at the lowest rung, two days after sharp pain without a red flag."""
    person = wait_for(enrol(engine, "tendinopathy"), lambda d: dict(d.stages)["left"] == 2)
    decision = engine.prescribe(person.state)
    assert isinstance(decision, Prescription)
    items = tuple(planned(item) for item in _lines(decision))
    person.tell(PlanIssued("hurt", 0, "", "", items))
    person.tell(Stopped("sharp_pain", items[0].exercise, "left"))
    person.tell(none_of_all(engine.pack, "signs", walking_normal="yes"))
    person.state = engine.advance(person.state, person.state.day + 1)
    return wait_for(person, lambda d: d.flare_day == 2)


def half_sets(engine: Engine) -> Person:
    """Half the dose, because the first session on the lowest rung hurt."""
    person = enrol(engine, "tendinopathy")
    first = person.state.day
    person.pain = lambda day, _: 4 if day == first else 0
    return wait_for(person, lambda d: any(i.half for i in d.items))


def maintenance(engine: Engine) -> Person:
    """The last stage, with a Nordic day."""
    return wait_for(
        enrol(engine, "prevention", "gym"),
        lambda d: dict(d.stages)["left"] == 6 and any("nordic" in i.exercise for i in d.items),
    )


def first_run(engine: Engine) -> Person:
    """A day that begins with walking and running in turns, then strength."""
    return wait_for(
        enrol(engine, "prevention", "running"),
        lambda d: any(i.run_s is not None for i in d.items),
    )


def sprints(engine: Engine) -> Person:
    """Twelve minutes of warm-up, then sprints with long walks between."""
    return wait_for(
        enrol(engine, "strain", "field_sport"),
        lambda d: any(i.pace == "sprint" for i in d.items),
    )


DAYS: tuple[Callable[[Engine], Person], ...] = (
    strain_day_1,
    strain_stage_2,
    tendinopathy_two_limbs,
    prevention_stage_3,
    flare_up_day_2,
    half_sets,
    maintenance,
)
RUNS: tuple[Callable[[Engine], Person], ...] = (first_run, sprints)


def script_of(person: Person) -> SessionScript:
    """The script of the day that the person has reached."""
    script = compile_script(person.engine, person.state, PLAN_ID)
    if script is None:
        raise NoSuchDayError("today is a refusal, which has no script")
    return script


def to_text(script: SessionScript) -> str:
    """JSON with one line per entry: small, and a difference names its segment."""
    parts = [f"{json.dumps(key)}: {_part(value)}" for key, value in codec.encode(script).items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _part(value: object) -> str:
    if not isinstance(value, list):
        return json.dumps(value)
    lines = [json.dumps(entry, separators=(",", ":")) for entry in value]
    return "[\n  " + ",\n  ".join(lines) + "\n]" if lines else "[]"


def path_of(name: str) -> Path:
    """Where a golden script is kept."""
    runs = {day.__name__ for day in RUNS}
    return (RUN_FOLDER if name in runs else FOLDER) / f"{name}.json"


def main() -> None:
    """Write every golden script anew."""
    engine = Engine(load_pack())
    for folder in (FOLDER, RUN_FOLDER):
        folder.mkdir(parents=True, exist_ok=True)
    for day in (*DAYS, *RUNS):
        text = to_text(script_of(day(engine)))
        path_of(day.__name__).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
