"""Self-tests, the activity scale and the watch after the return, as the engine decides them."""

import pytest
from tests.engine.driver import Person, enrol

from hamstrong.engine.course.gates import compile_criteria
from hamstrong.engine.decide.ask import SIGNS_FORM, Ask, AskKind
from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.decide.self_tests import SelfTestStanding, calm_watch
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    ActivitiesRated,
    ActivityNamed,
    MorningAnswered,
    ReturnedToSport,
    SportLogged,
    TestLogged,
    WalkingAnswered,
    WatchAnswered,
)
from hamstrong.engine.state.morning import Asked, MorningSignals, Verdict
from hamstrong.engine.state.return_watch import SportWatch, close_watch, open_watch
from hamstrong.engine.state.self_test_results import (
    After,
    Measured,
    Results,
    close_results,
    measure,
    meet_results,
    open_results,
    symmetry_percent,
    valid,
)
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Pack

BRIDGE, KNEE = "bridge_to_fatigue", "active_knee_extension"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


@pytest.fixture(scope="module")
def engine(pack: Pack) -> Engine:
    return Engine(pack)


def standing(person: Person, test: str) -> SelfTestStanding:
    return next(s for s in person.engine.tests(person.state) if s.test == test)


def in_stage_3(engine: Engine, track: str = "prevention", **more: object) -> Person:
    """Somebody who came to stage 3, on a morning on which hard work is open."""
    person = enrol(engine, track, "gym", **more)  # type: ignore[arg-type]  # as enrol takes them
    for _ in range(60):
        person.answer_asks()
        decision = engine.prescribe(person.state)
        ready = isinstance(decision, Prescription) and dict(decision.stages)["left"] >= 3
        if ready and standing(person, BRIDGE).rule is None:
            return person
        person.live(1)
    raise AssertionError("never came to stage 3")


def after(verdict: Verdict, *, moved: bool = False) -> dict[str, After]:
    return {"left": After(MorningSignals(verdict, Asked.SESSION), moved)}


def test_an_empty_record_has_no_valid_result(pack: Pack) -> None:
    """S12."""
    assert valid(pack, (), BRIDGE, "left") is None
    assert symmetry_percent(None, None) is None


def test_a_maximal_test_makes_a_hard_day(engine: Engine) -> None:
    """S3: no hard work on the day after, whatever was planned."""
    person = in_stage_3(engine)
    for side in ("left", "right"):
        person.tell(TestLogged(BRIDGE, side, (25,), 0))
    person.state = engine.advance(person.state, person.state.day + 1)
    person.answer_asks()
    decision = engine.prescribe(person.state)
    assert isinstance(decision, Prescription)
    assert not any(engine.pack.load_classes[i.load_class].hard for i in decision.items)
    assert person.state.calendar.days[0] > 0


def test_a_maximal_test_is_closed_beside_a_hard_day(engine: Engine) -> None:
    """S3."""
    person = in_stage_3(engine)
    person.work()
    person.state = engine.advance(person.state, person.state.day + 1)
    person.answer_asks()
    assert standing(person, BRIDGE).rule == "calendar.min_hard_spacing_days"


def test_a_maximal_test_is_closed_before_stage_3(engine: Engine) -> None:
    person = enrol(engine, "tightness")
    person.answer_asks()
    assert standing(person, BRIDGE).rule == f"test.{BRIDGE}.from_stage.tightness"


def test_a_maximal_test_comes_once_in_fourteen_days(engine: Engine) -> None:
    person = in_stage_3(engine)
    first = person.state.day
    for side in ("left", "right"):
        person.tell(TestLogged(BRIDGE, side, (25,), 0))
    days = []
    for _ in range(16):
        person.state = engine.advance(person.state, person.state.day + 1)
        person.answer_asks()
        if standing(person, BRIDGE).rule is None:
            days.append(person.state.day - first)
    assert days[:1] == [14]


def test_a_result_of_hard_work_waits_for_its_morning(pack: Pack) -> None:
    """The morning after passed; unanswered confirms nothing (S9)."""
    today = measure(pack, [TestLogged(BRIDGE, "left", (25,), 0)])
    assert valid(pack, today, BRIDGE, "left") is None
    tomorrow = close_results(pack, today)
    passed = open_results(pack, tomorrow, after(Verdict.PASS), ())
    assert valid(pack, passed, BRIDGE, "left") is not None
    for verdict in (Verdict.NONE, Verdict.HOLD, Verdict.FAIL):
        found = open_results(pack, tomorrow, after(verdict), ())
        assert valid(pack, found, BRIDGE, "left") is None


def test_a_failed_morning_voids_the_value_for_good(pack: Pack) -> None:
    today = measure(pack, [TestLogged(BRIDGE, "left", (25,), 0)])
    failed = open_results(pack, close_results(pack, today), after(Verdict.FAIL), ())
    assert failed[0].value is None
    assert failed[0].age == 1


def test_a_move_back_asks_for_new_results(pack: Pack) -> None:
    """Only what follows the re-entry counts."""
    old = (Measured(KNEE, "left", 2, 20.0, comfortable=True, confirmed=True),)
    assert valid(pack, old, KNEE, "left") is not None
    back = open_results(pack, old, after(Verdict.PASS, moved=True), ())
    assert valid(pack, back, KNEE, "left") is None


def test_an_old_result_counts_no_more(pack: Pack) -> None:
    """S9: valid on its day and seven more."""
    results: Results = (Measured(KNEE, "left", 0, 20.0, comfortable=True, confirmed=True),)
    for age in range(9):
        found = valid(pack, results, KNEE, "left")
        assert (found is not None) is (age <= 7)
        results = close_results(pack, results)


@pytest.mark.parametrize(
    "logged",
    [
        TestLogged(KNEE, "left", (20,) * 3, 0),
        TestLogged(KNEE, "left", (20,) * 3, None, comfortable=True),
        TestLogged(KNEE, "left", (20,) * 3, 0, comfortable=False),
        TestLogged(KNEE, "left", (20,) * 3, 3, comfortable=True),
        TestLogged(KNEE, "left", (20,) * 3, 0, comfortable=True, sharp=True),
        TestLogged(KNEE, "left", (20,) * 3, 0, comfortable=True, stopped=True),
    ],
)
def test_what_is_missing_hurts_or_was_stopped_is_not_comfortable(
    pack: Pack, logged: TestLogged
) -> None:
    """S9, S12, E25."""
    (found,) = measure(pack, [logged])
    assert found.comfortable is not True


def test_a_second_try_on_one_day_never_mends_the_first(pack: Pack) -> None:
    bad = TestLogged(KNEE, "left", (20,) * 3, 0, comfortable=False)
    good = TestLogged(KNEE, "left", (20,) * 3, 0, comfortable=True)
    (found,) = measure(pack, [bad, good])
    assert found.comfortable is False


def test_sides_compare_only_within_one_day() -> None:
    left = Measured(BRIDGE, "left", 1, 18, confirmed=True)
    right = Measured(BRIDGE, "right", 1, 20, confirmed=True)
    assert symmetry_percent(left, right) == 90
    assert symmetry_percent(left, right._replace(age=2)) is None
    assert symmetry_percent(left._replace(value=0), right._replace(value=0)) == 0


def test_a_correction_leaves_only_what_both_readings_hold(pack: Pack) -> None:
    """S18."""
    mine = (Measured(KNEE, "left", 2, 20.0, comfortable=True, confirmed=True),)
    assert meet_results(mine, mine) == mine
    assert valid(pack, meet_results(mine, ()), KNEE, "left") is None
    other = (mine[0]._replace(age=1),)
    assert meet_results(mine, other)[0].age == 1
    assert valid(pack, meet_results(mine, other), KNEE, "left") is None


def test_strong_pain_in_a_test_asks_the_symptom_lists(engine: Engine) -> None:
    """S4: it counts like exercise pain."""
    person = in_stage_3(engine)
    person.tell(TestLogged(BRIDGE, "left", (8,), 5))
    assert SIGNS_FORM in engine.prescribe(person.state).asks
    assert not isinstance(engine.prescribe(person.state), Prescription)


def test_pain_of_four_in_a_test_lowers_its_exercise(engine: Engine) -> None:
    """That exercise stops, one rung down."""
    person = in_stage_3(engine, "tightness")
    before = person.state.episodes[0].ladders["single_leg_bridge:left"].level
    person.tell(TestLogged(BRIDGE, "left", (8,), 4))
    assert standing(person, KNEE).rule == "pain.stop_exercise_at"
    person.state = engine.advance(person.state, person.state.day + 1)
    assert person.state.episodes[0].ladders["single_leg_bridge:left"].level == before - 1


def test_the_knee_test_waits_for_a_normal_walk_after_a_strain(engine: Engine) -> None:
    person = enrol(engine, "strain")
    person.live(20)
    person.answer_asks()
    limping = Person(engine, engine.step(person.state, WalkingAnswered("left", normal=False)))
    assert standing(limping, KNEE).rule == "criterion.normal_walking"
    walking = Person(engine, engine.step(person.state, WalkingAnswered("left", normal=True)))
    assert standing(walking, KNEE).rule is None


def test_the_knee_test_waits_for_bent_hip_loading_on_a_sore_tendon(engine: Engine) -> None:
    """C7."""
    person = enrol(engine, "tendinopathy")
    person.answer_asks()
    assert standing(person, KNEE).rule == f"test.{KNEE}.from_stage.tendinopathy"


def test_two_limbs_have_no_good_side_to_compare_with(engine: Engine) -> None:
    """The count on each side instead."""
    person = enrol(engine, "prevention", "gym", limbs=("left", "right"))
    for episode in person.state.episodes:
        wanted = ("weaker_side_90_percent",)
        found = compile_criteria(engine.pack, episode.kind, person.state.person, wanted)
        assert [c.criterion.id for c in found] == ["twenty_in_the_test"]


def test_sport_outside_closes_a_maximal_test(engine: Engine) -> None:
    """S3 where sport counts as hard."""
    person = enrol(engine, "strain", "gym")
    for _ in range(60):
        person.answer_asks()
        if standing(person, BRIDGE).rule is None:
            break
        person.live(1)
    person.tell(SportLogged())
    assert standing(person, BRIDGE).rule == "calendar.min_hard_spacing_days"


# --- the person's own scale


def test_the_first_score_is_a_start_and_answers_nothing(engine: Engine) -> None:
    person = enrol(engine, "strain")
    person.tell(ActivityNamed("left", "a", "stairs"))
    person.tell(ActivitiesRated("left", (("a", 4),)))
    person.state = engine.advance(person.state, person.state.day + 1)
    monitors = person.state.episodes[0].monitors
    assert (monitors.scores, monitors.best_gain) == ((("a", 4),), None)


def test_other_words_begin_an_activity_anew(engine: Engine) -> None:
    person = enrol(engine, "strain")
    person.tell(ActivitiesRated("left", (("a", 2),)))
    person.state = engine.advance(person.state, person.state.day + 1)
    person.tell(ActivityNamed("left", "a", "something else"))
    person.tell(ActivitiesRated("left", (("a", 9),)))
    person.state = engine.advance(person.state, person.state.day + 1)
    monitors = person.state.episodes[0].monitors
    assert (monitors.scores, monitors.best_gain) == ((("a", 9),), None)


# --- the watch


def test_a_week_without_an_answer_forbids_hard_work(pack: Pack) -> None:
    """S9, E24."""
    rules = pack.way_back.watch
    state, _ = open_watch(rules, SportWatch(), returned=True, answers=None)
    for day in range(1, 12):
        state, signals = open_watch(rules, close_watch(rules, state), returned=False, answers=None)
        assert signals.asks is (day >= 7)
        assert signals.hard_waits is (day >= 8)


def test_half_an_answer_is_none(pack: Pack) -> None:
    """S9."""
    rules = pack.way_back.watch
    half = {next(iter(rules.signs)): False}
    state, _ = open_watch(rules, SportWatch(10, 8), returned=False, answers=half)
    assert state.age == 8


def test_a_sign_takes_one_stage_back_and_the_form_comes_first(engine: Engine) -> None:
    """E24: a red flag before a step back, a step back before going on."""
    person = in_stage_3(engine, "tightness")
    place = person.state.episodes[0].gate.place
    person.tell(ReturnedToSport("left"))
    person.live(7)
    place = person.state.episodes[0].gate.place
    person.tell(WatchAnswered("left", (("same_spot", True),)))
    assert SIGNS_FORM in engine.prescribe(person.state).asks
    person.state = engine.advance(person.state, person.state.day + 1)
    assert person.state.episodes[0].gate.place == place - 1
    assert person.state.episodes[0].watch == SportWatch()


def test_no_stage_opens_while_the_watch_runs(engine: Engine) -> None:
    """C24: four weeks, then Maintain."""
    calm = enrol(engine, "tightness")
    watched = enrol(engine, "tightness")
    watched.tell(ReturnedToSport("left"))
    for person in (calm, watched):
        person.live(28)
    places = [p.state.episodes[0].gate.place for p in (calm, watched)]
    assert places[1] == 0 < places[0]
    watched.live(4)
    assert watched.state.episodes[0].watch.left == 0
    assert watched.state.episodes[0].gate.place > 0


def test_an_answered_watch_runs_out_after_four_weeks(pack: Pack) -> None:
    rules = pack.way_back.watch
    calm = dict(calm_watch(pack, "left").signs)
    state, _ = open_watch(rules, SportWatch(), returned=True, answers=None)
    days = 0
    while state.left:
        state = close_watch(rules, state)
        days += 1
        state, signals = open_watch(
            rules, state, returned=False, answers=calm if state.age >= rules.ask_days else None
        )
        assert not signals.hard_waits
    assert days == rules.days + 1


def test_a_morning_is_asked_after_a_maximal_test(engine: Engine) -> None:
    """Like after any session."""
    person = in_stage_3(engine)
    person.tell(TestLogged(BRIDGE, "left", (25,), 0))
    person.state = engine.advance(person.state, person.state.day + 1)
    assert Ask(AskKind.MORNING, "left") in engine.prescribe(person.state).asks
    person.tell(MorningAnswered("left", 0, new_limp=False))
    assert valid(engine.pack, engine.open(person.state).tests, BRIDGE, "left") is not None
