"""Triage screen by screen; a plan only after it, and only with room for the programme (R-B5)."""

from dataclasses import replace

import pytest
from tests.app.person import CHOICES, FINE, STRAIN, TENDON, TIGHT, WHOLE_KIT, Someone, long_form

from hamstrong.app import (
    Answers,
    App,
    Choices,
    InvalidFacts,
    NotAllowed,
    UnknownPerson,
    answer_screen,
    form_fact,
    triage_step,
)
from hamstrong.app.record.triage import TriageStep
from hamstrong.engine.decide.decisions import Prescription, Refusal
from hamstrong.engine.decide.notices import NudgeNotice
from hamstrong.engine.facts import ClearanceRecorded, SettingsChanged, SportLogged


def consented(app: App) -> Someone:
    someone = Someone(app)
    someone.me.consent(someone.at, someone.new_id())
    return someone


def test_nothing_can_be_stored_before_consent(app: App) -> None:
    someone = Someone(app)
    with pytest.raises(UnknownPerson, match="hamstrong start"):
        someone.tell(SportLogged())
    assert app.persons() == ()


def test_consent_counts_for_the_words_that_were_shown(app: App) -> None:
    someone = consented(app)
    assert someone.me.has_consented(someone.at)
    assert app.persons() == (someone.id,)
    app.engine.pack = replace(app.pack, text_hash="other words")
    assert not someone.me.has_consented(someone.at)


def test_one_yes_to_an_emergency_ends_the_form_at_once(app: App) -> None:
    answers = answer_screen(app.pack, Answers(), "emergency", ("chest_breath",))
    step = triage_step(app.pack, answers, "long")
    assert step.screen is None
    assert step.outcome.urgency == "emergency"
    assert step.outcome.because == ("chest_breath",)


def test_a_screen_can_be_answered_again(app: App) -> None:
    answers = answer_screen(app.pack, Answers(), "beginning", ("pop_tear",))
    answers = answer_screen(app.pack, answers, "beginning", ())
    assert answers.yes == frozenset()
    assert answers.none_confirmed == {"beginning"}


@pytest.mark.parametrize(
    ("screen", "value"),
    [
        ("no_screen", "x"),
        ("age", "old"),
        ("beginning", ("no_symptom",)),
        ("nprs_worst_7d", 11),
        ("nprs_worst_7d", True),
        ("days_since_onset", -1),
        ("walking_normal", "maybe"),
    ],
)
def test_an_impossible_answer_is_refused(app: App, screen: str, value: str | int) -> None:
    with pytest.raises(InvalidFacts):
        answer_screen(app.pack, Answers(), screen, value)


def steps_of(app: App, told: dict[str, str | int]) -> list[TriageStep]:
    """The long form answered question by question, and its end."""
    answers, ready = Answers(), long_form(app, told)
    steps = [triage_step(app.pack, answers, "long")]
    while (screen := steps[-1].screen) is not None:
        value = () if screen.kind == "list" else ready.values[screen.id] or 0
        answers = answer_screen(app.pack, answers, screen.id, value)
        steps.append(triage_step(app.pack, answers, "long"))
    return steps


def test_the_screens_are_counted_for_the_person(app: App) -> None:
    numbers = [step.number for step in steps_of(app, TIGHT)[:-1]]
    assert list(dict.fromkeys(numbers)) == list(range(1, max(numbers) + 1))
    assert max(numbers) <= app.pack.triage.max_pages["tightness"]


@pytest.mark.parametrize(
    "told", [STRAIN, TENDON, TIGHT, FINE], ids=["strain", "tendon", "tight", "fine"]
)
def test_a_form_never_grows_while_it_is_answered(app: App, told: dict[str, str | int]) -> None:
    """The first question counts the longest way; each choice keeps it or shortens it."""
    counted = [step.of for step in steps_of(app, told)]
    assert counted[0] == 8
    assert counted == sorted(counted, reverse=True)


def test_there_is_no_plan_without_the_long_form(app: App) -> None:
    someone = consented(app)
    with pytest.raises(NotAllowed) as caught:
        someone.me.enrol(someone.at, someone.new_id(), CHOICES)
    assert caught.value.kind == "no_form"
    assert caught.value.code == "refused.no_form"


def test_an_old_form_has_to_be_answered_again(app: App) -> None:
    someone = consented(app)
    someone.tell(form_fact(long_form(app, TIGHT), "long"))
    someone.day += app.pack.rules.diary.weekly_form_days + 1
    with pytest.raises(NotAllowed) as caught:
        someone.me.enrol(someone.at, someone.new_id(), CHOICES)
    assert caught.value.kind == "old_form"


def test_half_a_form_is_no_form(app: App) -> None:
    someone = consented(app)
    someone.tell(form_fact(answer_screen(app.pack, Answers(), "beginning", ()), "long"))
    with pytest.raises(NotAllowed) as caught:
        someone.me.enrol(someone.at, someone.new_id(), CHOICES)
    assert caught.value.kind == "incomplete"


def test_a_warning_sign_stops_the_plan_until_a_clearance(app: App) -> None:
    someone = consented(app)
    someone.tell(form_fact(long_form(app, TIGHT, "pregnant"), "long"))
    decision = someone.today().decision
    assert isinstance(decision, Refusal)
    assert decision.kind == "professional_first"
    with pytest.raises(NotAllowed) as caught:
        someone.me.enrol(someone.at, someone.new_id(), CHOICES)
    assert caught.value.kind == "flags"
    someone.tell(ClearanceRecorded(("pregnancy",), "Dr Who", someone.day, someone.day + 60, 3))
    found = someone.me.eligibility(someone.at)
    assert (found.track, found.strictest) == (app.pack.strictest_track, True)
    someone.me.enrol(someone.at, someone.new_id(), CHOICES)
    assert someone.me.is_enrolled(someone.at)


def test_a_clearance_may_name_the_track(app: App) -> None:
    someone = consented(app)
    someone.tell(form_fact(long_form(app, TIGHT, "pregnant"), "long"))
    someone.tell(
        ClearanceRecorded(
            ("pregnancy",), "Dr Who", someone.day, someone.day + 60, 3, track="tightness"
        )
    )
    assert someone.me.eligibility(someone.at).track == "tightness"
    assert not someone.me.eligibility(someone.at).strictest


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"training_days": (0, 1)}, "training_days"),
        ({"training_days": (0, 6)}, "training_days"),
        ({"training_days": (0,)}, "training_days"),
        ({"training_days": (0, 2, 4, 6)}, "training_days"),
        ({"training_days": (0, 0, 3)}, "training_days"),
        ({"training_days": (0, 7)}, "training_days"),
        ({"minutes": 7}, "minutes"),
        ({"goal": "astronaut"}, "goal"),
        ({"kit": ("chair", "trampoline")}, "kit"),
        ({"options": ("end_range_bends",)}, "options"),
        ({"extra_traits": ("lazy",)}, "traits"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_with_its_place(
    app: App, change: dict[str, object], place: str
) -> None:
    someone = consented(app)
    someone.tell(form_fact(long_form(app, TIGHT), "long"))
    with pytest.raises(InvalidFacts) as caught:
        someone.me.enrol(someone.at, someone.new_id(), replace(CHOICES, **change))  # type: ignore[arg-type]
    assert any(place in fault.place.split(".") for fault in caught.value.faults)
    assert all(fault.next_step for fault in caught.value.faults)
    assert not someone.me.is_enrolled(someone.at)


@pytest.mark.parametrize("days", [(0, 2), (0, 3), (1, 6), (0, 1, 3), (2, 5, 6)])
def test_two_days_with_rest_between_are_enough(app: App, days: tuple[int, ...]) -> None:
    someone = consented(app)
    someone.tell(form_fact(long_form(app, TIGHT), "long"))
    minutes = max(app.pack.minutes_offered)
    someone.me.enrol(
        someone.at, someone.new_id(), replace(CHOICES, training_days=days, minutes=minutes)
    )
    assert someone.me.is_enrolled(someone.at)


def test_too_few_minutes_for_the_first_stage_are_refused_s21(app: App) -> None:
    """Prevention begins in stage 3, which takes 26: there is no earlier stage to wait in."""
    someone = consented(app)
    someone.tell(form_fact(long_form(app, FINE), "long"))
    with pytest.raises(InvalidFacts, match="stage 3 needs 26 minutes"):
        someone.me.enrol(someone.at, someone.new_id(), replace(CHOICES, minutes=20))


def test_too_few_minutes_for_a_later_stage_are_taken_and_said_s21(app: App) -> None:
    someone = Someone(app).begin(STRAIN, replace(CHOICES, minutes=20))
    notices = someone.today().decision.notices
    assert [n.name for n in notices if isinstance(n, NudgeNotice)] == ["more_minutes"]
    assert [u.minutes_needed for u in someone.me.unlocks(someone.at)] == [None]


def test_minutes_may_fall_before_the_stage_that_needs_them_s21(app: App) -> None:
    someone = Someone(app).begin(STRAIN, replace(CHOICES, minutes=30))
    someone.tell(SettingsChanged(minutes=20))
    assert someone.me.current(someone.at).fold.live.person.minutes == 20


def test_minutes_do_not_fall_in_the_stage_that_needs_them_s21(app: App) -> None:
    healthy = Someone(app).begin(FINE, replace(CHOICES, minutes=30))
    with pytest.raises(InvalidFacts, match="stage 3 needs 26 minutes"):
        healthy.tell(SettingsChanged(minutes=20))


def test_missing_equipment_is_named(app: App) -> None:
    someone = consented(app)
    someone.tell(form_fact(long_form(app, TIGHT), "long"))
    with pytest.raises(InvalidFacts, match="this equipment does not allow"):
        someone.me.enrol(someone.at, someone.new_id(), replace(CHOICES, kit=()))


def test_a_strain_carries_its_day_and_the_limp_of_the_form(app: App) -> None:
    someone = Someone(app).begin({**STRAIN, "nprs_worst_7d": 6})
    enrolled = someone.me.current(someone.at).enrolled
    assert enrolled is not None
    (limb,) = enrolled.limbs
    assert limb.track == "strain"
    assert limb.injury_day == someone.day - 5
    assert limb.worst_nprs == 6
    assert not limb.limp


def test_both_legs_make_two_episodes(app: App) -> None:
    minutes = max(app.pack.minutes_offered)
    someone = Someone(app).begin({**TIGHT, "limbs": "both"}, replace(CHOICES, minutes=minutes))
    episodes = someone.me.current(someone.at).fold.live.episodes
    assert [e.kind.limb for e in episodes] == ["left", "right"]


def test_enrolling_twice_with_one_id_is_one_enrolment(app: App) -> None:
    someone = consented(app)
    someone.tell(form_fact(long_form(app, TIGHT), "long"))
    client_id = someone.new_id()
    first = someone.me.enrol(someone.at, client_id, CHOICES)
    again = someone.me.enrol(someone.at, client_id, CHOICES)
    assert first.seqs == again.seqs
    assert again.known == {client_id}


def test_a_person_who_is_ready_gets_a_plan(app: App) -> None:
    someone = Someone(app).begin(TIGHT, Choices("gym", (1, 4), 45, WHOLE_KIT))
    someone.answer_all()
    assert isinstance(someone.today().decision, Prescription)
    assert someone.today().plan_id is not None
