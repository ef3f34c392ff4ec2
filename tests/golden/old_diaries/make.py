"""The maker of the old diaries: people who lived under the pack and engine of one commit.

Run once, from the root of a checkout of the commit whose diaries are wanted:

    python -m tests.golden.old_diaries.make FOLDER

Each diary is an archive that the program itself wrote, packed with gzip. `decided.json` says beside
it what that commit decided on the day after the last, `names.json` which names its pack had. Never
run it to make a test pass: a newer commit cannot know what an older one decided.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from tests.app.person import STRAIN, TIGHT, WHOLE_KIT, Someone, long_form

from hamstrong.app import App, Choices, compose, form_fact
from hamstrong.diary import MemoryDiary
from hamstrong.engine.decide.ask import Ask, AskKind
from hamstrong.engine.decide.decisions import Decision, Prescription
from hamstrong.engine.engine import ENGINE_VERSION
from hamstrong.engine.facts import (
    ClearanceRecorded,
    OutcomeAnswered,
    PainNowAnswered,
    Stopped,
    WalkingAnswered,
)
from hamstrong.engine.facts.codec import encode
from hamstrong.engine.state.ladder import HALF_LEVEL, rung_of
from hamstrong.engine.state.state import Episode, split_key
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Pack

NO_STRETCH = ("slider", "towel", "chair", "counter", "wall", "weight", "step", "stairs")


@dataclass
class Patient(Someone):
    """Somebody who feels something else from day to day, by a seed."""

    seed: int = 0
    pains: tuple[int, ...] = (0, 0, 0, 1, 1, 2)
    mornings: tuple[int, ...] = (0, 0, 0, 1)
    missed: float = 1 / 7
    change: Literal["better", "same"] = "better"
    walking: bool = True
    usual: int = 1
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)

    def answer(self, ask: Ask) -> None:
        if ask.kind is AskKind.OUTCOME:
            worst = 1 if self.change == "better" else 4
            self.tell(OutcomeAnswered(ask.limb, self.change, worst, self.change == "better"))
        elif ask.kind is AskKind.WALKING:
            self.tell(WalkingAnswered(ask.limb, self.walking))
        elif ask.kind is AskKind.PAIN_NOW:
            self.tell(PainNowAnswered(ask.limb, min(2, self.pain or 0), new_limp=False))
        else:
            super().answer(ask)

    def live(self, days: int) -> None:
        for _ in range(days):
            self.morning, self.pain = self.dice.choice(self.mornings), self.dice.choice(self.pains)
            if self.dice.random() < self.missed:
                self.answer_all()
                self.day += 1
            else:
                super().live(1)

    def cleared(self, track: str, stage: int, *flags: str) -> None:
        self.tell(
            ClearanceRecorded(
                flags, "Dr. Example", self.day, self.day + 80, stage, track=track, told_safe=True
            )
        )


def enrolled(
    app: App,
    values: Mapping[str, str | int],
    choices: Choices,
    **feels: Any,
) -> Patient:
    patient = Patient(app, values=dict(values), **feels)
    patient.begin(patient.values, choices)
    patient.answer_all()
    return patient


def choices(goal: str, *days: int, **more: Any) -> Choices:
    return Choices(goal, days or (0, 2, 4), 30, **{"kit": WHOLE_KIT, "worst_nprs": 4, **more})


SORE_BONE: Mapping[str, str | int] = {
    "age": "18_64", "limbs": "left", "onset": "gradual", "where": "sitting_bone",
    "worse_sitting": "yes", "walking_normal": "yes", "nprs_worst_7d": 4,
}  # fmt: skip
FINE: Mapping[str, str | int] = {
    **TIGHT, "limbs": "both", "onset": "none", "where": "nowhere", "nprs_worst_7d": 0,
}  # fmt: skip


def strain_running(app: App) -> Patient:
    """A runner without pain, one session missed in seven, four months."""
    patient = enrolled(app, STRAIN, choices("running"), seed=1, pains=(0,))
    patient.live(120)
    return patient


def strain_field_sport_stopped(app: App) -> Patient:
    """A player who stopped with a pull in the eleventh week; nobody has cleared it."""
    patient = enrolled(app, STRAIN, choices("field_sport"), seed=2, pains=(0,), missed=0.0)
    patient.live(75)
    patient.answer_all()
    patient.tell(Stopped("pop_or_pull", "slider_lowering", "both"))
    patient.day += 1
    patient.answer_all()
    return patient


def strain_gym_cleared(app: App) -> Patient:
    """Surgery long ago: cleared for the strain path up to stage 3, in the seventh week."""
    patient = Patient(app, values=dict(STRAIN), seed=3, pains=(0,))
    patient.me.consent(patient.at, patient.new_id())
    form = long_form(app, dict(STRAIN), "past_surgery")
    patient.tell(form_fact(form, "long"))
    patient.cleared("strain", 3, *patient.me.eligibility(patient.at).flags)
    patient.me.enrol(patient.at, patient.new_id(), choices("gym", 1, 4, kit=NO_STRETCH))
    patient.live(48)
    return patient


def strain_daily_life_limping(app: App) -> Patient:
    """Enrolled the day after the injury with a limp that has not gone."""
    values = {**STRAIN, "days_since_onset": 1, "walking_normal": "no"}
    patient = enrolled(app, values, choices("daily_life"), seed=4, walking=False)
    patient.live(5)
    return patient


def tendinopathy_running_frozen(app: App) -> Patient:
    """Nothing has changed in nine weeks: rungs and stage are frozen."""
    patient = enrolled(app, SORE_BONE, choices("running", easy_run_minutes=25), seed=5,
        change="same", pains=(2,), mornings=(1,), missed=0.0,
    )  # fmt: skip
    patient.live(63)
    return patient


def tendinopathy_gym_two_limbs(app: App) -> Patient:
    """Both sides, some failed mornings, eleven weeks."""
    values = {**SORE_BONE, "limbs": "both"}
    patient = enrolled(app, values, choices("gym"), seed=6, mornings=(0,) * 14 + (1, 2, 4))
    patient.live(75)
    return patient


def tightness_daily_life(app: App) -> Patient:
    """Twice a week for three months, nothing wrong."""
    patient = enrolled(app, TIGHT, choices("daily_life", 1, 4), seed=7, missed=0.0)
    patient.live(95)
    return patient


def prevention_field_sport(app: App) -> Patient:
    """A healthy player, twice a week, eleven weeks."""
    patient = enrolled(app, FINE, choices("field_sport", 0, 3), seed=8)
    patient.live(75)
    return patient


LIVES: tuple[Callable[[App], Patient], ...] = (
    strain_running,
    strain_field_sport_stopped,
    strain_gym_cleared,
    strain_daily_life_limping,
    tendinopathy_running_frozen,
    tendinopathy_gym_two_limbs,
    tightness_daily_life,
    prevention_field_sport,
)


def decided(patient: Patient) -> dict[str, Any]:
    """What is decided on the patient's open day, and where each ladder is."""
    state = patient.me.current(patient.at).fold.live
    engine = patient.app.engine
    decision = patient.today().decision
    opened = {o.episode.kind.limb: o.episode for o in engine.open(state).episodes}
    return {
        "day": state.day,
        "logic_hash": engine.pack.logic_hash,
        "text_hash": engine.pack.text_hash,
        "engine": ENGINE_VERSION,
        "decision": _decision(decision),
        "flags": {f"{k.flag}:{k.limb}": s.standing.name for k, s in state.lock.flags},
        "limbs": {limb: _limb(engine.pack, patient, e) for limb, e in sorted(opened.items())},
    }


def _decision(decision: Decision) -> dict[str, Any]:
    said: dict[str, Any] = {
        "kind": "plan" if isinstance(decision, Prescription) else decision.kind,
        "asks": [encode(ask) for ask in decision.asks],
        "notices": [[n.kind, getattr(n, "name", ""), n.limb] for n in decision.notices],
    }
    if isinstance(decision, Prescription):
        said["items"] = [
            {"rung": i.rung, "side": i.side, "sets": i.sets, "half": i.half} for i in decision.items
        ]
    return said


def _limb(pack: Pack, patient: Patient, episode: Episode) -> dict[str, Any]:
    course = patient.app.engine.course(
        episode.kind, patient.me.current(patient.at).fold.live.person
    )
    rungs = {}
    for key, ladder in sorted(episode.ladders.items()):
        ids = [rung.id for rung in pack.exercises[split_key(key)[0]].ladder]
        half = ladder.level == HALF_LEVEL
        rungs[key] = f"half of {ids[0]}" if half else ids[rung_of(ladder.level)]
    return {
        "track": episode.kind.track,
        "stage": course.path[episode.gate.place],
        "frozen": episode.monitors.frozen,
        "rungs": rungs,
    }


def names(pack: Pack) -> dict[str, Any]:
    """Every name of the pack that a diary may hold."""
    return {
        "logic_hash": pack.logic_hash,
        "text_hash": pack.text_hash,
        "version": pack.version,
        "rungs": {e.id: [rung.id for rung in e.ladder] for e in pack.exercises.values()},
        "flags": sorted(f.id for f in pack.triage.flags),
        "symptoms": sorted(s.id for s in pack.triage.symptoms),
        "screens": sorted(s.id for s in pack.triage.screens),
        "questions": sorted(pack.questions),
        "stop_reasons": sorted(pack.stop_reasons),
        "tests": sorted(pack.tests),
        "traits": sorted(pack.traits),
        "kits": sorted(pack.kits),
        "goals": {goal.id: sorted(goal.options) for goal in pack.goals.values()},
        "paths": {t: {g: list(p) for g, p in goals.items()} for t, goals in pack.paths.items()},
        "minutes_offered": list(pack.minutes_offered),
    }


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pack = load_pack()
    everything = {}
    for life in LIVES:
        with compose(pack, MemoryDiary()) as app:
            patient = life(app)
            everything[life.__name__] = {"life": life.__doc__, **decided(patient)}
            written = io.BytesIO()
            patient.me.export(written)
        packed = gzip.compress(written.getvalue(), mtime=0)
        (folder / f"{life.__name__}.jsonl.gz").write_bytes(packed)
    _write(folder / "decided.json", everything)
    _write(folder / "names.json", names(pack))


def _write(path: Path, value: object) -> None:
    text = json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
