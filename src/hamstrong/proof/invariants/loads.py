"""Own loads: nothing above the last clean load plus one step, nor above what was taken since."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from hamstrong.engine.facts.bounds import BANDS
from hamstrong.engine.state.effort import (
    Effort,
    LoadMorning,
    LoadStep,
    RepetitionsLeft,
    StepSize,
    judge_effort,
)
from hamstrong.engine.state.load import (
    NO_LOAD,
    WHOLE,
    Amount,
    Load,
    PlannedLoad,
    confirm,
    least,
    lighter,
    lightest,
    meet_loads,
    move_load,
    next_owned,
    planned_load,
    size_of_step,
    start_of,
    take_used,
)
from hamstrong.proof.components.loads import load_mornings
from hamstrong.proof.invariants.base import Proof, Violation
from hamstrong.protocol.model import LoadRules

OWNED: tuple[tuple[Amount, ...], ...] = (
    (),
    tuple(Amount(float(kg)) for kg in (2, 4, 6, 8, 10, 11, 12)),
    tuple(Amount(float(kg)) for kg in (5, 10, 20)),
    tuple(Amount(float(kg)) for kg in (9, 12)),
    tuple(Amount(float(kg)) for kg in (20, 22)),
    tuple(Amount(band=band) for band in BANDS),
    (Amount(band=BANDS[0]), Amount(band=BANDS[2])),
)
"""Fine and coarse weights, too heavy ones, all classes of bands, and bands with one missing."""
MOST_SESSIONS = 50


def loads_rise_by_one_step(proof: Proof) -> Iterator[Violation]:
    """S8: in every state that sessions can lead to, no planned load lies above the last clean one
    (the first one named before there is any) by more than one owned step, and that step is of the
    usual size or at most the pack's large one; a first load is within its limit."""
    rules = proof.pack.rules.load
    shares = sorted(_shares(proof))
    for owned, most_kg in product(OWNED, (rules.first_kg, rules.first_careful_kg)):
        for load in _reached(rules, owned, shares, most_kg):
            for share in shares:
                proof.holds("S8")
                planned = planned_load(rules, owned, load, share, most_kg)
                if _too_much(rules, owned, load, planned, most_kg):
                    claim = f"{planned.amount} is planned at {share} percent"
                    yield Violation("S8", claim, (f"{load}", f"owned {owned}"))
                    return


def _shares(proof: Proof) -> set[int]:
    rungs = (rung for exercise in proof.pack.exercises.values() for rung in exercise.ladder)
    return {rung.own_percent for rung in rungs if rung.own_percent is not None} or {WHOLE}


def _too_much(
    rules: LoadRules, owned: tuple[Amount, ...], load: Load, planned: PlannedLoad, most_kg: float
) -> bool:
    amount = planned.amount
    if planned.is_first:
        return amount.band is None and amount.kg > most_kg
    known = [one for one in (load.clean, load.first) if one is not None]
    if not known:
        return amount != NO_LOAD
    base = lightest(known)
    above = next_owned(owned, base)
    if not lighter(base, amount):
        return False
    if above is None or lighter(above, amount):
        return True
    return amount.band is None and amount.kg - base.kg > max(
        rules.large_step_kg, rules.start_step_kg, base.kg * rules.step_percent / WHOLE
    )


def _reached(
    rules: LoadRules, owned: tuple[Amount, ...], shares: list[int], most_kg: float
) -> set[Load]:
    """Every load that sessions at these shares can lead to, whatever the answers: a step may come
    after each clean session at the full load."""
    seen: set[Load] = set()
    todo = [Load()]
    while todo:
        load = todo.pop()
        if load not in seen:
            seen.add(load)
            for share in shares:
                todo += _after(rules, owned, load, share, most_kg)
    return seen


def _after(
    rules: LoadRules, owned: tuple[Amount, ...], load: Load, share: int, most_kg: float
) -> Iterator[Load]:
    planned = planned_load(rules, owned, load, share, most_kg)
    for used in (None, NO_LOAD, planned.amount, *owned):
        taken = take_used(load, share, planned, used)
        yield taken
        full = used is not None and not lighter(used, planned.amount)
        if share == WHOLE:
            yield move_load(taken, owned, LoadStep.LESS)
        if share == WHOLE and full and not planned.is_first:
            clean = confirm(taken, planned.amount)
            yield clean
            if size_of_step(rules, owned, planned.amount) is not StepSize.NONE:
                yield move_load(clean, owned, LoadStep.MORE)


def rises_are_earned(proof: Proof) -> Iterator[Violation]:
    """S8: a load rises after as many clean sessions in a row with many repetitions left as its
    step asks for and no fewer; after few left, once more after some were left again."""
    rules = proof.pack.rules.load
    asked = {
        StepSize.USUAL: rules.easy_sessions,
        StepSize.LARGE: rules.large_step_sessions,
    }
    for size, sessions in asked.items():
        proof.holds("S8")
        easy = LoadMorning(
            left=RepetitionsLeft.MANY,
            clean=True,
            whole=True,
            short=False,
            next_step=size,
            may_rise=True,
        )
        found = _sessions_until_a_rise(rules, Effort(), easy)
        waited = _sessions_until_a_rise(rules, Effort(0, waits=True), easy)
        if found != sessions or waited != sessions + 1:
            claim = f"a step comes after {found} easy sessions, after few left after {waited}"
            yield Violation("S8", claim, (f"{size.name}: {sessions} are asked",))


def _sessions_until_a_rise(rules: LoadRules, effort: Effort, easy: LoadMorning) -> int:
    for done in range(1, MOST_SESSIONS):
        effort, step = judge_effort(rules, effort, easy)
        if step is LoadStep.MORE:
            return done
    return MOST_SESSIONS


def nothing_rises_unearned(proof: Proof) -> Iterator[Violation]:
    """S9: a load rises only after a clean session at the full load with many repetitions left, with
    nothing held and a step that is small enough; the rung comes first."""
    rules = proof.pack.rules.load
    for effort, morning in product(_efforts(rules), load_mornings()):
        proof.holds("S9")
        _, step = judge_effort(rules, effort, morning)
        earned = (
            morning.clean and morning.whole and morning.may_rise
            and morning.left is RepetitionsLeft.MANY and not morning.short
            and not effort.waits and morning.next_step is not StepSize.NONE
        )  # fmt: skip
        if step is LoadStep.MORE and not earned:
            yield Violation("S9", "a load rises unearned", (f"{effort}, {morning}",))
            return


def _efforts(rules: LoadRules) -> list[Effort]:
    return [*(Effort(n) for n in range(rules.large_step_sessions + 1)), Effort(0, waits=True)]


def fewer_left_never_earns_more(proof: Proof) -> Iterator[Violation]:
    """S10 for own loads: of two answers about one session that with fewer repetitions left leaves
    no heavier load and no shorter wait; an unanswered one earns nothing."""
    rules = proof.pack.rules.load
    for effort, morning in product(_efforts(rules), load_mornings()):
        proof.holds("S10")
        after, step = judge_effort(rules, effort, morning)
        if morning.left is RepetitionsLeft.UNANSWERED:
            if step is LoadStep.MORE or after.easy > effort.easy or after.waits < effort.waits:
                yield Violation("S10", "an unanswered last set earns", (f"{effort}, {morning}",))
                return
            continue
        for more in (left for left in RepetitionsLeft if left > morning.left):
            other = morning._replace(left=more)
            better, up = judge_effort(rules, effort, other)
            risen = up is LoadStep.MORE  # the run begins anew after a rise
            kept = after.waits >= better.waits and after.easy <= better.easy
            if step > up or not (risen or kept):
                yield Violation("S10", "fewer repetitions left earn more", (f"{effort}, {other}",))
                return


def less_taken_is_less_planned(proof: Proof) -> Iterator[Violation]:
    """S8: after somebody took less than planned, nothing heavier is planned at that rung or below
    until it is earned anew, at the full load nothing heavier than before, and the run of easy
    sessions begins anew."""
    rules = proof.pack.rules.load
    for owned, most_kg, load, share in _planned_loads(proof):
        planned = planned_load(rules, owned, load, share, most_kg)
        for used in (NO_LOAD, *owned):
            if not lighter(used, planned.amount):
                continue
            proof.holds("S8")
            run = load._replace(effort=Effort(rules.large_step_sessions))
            after = take_used(run, share, planned, used)
            heavier = _heavier_than_taken(proof, owned, most_kg, load, after, share, used)
            if after.effort.easy or heavier:
                claim = f"{used} was taken at {share} percent, and {after} follows"
                yield Violation("S8", claim, (f"{load}", f"owned {owned}"))
                return


def _planned_loads(
    proof: Proof,
) -> Iterator[tuple[tuple[Amount, ...], float, Load, int]]:
    """What is owned, the most of a first load, each load that is reached with both, each rung."""
    rules, shares = proof.pack.rules.load, sorted(_shares(proof))
    for owned, most_kg in product(OWNED, (rules.first_kg, rules.first_careful_kg)):
        for load in _reached(rules, owned, shares, most_kg):
            for share in shares:
                yield owned, most_kg, load, share


def _heavier_than_taken(
    proof: Proof,
    owned: tuple[Amount, ...],
    most_kg: float,
    load: Load,
    after: Load,
    share: int,
    used: Amount,
) -> bool:
    rules = proof.pack.rules.load
    for other in sorted(_shares(proof)):
        now = planned_load(rules, owned, after, other, most_kg).amount
        before = planned_load(rules, owned, load, other, most_kg)
        step = start_of(rules, owned, used)
        most = used if other <= share else step if before.is_first else before.amount
        if lighter(most, now):
            return True
    return False


def loads_are_owned(proof: Proof) -> Iterator[Violation]:
    """S2: a load is planned only from what is owned now, whatever was lifted before some of it was
    given away."""
    rules = proof.pack.rules.load
    for owned, most_kg, load, share in _planned_loads(proof):
        for gone in owned:
            proof.holds("S2")
            left = tuple(one for one in owned if one != gone)
            amount = planned_load(rules, left, load, share, most_kg).amount
            if amount not in (NO_LOAD, *left):
                claim = f"{amount} is planned, and {gone} was given away"
                yield Violation("S2", claim, (f"{load}", f"owned {left}"))
                return


def pain_never_earns(proof: Proof) -> Iterator[Violation]:
    """S10: a session that was broken, and one whose morning fails or is not answered, raises no
    load and adds to no run; broken, the run begins anew. A wait after few left is kept whatever
    the morning says, and only a clean session ends it."""
    rules = proof.pack.rules.load
    for effort, morning in product(_efforts(rules), load_mornings()):
        if morning.clean:
            continue
        proof.holds("S10")
        after, step = judge_effort(rules, effort, morning)
        waits = effort.waits or morning.short or morning.left is RepetitionsLeft.FEW
        earned = step is LoadStep.MORE or after.easy > effort.easy
        if earned or (morning.broken and after.easy) or (waits and not after.waits):
            yield Violation("S10", "pain or silence earns a load", (f"{effort}, {morning}",))
            return


def meets_take_the_lesser_load(proof: Proof) -> Iterator[Violation]:
    """S18: of two loads a correction leaves one whose plan is no heavier than either's, at the
    full load and below it, and no run that only one of them has."""
    rules, shares = proof.pack.rules.load, sorted(_shares(proof))
    for owned, most_kg in product(OWNED, (rules.first_kg, rules.first_careful_kg)):
        reached = [
            (load, {s: planned_load(rules, owned, load, s, most_kg) for s in shares})
            for load in _reached(rules, owned, shares, most_kg)
        ]
        for (a, of_a), (b, of_b) in combinations(reached, 2):
            proof.holds("S18")
            met = meet_loads(a, b)
            for share in shares:
                planned = planned_load(rules, owned, met, share, most_kg)
                if lighter(least((of_a[share], of_b[share])).amount, planned.amount):
                    claim = f"{planned} is planned at {share} percent"
                    yield Violation("S18", claim, (f"{a}", f"{b}", f"owned {owned}"))
                    return
