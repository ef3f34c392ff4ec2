"""Short lives that lead to each thing a decision can say beside its plan, one for each name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.engine.driver import Person, enrol, none_of_all

from hamstrong.engine.decide.notices import Notice, is_general
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    ClearanceRecorded,
    FormAnswered,
    MorningAnswered,
    PainNowAnswered,
    ReturnedToSport,
    SessionRequested,
    SetLogged,
    SportLogged,
    StepBackChosen,
    Stopped,
)

MONDAY = 739_005
LIMB = "left"


def healthy(engine: Engine, days: tuple[int, ...] = (0, 2, 4)) -> Person:
    """Prevention: hard work on the training days from the first one on."""
    person = enrol(engine, "prevention", "gym", day=MONDAY, days=days)
    person.answer_asks()
    return person


def strained(engine: Engine, **more: Any) -> Person:
    person = enrol(engine, "strain", "running", day=MONDAY, **more)
    person.answer_asks()
    return person


def long_form(engine: Engine, *symptoms: str, **changes: str | int) -> FormAnswered:
    """A complete long form with nothing to find but the symptoms named."""
    values: dict[str, str | int] = {
        "fork": "hurts", "age": 40, "limbs": LIMB, "onset": "gradual", "where": "back_of_thigh",
        "nprs_worst_7d": 0, "walking_normal": "yes", "how": "quick", "better_since": "yes",
    }  # fmt: skip
    return none_of_all(engine.pack, "long", **(values | changes))._replace(symptoms=symptoms)


def next_day(person: Person, days: int = 1, *, answer: bool = False) -> Person:
    """Let days pass without work; `answer` answers what is asked on the last one."""
    person.state = person.engine.advance(person.state, person.state.day + days)
    if answer:
        person.answer_asks()
    return person


def told(person: Person, *facts: Any) -> Person:
    for fact in facts:
        person.tell(fact)
    return person


def said(person: Person) -> tuple[Notice, ...]:
    """What today's decision says, general advice left out."""
    notices = person.engine.prescribe(person.state).notices
    return tuple(notice for notice in notices if not is_general(notice))


def names(person: Person) -> list[str]:
    """What it says, by name; a referral by its flag."""
    return [getattr(notice, "name", "") or getattr(notice, "flag", "") for notice in said(person)]


# --- stops


def _same_day(engine: Engine) -> Person:
    lists = none_of_all(engine.pack, "weekly").none_of_these
    rest = tuple(name for name in lists if name != "weekly_signs_seen")
    return told(healthy(engine), FormAnswered("weekly", ("now_swelling",), rest))


def _limping(engine: Engine) -> Person:
    """A strain of today with a limp, before there is a plan."""
    form = long_form(
        engine, onset="sudden", days_since_onset=0, where="back_of_thigh", walking_normal="no"
    )
    return told(Person(engine, engine.start(MONDAY)), form)


def _sign_withdrawn(engine: Engine) -> Person:
    clean = long_form(engine)
    return told(healthy(engine), long_form(engine, "chest_breath"), clean._replace(withdraws=True))


def _strong_pain(person: Person, nprs: int) -> Person:
    return told(person, SetLogged("bridge", "both", "bridge-2x10", None, 10, nprs=nprs))


def _episode_closed(engine: Engine) -> Person:
    """A pull on Monday, cleared on Tuesday."""
    person = next_day(told(healthy(engine), Stopped("pop_or_pull")))
    return told(person, ClearanceRecorded(("pull",), "A. Physio", MONDAY + 1, MONDAY + 31, 2))


def _unanswered(engine: Engine) -> Person:
    person = healthy(engine)
    person.pain = lambda _day, _exercise: None
    person.work_only()
    return person


def _after_a_session(engine: Engine) -> Person:
    person = healthy(engine)
    person.live(1)
    return person


def _mornings_open(engine: Engine) -> Person:
    """A session on Monday and a set on Wednesday; neither morning after was answered."""
    person = healthy(engine)
    person.morning = lambda _day: None
    person.live(1)
    next_day(person).begin_with_one_set()
    return next_day(person)


def _morning_awaited(engine: Engine) -> Person:
    failed = told(_after_a_session(engine), MorningAnswered(LIMB, 4, new_limp=False))
    return next_day(failed)


def _flare(day: int) -> Callable[[Engine], Person]:
    """Pain of 6 on Monday with nothing behind it, then that day of the path."""

    def live(engine: Engine) -> Person:
        person = healthy(engine)
        person.work()
        told(_strong_pain(person, 6), long_form(engine))
        for _ in range(day):
            next_day(person, answer=True)
        return person

    return live


# --- freezes, reminders, referrals


def frozen(change: str | None = None) -> Callable[[Engine], Person]:
    """A frozen episode, as weeks without a change leave it."""

    def live(engine: Engine) -> Person:
        person = healthy(engine)
        (episode,) = person.state.episodes
        monitors = episode.monitors._replace(frozen="no_change", change=change)
        person.state = person.state._replace(episodes=(episode._replace(monitors=monitors),))
        return person

    return live


def _slow(engine: Engine) -> Person:
    """A gate that was not reached in a long time of steady work."""
    person = healthy(engine)
    (episode,) = person.state.episodes
    monitors = episode.monitors._replace(stage_days=200, stage_planned=60, stage_done=60)
    person.state = person.state._replace(episodes=(episode._replace(monitors=monitors),))
    return person


def _sport(engine: Engine) -> Person:
    person = strained(engine)
    for _ in range(engine.pack.rules.calendar.sport_blocks_days):
        next_day(told(person, SportLogged(hamstrings_loaded=True)), answer=True)
    return person


def _moved(engine: Engine) -> Person:
    """Friday's session was moved to Saturday, then Friday had hard work after all."""
    person = told(healthy(engine, (0, 4)), SessionRequested(MONDAY + 5, MONDAY + 4))
    next_day(person, 4, answer=True)
    hard = SetLogged("slider_lowering", "both", "slider_lowering-2x6", None, 5, nprs=0)
    return told(person, hard)


def third_fail(engine: Engine) -> Person:
    """After good weeks a morning of 4 after each session, until the third in a row."""
    person = strained(engine)
    person.live(40)
    person.morning = lambda _day: 4
    for _ in range(20):
        person.answer_asks()
        if "third_fail" in names(person):
            return person
        person.work()
        next_day(person)
    raise AssertionError("mornings of 4 never referred")


def _cleared_for(days: int) -> Callable[[Engine], Person]:
    def live(engine: Engine) -> Person:
        clearance = ClearanceRecorded(("pull",), "A. Physio", MONDAY, MONDAY + days, 2)
        return told(healthy(engine), Stopped("pop_or_pull"), clearance)

    return live


def _coarse_weights(engine: Engine) -> Person:
    """Two easy sessions with 10 kg, and nothing between 10 and 15 kg at home."""
    person = enrol(engine, "prevention", "gym", day=MONDAY)
    person.weights_kg, person.left = (6.0, 10.0, 15.0), "4+"
    while not any(
        i.rung == "rdl-own" for i in getattr(engine.prescribe(person.state), "items", ())
    ):
        person.live(1)
    person.live(6)
    person.answer_asks()
    return person


def _short_of_time(engine: Engine) -> Person:
    return enrol(engine, "strain", "running", day=MONDAY, minutes=20)


LIVES: Mapping[str, Callable[[Engine], Person]] = {
    "no_smaller_step": _coarse_weights,
    "more_minutes": _short_of_time,
    "emergency": lambda engine: told(healthy(engine), Stopped("chest_breath_or_faint")),
    "same_day": _same_day,
    "walking": _limping,
    "sign_withdrawn": _sign_withdrawn,
    "questions_due": lambda engine: next_day(_strong_pain(healthy(engine), 5)),
    "too_early": lambda e: enrol(e, "strain", "running", day=MONDAY, injured_days_ago=0),
    "baseline_due": lambda engine: enrol(engine, "prevention", "gym", day=MONDAY),
    "episode_closed": _episode_closed,
    "day_over": lambda engine: told(healthy(engine), Stopped("tired")),
    "unanswered": _unanswered,
    "pain_before": lambda e: told(strained(e), PainNowAnswered(LIMB, 4, new_limp=False)),
    "rest_chosen": lambda engine: told(strained(engine), StepBackChosen(LIMB)),
    "holds_only": lambda e: told(strained(e), PainNowAnswered(LIMB, 3, new_limp=False)),
    "failed_morning": lambda engine: told(
        _after_a_session(engine), MorningAnswered(LIMB, 4, new_limp=True)
    ),
    "mornings_open": _mornings_open,
    "morning_awaited": _morning_awaited,
    "soreness": lambda engine: told(
        _after_a_session(engine),
        MorningAnswered(LIMB, 3, new_limp=False, same_soreness=True),
    ),
    "week_due": lambda engine: next_day(healthy(engine), 8),
    "watch_due": lambda engine: next_day(
        told(healthy(engine), ReturnedToSport(LIMB)), engine.pack.way_back.watch.ask_days + 1
    ),
    "flare_day_1": _flare(1),
    "flare_day_2": _flare(2),
    "flare_day_3": _flare(3),
    "no_change": frozen("same"),
    "slower_than_usual": _slow,
    "twice_a_week": lambda engine: next_day(_after_a_session(engine), 3, answer=True),
    "keep_a_day_free": _sport,
    "clearance_ends": _cleared_for(10),
    "moved_day": _moved,
    "third_fail": third_fail,
}
"""Every name that the engine gives; `pack_withdrawn` is given by the use case that knows of it."""
