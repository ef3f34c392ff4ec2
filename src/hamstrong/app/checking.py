"""Whether a fact can be: ids that exist, numbers that are possible, sides that fit.

Never a clinical judgement: what a person did or felt is stored, however unwise. The rules of the
programme then decide what follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from hamstrong.app import (
    checking_forms,
    checking_journey,
    checking_leave,
    checking_moves,
    checking_settings,
)
from hamstrong.app.carrying import Carried
from hamstrong.app.days import zone_of
from hamstrong.app.errors import Fault, InvalidMoment
from hamstrong.app.ranges import in_range, one_of
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    ActivitiesRated,
    ActivityNamed,
    AppointmentCancelled,
    AppointmentMade,
    AppointmentMoved,
    ApprovalRecorded,
    BaselineAnswered,
    CapRecorded,
    ClearanceRecorded,
    Enrolled,
    Fact,
    FlagAnswered,
    FormAnswered,
    HowIsItAnswered,
    MorningAnswered,
    OutcomeAnswered,
    PainNowAnswered,
    PainReported,
    QuestionAnswered,
    ReturnedToSport,
    RunLogged,
    SessionRequested,
    SetLogged,
    SettingsChanged,
    SittingLogged,
    StepBackChosen,
    Stopped,
    TestLogged,
    WalkingAnswered,
    WalkLogged,
    WatchAnswered,
    ZoneChanged,
)
from hamstrong.protocol.model import Exercise, Pack

LIMBS = ("left", "right")
NPRS = (0, 10)
REPETITIONS = (0, 1000)
HOLD_S = (0, 3600)
LOAD_KG = (0, 500)
WALK_MINUTES = (1, 1440)
RUN_S = (0, 86_400)
RUN_METRES = (0, 300_000)
RUN_INTERVALS = (1, 200)
EFFORT = (0, 10)
PERCENT = (0, 100)
CHANGES = ("better", "same", "worse")


class Context(NamedTuple):
    """What a fact is checked against."""

    engine: Engine
    carried: Carried
    today: int
    day: int
    place: str

    @property
    def pack(self) -> Pack:
        """The pack in force."""
        return self.engine.pack

    @property
    def limbs(self) -> tuple[str, ...]:
        """Limbs with a plan; both before there is one."""
        return tuple(e.kind.limb for e in self.carried.fold.live.episodes) or LIMBS


def check_fact(context: Context, fact: Fact) -> tuple[Fault, ...]:
    """Every fault of one fact."""
    check = _CHECKS.get(type(fact))
    return tuple(check(context, fact)) if check is not None else ()


def _limb(context: Context, limb: str) -> Iterator[Fault]:
    yield from one_of(limb, context.limbs, f"{context.place}.limb", "name a leg of your plan")


def _nprs(context: Context, value: int | None) -> Iterator[Fault]:
    yield from in_range(value, NPRS, f"{context.place}.nprs", "pain is a whole number")


def _felt(context: Context, fact: Any) -> Iterator[Fault]:
    yield from _limb(context, fact.limb)
    yield from _nprs(context, fact.nprs)


def _walking(context: Context, fact: WalkingAnswered) -> Iterator[Fault]:
    yield from _limb(context, fact.limb)


def _question(context: Context, fact: QuestionAnswered) -> Iterator[Fault]:
    place, questions = context.place, context.pack.questions
    yield from _limb(context, fact.limb)
    yield from one_of(fact.question, questions, f"{place}.question", "name a question of the pack")
    question = questions.get(fact.question)
    if question is not None and question.kind == "yes_no" and fact.value is not None:
        yield from one_of(fact.value, ("yes", "no"), f"{place}.value", "answer yes or no")
    for side in LIMBS:
        count = getattr(fact, side)
        yield from in_range(count, REPETITIONS, f"{place}.{side}", "a count is a whole number")


def _outcome(context: Context, fact: OutcomeAnswered) -> Iterator[Fault]:
    yield from _limb(context, fact.limb)
    yield from in_range(fact.worst_nprs, NPRS, f"{context.place}.worst_nprs", "pain is a number")
    if fact.change is not None:
        yield from one_of(fact.change, CHANGES, f"{context.place}.change", "choose one")


def _exercise(context: Context, exercise: str, side: str | None) -> Iterator[Fault]:
    place, known = context.place, context.pack.exercises.get(exercise)
    if known is None:
        ids = context.pack.exercises
        yield from one_of(exercise, ids, f"{place}.exercise", "name an exercise of the pack")
    elif side is not None:
        sides = ("both",) if known.legs == "both" else LIMBS
        yield from one_of(side, sides, f"{place}.side", f"{exercise} is done this way")


def _set(context: Context, fact: SetLogged) -> Iterator[Fault]:
    place = context.place
    yield from _exercise(context, fact.exercise, fact.side)
    known = context.pack.exercises.get(fact.exercise)
    if known is not None:
        rungs = [rung.id for rung in known.ladder]
        yield from one_of(fact.rung, rungs, f"{place}.rung", f"name a rung of {fact.exercise}")
        if _is_run(context, known):
            step = "log the run with its intervals"
            yield Fault(fact.exercise, f"{place}.exercise", "a run has no sets", step)
    for name in ("repetitions", "holds"):
        value = getattr(fact, name)
        yield from in_range(value, REPETITIONS, f"{place}.{name}", "a count is a whole number")
    yield from in_range(fact.hold_s, HOLD_S, f"{place}.hold_s", "seconds of one hold")
    yield from in_range(fact.load_kg, LOAD_KG, f"{place}.load_kg", "kilograms")
    yield from _nprs(context, fact.nprs)


def _is_run(context: Context, exercise: Exercise) -> bool:
    return context.pack.load_classes[exercise.load_class].run


def _run(context: Context, fact: RunLogged) -> Iterator[Fault]:
    place, exercises = context.place, context.pack.exercises
    runs = {name: e for name, e in exercises.items() if _is_run(context, e)}
    yield from one_of(fact.exercise, runs, f"{place}.exercise", "name a run of the pack")
    if fact.rung is not None and fact.exercise in runs:
        rungs = [rung.id for rung in runs[fact.exercise].ladder]
        yield from one_of(fact.rung, rungs, f"{place}.rung", f"name a rung of {fact.exercise}")
    count, here = len(fact.intervals), f"{place}.intervals"
    yield from in_range(count, RUN_INTERVALS, here, "stretches of one run")
    for nth, interval in enumerate(fact.intervals[: RUN_INTERVALS[1]]):
        yield from in_range(interval.seconds, RUN_S, f"{here}[{nth}].seconds", "seconds")
        yield from in_range(interval.metres, RUN_METRES, f"{here}[{nth}].metres", "metres")
    yield from in_range(fact.effort, EFFORT, f"{place}.effort", "effort is a whole number")
    yield from in_range(fact.percent, PERCENT, f"{place}.percent", "percent of full speed")
    yield from _nprs(context, fact.nprs)


def _pain(context: Context, fact: PainReported) -> Iterator[Fault]:
    yield from _exercise(context, fact.exercise, fact.side)
    yield from _nprs(context, fact.nprs)


def _stop(context: Context, fact: Stopped) -> Iterator[Fault]:
    reasons = context.pack.stop_reasons
    if fact.reason is not None:
        yield from one_of(fact.reason, reasons, f"{context.place}.reason", "choose a reason")
    if fact.exercise is not None:
        yield from _exercise(context, fact.exercise, fact.side)
    elif fact.side is not None:
        yield from one_of(fact.side, (*LIMBS, "both"), f"{context.place}.side", "choose a side")


def _walk(context: Context, fact: WalkLogged) -> Iterator[Fault]:
    place = context.place
    yield from in_range(fact.minutes, WALK_MINUTES, f"{place}.minutes", "minutes of one day")
    yield from in_range(fact.step_ups, REPETITIONS, f"{place}.step_ups", "a count of sets")
    yield from _nprs(context, fact.nprs)


def _request(context: Context, fact: SessionRequested) -> Iterator[Fault]:
    today = context.engine.open(context.carried.fold.live)
    yield from checking_moves.move_faults(today, fact, context.day, context.place)


def _step_back(context: Context, fact: StepBackChosen) -> Iterator[Fault]:
    yield from _limb(context, fact.limb)
    if fact.exercise is not None:
        yield from _exercise(context, fact.exercise, None)


def _zone(context: Context, fact: ZoneChanged) -> Iterator[Fault]:
    try:
        zone_of(fact.zone)
    except InvalidMoment as error:
        yield from (Fault(f.value, context.place, f.rule, f.next_step) for f in error.faults)


def _form(context: Context, fact: FormAnswered) -> Iterable[Fault]:
    return checking_forms.form_faults(context.pack, fact, context.place)


def _leave(context: Context, fact: Any) -> Iterable[Fault]:
    live = context.carried.fold.live
    now = checking_leave.Standing(
        context.pack,
        context.engine.open(live).lock.lock,
        tuple(e.kind.limb for e in live.episodes),
        context.today,
    )
    return checking_leave.leave_faults(now, fact, context.place)


def _journey(context: Context) -> checking_journey.Asked:
    return checking_journey.Asked(context.pack, context.limbs, context.today, context.place)


def _tested(context: Context, fact: TestLogged) -> Iterable[Fault]:
    return checking_journey.tested_faults(_journey(context), fact)


def _named(context: Context, limb: str) -> tuple[str, ...]:
    return tuple(name for of, name in context.carried.named if of == limb)


def _naming(context: Context, fact: ActivityNamed) -> Iterable[Fault]:
    return checking_journey.naming_faults(_journey(context), fact, _named(context, fact.limb))


def _rating(context: Context, fact: ActivitiesRated) -> Iterable[Fault]:
    return checking_journey.rating_faults(_journey(context), fact, _named(context, fact.limb))


def _watched(context: Context, fact: WatchAnswered) -> Iterable[Fault]:
    return checking_journey.watch_faults(_journey(context), fact)


def _returned(context: Context, fact: ReturnedToSport) -> Iterable[Fault]:
    return _limb(context, fact.limb)


def _sat(context: Context, fact: SittingLogged) -> Iterable[Fault]:
    return checking_journey.sitting_faults(_journey(context), fact)


def _appointment(
    context: Context, fact: AppointmentMade | AppointmentMoved | AppointmentCancelled
) -> Iterable[Fault]:
    asked = _journey(context)
    if not isinstance(fact, AppointmentMade):
        known = context.carried.appointments
        yield from checking_journey.known_faults(asked, fact.appointment, known)
    if not isinstance(fact, AppointmentCancelled):
        yield from checking_journey.appointment_faults(asked, fact)


def _settings(context: Context, fact: SettingsChanged) -> Iterable[Fault]:
    return checking_settings.settings_faults(context.pack, context.carried, fact, context.place)


def _enrolment(context: Context, fact: Enrolled) -> Iterable[Fault]:
    return checking_settings.enrolment_faults(context.pack, fact, context.place)


_CHECKS: dict[type[Any], Callable[[Context, Any], Iterable[Fault]]] = {
    BaselineAnswered: _felt,
    MorningAnswered: _felt,
    PainNowAnswered: _felt,
    HowIsItAnswered: _felt,
    WalkingAnswered: _walking,
    QuestionAnswered: _question,
    OutcomeAnswered: _outcome,
    SetLogged: _set,
    RunLogged: _run,
    PainReported: _pain,
    Stopped: _stop,
    WalkLogged: _walk,
    SessionRequested: _request,
    StepBackChosen: _step_back,
    ZoneChanged: _zone,
    FormAnswered: _form,
    ClearanceRecorded: _leave,
    FlagAnswered: _leave,
    ApprovalRecorded: _leave,
    CapRecorded: _leave,
    SettingsChanged: _settings,
    TestLogged: _tested,
    ActivityNamed: _naming,
    ActivitiesRated: _rating,
    WatchAnswered: _watched,
    ReturnedToSport: _returned,
    SittingLogged: _sat,
    AppointmentMade: _appointment,
    AppointmentMoved: _appointment,
    AppointmentCancelled: _appointment,
    Enrolled: _enrolment,
}
