"""Owed work and minutes (S20, S21): what the chooser promises, whose turn it is, and lived days."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.decide.chooser import Choice, choose
from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.decide.limb_today import LimbToday, limb_today
from hamstrong.engine.decide.notices import OmissionNotice
from hamstrong.engine.decide.owed_work import owing
from hamstrong.engine.decide.session import is_power_item, occasion_of
from hamstrong.engine.decide.views import person_view
from hamstrong.engine.state.state import State
from hamstrong.proof.chosen_days import ChoiceCase, asked_choices
from hamstrong.proof.components.alternation import IT, NONE
from hamstrong.proof.explore import Half
from hamstrong.proof.invariants.base import Day, Proof, Violation, edges, violated
from hamstrong.proof.virtual_person import FIRST_DAY
from hamstrong.protocol.model import Pack, Stage
from hamstrong.protocol.rule_ids import Mechanism, NumberRule

REFUSALS = ("pain.", "ladder.", "exercise.", "key.", "cap.", "calendar.", "limb.", "stop_reason.")
"""Families of rules that may rule out all work of a kind: pain, a caution, kit or what opens it,
a clinician, the week, and the other leg."""


def choices_serve_what_is_owed(proof: Proof) -> Iterator[Violation]:
    """S20, S21: at every place, whatever is owed and admitted, beside a run or not, the chooser
    keeps to places and minutes, and leaves out owed work only where there is none or none fits."""
    for case in asked_choices(proof.pack, proof.settings, quick=proof.quick):
        choice = choose(case.owed, case.admitted, case.costs, case.places, case.seconds)
        proof.holds("S20")
        proof.holds("S21")
        broken = _unkept_minutes(case, choice) or _unkept_work(case, choice)
        if broken is not None:
            yield Violation(broken[0], broken[1], _told(case, choice))
            return


def _unkept_minutes(case: ChoiceCase, choice: Choice) -> tuple[str, str] | None:
    if len(choice.chosen) > case.places:
        return "S20", "more exercises than the day has places"
    known = [case.costs[one.exercise] for one in choice.chosen]
    first = next((cost.first_s for cost in known if cost.first_s), 0)
    cuts = [one.cuts for one in choice.chosen]
    taken = first + sum(cost.seconds[n] for cost, n in zip(known, cuts, strict=True))
    return ("S21", "the day takes longer than there is time") if taken > case.seconds else None


def _unkept_work(case: ChoiceCase, choice: Choice) -> tuple[str, str] | None:
    actions = {one.exercise: one.action for one in case.admitted}
    served = {actions[one.exercise] for one in choice.chosen}
    able = [action for action in case.owed if action in actions.values()]
    missing = tuple(action for action in case.owed if action not in served)
    if missing != choice.missing:
        return "S20", "missing work is not named"
    if _fits(case, able) and not served.issuperset(able):
        return "S20", "owed work is left out that has place and time"
    if case.beside_run and not served <= set(case.owed):
        return "S20", "more than is owed beside a run"
    return None


def _fits(case: ChoiceCase, actions: list[str]) -> bool:
    """Whether some exercise of each action fits together, sets cut as far as they may be."""
    shortest = []
    for action in actions:
        costs = [case.costs[one.exercise] for one in case.admitted if one.action == action]
        shortest.append([(cost.seconds[-1], cost.first_s) for cost in costs])
    days = product(*shortest)
    return len(actions) <= case.places and any(
        sum(seconds for seconds, _ in day) + next((f for _, f in day if f), 0) <= case.seconds
        for day in days
    )


def _told(case: ChoiceCase, choice: Choice) -> tuple[str, ...]:
    stage = case.setting.course.path[case.setting.place]
    return (
        f"{case.setting.course.kind.track}, stage {stage}, {case.seconds} s, owes {case.owed}",
        f"admitted: {', '.join(one.exercise for one in case.admitted)}",
        f"chosen: {choice.chosen}, missing: {choice.missing}",
    )


def turns_alternate(proof: Proof) -> Iterator[Violation]:
    """S20: an alternating action has its turn exactly after a hard day without it."""
    for graph in proof.graphs("alternation"):
        for edge in edges(graph, Half.EVENING):
            proof.holds("S20")
            held = edge.event.value
            due = edge.before.due if held is None else held == NONE
            if edge.after.due is not due or (held == IT and edge.after.due):
                yield violated("S20", "the turn does not follow the last hard day", graph, edge)
                return


def lived_days_hold_what_they_owe(proof: Proof) -> Iterator[Violation]:
    """S20: in lived days each planned hard day has what its stage owes, or names the rule that
    rules it out; beside a run that is not easy it has nothing else."""
    for day in proof.days.every(3 if proof.quick else 1):
        claim = _unowed(proof, day.state)
        if claim is not None:
            yield Violation("S20", claim, _when(day))
            return


def _unowed(proof: Proof, state: State) -> str | None:
    decision, opened = proof.engine.prescribe(state), proof.engine.open(state)
    owes = _owing(proof.pack, opened)
    if owes is None or not isinstance(decision, Prescription):
        return None
    proof.holds("S20")
    pack, stage = proof.pack, owes.stage
    held = {pack.exercises[item.exercise].action for item in decision.items}
    run = [i for i in decision.items if i.run_s and pack.load_classes[i.load_class].hard]
    by_run = any(is_power_item(pack, item) for item in run) and _serves(stage, owes)
    if by_run:
        held.add(str(stage.alternating))
    turn = stage.alternating if stage.alternating in state.alternation.lacks else None
    said = {n.action: n.reason.rule for n in decision.notices if isinstance(n, OmissionNotice)}
    for action in (*stage.owed, *(() if turn is None else (turn,))):
        if action not in held and action not in said:
            return f"{action} is owed and neither planned nor ruled out"
    if any(not rule.startswith(REFUSALS) for rule in said.values()):
        return f"ruled out by what rules nothing out: {said}"
    if run and not held <= {*stage.owed, str(stage.alternating), "run"}:
        return "more than is owed beside a run"
    if run and turn is not None and not by_run and turn not in said:
        return f"a run on the day of {turn}"
    return None


def _serves(stage: Stage, owes: LimbToday) -> bool:
    return bool(dict(owes.opened.episode.latches).get(f"key:{stage.fast_runs_serve_after}"))


def _owing(pack: Pack, day: OpenDay) -> LimbToday | None:
    person = person_view(pack, day)
    limbs = [limb_today(pack, day, opened) for opened in day.episodes]
    return owing(pack, person, limbs, occasion_of(pack, day, person))


def what_a_clinician_rules_out_is_named(proof: Proof) -> Iterator[Violation]:
    """S20: where a cap rules out every exercise of an owed action, the plan says so."""
    for day in proof.days.every(23 if proof.quick else 7):
        owes = _owing(proof.pack, proof.engine.open(day.state))
        if owes is None or not isinstance(day.decision, Prescription):
            continue
        for action in owes.stage.owed:
            proof.holds("S20")
            all_of_it = {e.id for e in proof.pack.exercises.values() if e.action == action}
            person = day.state.person._replace(cap_excluded=frozenset(all_of_it))
            decision = proof.engine.prescribe(day.state._replace(person=person))
            said = [n for n in decision.notices if isinstance(n, OmissionNotice)]
            if [n.reason.rule for n in said if n.action == action] != [Mechanism.CAP_EXCLUDED]:
                yield Violation("S20", f"nothing says that a cap rules out {action}", _when(day))
                return


def lived_days_fit_the_time(proof: Proof) -> Iterator[Violation]:
    """S21: in lived days, whatever minutes are offered, no plan takes longer: warm-up, rests and
    both legs counted, a run apart. A rung that the gate names keeps its sets."""
    rules = proof.pack.rules.calendar
    for day, minutes in product(
        proof.days.every(2 if proof.quick else 1), proof.pack.minutes_offered
    ):
        proof.holds("S21")
        person = day.state.person._replace(minutes=minutes)
        decision = proof.engine.prescribe(day.state._replace(person=person))
        if not isinstance(decision, Prescription):
            continue
        limit = _limit(proof, day.state, decision, minutes)
        counted = _counted_minutes(decision)
        if decision.minutes != counted or counted > limit:
            claim = f"{counted} minutes, {decision.minutes} of them named, where there are {limit}"
            yield Violation("S21", claim, _when(day))
            return
        if decision.run_minutes > rules.run_minutes_max:
            yield Violation("S21", f"a run of {decision.run_minutes} minutes", _when(day))
            return
        cut = _cut_named(proof, day.state._replace(person=person), decision)
        if cut is not None:
            yield Violation("S21", f"sets of {cut} are cut, which the gate names", _when(day))
            return


def _limit(proof: Proof, state: State, decision: Prescription, minutes: int) -> int:
    """Minutes of a day: the person's, and those of its stage or of a day without hard work."""
    pack = proof.pack
    stages = [pack.stages[number] for _, number in decision.stages]
    lowest = min(stages, key=lambda stage: stage.number)
    two = len(state.episodes) > 1
    own = lowest.max_minutes_two_limbs if two else lowest.max_minutes
    hard = any(pack.load_classes[i.load_class].hard for i in decision.items)
    light = None if hard or lowest.daily else pack.rules.calendar.light_day_minutes
    return min(n for n in (minutes, own, light) if n is not None)


def _counted_minutes(decision: Prescription) -> int:
    """The minutes of a plan, counted anew from its lines."""
    lines = [i for i in (*decision.easy_sets, *decision.items) if i.run_s is None]
    seconds = round(sum(i.seconds + i.rest_s for i in lines), 3)
    return decision.warm_up_minutes + int(-(-seconds // 60))


def _cut_named(proof: Proof, state: State, decision: Prescription) -> str | None:
    """The first line whose rung an open gate names and that the day's time took a set from, where
    the minutes hold the stage."""
    for opened in proof.engine.open(state).episodes:
        if opened.course.minutes_needed[opened.episode.gate.place] is not None:
            continue
        place = opened.course.by_id[opened.episode.gate.place]
        for item in decision.items:
            known = place.get(item.exercise)
            cut = any(why.rule == NumberRule.LEAST_SETS for why in item.reasons)
            if known is not None and item.rung in known.named_rungs and cut:
                return item.rung
    return None


def _when(day: Day) -> tuple[str, ...]:
    return day.life, f"day {day.state.day - FIRST_DAY + 1}"
