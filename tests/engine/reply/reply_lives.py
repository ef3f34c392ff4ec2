"""What a person says in short lives, and the reply to it; each kind of change comes from one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from tests.engine.decide.notice_lives import MONDAY, frozen, healthy, long_form, next_day, told
from tests.engine.driver import Person, enrol, none_of_all

from hamstrong.engine.day.run_work import run_as_planned
from hamstrong.engine.decide.decisions import Item, Prescription
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    ClearanceRecorded,
    Enrolled,
    Fact,
    LimbEnrolled,
    LoadReported,
    MorningAnswered,
    OutcomeAnswered,
    PlanIssued,
    RunInterval,
    RunLogged,
    RunTimed,
    SessionFinished,
    SessionStarted,
    SetLogged,
    SettingsChanged,
    Stopped,
    WalkingAnswered,
)
from hamstrong.engine.facts.work import planned
from hamstrong.engine.meet import worse_of
from hamstrong.engine.reply.answers import RecordedFact
from hamstrong.engine.reply.comparison import reply_to
from hamstrong.engine.reply.reply import Reply

LIMB = "left"


class Told(NamedTuple):
    """A person, and the reply to the last thing that they said."""

    person: Person
    reply: Reply

    @property
    def kinds(self) -> list[str]:
        return [change.kind for change in self.reply.changes]


def say(person: Person, *facts: Fact) -> Told:
    """Record facts and compare, as one form does."""
    before = person.state
    told(person, *facts)
    recorded = [RecordedFact(fact, person.state.day) for fact in facts]
    return Told(person, reply_to(person.engine, before, person.state, recorded))


def strained(engine: Engine, days: int = 0) -> Person:
    """A strain of five days ago, after so many good days."""
    person = enrol(engine, "strain", "running", day=MONDAY, injured_days_ago=5)
    person.live(days)
    return person


def begun(person: Person) -> list[Item]:
    """Answer what is asked, start the session, and give its items."""
    person.answer_asks()
    decision = person.engine.prescribe(person.state)
    assert isinstance(decision, Prescription)
    items = [*decision.items, *decision.adjuncts]
    plan = tuple(map(planned, items))
    told(person, PlanIssued("plan", 0, "", "", plan), SessionStarted("plan"))
    return items


def set_of(item: Item, nprs: int | None) -> SetLogged:
    """One set of an item, all of it done."""
    return SetLogged(
        item.exercise, item.side, item.rung, "plan", item.repetitions, item.holds, item.hold_s,
        item.load_kg, nprs,
    )  # fmt: skip


def finished(person: Person) -> Told:
    """Today's whole session without pain, and the reply to its end."""
    for item in begun(person):
        told(person, *[set_of(item, 0)] * (item.sets * item.bouts))
    return say(person, SessionFinished("plan"))


def morning(person: Person, nprs: int, *, limp: bool = False, sore: bool | None = None) -> Told:
    return say(person, MorningAnswered(LIMB, nprs, limp, sore))


def pain_in_first(person: Person, nprs: int, exercise: str = "") -> Told:
    """The first set of the session, or of one of its exercises, with this pain."""
    item = next(item for item in begun(person) if exercise in ("", item.exercise))
    return say(person, set_of(item, nprs))


def last_set_of(exercise: str, person: Person) -> Told:
    """All sets of one exercise without pain; the reply to the last."""
    item = next(item for item in begun(person) if item.exercise == exercise)
    told(person, *[set_of(item, 0)] * (item.sets * item.bouts - 1))
    return say(person, set_of(item, 0))


def enrolled(engine: Engine) -> Told:
    person = Person(engine, engine.start(MONDAY))
    told(person, none_of_all(engine.pack, "long"))
    limb = LimbEnrolled(LIMB, "strain", MONDAY - 5, worst_nprs=3)
    return say(person, Enrolled((limb,), "running", (0, 2, 4), 30, ("mat", "chair")))


def gate_opened(engine: Engine) -> Told:
    """Good mornings and all of the work, until the answer that opens stage 2."""
    person = strained(engine)
    for _ in range(14):
        for ask in person.engine.prescribe(person.state).asks:
            before = person.state
            person.answer(ask)
            recorded = [RecordedFact(person.facts[-1][1], person.state.day)]
            reply = reply_to(engine, before, person.state, recorded)
            if any(change.kind == "stage_opened" for change in reply.changes):
                return Told(person, reply)
        person.work()
        next_day(person)
    raise AssertionError("two good weeks open no gate")


def second_fail(engine: Engine) -> Told:
    """A bad morning after each of two sessions in a row."""
    person = strained(engine, 20)
    morning(person, 4)
    person.answer_asks()
    person.work()
    for _ in range(6):
        next_day(person)
        reply = morning(person, 4)
        if "stage_back" in reply.kinds:
            return reply
        person.answer_asks()
        person.work()
    raise AssertionError("bad mornings after sessions lead back no stage")


def flare_begun(engine: Engine) -> Told:
    """Pain of 6, then the lists of signs with nothing behind it."""
    person = healthy(engine)
    person.work()
    told(person, SetLogged("bridge", "both", "bridge-2x10", None, 10, nprs=6))
    return say(person, long_form(engine))


def flare_day(engine: Engine, days: int) -> Told:
    """Good mornings on the path, the reply to the last."""
    person = flare_begun(engine).person
    for _ in range(days):
        next_day(person)
        person.answer_asks()
        person.work()
    next_day(person)
    return morning(person, 0)


def frozen_reply(engine: Engine, change: str) -> Told:
    person = frozen()(engine)
    return say(person, OutcomeAnswered(LIMB, change))


def freeze_begun(engine: Engine) -> Told:
    """Weeks of steady work, and the weekly answer after which nothing rises any more."""
    person = enrol(engine, "strain", "running", day=MONDAY, injured_days_ago=5)
    person.live(40)
    (episode,) = person.state.episodes
    monitors = episode.monitors._replace(
        age=28, planned=10, done=10, usual=3, rested=14, change=None, best_drop=None,
        best_gain=None, week=(3, 3, 3), limits=True,
    )  # fmt: skip
    person.state = person.state._replace(episodes=(episode._replace(monitors=monitors),))
    form = none_of_all(engine.pack, "weekly")
    return say(person, form, OutcomeAnswered(LIMB, "same", 4, no_limits=False))


def cleared(engine: Engine) -> Told:
    """A pull on Monday, and somebody's leave on Tuesday."""
    person = next_day(told(healthy(engine), Stopped("pop_or_pull")))
    return say(person, ClearanceRecorded(("pull",), "A. Physio", MONDAY + 1, MONDAY + 31, 2))


def until(engine: Engine, kind: str, days: int = 60) -> Told:
    """A good life until an answer or a set has a reply of this kind."""
    person = strained(engine)
    for _ in range(days):
        seen = len(person.facts)
        states = [person.state]
        person.answer_asks()
        person.work()
        replayed = states[0]
        for day, fact in person.facts[seen:]:
            before, replayed = replayed, engine.step(replayed, fact)
            reply = reply_to(engine, before, replayed, [RecordedFact(fact, day)])
            if any(change.kind == kind for change in reply.changes):
                return Told(person, reply)
        next_day(person)
    raise AssertionError(f"a good life has no reply {kind}")


def left_out(engine: Engine) -> Told:
    """Pain of 4 in an exercise, and on the next day in half of it."""
    person = pain_in_first(strained(engine), 4, "heel_drag").person
    next_day(person)
    return pain_in_first(person, 4, "heel_drag")


def walked(engine: Engine) -> Person:
    """On the third day, having said that one walks as ever."""
    person = strained(engine, 2)
    told(person, MorningAnswered(LIMB, 3, new_limp=False), WalkingAnswered(LIMB, normal=True))
    return person


def held(engine: Engine) -> Told:
    """A usual morning of 3, and the same again after a session."""
    person = enrol(engine, "strain", "running", day=MONDAY, injured_days_ago=5)
    person.morning = lambda _day: 3
    person.live(1)
    return morning(person, 3)


def sore(engine: Engine) -> Told:
    """Both thighs ache on the morning after the first session."""
    person = healthy(engine)
    person.live(1)
    return morning(person, 3, sore=True)


def weekly(engine: Engine) -> Told:
    person = next_day(healthy(engine), 8, answer=False)
    return say(person, none_of_all(engine.pack, "weekly"))


def worse_twice(engine: Engine) -> Told:
    """ "Worse" in two weekly forms running."""
    person = strained(engine, 8)
    form = none_of_all(engine.pack, "weekly")
    worse = OutcomeAnswered(LIMB, "worse", 3, no_limits=False)
    next_day(say(person, form, worse).person, 7)
    found = say(person, form, worse)
    next_day(person)
    return found


def flare_ended(engine: Engine) -> Told:
    """All of the path, each day with its good morning."""
    person = flare_begun(engine).person
    for _ in range(12):
        next_day(person)
        for ask in person.engine.prescribe(person.state).asks:
            before = person.state
            person.answer(ask)
            recorded = [RecordedFact(person.facts[-1][1], person.state.day)]
            reply = reply_to(engine, before, person.state, recorded)
            if any(change.kind == "path_ended" for change in reply.changes):
                return Told(person, reply)
        person.work()
    raise AssertionError("good mornings end no path")


def stretch_pain(engine: Engine) -> Told:
    """Pain of 4 in a stretch."""
    person = strained(engine)
    for _ in range(40):
        person.answer_asks()
        decision = engine.prescribe(person.state)
        adjuncts = decision.adjuncts if isinstance(decision, Prescription) else ()
        if adjuncts:
            begun(person)
            return say(person, set_of(adjuncts[0], 4))
        person.work()
        next_day(person)
    raise AssertionError("forty good days open no stretch")


def own_run(engine: Engine, nprs: int) -> Told:
    """A sore tendon and a run of one's own of twenty minutes."""
    person = Person(engine, engine.start(MONDAY))
    told(person, none_of_all(engine.pack, "long"))
    limb = LimbEnrolled(LIMB, "tendinopathy", worst_nprs=3, easy_run_minutes=20)
    told(person, Enrolled((limb,), "running", (0, 2, 4), 30, ("mat", "chair")))
    person.answer_asks()
    run = RunLogged("run", (RunInterval("run", 1200),), nprs=nprs, talking=True)
    return say(person, run)


RDL = "rdl"


def with_weights(engine: Engine, left: str) -> Person:
    """A healthy person who owns 4 to 12 kg, and says so when it is asked."""
    person = healthy(engine)
    person.weights_kg, person.left = (4.0, 6.0, 8.0, 10.0, 11.0, 12.0), left
    return person


def done_at(person: Person, planned_kg: float, *, first: bool = False) -> Item:
    """Live until the deadlift is planned with this load, and do its sets without naming it."""
    for _ in range(60):
        person.answer_asks()
        decision = person.engine.prescribe(person.state)
        items = decision.items if isinstance(decision, Prescription) else ()
        found = next((item for item in items if item.exercise == RDL), None)
        if found is not None and found.load_kg == planned_kg and found.first_load == first:
            begun(person)
            told(person, *[set_of(found, 0)] * found.sets)
            return found
        person.work()
        next_day(person)
    raise AssertionError(f"no deadlift with {planned_kg} kg is planned in sixty days")


def report(person: Person, item: Item, kg: float, left: str) -> Told:
    """Say what the deadlift was done with, as the form after the session does."""
    return say(person, LoadReported(item.exercise, item.side, left, kg))


def lifted(engine: Engine, planned: float, used: float, left: str) -> Told:
    """The deadlift at this load, done with another one."""
    person = with_weights(engine, left)
    return report(person, done_at(person, planned), used, left)


def first_named(engine: Engine, kg: float) -> Told:
    """A first load that is named after its sets."""
    person = with_weights(engine, "2-3")
    return report(person, done_at(person, 8, first=True), kg, "2-3")


def second_easy(engine: Engine) -> Told:
    """Two sessions at 10 kg after which four or more could have been done."""
    person = with_weights(engine, "4+")
    report(person, done_at(person, 10), 10, "4+")
    next_day(person)
    return report(person, done_at(person, 10), 10, "4+")


def risen(engine: Engine) -> Told:
    """The same, and the good morning after it."""
    return morning(next_day(second_easy(engine).person), 0)


BRISK = "run_through-40-20-40-brisk"
EASY = "run_through-40-20-40-half"


def runner(engine: Engine, rung: str) -> tuple[Person, Item]:
    """A healthy runner who has done this rung of the run-throughs today, and said no time yet."""
    person = enrol(engine, "prevention", "running", day=MONDAY)
    for _ in range(90):
        person.answer_asks()
        decision = engine.prescribe(person.state)
        items = decision.items if isinstance(decision, Prescription) else ()
        item = next((item for item in items if item.rung == rung), None)
        if item is not None:
            begun(person)
            told(person, run_as_planned(planned(item), "plan", 0))
            return person, item
        person.work()
        next_day(person)
    raise AssertionError(f"{rung} is not planned in ninety days")


def timed(engine: Engine, *later: int) -> Told:
    """Brisk runs that took so many tenths of a second more than planned."""
    person, item = runner(engine, BRISK)
    assert item.steady_tenths is not None
    return say(person, RunTimed(item.exercise, tuple(item.steady_tenths + n for n in later)))


def timed_again(engine: Engine, first: int, *then: int) -> Told:
    """The same, and another account of it on the same day."""
    person = timed(engine, first).person
    before = person.state
    old = before.facts[-1]
    assert isinstance(old, RunTimed)
    new = worse_of(old, RunTimed(old.exercise, tuple(old.tenths[0] - first + n for n in then)))
    assert new is not None
    person.state = before._replace(facts=(*before.facts[:-1], new))
    return Told(person, reply_to(engine, before, person.state))


def ran_only(engine: Engine) -> Told:
    """A brisk run of which nobody says the time, and the end of its session."""
    person, _ = runner(engine, BRISK)
    return say(person, SessionFinished("plan"))


class Case(NamedTuple):
    """A life, told in one sentence, whose last answer has the reply."""

    story: str
    live: Callable[[Engine], Told]


CASES: Mapping[str, Case] = {
    "morning_passed": Case(
        "On the morning after the first session the first steps hurt 2 of 10.",
        lambda e: morning(strained(e, 1), 2),
    ),
    "morning_held": Case("The usual morning pain is 3, and this morning it is 3 again.", held),
    "morning_sore": Case("Both thighs ache alike, 3 of 10, on the morning after new work.", sore),
    "morning_failed": Case(
        "After twelve good days the first steps hurt 4 of 10.",
        lambda e: morning(strained(e, 12), 4),
    ),
    "ends_today": Case("A set hurts 4 of 10.", lambda e: pain_in_first(strained(e, 9), 4)),
    "rung_stays": Case("A set hurts 3 of 10.", lambda e: pain_in_first(strained(e, 9), 3)),
    "rung_down": Case(
        "A set hurts 4 of 10, above the lowest step.", lambda e: pain_in_first(strained(e, 9), 4)
    ),
    "half_dose": Case(
        "A set hurts 4 of 10 at the lowest step.", lambda e: pain_in_first(strained(e), 4)
    ),
    "left_out": Case("A set hurts 4 of 10, and so does half of it the day after.", left_out),
    "rung_up": Case(
        "The morning after a clean first session is good.", lambda e: morning(strained(e, 1), 0)
    ),
    "would_rise": Case(
        "The last set of an exercise is done without pain.",
        lambda e: last_set_of("heel_drag", strained(e)),
    ),
    "counts_clean": Case(
        "The same, where the step asks for two clean sessions.", lambda e: until(e, "counts_clean")
    ),
    "clean_enough": Case(
        "The same, where the next step waits for something else.",
        lambda e: until(e, "clean_enough"),
    ),
    "no_longer_clean": Case(
        "The deadlift was planned with 10 kg, and was done with 6.",
        lambda e: lifted(e, planned=10, used=6, left="2-3"),
    ),
    "time_fits": Case("A brisk run takes its time to the tenth.", lambda e: timed(e, 0)),
    "time_quick": Case(
        "A brisk run is two tenths of a second too quick.", lambda e: timed(e, 0, -2)
    ),
    "time_fast": Case("A brisk run is as quick as a fast one.", lambda e: timed(e, -25)),
    "time_slow": Case("A brisk run takes two seconds too long.", lambda e: timed(e, 0, 20)),
    "time_first_counts": Case(
        "A brisk run was two tenths too quick, and then said to have taken its time.",
        lambda e: timed_again(e, -2, 0),
    ),
    "time_open": Case("The time of a brisk run is taken back.", lambda e: timed_again(e, 0)),
    "load_named": Case("A first load, at most 8 kg, is named: 4 kg.", lambda e: first_named(e, 4)),
    "load_up": Case("The morning after a second easy session at 10 kg is good.", risen),
    "load_would_rise": Case(
        "After a second easy session at 10 kg: four or more could have been done.",
        second_easy,
    ),
    "load_down": Case(
        "The deadlift was planned with 10 kg, and was done with 6.",
        lambda e: lifted(e, planned=10, used=6, left="2-3"),
    ),
    "stage_opened": Case(
        "The last answer that the first gate waits for is a good one.", gate_opened
    ),
    "stage_back": Case("A second bad morning in a row after sessions.", second_fail),
    "key_met": Case(
        "The last answer that easy running waits for is a good one.", lambda e: until(e, "key_met")
    ),
    "criterion_met": Case(
        "A second good morning, as the first gate asks for.", lambda e: morning(strained(e, 2), 0)
    ),
    "criterion_open": Case(
        "Walking was said to be as ever, and then, the same day, not to be.",
        lambda e: say(walked(e), WalkingAnswered(LIMB, normal=False)),
    ),
    "flag_begun": Case(
        "Something popped or pulled.", lambda e: say(healthy(e), Stopped("pop_or_pull"))
    ),
    "flag_tomorrow": Case("The weekly answer is worse for the second time running.", worse_twice),
    "flag_lifted": Case("Somebody looked at a pull and gave leave to go on.", cleared),
    "notice_begun": Case(
        "After twelve good days the first steps hurt 4 of 10.",
        lambda e: morning(strained(e, 12), 4),
    ),
    "notice_ended": Case("The questions of the week are answered, a day late.", weekly),
    "freeze_begun": Case(
        "Four weeks of steady work, and the weekly answer is the same.", freeze_begun
    ),
    "freeze_ended": Case(
        "While the steps are on hold, the weekly answer is better.",
        lambda e: frozen_reply(e, "better"),
    ),
    "path_begun": Case("Pain of 6, and the lists of signs find nothing behind it.", flare_begun),
    "path_day": Case("A good morning after the first easy day.", lambda e: flare_day(e, 1)),
    "path_ended": Case("A good morning after the session of the third easy day.", flare_ended),
    "stretch_locked": Case("A stretch hurts 4 of 10.", stretch_pain),
    "easy_run_less": Case(
        "A run of one's own, with a sore tendon, hurts 4 of 10.", lambda e: own_run(e, 4)
    ),
    "plan_began": Case("The choices are made.", enrolled),
    "plan_changed": Case(
        "Sessions are to be shorter.", lambda e: say(strained(e, 7), SettingsChanged(minutes=10))
    ),
    "question_raised": Case("A set hurts 6 of 10.", lambda e: pain_in_first(healthy(e), 6)),
    "session_ended": Case(
        "A whole session without pain is finished.", lambda e: finished(strained(e, 12))
    ),
}
"""A life for each kind of change; its last answer is the example of the reference page."""
