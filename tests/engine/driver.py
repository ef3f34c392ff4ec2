"""A person for tests: answers everything, does exactly the prescribed work, feels what it is told.

Drives the real engine day by day. Nothing here judges; tests read the decisions it collects.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hamstrong.engine.day.own_loads import owned_in, report_as_planned
from hamstrong.engine.decide.ask import Ask, AskKind
from hamstrong.engine.decide.decisions import Decision, Prescription, Refusal
from hamstrong.engine.decide.self_tests import calm_watch, done_well
from hamstrong.engine.decide.work_as_planned import work_as_planned
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    BaselineAnswered,
    Enrolled,
    Fact,
    FormAnswered,
    LimbEnrolled,
    MorningAnswered,
    OutcomeAnswered,
    PainNowAnswered,
    PlanIssued,
    PlannedItem,
    QuestionAnswered,
    SessionFinished,
    SessionStarted,
    SetLogged,
    WalkingAnswered,
    WalkLogged,
)
from hamstrong.engine.facts.work import planned
from hamstrong.engine.state.state import State
from hamstrong.protocol.model import Pack

FULL_KIT = (
    "mat", "chair", "counter", "wall", "doorway", "step", "slider", "towel", "ball", "anchor",
    "ankle_weight", "band", "dumbbell", "kettlebell", "box", "pillow", "rail", "soft_landing",
    "loop_band", "weight",
)  # fmt: skip

PainOf = Callable[[int, str], int | None]


def none_of_all(pack: Pack, form: Any, **values: str | int) -> FormAnswered:
    """A form with nothing ticked and every list confirmed as none of these."""
    lists = tuple(s.id for s in pack.triage.screens if form in s.forms and s.kind == "list")
    return FormAnswered(form, (), lists, tuple(sorted(values.items())))


@dataclass
class Person:
    """A virtual person; `pain` and `morning` say what is felt on a day."""

    engine: Engine
    state: State
    pain: PainOf = lambda _day, _exercise: 0
    morning: Callable[[int], int | None] = lambda _day: 0
    walks: bool = True
    weights_kg: tuple[float, ...] = tuple(float(kg) for kg in range(2, 25, 2))
    left: str = "2-3"
    log: list[tuple[int, Decision]] = field(default_factory=list)
    facts: list[tuple[int, Fact]] = field(default_factory=list)

    def tell(self, fact: Fact) -> None:
        self.facts.append((self.state.day, fact))
        self.state = self.engine.step(self.state, fact)

    def answer_asks(self) -> None:
        for ask in self.engine.asks(self.state):
            self.answer(ask)

    def answer(self, ask: Ask) -> None:
        limb, morning = ask.limb, self.morning(self.state.day)
        match ask.kind:
            case AskKind.MORNING:
                if morning is not None:
                    self.tell(MorningAnswered(limb, morning, new_limp=False))
            case AskKind.BASELINE:
                self.tell(BaselineAnswered(limb, morning or 0))
            case AskKind.WALKING:
                self.tell(WalkingAnswered(limb, normal=True))
            case AskKind.LOADS:
                self.tell(owned_in(self.engine.pack, self.state.person.kit, self.weights_kg))
            case AskKind.FORM:
                self.tell(none_of_all(self.engine.pack, ask.name))
            case AskKind.PAIN_NOW:
                self.tell(PainNowAnswered(limb, 0, new_limp=False))
            case AskKind.OUTCOME:
                self.tell(OutcomeAnswered(limb, "better", 0, no_limits=True))
            case AskKind.WATCH:
                self.tell(calm_watch(self.engine.pack, limb))
            case AskKind.QUESTION:
                self.tell(QuestionAnswered(ask.name, limb, "no"))

    def test(self) -> None:
        """Do the self-tests that are offered, 20 of whatever they count."""
        decision = self.engine.prescribe(self.state)
        for offer in decision.tests if isinstance(decision, Prescription) else ():
            test = self.engine.pack.tests[offer.test]
            for side in offer.sides:
                self.tell(done_well(test, side, 20, self.pain(self.state.day, offer.test)))

    def work(self) -> Decision:
        self.test()
        decision = self.work_only()
        if self.walks:
            self.tell(WalkLogged(30, brisk=True, stairs=True, nprs=0, step_ups=20))
        return decision

    def work_only(self) -> Decision:
        """Today's plan as written, without the walk."""
        decision = self.engine.prescribe(self.state)
        if isinstance(decision, Prescription) and decision.items:
            plan, items = self._begin(decision)
            for item in items:
                for _ in range(1 if item.run_s is not None else item.sets * item.bouts):
                    self._log(plan, item)
            self.tell(SessionFinished(plan))
        return decision

    def begin_with_one_set(self) -> None:
        """Start today's plan and do the first set of it."""
        decision = self.engine.prescribe(self.state)
        if isinstance(decision, Prescription) and decision.items:
            plan, items = self._begin(decision)
            self._log(plan, items[0])

    def _begin(self, decision: Prescription) -> tuple[str, tuple[PlannedItem, ...]]:
        plan = f"p{self.state.day}"
        items = tuple(planned(i) for i in (*decision.items, *decision.adjuncts))
        self.tell(PlanIssued(plan, 0, "", "", items))
        self.tell(SessionStarted(plan))
        return plan, items

    def _log(self, plan: str, item: PlannedItem) -> None:
        felt = self.pain(self.state.day, item.exercise)
        if item.run_s is not None:
            for fact in work_as_planned(item, plan, felt):
                self.tell(fact)
            return
        self.tell(
            SetLogged(
                item.exercise,
                item.side,
                item.rung,
                plan,
                item.repetitions,
                item.holds,
                item.hold_s,
                item.load_kg,
                felt,
            )
        )
        said = report_as_planned(item, self.left)
        if said is not None:
            self.tell(said)

    def live(self, days: int) -> None:
        for _ in range(days):
            self.answer_asks()
            self.log.append((self.state.day, self.work()))
            self.state = self.engine.advance(self.state, self.state.day + 1)


def enrol(
    engine: Engine,
    track: str = "strain",
    goal: str = "daily_life",
    *,
    limbs: tuple[str, ...] = ("left",),
    day: int = 739_000,
    kit: tuple[str, ...] = FULL_KIT,
    days: tuple[int, ...] = (0, 2, 4),
    minutes: int = 45,
    traits: tuple[str, ...] = (),
    injured_days_ago: int = 4,
) -> Person:
    """Enrol a person whose long form found nothing."""
    person = Person(engine, engine.start(day))
    injury = day - injured_days_ago if track == "strain" else None
    enrolled = tuple(LimbEnrolled(limb, track, injury, worst_nprs=4) for limb in limbs)
    person.tell(Enrolled(enrolled, goal, days, minutes, kit, traits))
    return person


def brief(decision: Decision) -> str:
    """One line for failing tests."""
    if isinstance(decision, Refusal):
        return f"refused {decision.kind} {[r.rule for r in decision.reasons]}"
    items = " ".join(
        f"{i.rung}/{i.side[0]}{'½' if i.half else ''}x{i.sets}" for i in decision.items
    )
    return f"{dict(decision.stages)} {decision.minutes}min {items or 'rest'}"
