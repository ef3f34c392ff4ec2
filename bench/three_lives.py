"""Three people by week, under the rules of this checkout and of an earlier commit.

    python bench/three_lives.py now                  # with this checkout's environment
    python bench/three_lives.py faaae5b              # with that of a worktree of the commit
    python bench/three_lives.py --page PAGE          # prints the stored results as a page

The same script runs in both, so it names what either calls a virtual person. Results are kept in
`bench/results/three_lives.json`, one part for each run. The earlier commit knows no actions; those
of its exercises are read from the part `now`, which has to be there first.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).with_name("results") / "three_lives.json"
WEEKS = 30
SEED = 1


@dataclass(frozen=True)
class Life:
    """Who it is, what they own (None: everything), and what is felt and missed."""

    title: str
    track: str
    goal: str
    days: tuple[int, ...]
    kit: tuple[str, ...] | None
    pain_share: float = 0.0
    missed_share: float = 0.0


LIVES = {
    "mild_strain": Life(
        "A mild strain that goes back to running, three days a week, no pain",
        "strain", "running", (0, 2, 4), kit=None,
    ),
    "mild_strain_some_pain": Life(
        "The same with a pain of 1 on a third of the days and 15 % of the sessions missed",
        "strain", "running", (0, 2, 4), kit=None, pain_share=1 / 3, missed_share=0.15,
    ),
    "stiff_62": Life(
        "62 years old, stiff, no kit (floor, wall, chair, something fixed to hold), twice a week",
        "tightness", "daily_life", (0, 3), kit=("chair", "counter", "wall"),
    ),
}  # fmt: skip


def live(life: Life, actions: dict[str, str], lowering: frozenset[str]) -> list[dict[str, Any]]:
    """Live the weeks; give for each what it held, per leg."""
    try:
        from hamstrong.engine.state.state import PersonSettings  # noqa: PLC0415
        from hamstrong.proof.virtual_person import begin, limb_of  # noqa: PLC0415
    except ImportError:  # the earlier commit
        from hamstrong.proof.living import begin, limb_of  # noqa: PLC0415

        from hamstrong.engine.state import Person as PersonSettings  # noqa: PLC0415
    from hamstrong.engine.engine import Engine  # noqa: PLC0415
    from hamstrong.protocol.loader import load_pack  # noqa: PLC0415

    pack, dice = load_pack(), random.Random(SEED)
    kit = frozenset(pack.kits if life.kit is None else life.kit)
    settings = PersonSettings(goal=life.goal, training_days=life.days, minutes=30, kit=kit)
    person = begin(Engine(pack), settings, limb_of(pack, life.track))
    person.outcome = "better"
    weeks = []
    for _ in range(WEEKS):
        week = {"stage": 0, "sets": Counter[str](), "lowering": 0, "minutes": 0, "runs": 0}
        held: set[str] = set()
        for _ in range(7):
            person.pain = int(dice.random() < life.pain_share)
            person.works = dice.random() >= life.missed_share
            person.answer_all()
            decision = person.work()
            _note(week, held, decision, person.works, actions, lowering)
            person.state = person.engine.advance(person.state, person.state.day + 1)
        weeks.append({**week, "sets": dict(sorted(week["sets"].items())), "notices": sorted(held)})
    return weeks


def _note(
    week: dict[str, Any], held: set[str], decision: Any, worked: bool,
    actions: dict[str, str], lowering: frozenset[str],
) -> None:  # fmt: skip
    for notice in getattr(decision, "notices", ()):
        if getattr(notice, "kind", "") in ("freeze", "referral"):
            held.add(f"{notice.kind} {getattr(notice, 'name', getattr(notice, 'flag', ''))}")
    for reason in getattr(decision, "reasons", ()):  # the earlier commit has no notices
        if "frozen" in dict(reason.inputs):
            held.add(f"freeze {dict(reason.inputs)['frozen']}")
    stages = dict(getattr(decision, "stages", ()))
    week["stage"] = max([week["stage"], *stages.values()])
    items = getattr(decision, "items", ()) if worked else ()
    for item in items:
        if item.side == "right":
            continue
        sets = item.sets * item.bouts
        week["sets"][actions.get(item.exercise, "other")] += sets
        if item.exercise in lowering:
            week["lowering"] += sets * (item.repetitions or 0)
        week["runs"] += item.run_s is not None
    if items:
        week["minutes"] += decision.minutes


def run(label: str) -> None:
    """Live all three and store them under a label."""
    from hamstrong.protocol.loader import load_pack  # noqa: PLC0415

    stored = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    pack = load_pack()
    if hasattr(next(iter(pack.exercises.values())), "action"):
        stored["actions"] = {e.id: e.action for e in pack.exercises.values()}
        stored["lowering"] = sorted(pack.courses.lowering)
    actions = stored["actions"]
    lowering = frozenset(stored["lowering"])
    stored[label] = {name: live(life, actions, lowering) for name, life in LIVES.items()}
    RESULTS.write_text(json.dumps(stored, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def page(stored: dict[str, Any]) -> str:
    """The stored results as Markdown, week beside week."""
    labels = [label for label in stored if label not in ("actions", "lowering")]
    labels.sort(key=lambda label: label == "now")
    lines = ["# Three people by week, before and now", "", *_HEAD]
    for name, life in LIVES.items():
        lines += ["", f"## {life.title}", ""]
        head = [f"{column}, {label}" for label in labels for column in _COLUMNS]
        lines += [_row(["week", *head]), _row(["---"] * (1 + len(head)))]
        for number in range(WEEKS):
            cells = [str(number + 1)]
            for label in labels:
                cells += _cells(stored[label][name][number])
            lines.append(_row(cells))
    return "\n".join(lines) + "\n"


_HEAD = (
    "Generated by `make docs` from `bench/results/three_lives.json` (`bench/three_lives.py`).",
    "*Before* is commit faaae5b. Sets are per leg, by what they train; lowering counts repetitions",
    "of slider lowering, Nordic and what stands for them; minutes those of the planned sessions",
    "that were done.",
)
_COLUMNS = ("stage", "sets", "lowering", "minutes", "runs", "held up by")


def _cells(week: dict[str, Any]) -> list[str]:
    sets = ", ".join(f"{action} {count}" for action, count in week["sets"].items())
    counts = (week["lowering"], week["minutes"], week["runs"])
    return [str(week["stage"]), sets or "-", *map(str, counts), ", ".join(week["notices"]) or "-"]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main(args: list[str]) -> None:
    """Run under a label, or write the page."""
    if args[0] == "--page":
        stored = json.loads(RESULTS.read_text(encoding="utf-8"))
        Path(args[1]).write_text(page(stored), encoding="utf-8")
    else:
        run(args[0])


if __name__ == "__main__":
    main(sys.argv[1:])
