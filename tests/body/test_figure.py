"""Every exercise and rung can be drawn, moves without script, mirrors exactly and stays small."""

import gzip
import hashlib
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.body.scenes import EXERCISES, RUNGS, SCENES, Scene

from hamstrong.body.figure import Look, animated_svg, figure_at
from hamstrong.body.keyframes import keyframes
from hamstrong.body.layout import WIDTH

SNAPSHOTS = Path(__file__).parent / "snapshots" / "figures.json"
HEAVIEST_GZIPPED = 15_000
SVG = "{http://www.w3.org/2000/svg}"
each_rung = pytest.mark.parametrize("scene", RUNGS, ids=lambda s: f"{s.exercise.id}-{s.rung}")


@each_rung
def test_every_rung_renders_small_and_without_script(scene: Scene) -> None:
    svg = animated_svg(scene.exercise, scene.rung)
    root = ET.fromstring(svg)  # noqa: S314 - our own picture
    assert len(gzip.compress(svg.encode())) < HEAVIEST_GZIPPED
    assert not list(root.iter(f"{SVG}script"))
    assert not list(root.iter(f"{SVG}image"))
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert "nan" not in svg


@each_rung
def test_motion_stands_inside_the_media_query(scene: Scene) -> None:
    svg = animated_svg(scene.exercise, scene.rung)
    before, _, inside = svg.partition("@media(prefers-reduced-motion:no-preference)")
    assert "animation" not in before
    assert "@keyframes" not in before
    pushes_only = bool(scene.sequence.push)
    assert inside or pushes_only, "only an effort without movement stands still"


@each_rung
def test_every_name_that_a_figure_uses_exists_in_it(scene: Scene) -> None:
    svg = animated_svg(scene.exercise, scene.rung)
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
    look = Look(scheme="light" if scheme == "light" else "dark")
    svg = figure_at(EXERCISES["bridge"], 0, "right", 1.0, look=look).svg
    assert "var(" not in svg
    assert "prefers-color-scheme" not in svg


@pytest.mark.parametrize("scene", RUNGS, ids=lambda s: f"{s.exercise.id}-{s.rung}")
def test_keyframes_keep_the_clock_of_the_dosage(scene: Scene) -> None:
    data = keyframes(scene.exercise, scene.rung)
    dosage = scene.exercise.ladder[scene.rung].dosage
    by_phase = {phase["phase"]: phase["lasts_s"] for phase in data["phases"]}
    if dosage.hold_s is not None:
        assert dosage.hold_s in [p["lasts_s"] for p in data["phases"] if p["phase"] == "hold"]
    elif dosage.tempo is not None:
        assert by_phase["lower"] == dosage.tempo.lower_s
        assert by_phase["lift"] == dosage.tempo.lift_s
    ends = [p["begins_s"] + p["lasts_s"] for p in data["phases"]]
    assert max(ends) == pytest.approx(data["lasts_s"], abs=0.002)
    assert all(len(rows) in (1, len(data["times"])) for rows in data["parts"].values())
    assert data["times"] == sorted(set(data["times"]))


def _fingerprints() -> dict[str, str]:
    """A hash of each sequence at three moments, and of each rung, with what it holds, at one."""
    prints = {}
    look = Look(scheme="light")
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
