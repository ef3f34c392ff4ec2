"""Admitted lines: what the guard admits of one exercise today, on each side that it concerns."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from hamstrong.engine.course.course import Candidate, candidate_at
from hamstrong.engine.decide.chooser import Cost
from hamstrong.engine.decide.decisions import Item, LeftOut
from hamstrong.engine.decide.dosage import PlanLines
from hamstrong.engine.decide.evidence import reason
from hamstrong.engine.decide.guard import Denied, Dose, PersonView, Request, admit
from hamstrong.engine.decide.limb_today import LimbToday
from hamstrong.engine.decide.offers import FRESH
from hamstrong.engine.decide.own_loads import with_own_load
from hamstrong.engine.decide.run_times import with_run_time
from hamstrong.engine.state.ladder import Ladder
from hamstrong.engine.state.state import ladder_key
from hamstrong.protocol.model import Pack, Rung
from hamstrong.protocol.rule_ids import Mechanism


class AdmittedLine(NamedTuple):
    """One exercise on one side as the guard admits it; `named` when an open gate names its rung,
    so that it keeps its sets."""

    item: Item
    rungs: tuple[Rung, ...]
    ladder: Ladder
    dose: Dose
    named: bool


class AdmittedWork(NamedTuple):
    """What the guard says of an exercise: its admitted lines, and the sides that it refuses."""

    lines: tuple[AdmittedLine, ...]
    refused: tuple[LeftOut, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """The lines as they would be planned."""
        return tuple(line.item for line in self.lines)


def admitted_work(
    written: PlanLines, person: PersonView, limbs: list[LimbToday], exercise: str
) -> AdmittedWork:
    """Ask the guard about all sides of one exercise."""
    pack = written.pack
    two_leg = pack.exercises[exercise].legs == "both"
    lines: list[AdmittedLine] = []
    refused: list[LeftOut] = []
    for side, group in _sides(limbs, exercise, two_leg=two_leg):
        outcome = _admit_group(pack, person, group, exercise, side)
        if isinstance(outcome, Denied):
            refused.append(LeftOut(exercise, side, reason(pack, outcome.rule)))
        else:
            lines.append(_line(written, group, exercise, side, outcome))
    return AdmittedWork(tuple(lines), tuple(refused))


def _line(
    written: PlanLines, group: list[LimbToday], exercise: str, side: str, lowest: _Lowest
) -> AdmittedLine:
    pack = written.pack
    opened = [one.opened for one in group]
    dose = with_own_load(pack, opened, ladder_key(exercise, side), lowest.dose)
    rungs = lowest.limb.opened.course.rungs[exercise]
    item = written.item(pack.exercises[exercise], rungs, side, lowest.ladder, dose)
    known = (_candidate(one, exercise) for one in group)
    named = any(c is not None and item.rung in c.named_rungs for c in known)
    return AdmittedLine(item=item, rungs=rungs, ladder=lowest.ladder, dose=dose, named=named)


def cost_of(pack: Pack, work: AdmittedWork, first_s: int) -> Cost:
    """How long an exercise takes, whole and with sets cut on every side.

    Args:
        first_s: seconds of its easy set.
    """
    most = max((_cuts(pack, line) for line in work.lines), default=0)
    times = (sum(_seconds(pack, line, cuts) for line in work.lines) for cuts in range(most + 1))
    return Cost(tuple(map(ceil, times)), first_s)


def _cuts(pack: Pack, line: AdmittedLine) -> int:
    """How many sets a line may lose: down to the fewest, none where an open gate names its rung."""
    return 0 if line.named else max(0, line.item.sets - pack.rules.calendar.least_sets)


def _seconds(pack: Pack, line: AdmittedLine, cuts: int) -> float:
    item, lost = line.item, min(cuts, _cuts(pack, line))
    whole = item.seconds + item.rest_s
    return whole - lost * whole / item.sets


def cut_items(written: PlanLines, work: AdmittedWork, cuts: int) -> list[Item]:
    """The lines of an exercise with so many sets less, as far as each may lose them."""
    return [_cut(written, line, min(cuts, _cuts(written.pack, line))) for line in work.lines]


def _cut(written: PlanLines, line: AdmittedLine, lost: int) -> Item:
    if not lost:
        return line.item
    dose = line.dose._replace(most_sets=line.item.sets - lost)
    exercise = written.pack.exercises[line.item.exercise]
    return written.item(exercise, line.rungs, line.item.side, line.ladder, dose)


def _sides(
    limbs: list[LimbToday], exercise: str, *, two_leg: bool
) -> list[tuple[str, list[LimbToday]]]:
    """Sides to work and the episodes that each concerns."""
    if two_leg:
        return [("both", limbs)]
    sides: list[tuple[str, list[LimbToday]]] = []
    for one in limbs:
        course = one.opened.course
        if _candidate(one, exercise) is None:
            continue
        sides += [
            (side, [one]) for side in ((course.kind.limb,) if one.stage.daily else course.sides)
        ]
    return sides


def _candidate(limb: LimbToday, exercise: str) -> Candidate | None:
    course = limb.opened.course
    return candidate_at(course, limb.place, exercise) or course.by_id[0].get(exercise)


class _Lowest(NamedTuple):
    """The limb that a shared exercise follows: whose dose is the lower one."""

    limb: LimbToday
    dose: Dose
    ladder: Ladder


def _admit_group(
    pack: Pack, person: PersonView, group: list[LimbToday], exercise: str, side: str
) -> Denied | _Lowest:
    """Admit for every episode concerned; two-leg work follows the lower of two."""
    lowest: _Lowest | None = None
    key = ladder_key(exercise, side)
    for limb in group:
        candidate = _candidate(limb, exercise)
        if candidate is None:
            return Denied(Mechanism.OTHER_LIMB)
        ladder = limb.opened.episode.ladders.get(key, FRESH)
        rungs = limb.opened.course.rungs[exercise]
        cap = _lead_cap(pack, limb, exercise, side)
        request = Request(
            candidate=candidate,
            load_class=candidate.load_class,
            key=key,
            ladder=ladder,
            rungs=rungs,
            lead_cap=cap,
        )
        dose = admit(pack.rules, person, limb.view, request)
        if isinstance(dose, Denied):
            return dose
        if lowest is None or dose.level < lowest.dose.level:
            lowest = _Lowest(limb, dose, ladder)
    if lowest is None:
        return Denied(Mechanism.OTHER_LIMB)
    opened = [limb.opened for limb in group]
    timed = with_run_time(pack, opened, pack.exercises[exercise], lowest.dose)
    return timed if isinstance(timed, Denied) else lowest._replace(dose=timed)


def _lead_cap(pack: Pack, limb: LimbToday, exercise: str, side: str) -> int | None:
    """The good leg stays within the pack's lead of the involved one."""
    kind = limb.opened.course.kind
    if not kind.alone or side in ("both", kind.limb):
        return None
    involved = limb.opened.episode.ladders.get(ladder_key(exercise, kind.limb), FRESH)
    return involved.level + pack.rules.ladder.good_leg_lead
