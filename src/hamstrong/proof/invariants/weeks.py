"""Week limits (S3, S15), counted and lived, and caps that join by minimum."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hamstrong.engine.criteria.evaluation import stage_cap
from hamstrong.engine.day.lock_day import LockDay
from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.decide.dosage import dosage_for
from hamstrong.engine.decide.guard import Denied
from hamstrong.engine.state.calendar import EASY, HARD, POWER, close_calendar, view_calendar
from hamstrong.engine.state.ladder import rung_of
from hamstrong.engine.state.lock import FlagKey, FlagStanding, FlagState, Lock, set_flag
from hamstrong.engine.state.state import PersonSettings
from hamstrong.proof.explore import Half
from hamstrong.proof.guards import asked_how_often
from hamstrong.proof.invariants.base import Day, Proof, Violation
from hamstrong.proof.invariants.guard_rules import told
from hamstrong.proof.virtual_person import FIRST_DAY
from hamstrong.protocol.model import Dosage, Pack

DAYS_A_WEEK = 7


def calendar_counts_every_day(proof: Proof) -> Iterator[Violation]:
    """S3: whenever the calendar allows it, the week that today completes keeps its limits."""
    rules = proof.pack.rules.calendar
    for graph in proof.graphs("calendar", "nordics"):
        for place, state in enumerate(graph.states):
            proof.holds("S3")
            view = view_calendar(rules, state)
            diary = graph.diary(Half.MORNING, place)
            near = state.days[: rules.min_hard_spacing_days - 1]
            hard, power = sum(map(bool, state.days)), state.days.count(POWER)
            said = (view.hard_yesterday, view.hard_count, view.power_count, view.nordic_count)
            if said != (any(near), hard, power, sum(state.nordics)):
                yield Violation(
                    "S3",
                    "the calendar miscounts the week",
                    (*diary, f"told: {view.hard_count} hard, {view.power_count} power"),
                )
                return
            pushed = close_calendar(state, HARD, nordic=True)
            if pushed.days != (HARD, *state.days[:-1]) or not pushed.nordics[0]:
                yield Violation(
                    "S3", "the calendar forgets a day", (*diary, f"kept: {pushed.days}")
                )
                return


def nordics_keep_to_their_week(proof: Proof) -> Iterator[Violation]:
    """S3: a rung with a weekly limit of its own is not admitted beyond it, nor after easing."""
    rules = proof.pack.rules
    for one in asked_how_often(proof.pack, proof.settings):
        proof.holds("S3")
        if isinstance(one.answer, Denied):
            continue
        rung = one.request.rungs[-1 if one.request.ladder.eased else rung_of(one.answer.level)]
        limit = min(rung.max_per_week or DAYS_A_WEEK, rules.calendar.max_nordics_in_window)
        if one.person.calendar.nordic_count >= limit:
            yield told("S3", "Nordics beyond the week's limit are admitted", one)
            return


def lived_weeks_keep_their_limits(proof: Proof) -> Iterator[Violation]:
    """S3: in lived days hard work, counted anew from what was logged, lies apart and is enough."""
    rules = proof.pack.rules.calendar
    done: dict[tuple[str, int], int] = {}
    for day in proof.days:
        proof.holds("S3")
        today = day.state.day
        window = range(today - rules.window_days + 1, today)
        before = [done.get((day.life, d), EASY) for d in window]
        planned = _hardest(proof.pack, day)
        near = before[-(rules.min_hard_spacing_days - 1) :]
        hard = planned and (any(near) or sum(map(bool, before)) >= rules.max_hard_in_window)
        power = planned == POWER and before.count(POWER) >= rules.max_power_in_window
        if hard or power:
            diary = (day.life, f"hard days of the week before: {before}")
            yield Violation("S3", f"day {today - FIRST_DAY + 1} is one too many", diary)
            return
        done[(day.life, today)] = planned


def _hardest(pack: Pack, day: Day) -> int:
    if not isinstance(day.decision, Prescription):
        return EASY
    classes = [pack.load_classes[i.load_class] for i in day.decision.items]
    return max((POWER if c.power else HARD if c.hard else EASY for c in classes), default=EASY)


def caps_are_minima(proof: Proof) -> Iterator[Violation]:
    """S15: sets and stages under every mixture of caps."""
    pack = proof.pack
    for sets in range(1, 6):
        dosage = Dosage(sets=sets, rest_s=0, repetitions=2)
        for cap, half in product((None, *range(1, 6)), (False, True)):
            proof.holds("S15")
            given = dosage_for(pack, dosage, half=half, cap=cap).sets
            if given > sets or (cap is not None and given > cap):
                claim = "more sets than a cap allows"
                yield Violation("S15", claim, (f"{sets} sets, cap {cap}: {given}",))
                return
    lock = Lock()
    for own, leave in product((None, *pack.stages), (None, *pack.stages)):
        proof.holds("S15")
        if leave is not None:
            lock = set_flag(Lock(), FlagKey("f", ""), FlagState(FlagStanding.COVERED, 1, leave))
        cap = stage_cap(
            PersonSettings(cap_stage=own), LockDay(lock if leave is not None else Lock())
        )
        if cap != min((c for c in (own, leave) if c is not None), default=None):
            yield Violation("S15", "two stage caps do not join by minimum", (str((own, leave)),))
            return
