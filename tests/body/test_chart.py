"""The charts hold every exercise, and the early tendon stages sit in the safe corner."""

import xml.etree.ElementTree as ET

import pytest

from hamstrong.body.chart import LengthWords, MapWords, exercise_map, length_chart
from hamstrong.body.demand import demand, demands
from hamstrong.body.muscle import MUSCLES
from hamstrong.protocol.loader import load_pack

PACK = load_pack()
TRACK = PACK.tracks["tendinopathy"]


def _early() -> frozenset[str]:
    assert TRACK.compression
    early = set()
    for stage in PACK.stages.values():
        if stage.number in TRACK.compression.stages:
            early |= set(stage.pools["tendinopathy"])
    return frozenset(early)


def test_early_tendon_stages_stay_below_their_limit() -> None:
    assert TRACK.compression
    for name in _early() & set(PACK.exercises):
        exercise = PACK.exercises[name]
        isometric = PACK.load_classes[exercise.load_class].isometric
        limit = TRACK.compression
        largest = limit.isometric_hip_deg if isometric else limit.repetition_hip_deg
        assert demand(exercise).hip_deg <= largest + 0.5, name


def test_nordic_is_short_and_hard_and_the_stretch_long() -> None:
    assert demand(PACK.exercises["nordic"]).length < 1.0
    assert demand(PACK.exercises["doorway_stretch"]).length > 1.15
    assert demand(PACK.exercises["rdl"]).compression == "high"


def test_the_map_shows_every_exercise_once_and_rings_the_early_ones() -> None:
    order = sorted(PACK.load_classes, key=lambda name: PACK.load_classes[name].rank)
    words = MapWords(
        "?", "hip", {n: f"<{n}>" for n in PACK.exercises}, {n: n for n in order},
        ("a", "b", "c"), "early", "longer",
    )  # fmt: skip
    svg = exercise_map(demands(list(PACK.exercises.values())), _early(), 40.0, order, words)
    root = ET.fromstring(svg)  # noqa: S314 - our own picture
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert all(texts.count(f"<{name}>") == 1 for name in PACK.exercises)
    rings = [e for e in root.iter() if e.get("class") == "oa"]
    assert len(rings) == len(_early() & set(PACK.exercises))


def test_the_length_chart_has_a_line_and_a_band_for_each_muscle() -> None:
    root = _length_chart("rdl", "below_knee")
    bands = list(root.iter("{http://www.w3.org/2000/svg}polygon"))
    assert len(bands) == len(MUSCLES)


@pytest.mark.parametrize(
    ("exercise", "sequence", "most"),
    [
        ("bridge", "default", "little"),
        ("hip_hinge", "short", "more"),
        ("rdl", "below_knee", "most"),
    ],
)
def test_the_strip_says_how_hard_the_tendon_is_pressed(
    exercise: str, sequence: str, most: str
) -> None:
    root = _length_chart(exercise, sequence)
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert most in texts
    assert {"little", "more", "most"} & set(texts) == {most}


def _length_chart(name: str, sequence: str) -> ET.Element:
    words = LengthWords(
        "Long?", "standing", {m: m for m in MUSCLES},
        {"low": "little", "mid": "more", "high": "most"},
    )  # fmt: skip
    exercise = PACK.exercises[name]
    shown = next(s for s in exercise.sequences if s.id == sequence)
    rung = next(k for k, r in enumerate(exercise.ladder) if r.pose == sequence)
    svg = length_chart(exercise, shown, rung, words)
    return ET.fromstring(svg)  # noqa: S314 - our own picture
