"""Real people's pain diaries, lived through every track (real input, R-I3).

The recordings (four volunteers, 2018-2021) rate symptoms in words with uneven numbers: 1 almost
imperceivable, 2 could feel it, 3 uncomfortable, 3.2-3.6 very uncomfortable, 3.8 and 4.5 painful,
6 very painful, 8 extremely painful, 9.5 worst ever. We read the words, not the numbers:

    source   <=1   <=2   <=3   <=3.6   <=4.5   <=6   <=8   more
    NPRS      1     2     3      4       5      7     9     10

The worst leg symptom of a day is the morning's answer; a day without one is a day without an
answer. Nobody there had a hamstring injury, so nothing is learned about healing: what must hold is
that no real sequence of good, bad and missing days crashes the engine, breaks an invariant or
moves anything forward on a missing or rising day.
"""

from __future__ import annotations

import csv
import gzip
from datetime import date
from pathlib import Path

import pytest
from tests.engine.invariants import broken
from tests.engine.phases import diary_of, live, story_of

from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.engine import Engine
from hamstrong.proof.stories import DiaryEntry, Who
from hamstrong.protocol.loader import load_pack

LEG = ("knee pain", "leg pain", "hip pain", "foot pain", "ankle pain", "patellar tendon throbbing")
STEPS = ((1.0, 1), (2.0, 2), (3.0, 3), (3.6, 4), (4.5, 5), (6.0, 7), (8.0, 9))
TRACKS = ("strain", "tendinopathy", "tightness", "prevention")
PEOPLE = ("P3", "P5", "P7", "P8")
DAYS = 150
"""Days of each diary that are lived, from its first entry on."""


def nprs_of(intensity: float) -> int:
    """The source's worded scale on 0-10, the careful way where it lies between two words."""
    return next((nprs for limit, nprs in STEPS if intensity <= limit), 10)


@pytest.mark.parametrize(
    ("intensity", "nprs"),
    [(0.5, 1), (1, 1), (2, 2), (2.5, 3), (3, 3), (3.2, 4), (3.8, 5), (4.5, 5), (6, 7), (9.5, 10)],
)
def test_scale_is_read_by_its_words(intensity: float, nprs: int) -> None:
    assert nprs_of(intensity) == nprs


def read_diary(folder: Path, person: str) -> dict[int, int]:
    """Worst leg symptom of each day, by day since the first entry."""
    worst: dict[int, int] = {}
    with gzip.open(folder / "motion" / "pain_diary" / "symptoms.csv.gz", "rt") as file:
        for row in csv.DictReader(file):
            if row["participant"] == person and row["symptom"] in LEG:
                day = date.fromisoformat(row["day"]).toordinal()
                worst[day] = max(worst.get(day, 0), nprs_of(float(row["intensity"])))
    first = min(worst, default=0)
    return {day - first: nprs for day, nprs in worst.items() if day - first < DAYS}


@pytest.mark.parametrize("track", TRACKS)
@pytest.mark.parametrize("person", PEOPLE)
def test_real_diary_moves_nothing_forward_on_bad_or_missing_days(
    data_dir: Path, person: str, track: str
) -> None:
    answers = read_diary(data_dir, person)
    entries = tuple(
        DiaryEntry(day, day, (f"morning {answers.get(day, 'none')}",)) for day in range(DAYS)
    )
    usual = DiaryEntry(0, 6, ("usual 3",))
    story = story_of(Who(tracks=(("left", track),)), (usual, *entries), DAYS)
    walk, seen = live(Engine(load_pack()), story)
    assert broken(diary_of(walk, seen)) == []
    stage: int | None = None
    for day in seen:
        if not isinstance(day.waking, Prescription):
            continue
        now = day.waking.stages[0][1]
        today, before = answers.get(day.day - 1), answers.get(day.day - 2)
        rising = today is not None and before is not None and today > before
        if stage is not None and (today is None or rising):
            assert now <= stage, f"{person} {track} day {day.day}: forward to stage {now}"
        stage = now


def test_recordings_are_there_or_said_to_be_missing(data_dir: Path) -> None:
    assert all(read_diary(data_dir, person) for person in PEOPLE)
