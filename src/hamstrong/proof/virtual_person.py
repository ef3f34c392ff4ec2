"""A person who answers everything, does exactly the prescribed work and feels one constant pain.

Drives the real engine day by day. The witness of the liveness claims, and where decisions come
from that the other invariants look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import assert_never

from hamstrong.engine.day.own_loads import owned_in
from hamstrong.engine.decide.ask import Ask, AskKind
from hamstrong.engine.decide.asks import expected_answer
from hamstrong.engine.decide.decisions import Decision, Item, Prescription
from hamstrong.engine.decide.self_tests import calm_watch, done_well
from hamstrong.engine.decide.work_as_planned import work_as_planned
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    BaselineAnswered,
    Enrolled,
    Fact,
    FlagAnswered,
    LimbEnrolled,
    MorningAnswered,
    OutcomeAnswered,
    PainNowAnswered,
    PlanIssued,
    QuestionAnswered,
    SessionFinished,
    SessionStarted,
    WalkingAnswered,
    WalkLogged,
)
from hamstrong.engine.facts.work import planned
from hamstrong.engine.quiet_form import of_person
from hamstrong.engine.state.state import PersonSettings, State
from hamstrong.proof.alphabets import HIGHEST_PAIN, quiet_forms
from hamstrong.protocol.model import Pack

FIRST_DAY = 739_000
MANY = 40
WEIGHTS_KG = tuple(float(kg) for kg in range(1, 25))


def nothing_left_out(_exercise: str) -> bool:
    """Every planned exercise is done."""
    return False


@dataclass
class Obedient:
    """A virtual person. `pain` is felt in every set, `morning` in every morning, `now` just
    before a session; None is not answered. In runs and walks `at_most` cuts the pain of sets;
    `leaves_out` says which planned exercises are not done. They own weights of `weights_kg`, and
    say after the last set with one that so many were `left`."""

    engine: Engine
    state: State
    pain: int | None = 0
    morning: int | None = 0
    now: int | None = 0
    works: bool = True
    outcome: str = "same"
    at_most: int = HIGHEST_PAIN
    leaves_out: Callable[[str], bool] = nothing_left_out
    weights_kg: tuple[float, ...] = WEIGHTS_KG
    left: str = "2-3"
    told: list[Fact] = field(default_factory=list)
    _looked: tuple[State, Decision] | None = None

    @cached_property
    def _forms(self) -> dict[str, Fact]:
        traits = self.state.person.traits
        pack = self.engine.pack
        return {fact.form: of_person(pack, fact, traits) for _, fact in quiet_forms(pack)}

    def decide(self) -> Decision:
        """The decision as it is; whoever looks twice at one state sees the same."""
        if self._looked is None or self._looked[0] is not self.state:
            self._looked = (self.state, self.engine.prescribe(self.state))
        return self._looked[1]

    def tell(self, fact: Fact) -> None:
        """Record one fact about the open day."""
        self.told.append(fact)
        self.state = self.engine.step(self.state, fact)

    def answer_all(self) -> None:
        """Answer what the engine asks, in its order."""
        for _ in range(3):  # an answer may raise another question
            asks = self.engine.asks(self.state)
            for ask in asks:
                self._answer(ask)
            if not asks:
                return

    def _answer(self, ask: Ask) -> None:
        fact = self._fact(ask)
        if fact is not None:
            self.tell(fact)

    def _fact(self, ask: Ask) -> Fact | None:
        """The answer of somebody to whom nothing is wrong but the pain that was set."""
        limb, morning, now = ask.limb, self.morning, self.now
        match ask.kind:
            case AskKind.MORNING:
                return None if morning is None else MorningAnswered(limb, morning, False, False)
            case AskKind.BASELINE:
                return None if morning is None else BaselineAnswered(limb, morning)
            case AskKind.WALKING:
                return WalkingAnswered(limb, True)
            case AskKind.FORM:
                return self._forms[ask.name]
            case AskKind.PAIN_NOW:
                return None if now is None else PainNowAnswered(limb, now, False)
            case AskKind.OUTCOME:
                return OutcomeAnswered(limb, self.outcome, morning, self._is_unlimited())
            case AskKind.FLAG:
                return FlagAnswered(ask.name, limb, False)
            case AskKind.WATCH:
                return calm_watch(self.engine.pack, limb)
            case AskKind.LOADS:
                return owned_in(self.engine.pack, self.state.person.kit, self.weights_kg)
            case AskKind.QUESTION:
                return answer_for(self.engine.pack, ask.name, limb)
            case _:
                assert_never(ask.kind)

    def _is_unlimited(self) -> bool:
        """Whether nothing is limited: getting better, or nothing hurts at any time."""
        return self.outcome == "better" or (self.pain, self.morning, self.now) == (0, 0, 0)

    def work(self) -> Decision:
        """Do today's self-tests and plan as prescribed and walk briskly."""
        self._test()
        decision = self.decide()
        if isinstance(decision, Prescription) and decision.items and self.works:
            self._session((*decision.items, *decision.adjuncts))
        self.tell(
            WalkLogged(
                minutes=MANY,
                brisk=True,
                stairs=True,
                nprs=min(self.pain or 0, self.at_most),
                step_ups=MANY,
            )
        )
        return decision

    def _test(self) -> None:
        decision = self.decide()
        if not isinstance(decision, Prescription) or not self.works:
            return
        for offer in decision.tests:
            test = self.engine.pack.tests[offer.test]
            for side in offer.sides:
                self.tell(done_well(test, side, MANY, self.pain))

    def felt(self, item: Item) -> int | None:
        """Pain in every set of an item, None for not answered."""
        if self.pain is None or item.run_s is None:
            return self.pain
        return min(self.pain, self.at_most)

    def _session(self, items: tuple[Item, ...]) -> None:
        kept = tuple(item for item in items if not self.leaves_out(item.exercise))
        if not kept:
            return
        plan = f"day {self.state.day}"
        self.tell(
            PlanIssued(
                plan_id=plan,
                made_at_seq=0,
                logic_hash="",
                engine_hash="",
                items=tuple(planned(i) for i in items),
            )
        )
        self.tell(SessionStarted(plan))
        for item in kept:
            for fact in work_as_planned(item, plan, self.felt(item), self.left):
                self.tell(fact)
        self.tell(SessionFinished(plan))

    def live(self, days: int) -> Iterator[tuple[int, Decision]]:
        """Live days one by one, each with the decision as it was when work began."""
        for _ in range(days):
            self.answer_all()
            yield self.state.day, self.work()
            self.state = self.engine.advance(self.state, self.state.day + 1)


def answer_for(pack: Pack, question: str, limb: str) -> QuestionAnswered:
    """The answer that meets the criteria which ask this question."""
    return QuestionAnswered(question, limb, expected_answer(pack, question) or "no")


def enrolment(person: PersonSettings, *limbs: LimbEnrolled) -> Enrolled:
    """The fact that enrols a person of the family."""
    return Enrolled(
        limbs=limbs,
        goal=person.goal,
        training_days=person.training_days,
        minutes=person.minutes,
        kit=tuple(sorted(person.kit)),
        traits=tuple(sorted(person.traits)),
    )


def limb_of(pack: Pack, track: str, limb: str = "left") -> LimbEnrolled:
    """A limb at the first day on which its track may start."""
    known = pack.tracks[track]
    wait = max(known.starts_days_after_injury, known.baseline_on_injury_day or 0)
    injury = FIRST_DAY - wait if wait else None
    return LimbEnrolled(limb, track, injury, worst_nprs=4)


def begin(
    engine: Engine, person: PersonSettings, *limbs: LimbEnrolled, **feels: int | None
) -> Obedient:
    """A person enrolled on the first day."""
    obedient = Obedient(engine, engine.start(FIRST_DAY), **feels)  # type: ignore[arg-type]
    obedient.tell(enrolment(person, *limbs))
    return obedient
