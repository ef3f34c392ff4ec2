"""How a diary came to be: each life ends on the morning that a scene is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hamstrong.app import form_fact
from hamstrong.engine.decide.ask import AskKind
from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.decide.self_tests import done_well
from hamstrong.engine.decide.work_as_planned import work_as_planned
from hamstrong.engine.facts import (
    ActivitiesRated,
    ActivityNamed,
    ClearanceRecorded,
    MorningAnswered,
    PainNowAnswered,
    PainReported,
    ReturnedToSport,
    RunTimed,
    SessionFinished,
    Stopped,
)
from tests.app.person import CHOICES, FINE, STRAIN, TENDON, TIGHT, Someone, long_form

_LONGEST = 60
_TURNS = "run-walk-2-3"
_LONGEST_TO_A_RUN = 200
_BEFORE_THE_RETURN = 14
_WEEKS_OF_DAYS = 36
_BAD_DAYS = (23, 24)
_DAYS_OF_TWO_LEGS = 9
_DAYS_OF_MAINTENANCE = 17


def nobody(_someone: Someone) -> None:
    """Nothing yet."""


def consented(someone: Someone) -> None:
    someone.me.consent(someone.at, someone.new_id())


def told(*ticks: str, **values: str | int) -> Callable[[Someone], None]:
    """Consent and the long form, and no plan yet."""

    def live(someone: Someone) -> None:
        consented(someone)
        answers = long_form(someone.app, {**TIGHT, **values}, *ticks)
        someone.tell(form_fact(answers, "long"))

    return live


def limping(someone: Someone) -> None:
    """A strain on its second day that does not walk normally yet: exercise waits."""
    told(**{**STRAIN, "days_since_onset": 2, "walking_normal": "no"})(someone)


def enrolled(someone: Someone) -> None:
    """The first morning of a strain: a question is open and a plan waits behind it."""
    someone.begin(STRAIN)


def ready(someone: Someone) -> None:
    """A session to do, with everything answered."""
    someone.begin()
    until_a_session(someone)


def before_session(someone: Someone) -> None:
    """A session to do, with the two quick checks still open."""
    ready(someone)
    work(someone)
    until_a_session(someone, answered=False)


def working(someone: Someone) -> None:
    """In the middle of a session, without scripts."""
    ready(someone)
    plan = someone.today().plan_id
    assert plan is not None
    someone.me.start_session(someone.at, someone.new_id(), plan)


def done(someone: Someone) -> None:
    """After today's session."""
    ready(someone)
    someone.work()


def lifted(someone: Someone) -> None:
    """After a session with the person's own load, which nobody named yet."""
    someone.begin(FINE)
    plan_id = until_a_load(someone)
    for line in someone.me.start_session(someone.at, someone.new_id(), plan_id).lines:
        someone.tell_all(*work_as_planned(line.item, plan_id, 0)[: line.left])
    someone.tell(SessionFinished(plan_id))


def until_a_load(someone: Someone) -> str:
    """Live on to the first session with the person's own load; its plan."""
    for _ in range(_LONGEST):
        until_a_session(someone)
        today = someone.today()
        items = today.decision.items if isinstance(today.decision, Prescription) else ()
        if today.plan_id is not None and any(item.own_percent is not None for item in items):
            return today.plan_id
        someone.work()
        someone.day += 1
    raise AssertionError("no load comes")


def resting(someone: Someone) -> None:
    """A day of rest, some weeks on."""
    weeks(someone)
    for _ in range(_LONGEST):
        someone.answer_all()
        decision = someone.today().decision
        if isinstance(decision, Prescription) and not decision.items:
            return
        work(someone)
    raise AssertionError("no day of rest comes")


def flare(days: int) -> Callable[[Someone], None]:
    """Strong pain in a session, no flag, and then so many days on."""

    def live(someone: Someone) -> None:
        done(someone)
        until_a_session(someone)
        plan = someone.today()
        assert isinstance(plan.decision, Prescription)
        assert plan.plan_id is not None
        someone.me.start_session(someone.at, someone.new_id(), plan.plan_id)
        item = plan.decision.items[0]
        someone.tell(PainReported(item.exercise, item.side, 6))
        for _ in range(days):
            someone.answer_all()
            someone.day += 1
        if days:
            someone.answer_all()

    return live


def failed_morning(someone: Someone) -> None:
    done(someone)
    someone.day += 1
    someone.tell(MorningAnswered("left", 5, new_limp=False))


def strong_pain_before(someone: Someone) -> None:
    """Pain of 7 before the session: the long questions are asked again."""
    before_session(someone)
    someone.tell(PainNowAnswered("left", 7, new_limp=False))


def flagged(*ticks: str) -> Callable[[Someone], None]:
    """A plan that stands still because of a sign that was ticked later."""

    def live(someone: Someone) -> None:
        ready(someone)
        answers = long_form(someone.app, TIGHT, *ticks, sort=False)
        someone.tell(form_fact(answers, "long"))

    return live


def weeks(someone: Someone) -> None:
    """Five weeks of a tight hamstring with good and worse days, up to a morning with work."""
    someone.begin()
    for day in range(_WEEKS_OF_DAYS):
        someone.morning = 2 if day % 9 == 4 else int(day % 3 == 1)
        late = day > 12
        someone.pain = 3 if day in _BAD_DAYS else 2 * int(late and day % 7 == 3)
        someone.live(1)
    someone.morning = someone.pain = 0
    until_a_session(someone)


def running(someone: Someone) -> None:
    """A morning on which walking and running in turns is planned."""
    someone.begin(TIGHT, replace(CHOICES, goal="running", easy_run_minutes=20))
    for _ in range(_LONGEST_TO_A_RUN):
        someone.answer_all()
        someone.test()
        decision = someone.today().decision
        if isinstance(decision, Prescription) and any(i.rung == _TURNS for i in decision.items):
            return
        work(someone)
    raise AssertionError("no run comes")


def on_a_run(someone: Someone) -> None:
    """In the middle of a session, without scripts, at its run."""
    running(someone)
    plan = someone.today().plan_id
    assert plan is not None
    someone.me.start_session(someone.at, someone.new_id(), plan)


def runner(someone: Someone) -> None:
    """A sore tendon of someone who runs: easy running goes on, and sitting is counted."""
    someone.begin(TENDON, replace(CHOICES, goal="running", easy_run_minutes=20))
    someone.day += 1
    someone.answer_all()


def back_in_sport(someone: Someone) -> None:
    """A week after a field-sport player went back: the questions of the watch are open."""
    someone.begin(TIGHT, replace(CHOICES, goal="field_sport"))
    for _ in range(_BEFORE_THE_RETURN):
        someone.answer_all()
        work(someone)
    someone.answer_all()
    someone.tell(ActivityNamed("left", "stairs", "Climbing stairs"))
    someone.tell(ActivitiesRated("left", (("stairs", 6),)))
    for side in ("left", "right"):
        someone.tell(done_well(someone.app.pack.tests["balance_time"], side, 20))
    someone.tell(ReturnedToSport("left"))
    someone.day += 8
    while (ask := someone.today().decision.asks[0]).kind is not AskKind.WATCH:
        someone.answer(ask)


def both_legs(someone: Someone) -> None:
    """Some days with two legs in the plan, one of which hurt a little."""
    someone.begin({**TENDON, "limbs": "both"})
    for day in range(_DAYS_OF_TWO_LEGS):
        someone.pain = day % 2
        someone.answer_all()
        work(someone)
    someone.answer_all()


def maintaining(someone: Someone) -> None:
    """The last stage, with some weeks of two short sessions behind."""
    someone.begin()
    until_the_last_stage(someone)
    someone.live(_DAYS_OF_MAINTENANCE)
    someone.answer_all()


def until_the_last_stage(someone: Someone) -> None:
    """Everything is done and nothing hurts, until nothing else opens."""
    for _ in range(_LONGEST_TO_A_RUN):
        someone.answer_all()
        if not someone.me.unlocks(someone.at):
            return
        work(someone)
    raise AssertionError("the last stage does not come")


def field_player(someone: Someone) -> None:
    """A field-sport player on the first day on which the warm-up for the field is open."""
    someone.begin(TIGHT, replace(CHOICES, goal="field_sport"))
    for _ in range(_LONGEST):
        someone.answer_all()
        if someone.me.warm_up(someone.at):
            return
        work(someone)
    raise AssertionError("running does not open")


def after_a_pop(someone: Someone) -> None:
    """A second injury of the leg, seen by somebody: a new episode runs, the old one is kept."""
    weeks(someone)
    someone.tell(Stopped("pop_or_pull"))
    someone.day += 1
    until = someone.day + _WEEKS_OF_DAYS
    someone.tell(ClearanceRecorded(("pull",), "physio", someone.day, until, 6, told_safe=True))
    someone.day += 1


def work(someone: Someone) -> None:
    someone.work()
    someone.day += 1


def until_a_session(someone: Someone, *, answered: bool = True) -> None:
    """Live on to the next morning on which there is work to do."""
    for _ in range(_LONGEST):
        today = someone.today()
        if today.plan_id is not None and (answered is False) and today.must_answer:
            return
        someone.answer_all()
        if someone.today().plan_id is not None and answered:
            return
        someone.day += 1
    raise AssertionError("no session comes")


def moved_away(someone: Someone) -> None:
    """A diary that went on to a phone."""
    ready(someone)
    someone.me.move(someone.at, someone.new_id(), "phone")


def until_a_timed_run(someone: Someone) -> str:
    """Live on to the first session with a timed run; its plan."""
    for _ in range(60):
        until_a_session(someone)
        today = someone.today()
        items = today.decision.items if isinstance(today.decision, Prescription) else ()
        if today.plan_id is not None and any(item.steady_m is not None for item in items):
            return today.plan_id
        someone.work()
        someone.day += 1
    raise AssertionError("no timed run comes")


def untimed(someone: Someone) -> None:
    """The morning of a session with an easy run-through, which is only timed."""
    someone.begin(FINE, replace(CHOICES, goal="running"))
    until_a_timed_run(someone)


def paced(someone: Someone) -> int:
    """The morning of a session with a run whose time is known; that time in tenths."""
    untimed(someone)
    for _ in range(30):
        until_a_timed_run(someone)
        decision = someone.today().decision
        items = decision.items if isinstance(decision, Prescription) else ()
        found = next((i.steady_tenths for i in items if i.steady_tenths is not None), None)
        if found is not None:
            return found
        someone.work()
        someone.day += 1
    raise AssertionError("no run has a time")


def ran_untimed(someone: Someone) -> None:
    """A session with an easy run-through is done, and nobody said the time."""
    someone.begin(FINE, replace(CHOICES, goal="running"))
    plan_id = until_a_timed_run(someone)
    for line in someone.me.start_session(someone.at, someone.new_id(), plan_id).lines:
        done = work_as_planned(line.item, plan_id, 0)
        someone.tell_all(*(fact for fact in done if not isinstance(fact, RunTimed)))
    someone.tell(SessionFinished(plan_id))
