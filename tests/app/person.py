"""A person who uses the app day by day, for tests: scripted answers, real use cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import get_args
from uuid import NAMESPACE_OID, uuid5

from hamstrong.app import (
    Answers,
    App,
    Choices,
    FactIn,
    Moment,
    Person,
    Today,
    answer_screen,
    form_fact,
    triage_step,
)
from hamstrong.engine.day.own_loads import owned_in, report_as_planned
from hamstrong.engine.day.run_work import run_as_planned
from hamstrong.engine.decide.ask import Ask, AskKind
from hamstrong.engine.decide.decisions import Decision, Prescription
from hamstrong.engine.decide.self_tests import calm_watch, done_well
from hamstrong.engine.decide.work_as_planned import time_as_planned
from hamstrong.engine.facts import (
    BaselineAnswered,
    Fact,
    MorningAnswered,
    OutcomeAnswered,
    PainNowAnswered,
    PlannedItem,
    QuestionAnswered,
    SessionFinished,
    SetLogged,
    WalkingAnswered,
    WalkLogged,
)
from hamstrong.engine.state.known_facts import KnownFacts
from hamstrong.protocol.model import FormName

FIRST_MONDAY = date(2025, 3, 3)
PERSON = "11111111-1111-4111-8111-111111111111"
WHOLE_KIT = (
    "anchor", "ankle_weight", "ball", "band", "box", "chair", "counter", "doorway", "kettlebell",
    "pillow", "slider", "soft_landing", "stairs", "step", "towel", "wall", "weight",
)  # fmt: skip
FINE: dict[str, str | int] = {"fork": "fine", "age": 40, "still_so": "yes"}
TIGHT: dict[str, str | int] = {
    "fork": "hurts", "age": 40, "limbs": "left", "onset": "gradual", "where": "back_of_thigh",
    "nprs_worst_7d": 2, "walking_normal": "yes", "still_so": "yes",
}  # fmt: skip
STRAIN: dict[str, str | int] = {
    **TIGHT, "onset": "sudden", "days_since_onset": 5, "how": "quick", "better_since": "yes",
}  # fmt: skip
TENDON: dict[str, str | int] = {**TIGHT, "where": "sitting_bone_load"}
CHOICES = Choices(goal="daily_life", training_days=(0, 2, 4), minutes=45, kit=WHOLE_KIT)


def long_form(
    app: App,
    values: dict[str, str | int],
    *ticks: str,
    sort: bool = True,
    form: FormName = "long",
    known: KnownFacts = (),
) -> Answers:
    """Go through a form question by question, ticking what is named."""
    answers = Answers()
    for _ in range(30):
        step = triage_step(app.pack, answers, form, sort=sort, known=known)
        if step.screen is None:
            return answers
        if step.screen.kind == "list":
            mine = tuple(tick for tick in ticks if tick in step.screen.symptoms)
            answers = answer_screen(app.pack, answers, step.screen.id, mine)
        else:
            answers = answer_screen(app.pack, answers, step.screen.id, values[step.screen.id])
    raise AssertionError("the long form does not end")


@dataclass
class Someone:
    """One person with a clock of their own: every day begins at 08:00 in the zone."""

    app: App
    id: str = PERSON
    day: int = FIRST_MONDAY.toordinal()
    zone: str = "UTC"
    hour: int = 8
    count: int = 0
    morning: int | None = 0
    pain: int | None = 0
    walks: bool = True
    log: list[tuple[int, Decision]] = field(default_factory=list)
    values: dict[str, str | int] = field(default_factory=lambda: dict(TIGHT))

    @property
    def at(self) -> Moment:
        begin = datetime(1, 1, 1, self.hour, tzinfo=UTC) + timedelta(days=self.day - 1)
        return Moment(begin, self.zone, "test")

    @property
    def me(self) -> Person:
        return self.app.person(self.id)

    def new_id(self) -> str:
        self.count += 1
        return str(uuid5(NAMESPACE_OID, f"{self.id}:{self.count}"))

    def tell(self, fact: Fact, day: int | None = None) -> None:
        self.me.tell(self.at, self.new_id(), fact, day)

    def tell_all(self, *facts: Fact) -> None:
        """Several facts at once, as an app that was offline sends them."""
        self.me.record(self.at, [FactIn.of(self.new_id(), fact) for fact in facts])

    def begin(self, values: dict[str, str | int] = TIGHT, choices: Choices = CHOICES) -> Someone:
        self.me.consent(self.at, self.new_id())
        self.tell(form_fact(long_form(self.app, values), "long"))
        self.me.enrol(self.at, self.new_id(), choices)
        return self

    def today(self) -> Today:
        return self.me.today(self.at)

    def answer_all(self) -> None:
        for _ in range(3):
            asks = self.today().decision.asks
            if not asks:
                return
            for ask in asks:
                self.answer(ask)

    def answer(self, ask: Ask) -> None:
        limb = ask.limb
        match ask.kind:
            case AskKind.LOADS:
                kit = self.me.state(self.at).person.kit
                self.tell(owned_in(self.app.pack, kit, range(2, 25, 2)))
            case AskKind.FORM:
                self.answer_form(ask.name)
            case AskKind.MORNING:
                if self.morning is not None:
                    self.tell(MorningAnswered(limb, self.morning, new_limp=False))
            case AskKind.BASELINE:
                self.tell(BaselineAnswered(limb, 0))
            case AskKind.WALKING:
                self.tell(WalkingAnswered(limb, normal=True))
            case AskKind.PAIN_NOW:
                self.tell(PainNowAnswered(limb, 0, new_limp=False))
            case AskKind.OUTCOME:
                self.tell(OutcomeAnswered(limb, "better", 0, no_limits=True))
            case AskKind.WATCH:
                self.tell(calm_watch(self.app.pack, limb))
            case AskKind.QUESTION:
                self.tell(QuestionAnswered(ask.name, limb, "no"))

    def answer_form(self, form: str) -> None:
        name = next(one for one in get_args(FormName) if one == form)
        known = self.me.known_facts(self.at)
        answers = long_form(self.app, self.values, sort=False, form=name, known=known)
        self.tell(form_fact(answers, name))

    def test(self, only: str = "") -> None:
        """Do the self-tests that are offered, or one of them, each well."""
        decision = self.today().decision
        offers = decision.tests if isinstance(decision, Prescription) else ()
        for offer in (o for o in offers if only in ("", o.test)):
            for side in offer.sides:
                self.tell(done_well(self.app.pack.tests[offer.test], side, 20))

    def work(self, sets: int | None = None) -> Decision:
        self.test()
        today = self.today()
        if today.plan_id is not None and isinstance(today.decision, Prescription):
            session = self.me.start_session(self.at, self.new_id(), today.plan_id)
            lines = [
                line for line in session.lines for _ in range(1 if line.item.run_s else line.left)
            ]
            done = [self._set(line.item, today.plan_id) for line in lines[:sets]]
            loads = (report_as_planned(line.item, "2-3") for line in session.lines)
            times = (time_as_planned(line.item) for line in session.lines)
            told = (*loads, *times)
            done += [said for said in told if said is not None and sets is None]
            if sets is not None and sets < len(lines):
                self.tell_all(*done)
                return today.decision
            self.tell_all(*done, SessionFinished(today.plan_id))
        if self.walks:
            self.tell(WalkLogged(30, brisk=True, stairs=True, nprs=0, step_ups=20))
        return today.decision

    def _set(self, item: PlannedItem, plan_id: str) -> Fact:
        """A whole set as it was planned; a run is logged as one."""
        if item.run_s is not None:
            return run_as_planned(item, plan_id, self.pain)
        return SetLogged(
            item.exercise,
            item.side,
            item.rung,
            plan_id,
            item.repetitions,
            item.holds,
            item.hold_s,
            item.load_kg,
            self.pain,
        )

    def live(self, days: int) -> None:
        for _ in range(days):
            self.answer_all()
            self.log.append((self.day, self.work()))
            self.day += 1
