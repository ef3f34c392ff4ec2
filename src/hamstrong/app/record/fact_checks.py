"""Fact checks: ids that exist, sides that fit, what is offered to this person.

Never a clinical judgement: what a person did or felt is stored, however unwise. The rules of the
programme then decide what follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from hamstrong.app.diary_view.days import zone_of
from hamstrong.app.errors import Fault, InvalidMoment
from hamstrong.app.record import (
    clearance_checks,
    form_checks,
    move_checks,
    settings_checks,
    way_back_checks,
)
from hamstrong.app.record.check_context import Context, limb_faults
from hamstrong.app.record.name_checks import name_faults
from hamstrong.app.record.ranges import one_of
from hamstrong.app.record.work_checks import run_faults, set_faults
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
    QuestionAnswered,
    ReturnedToSport,
    RunLogged,
    SessionRequested,
    SetLogged,
    SettingsChanged,
    StepBackChosen,
    TestLogged,
    WalkingAnswered,
    WatchAnswered,
    ZoneChanged,
)


def check_fact(context: Context, fact: Fact, *, earlier: bool = False) -> tuple[Fault, ...]:
    """Every fault of one fact: unknown names alone if there are any, for whatever else is asked of
    them would name them once more.

    Args:
        earlier: names that an earlier edition of the pack had are known, as in an import.
    """
    unknown = tuple(name_faults(context.pack, fact, context.place, earlier=earlier))
    check = None if unknown else _CHECKS.get(type(fact))
    return tuple(check(context, fact)) if check is not None else unknown


def _limb(context: Context, fact: Any) -> Iterator[Fault]:
    yield from limb_faults(context, fact.limb)


def _question(context: Context, fact: QuestionAnswered) -> Iterator[Fault]:
    yield from limb_faults(context, fact.limb)
    question = context.pack.questions[fact.question]
    if question.kind == "yes_no" and fact.value is not None:
        place = f"{context.place}.value"
        yield from one_of(fact.value, ("yes", "no"), place, "answer yes or no")


def _request(context: Context, fact: SessionRequested) -> Iterator[Fault]:
    state = context.carried.fold.live
    yield from move_checks.move_faults(context.engine, state, fact, context.day, context.place)


def _zone(context: Context, fact: ZoneChanged) -> Iterator[Fault]:
    try:
        zone_of(fact.zone)
    except InvalidMoment as error:
        yield from (Fault(f.value, context.place, f.rule, f.next_step) for f in error.faults)


def _form(context: Context, fact: FormAnswered) -> Iterable[Fault]:
    return form_checks.form_faults(context.pack, fact, context.place)


def _leave(context: Context, fact: Any) -> Iterable[Fault]:
    live = context.carried.fold.live
    now = clearance_checks.ClearanceContext(
        context.pack,
        context.engine.open(live).lock.lock,
        tuple(e.kind.limb for e in live.episodes),
        context.today,
    )
    return clearance_checks.leave_faults(now, fact, context.place)


def _journey(context: Context) -> way_back_checks.CheckContext:
    return way_back_checks.CheckContext(context.pack, context.limbs, context.today, context.place)


def _tested(context: Context, fact: TestLogged) -> Iterable[Fault]:
    return way_back_checks.tested_faults(_journey(context), fact)


def _named(context: Context, limb: str) -> tuple[str, ...]:
    return tuple(name for of, name in context.carried.named if of == limb)


def _naming(context: Context, fact: ActivityNamed) -> Iterable[Fault]:
    return way_back_checks.naming_faults(_journey(context), fact, _named(context, fact.limb))


def _rating(context: Context, fact: ActivitiesRated) -> Iterable[Fault]:
    return way_back_checks.rating_faults(_journey(context), fact, _named(context, fact.limb))


def _appointment(
    context: Context, fact: AppointmentMade | AppointmentMoved | AppointmentCancelled
) -> Iterable[Fault]:
    asked = _journey(context)
    if not isinstance(fact, AppointmentMade):
        known = context.carried.appointments
        yield from way_back_checks.known_faults(asked, fact.appointment, known)
    if not isinstance(fact, AppointmentCancelled):
        yield from way_back_checks.appointment_faults(asked, fact)


def _settings(context: Context, fact: SettingsChanged) -> Iterable[Fault]:
    return settings_checks.settings_faults(context.pack, context.carried, fact, context.place)


def _enrolment(context: Context, fact: Enrolled) -> Iterable[Fault]:
    return settings_checks.enrolment_faults(context.pack, fact, context.place)


_CHECKS: dict[type[Any], Callable[[Context, Any], Iterable[Fault]]] = {
    BaselineAnswered: _limb,
    MorningAnswered: _limb,
    PainNowAnswered: _limb,
    HowIsItAnswered: _limb,
    WalkingAnswered: _limb,
    QuestionAnswered: _question,
    OutcomeAnswered: _limb,
    SetLogged: set_faults,
    RunLogged: run_faults,
    SessionRequested: _request,
    StepBackChosen: _limb,
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
    WatchAnswered: _limb,
    ReturnedToSport: _limb,
    AppointmentMade: _appointment,
    AppointmentMoved: _appointment,
    AppointmentCancelled: _appointment,
    Enrolled: _enrolment,
}
