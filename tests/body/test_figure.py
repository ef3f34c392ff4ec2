"""Every exercise and rung can be drawn, moves without script, mirrors exactly and stays small."""

import gzip
import hashlib
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from tests.body.scenes import EXERCISES, RUNGS, SCENES, Scene

from hamstrong.body.figure import FigureLook, animated_svg, figure_at, sequence_of
from hamstrong.body.front import front_joints
from hamstrong.body.layout import WIDTH
from hamstrong.body.motion import Motion
from hamstrong.body.muscle import MUSCLES
from hamstrong.body.sampling import BREATH_S

SNAPSHOTS = Path(__file__).parent / "snapshots" / "figures.json"
HEAVIEST_GZIPPED = 15_000
SVG = "{http://www.w3.org/2000/svg}"
each_rung = pytest.mark.parametrize("scene", RUNGS, ids=lambda s: f"{s.exercise.id}-{s.rung}")


@cache
def animated(exercise: str, rung: int) -> str:
    """Several tests look at the same picture, which takes a twentieth of a second to draw."""
    return animated_svg(EXERCISES[exercise], rung)


@each_rung
def test_every_rung_renders_small_and_without_script(scene: Scene) -> None:
    svg = animated(scene.exercise.id, scene.rung)
    root = ET.fromstring(svg)  # noqa: S314 - our own picture
    assert len(gzip.compress(svg.encode())) < HEAVIEST_GZIPPED
    assert not list(root.iter(f"{SVG}script"))
    assert not list(root.iter(f"{SVG}image"))
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert "nan" not in svg


@each_rung
def test_motion_stands_inside_the_media_query(scene: Scene) -> None:
    svg = animated(scene.exercise.id, scene.rung)
    before, _, inside = svg.partition("@media(prefers-reduced-motion:no-preference)")
    assert "animation" not in before
    assert "@keyframes" not in before
    pushes_only = bool(scene.sequence.push)
    assert inside or pushes_only, "only an effort without movement stands still"


@each_rung
def test_every_name_that_a_figure_uses_exists_in_it(scene: Scene) -> None:
    svg = animated(scene.exercise.id, scene.rung)
    root = ET.fromstring(svg)  # noqa: S314 - our own picture
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    used = {element.get("href", "")[1:] for element in root.iter(f"{SVG}use")}
    assert used <= ids
    assert all(str(name).startswith(root.get("id", "?")) for name in ids)


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_left_is_the_exact_mirror_of_right(scene: Scene) -> None:
    right = figure_at(scene.exercise, scene.rung, "right", 0.7, sequence=scene.sequence)
    left = figure_at(scene.exercise, scene.rung, "left", 0.7, sequence=scene.sequence)
    assert {n: (-x, y) for n, (x, y) in left.joints.items()} == dict(right.joints)

    def body(svg: str) -> str:
        root = re.search(r' id="(h[0-9a-f]{8})"', svg)
        assert root
        return svg[svg.index("</defs>") + 7 : -len("</svg>")].replace(root[1], "")

    assert body(left.svg) == f'<g transform="matrix(-1 0 0 1 {WIDTH:.0f} 0)">{body(right.svg)}</g>'


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_fixed_scheme_needs_no_variables(scheme: str) -> None:
    look = FigureLook(scheme="light" if scheme == "light" else "dark")
    svg = figure_at(EXERCISES["bridge"], 0, "right", 1.0, look=look).svg
    assert "var(" not in svg
    assert "prefers-color-scheme" not in svg


def test_from_behind_the_hamstrings_are_seen_and_from_the_front_they_are_not() -> None:
    balance, squat = EXERCISES["single_leg_balance"], EXERCISES["squat"]
    behind = figure_at(balance, 0, "right", 3.0).svg
    knees_in = next(s for s in squat.sequences if s.view == "front")
    before = figure_at(squat, 0, "right", 3.0, sequence=knees_in).svg
    assert all(f'class="k {muscle}"' in behind for muscle in MUSCLES)
    assert not any(muscle in before for muscle in MUSCLES)


def test_a_working_leg_is_on_the_same_side_from_behind_and_opposite_from_the_front() -> None:
    balance = EXERCISES["single_leg_balance"]
    behind = sequence_of(balance, 0)
    front = replace(behind, view="front")
    knees = [
        front_joints(Motion(s, balance.ladder[0].dosage).key_frame(1), s.view)["near_knee"][0]
        for s in (behind, front)
    ]
    assert knees[0] > 0.0 > knees[1] == -knees[0]


@each_rung
def test_an_animation_lasts_one_repetition_of_the_dosage(scene: Scene) -> None:
    """The player holds these animations at a time, so every one has the same clock."""
    svg = animated(scene.exercise.id, scene.rung)
    clocks = re.findall(r"animation:([\d.]+)s linear infinite", svg)
    shown = scene.motion().lasts_s + BREATH_S
    assert all(float(clock) == pytest.approx(shown, abs=0.005) for clock in clocks)
    assert len(clocks) == (0 if scene.sequence.push else 1)


def _fingerprints() -> dict[str, str]:
    """A hash of each sequence at three moments, and of each rung, with what it holds, at one."""
    prints = {}
    look = FigureLook(scheme="light")
    for scene in SCENES:
        prints[str(scene)] = _hash(
            figure_at(
                scene.exercise, scene.rung, "right", t, look=look, sequence=scene.sequence
            ).svg
            for t in (0.0, 1.0, 2.5)
        )
    for scene in RUNGS:
        rung = scene.exercise.ladder[scene.rung]
        picture = figure_at(scene.exercise, scene.rung, "left", 1.0, look=look)
        prints[rung.id] = _hash([picture.svg])
    return prints


def _hash(pictures: Iterable[str]) -> str:
    return hashlib.sha256("".join(pictures).encode()).hexdigest()[:16]


def test_figures_look_as_they_did_when_somebody_last_looked() -> None:
    """After a change that is meant: look at `bench/contact_sheet.py`, then `--accept` there."""
    stored = json.loads(SNAPSHOTS.read_text(encoding="utf-8"))
    seen = _fingerprints()
    changed = {name for name, value in seen.items() if stored.get(name) != value}
    gone = set(stored) - set(seen)
    assert not changed | gone, "look at these with `python bench/contact_sheet.py`, then --accept"
