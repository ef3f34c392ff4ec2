"""What holds for every way through the forms: length, missing answers, and more is never milder."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstrong.engine.answers import Answers, evaluate
from hamstrong.engine.asked_questions import HasTriage, pages_of, screens_to_show
from hamstrong.engine.quiet_form import quiet_form
from hamstrong.engine.state.known_facts import KnownAnswer, KnownFacts
from hamstrong.engine.triage import PRECEDENCE, TriageOutcome, outcome
from hamstrong.protocol.model import Condition, FormName, Pack, Screen

FORMS: tuple[FormName, ...] = get_args(FormName)
LONGEST = {"strain": 9, "tendinopathy": 9, "tightness": 7, "prevention": 5, "signs": 4}
"""Pages to the outcome, by track, and through the symptom lists."""
WEEKLY_PAGES = 4
LONGEST_LIST = 7
WORSE: Mapping[str, tuple[str | int, ...]] = {
    "walking_normal": ("yes", "no"),
    "better_since": ("yes", "no"),
    "nprs_worst_7d": tuple(range(11)),
    "days_since_onset": (0, 1, 2, 3, 7, 42, 43, 400),
}
"""Answers from the mildest to the worst, where a question has such an order."""
AGES = (17, 18, 44, 45, 50, 65)
RISKY = frozenset({"calf_ache", "hot_red_area", "impact_buttock", "walk_cramp", "pain_not_load"})
"""Signs that are read by a risk, so that one more list is asked."""


def _choices(screen: Screen) -> tuple[str | int, ...]:
    if screen.kind == "yes_no":
        return WORSE.get(screen.id, ("yes", "no"))
    return AGES if screen.kind == "years" else screen.options or WORSE[screen.id]


def _ways(
    pack: HasTriage, form: FormName, answers: Answers, ticked: frozenset[str]
) -> Iterator[tuple[TriageOutcome, int]]:
    """Every way to the end of a form with these ticks: where it leads, and its pages."""
    result = outcome(pack, answers, form)
    if result.next_screen is None:
        yield result, len(pages_of(screens_to_show(pack, answers, form)))
        return
    screen = next(s for s in pack.triage.screens if s.id == result.next_screen)
    if screen.kind == "list":
        yes = answers.yes | (ticked & set(screen.symptoms))
        none = answers.none_confirmed | {screen.id}
        yield from _ways(pack, form, Answers(yes, none, answers.values), ticked)
        return
    # What no page depends on need not be varied here.
    fixed = screen.id in ("nprs_worst_7d", "days_since_onset", "better_since", "age")
    for value in _choices(screen)[: 3 if fixed else None]:
        values = {**answers.values, screen.id: value}
        yield from _ways(pack, form, Answers(answers.yes, answers.none_confirmed, values), ticked)


@pytest.mark.parametrize("ticked", [frozenset(), RISKY], ids=["nothing", "risky"])
def test_no_way_to_the_outcome_is_longer_than_its_track_allows(
    pack: HasTriage, ticked: frozenset[str]
) -> None:
    longest: dict[str | None, int] = {}
    for result, pages in _ways(pack, "long", Answers(), ticked):
        longest[result.track] = max(pages, longest.get(result.track, 0))
    assert dict(pack.triage.max_pages) == LONGEST
    for track, pages in longest.items():
        assert 0 < pages <= LONGEST.get(track or "strain", 0)
    assert ticked or longest.keys() >= {"strain", "tendinopathy", "tightness", "prevention"}


def test_the_first_question_is_the_fork(pack: HasTriage) -> None:
    assert screens_to_show(pack, Answers(), "long")[0].id == "fork"


def test_who_is_fine_answers_the_emergency_list_and_standing_facts_only(pack: HasTriage) -> None:
    fine = Answers(values={"fork": "fine"})
    shown = screens_to_show(pack, fine, "long")
    assert {s.id for s in shown if not s.about} == {"emergency"}
    assert {s.about for s in shown} == {"injury", "", "person"}
    assert [s.id for s in shown if s.about == "injury"] == ["fork"]


@pytest.mark.parametrize("ticked", [frozenset(), RISKY], ids=["nothing", "risky"])
def test_the_symptom_lists_alone_take_at_most_four_pages(
    pack: HasTriage, ticked: frozenset[str]
) -> None:
    shown = screens_to_show(pack, Answers(ticked), "signs")
    assert len(pages_of(shown)) <= LONGEST["signs"]
    assert {s.kind for s in shown} == {"list"}


def test_the_short_form_is_one_list_and_the_weekly_one_a_few_pages(pack: HasTriage) -> None:
    assert len(screens_to_show(pack, Answers(), "short")) == 1
    assert len(pages_of(screens_to_show(pack, Answers(), "weekly"))) <= WEEKLY_PAGES


KNOWN = (
    KnownAnswer("age", value=40),
    KnownAnswer("cautions", ("knee_trouble",)),
    KnownAnswer("health"),
    KnownAnswer("history"),
    KnownAnswer("fork", value="hurts"),
    KnownAnswer("limbs", value="left"),
    KnownAnswer("onset", value="sudden"),
    KnownAnswer("where", value="back_of_thigh"),
)


def _asked(pack: HasTriage, form: FormName, known: KnownFacts, *, sort: bool = False) -> set[str]:
    shown = screens_to_show(pack, Answers(), form, sort=sort, known=known)
    return {screen.id for screen in shown if screen.about}


def test_what_is_known_is_never_asked_again(pack: HasTriage) -> None:
    assert _asked(pack, "signs", KNOWN) == set()
    assert _asked(pack, "weekly", KNOWN) == set()
    assert _asked(pack, "long", KNOWN) == {"still_so"}


def test_a_new_injury_is_asked_and_the_person_is_not(pack: HasTriage) -> None:
    asked = _asked(pack, "long", KNOWN, sort=True)
    assert asked == {"still_so", "fork"}
    hurts = Answers(values={"fork": "hurts", "still_so": "yes"})
    shown = screens_to_show(pack, hurts, "long", known=KNOWN)
    assert {s.id for s in shown if s.about == "injury"} == {"fork", "limbs", "where", "onset"}
    assert not [s.id for s in shown if s.about == "person"]


def test_what_has_changed_is_asked_anew(pack: HasTriage) -> None:
    changed = Answers(values={"still_so": "no"})
    shown = screens_to_show(pack, changed, "long", sort=False, known=KNOWN)
    assert {s.id for s in shown if s.about == "person"} == {"age", "health", "history", "cautions"}


def test_a_fact_grown_old_is_a_line_of_the_weekly_form_and_unanswered_leaves_it_open(
    pack: Pack,
) -> None:
    old = tuple(k._replace(stale=True) for k in KNOWN)
    assert _asked(pack, "weekly", old) == {"health", "history", "cautions"}
    whole = quiet_form(pack, "weekly", sort=False, known=old)
    answers = Answers(none_confirmed=frozenset(whole.none_of_these))
    assert outcome(pack, answers, "weekly", sort=False, known=old).complete
    less = Answers(none_confirmed=answers.none_confirmed - {"cautions"})
    assert not outcome(pack, less, "weekly", sort=False, known=old).complete


def test_a_known_fact_reads_the_signs_of_today_and_raises_nothing_by_itself(
    pack: Pack,
) -> None:
    thinners = (*KNOWN[1:], KnownAnswer("health", ("blood_thinners",)))
    lists = frozenset(quiet_form(pack, "signs").none_of_these)
    quiet = Answers(none_confirmed=lists, values={"walking_normal": "yes"})
    assert outcome(pack, quiet, "signs", sort=False, known=thinners).raised == ()
    bruise = Answers(frozenset({"bruise_new"}), lists - {"spot_look"}, quiet.values)
    assert outcome(pack, bruise, "signs", sort=False, known=thinners).raised == ("bleeding",)
    assert outcome(pack, bruise, "signs", sort=False, known=KNOWN).raised == ()


def test_lists_are_short(pack: HasTriage) -> None:
    assert max(len(s.symptoms) for s in pack.triage.screens) <= LONGEST_LIST


def test_emergencies_come_first_then_same_day_then_the_rest(pack: HasTriage) -> None:
    rank: dict[str, int] = {}
    for flag in pack.triage.flags:
        for condition in flag.when:
            if len(condition.all) + len(condition.any) == 1:
                for term in chain(condition.all, *condition.any):
                    rank[term] = min(rank.get(term, 9), PRECEDENCE.index(flag.urgency))
    for form in FORMS:
        hurts = Answers(values={"fork": "hurts"})
        pages = pages_of(screens_to_show(pack, hurts, form))
        signs = [{s for one in page if not one.about for s in one.symptoms} for page in pages]
        best = [min(rank.get(name, 9) for name in ticks) for ticks in signs if ticks]
        assert best == sorted(best)


@pytest.mark.parametrize("form", FORMS)
def test_no_answer_at_all_is_no_outcome(pack: HasTriage, form: FormName) -> None:
    result = outcome(pack, Answers(), form)
    assert not result.complete
    assert result.track is None
    assert result.next_screen == screens_to_show(pack, Answers(), form)[0].id


def _complete(pack: HasTriage, form: FormName, values: Mapping[str, str | int | None]) -> Answers:
    lists = (s.id for s in pack.triage.screens if form in s.forms and s.kind == "list")
    return Answers(none_confirmed=frozenset(lists), values=values)


WELL: Mapping[str, str | int | None] = {
    "fork": "hurts",
    "age": 40,
    "limbs": "both",
    "onset": "gradual",
    "where": "back_of_thigh",
    "nprs_worst_7d": 0,
    "walking_normal": "yes",
}


@pytest.mark.parametrize("form", FORMS)
def test_unanswered_is_not_none(pack: HasTriage, form: FormName) -> None:
    whole = _complete(pack, form, WELL)
    assert outcome(pack, whole, form).complete
    for screen in screens_to_show(pack, whole, form):
        without = Answers(
            none_confirmed=whole.none_confirmed - {screen.id},
            values={**whole.values, screen.id: None},
        )
        result = outcome(pack, without, form)
        assert not result.complete
        assert result.track is None


def test_an_impossible_number_is_no_answer(pack: HasTriage) -> None:
    whole = _complete(pack, "long", {**WELL, "nprs_worst_7d": -1})
    assert outcome(pack, whole, "long").next_screen == "nprs_worst_7d"


def test_an_option_that_is_not_offered_is_no_answer(pack: HasTriage) -> None:
    whole = _complete(pack, "long", {**WELL, "onset": "somehow"})
    assert outcome(pack, whole, "long").next_screen == "onset"


def test_zero_is_an_answer() -> None:
    condition = Condition(all=("nprs<=0",))
    assert evaluate(condition, Answers(values={"nprs": 0}))
    assert not evaluate(condition, Answers(values={"nprs": None}))
    assert not evaluate(condition, Answers())


def test_an_empty_condition_never_holds() -> None:
    assert not evaluate(Condition(), Answers(yes=frozenset({"pop"})))


def _rank(result: TriageOutcome) -> int:
    """How careful an outcome is: 0 for a track or nothing found, the most for an emergency."""
    if result.urgency is None:
        return 0
    return len(PRECEDENCE) - PRECEDENCE.index(result.urgency)


@given(data=st.data())
def test_more_yes_never_gives_a_milder_outcome(pack: HasTriage, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(FORMS))
    questions = [s for s in pack.triage.screens if s.kind != "list" and form in s.forms]
    values = {s.id: data.draw(st.sampled_from(_choices(s)), label=s.id) for s in questions}
    names = st.sampled_from([symptom.id for symptom in pack.triage.symptoms])
    before = _complete(pack, form, values)
    before = Answers(data.draw(st.frozensets(names, max_size=6)), before.none_confirmed, values)
    after = Answers(
        before.yes | data.draw(st.frozensets(names, max_size=3)),
        before.none_confirmed,
        {**values, **_worse(values, data)},
    )
    mild, worse = outcome(pack, before, form), outcome(pack, after, form)
    assert mild.complete
    assert worse.complete
    assert _rank(worse) >= _rank(mild)


def _worse(values: Mapping[str, str | int], data: st.DataObject) -> dict[str, str | int]:
    """Each ordered answer as it was or worse."""
    return {
        name: data.draw(st.sampled_from(order[order.index(values[name]) :]), label=f"{name} after")
        for name, order in WORSE.items()
        if name in values
    }
