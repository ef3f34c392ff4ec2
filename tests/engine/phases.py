"""Random diaries made of phases: a good stretch, a flare, silence, overdoing, slips and repairs.

A diary is drawn as a few phases of days and written in the words of the case book, so that what
hypothesis finds can be read, and told as a story, as it stands.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from tests.engine.invariants import Diary, LivedDay

from hamstrong.engine.engine import Engine
from hamstrong.engine.fold import begin
from hamstrong.proof.lived_day import Seen
from hamstrong.proof.stories import WEEKDAYS, DiaryEntry, Expectation, Story, StoryError, Who
from hamstrong.proof.story_run import Life

TRACKS = ("strain", "tendinopathy", "tightness", "prevention")
GOALS = ("daily_life", "gym", "running", "field_sport")
TRAITS = ("age_65", "falls", "knee_trouble", "back_trouble", "no_anchor", "cannot_lie_prone")
HARD_ONES = ("bridge", "prone_curl", "rdl", "single_leg_bridge", "small_jumps", "heel_drag", "run")
STOPS = ("sharp_pain", "cramp", "tired", "pain_elsewhere", "numbness_or_swelling", "")
SIGNS = ("now_swelling", "now_pain", "now_chest", "now_injury")
LEAVE = (
    "third_fail+second_flare+flare_not_settled+rising+worse+high_baseline+limp+freeze+pull"
    "+new_injury"
)
DAY_LIMIT = 120

Phase = Callable[[random.Random, int], str]


def _good(_dice: random.Random, _day: int) -> str:
    return ""


def _middling(dice: random.Random, _day: int) -> str:
    return f"morning {dice.randint(0, 3)}; pain {dice.randint(0, 3)}"


def _flare(dice: random.Random, _day: int) -> str:
    if dice.random() < 0.3:
        return f"pain {dice.randint(4, 8)} in {dice.choice(HARD_ONES)} at set 1"
    limp = " new limp" if dice.random() < 0.1 else ""
    return f"morning {dice.randint(0, 6)}{limp}; pain now {dice.randint(0, 5)}"


def _silence(_dice: random.Random, _day: int) -> str:
    return "quiet"


def _idle(dice: random.Random, _day: int) -> str:
    return f"no session; morning {dice.choice(('none', '0', '1'))}"


def _mute(dice: random.Random, _day: int) -> str:
    return dice.choice(("morning none", "morning none; pain none", "no weekly form; morning none"))


def _erratic(dice: random.Random, day: int) -> str:
    words = [
        f"morning {dice.choice(('none', 0, 0, 1, 2, 3, 4, 7))}",
        f"pain {dice.choice(('none', 0, 0, 1, 2, 3, 4, 5))} in {dice.choice(HARD_ONES)}",
        f"pain now {dice.choice((0, 0, 0, 1, 2, 3, 4, 5, 'none'))}",
        f"sets {dice.randint(0, 3)}",
        f"stop {dice.choice(STOPS)}".strip(),
        f"walking {dice.choice(('normal', 'not normal', 'none'))}",
        f"outcome {dice.choice(('same', 'worse', 'better', 'none'))}",
        "no short form",
        "no long form",
        f"how is it {dice.randint(0, 9)}",
    ]
    del day
    return "; ".join(dice.sample(words, dice.randint(1, 4)))


def _overdoing(dice: random.Random, _day: int) -> str:
    extra = f"also did {dice.choice(HARD_ONES)}"
    run = f"after ran {dice.randint(5, 50)} minutes at effort {dice.randint(1, 10)}"
    return dice.choice(
        (
            extra, "sport", f"{extra}; after sport", "wants a session", "after sport", run,
            f"{run} with pain {dice.choice(('none', 0, 1, 3, 4, 6))}", "after sprinted 1 minute",
            "runs in 3.8", "runs in 9.0 6.0", "runs untimed", "runs on a slope",
            "runs for 60 seconds",
        )
    )  # fmt: skip


def _slips(dice: random.Random, day: int) -> str:
    about = max(0, day - dice.randint(0, 9))
    return dice.choice(
        (
            f"after correct day {about} morning to {dice.randint(0, 8)}",
            f"correct day {about} pain to {dice.randint(0, 8)}",
            f"late about day {about} morning {dice.randint(0, 8)}",
            f"late about day {about} sport",
            f"late about day {about} bridge pain {dice.randint(0, 8)}",
            f"answers again morning {dice.randint(0, 8)}",
        )
    )


def _signs(dice: random.Random, day: int) -> str:
    leave = f"clearance of {LEAVE} by physio until {day + 60} up to stage {dice.randint(1, 6)}"
    return dice.choice(
        (
            f"after short form {dice.choice(SIGNS)}",
            "stop pop_or_pull",
            "stop chest_breath_or_faint",
            leave,
            leave,
            f"clearance of {LEAVE} by physio dated {day - 5} until {day + 200}",
            f"{leave}; quiet",
        )
    )


def _choices(dice: random.Random, _day: int) -> str:
    return dice.choice(
        (
            "back",
            "back in bridge",
            f"cap stage {dice.randint(1, 4)}",
            f"cap sets {dice.randint(1, 2)}",
            "cap without bridge",
            "set ask_clinician on",
            f"approval for stage {dice.randint(2, 6)}",
            "set minutes 20",
            "set training_days mon+thu",
        )
    )


PHASES: dict[str, Phase] = {
    "good": _good,
    "middling": _middling,
    "flare": _flare,
    "silence": _silence,
    "idle": _idle,
    "mute": _mute,
    "erratic": _erratic,
    "overdoing": _overdoing,
    "slips": _slips,
    "signs": _signs,
    "choices": _choices,
}
LENGTHS = {"good": (5, 40), "silence": (1, 50), "signs": (1, 3), "choices": (1, 4), "slips": (1, 8)}


def _entries(phases: list[tuple[str, int, int]]) -> tuple[tuple[DiaryEntry, ...], int]:
    found: list[DiaryEntry] = []
    day = 0
    for kind, length, seed in phases:
        dice = random.Random(seed)
        for _ in range(length):
            if day >= DAY_LIMIT:
                break
            words = tuple(w.strip() for w in PHASES[kind](dice, day).split(";") if w.strip())
            if words:
                found.append(DiaryEntry(day, day, words))
            day += 1
    return tuple(found), max(1, day)


@st.composite
def people(draw: st.DrawFn) -> Who:
    limbs = draw(st.sampled_from((("left",), ("right",), ("left", "right"))))
    return Who(
        tracks=tuple((limb, draw(st.sampled_from(TRACKS))) for limb in limbs),
        goal=draw(st.sampled_from(GOALS)),
        injured=draw(st.integers(0, 40)),
        days=draw(st.sampled_from((("mon", "wed", "fri"), ("tue", "sat"), ("mon", "tue", "thu")))),
        minutes=draw(st.sampled_from((15, 20, 30, 45))),
        without=draw(st.sampled_from(((), (), ("anchor", "weight"), ("slider", "towel", "ball")))),
        traits=draw(st.lists(st.sampled_from(TRAITS), max_size=2, unique=True).map(tuple)),
        worst=draw(st.sampled_from((None, 1, 4, 7))),
        runs=draw(st.sampled_from((None, 0, 12, 30))),
        ask_clinician=draw(st.sampled_from((False, False, False, True))),
    )


@st.composite
def phases(draw: st.DrawFn) -> list[tuple[str, int, int]]:
    kinds = draw(st.lists(st.sampled_from(sorted(PHASES)), min_size=1, max_size=7))
    return [
        (kind, draw(st.integers(*LENGTHS.get(kind, (1, 15)))), draw(st.integers(0, 9999)))
        for kind in ["good", *kinds]
    ]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    diary, days = _entries(draw(phases()))
    usual = draw(st.sampled_from((0, 0, 1, 2, 3, 4)))
    begun = (DiaryEntry(0, 6, (f"usual {usual}",)), *diary)
    return story_of(draw(people()), begun, days, starts=draw(st.integers(0, 6)))


def story_of(who: Who, diary: tuple[DiaryEntry, ...], days: int, starts: int = 0) -> Story:
    """A story that expects nothing but to be lived."""
    expect = (Expectation(days - 1, "day", ()),)
    return Story("a random diary", (), "", who, diary, expect, "drawn", starts)


class Walk(Life):
    """A life that goes on when there is nothing to correct, and may begin on another date."""

    def __init__(self, engine: Engine, story: Story, later: int = 0) -> None:
        super().__init__(engine, story)
        if later:
            self.first += later
            self.fold = begin(engine, self.first)

    def correct(self, day: int, kind: type[Any], where: str, **change: Any) -> None:
        try:
            super().correct(day, kind, where, **change)
        except StoryError:
            return


def live(engine: Engine, story: Story, later: int = 0) -> tuple[Walk, list[Seen]]:
    """Live a drawn story to its end."""
    walk = Walk(engine, story, later)
    return walk, walk.live(story.last_day)


def diary_of(walk: Walk, seen: list[Seen]) -> Diary:
    """The lived days as the invariants read them."""
    who = walk.story.who
    days = [LivedDay(walk.first + s.day, s.waking, s.shown, s.evening) for s in seen]
    by_day = {d.day: d for d in days}
    for recorded in walk.log:
        today = by_day[recorded.recorded_day]
        if recorded.day == recorded.recorded_day:
            today.facts.append(recorded.fact)
        else:
            today.late.append((recorded.day, recorded.fact))
    kit = frozenset(walk.engine.pack.kits) - frozenset(who.without)
    return Diary(walk.engine.pack, kit, frozenset(who.traits), who.goal, dict(who.tracks), days)


def as_words(story: Story) -> str:
    """A drawn diary as the case book would tell it."""
    lines = [f"- day {e.first}: {'; '.join(e.words)}" for e in story.diary]
    return f"{story.who}, starts on {WEEKDAYS[story.starts]}\n" + "\n".join(lines)
