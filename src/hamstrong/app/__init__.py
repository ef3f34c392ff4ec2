"""App: the use cases of a person, each written once for every interface that offers it.

Serves the interfaces (CLI, web). It wires pack, engine and diary together and holds
neither clinical rule, nor rendering, nor transport.

    from hamstrong.app import Choices, FactIn, Moment, open_app

    with open_app(where, pack_path) as app:       # folder, .db file or postgresql:// URL; a pack
        me = app.person(person_id)                # a UUID; cheap, make one per request
        at = Moment(now, "Europe/Berlin", device) # aware instant, zone, device id: in every call

Looking (nothing is stored):
    me.tip()                                      # equal tips on one day: equal answers
    me.exists(), me.has_consented(at), me.is_enrolled(at), me.settings(at)
    me.today(at) -> Today(day, seq, decision, plan_id, must_answer, open_asks)
        decision: engine Prescription | Refusal
        open_asks: what to ask today, in order
    me.session(at) -> Session(plan_id, lines[item, logged, stopped, left], ended) | None
    me.script(at) -> engine SessionScript | None  # for the player
    me.why(at, day=None) -> Why(day, decision, recorded, plans, facts, reasons) | None
    me.what_if(at, facts, pain=None) -> WhatIf(today, tomorrow)
    me.unlocks(at) -> engine Unlock per limb      # the gate card
    me.preview(at, days=28) -> PlannedDay(day, kind, stages, minutes, decision, training_day) ...
    me.move_targets(at, instead_of) -> MoveTarget(planned, refusal, lost) ...
    me.move_refusal(at, SessionRequested) -> engine MoveRefusal | None
    me.history(at) -> HistoryDay(day, mornings, pain, sets, stages, events ...) ...
    me.report(at) -> CourseReport(limbs, weeks, happenings, notices, unlocks, questions ...)
    beside the plan (`app.person_views`), each for every limb:
        .tests(at), .outcomes(at), .first_ratings_due(at), .weekly(at), .questionnaires(at),
        .readiness(at), .watch(at),
        .maintenance(at), .warm_up(at), .limbs(at), .episodes(at), .flare(at), .sitting(at),
        .exercise_pain(), .read_run(at, stream), .appointments(at), .reminders(at), .summary(at)
    me.eligibility(at) -> Eligibility(track, reason, flags, strictest, form_day)
    me.closings(at, goal) -> engine Closing ...   # what cautions leave out of the path
    triage_step(app.pack, answers, form, sort=not enrolled)
        -> TriageStep(screen, outcome, number, of, pages)
    answer_screen(app.pack, answers, screen_id, value) -> Answers;  form_fact(answers, form)

Doing (each takes a client id, a UUID made where the fact was made; repeats are stored once):
    me.consent(at, client_id, language)           # a person comes into being with this
    me.record(at, [FactIn(client_id, name, payload, day?, ...)], on_fault="raise"|"skip")
        -> Receipt(day, last_seq, seqs, known, marks, refused);  parse_batch(json) -> FactIns
    me.tell(at, client_id, fact, day=None)        # one typed fact of hamstrong.engine.facts:
        forms, mornings, sets, stops, clearances, corrections, settings, step back, late entries
    me.enrol(at, client_id, Choices(goal, training_days, minutes, kit, ...))
    me.start_session(at, client_id, plan_id) -> Session
    me.adopt_pack(at, client_id);  me.export(stream)
    me.move(at, client_id, "phone"|"computer"), me.arrive(at, client_id)  # a diary has one home
    app.read_archive(stream), app.plan_import(archive), app.import_archive(archive)
    app.backup(now, to=None), app.backups(), app.restore(path, now), app.erase(person)
    app.check_up(), app.withdraw(kind, ident, reason), app.withdrawal(), app.texts(language)

Errors: `AppError` (its `code` names it, `faults` name value, place, rule and next step) with
`InvalidFacts`, `NotAllowed` (`kind`, `asks`), `StalePlan`, `Withdrawn`, `DiaryAway`,
`UnknownPerson`, `NotEnrolled`, `ClockBehind`, `InvalidMoment`, `ForeignPack`; and the diary's
`DiaryError`.

A zone or pack that differs from the last recorded one is recorded before the next fact. A set
against a stale plan is stored and marked `stale_plan`. A `SessionStarted` that comes through
`record` (an offline player) brings its plan along if it is today's, and is marked if not.
"""

from hamstrong.app.compose import App, compose, open_app
from hamstrong.app.diary_view.days import Moment, date_text, day_of
from hamstrong.app.diary_view.replay import Replayed, replay, to_json
from hamstrong.app.errors import (
    AppError,
    ClockBehind,
    DiaryAway,
    Fault,
    ForeignPack,
    InvalidFacts,
    InvalidMoment,
    NotAllowed,
    NotEnrolled,
    StalePlan,
    UnknownPerson,
    Withdrawn,
)
from hamstrong.app.person import Person, derived_id
from hamstrong.app.progress.history import HistoryDay
from hamstrong.app.record.batch import Mark, RefusedFact
from hamstrong.app.record.enrolment import Choices, Eligibility
from hamstrong.app.record.incoming_facts import FactIn, parse_batch
from hamstrong.app.record.recorder import Receipt
from hamstrong.app.record.triage import (
    TriageStep,
    answer_screen,
    form_fact,
    triage_step,
)
from hamstrong.app.today.explanation import Why, reasons_of
from hamstrong.app.today.move_targets import MoveTarget
from hamstrong.app.today.projection import PlannedDay, WhatIf
from hamstrong.app.today.session_progress import Session, SessionLine
from hamstrong.app.today.todays_decision import Today, work_of
from hamstrong.diary import Tip
from hamstrong.engine.answers import Answers
from hamstrong.engine.day.form_answers import answers_of

__all__ = [
    "Answers",
    "App",
    "AppError",
    "Choices",
    "ClockBehind",
    "DiaryAway",
    "Eligibility",
    "FactIn",
    "Fault",
    "ForeignPack",
    "HistoryDay",
    "InvalidFacts",
    "InvalidMoment",
    "Mark",
    "Moment",
    "MoveTarget",
    "NotAllowed",
    "NotEnrolled",
    "Person",
    "PlannedDay",
    "Receipt",
    "RefusedFact",
    "Replayed",
    "Session",
    "SessionLine",
    "StalePlan",
    "Tip",
    "Today",
    "TriageStep",
    "UnknownPerson",
    "WhatIf",
    "Why",
    "Withdrawn",
    "answer_screen",
    "answers_of",
    "compose",
    "date_text",
    "day_of",
    "derived_id",
    "form_fact",
    "open_app",
    "parse_batch",
    "reasons_of",
    "replay",
    "to_json",
    "triage_step",
    "work_of",
]
