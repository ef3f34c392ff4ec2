"""`hamstrong figure` writes what its file name promises, or says what would be right."""

import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner

from hamstrong.cli import main


def test_svg_moves_and_png_is_a_picture(tmp_path: Path) -> None:
    svg, png = tmp_path / "bridge.svg", tmp_path / "bridge.png"
    runner = CliRunner()
    assert runner.invoke(main, ["figure", "bridge", "-o", str(svg)]).exit_code == 0
    assert "@keyframes" in svg.read_text(encoding="utf-8")
    options = ["bridge", "--rung", "2", "--side", "left", "--at", "0.4", "-o", str(png)]
    assert runner.invoke(main, ["figure", *options]).exit_code == 0
    data = png.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">I", data[16:20])[0] > 1000


def test_one_moment_as_svg_stands_still(tmp_path: Path) -> None:
    out = tmp_path / "one.svg"
    CliRunner().invoke(main, ["figure", "nordic", "--at", "0", "-o", str(out)])
    text = out.read_text(encoding="utf-8")
    assert "@keyframes" not in text
    assert ET.fromstring(text).tag.endswith("svg")  # noqa: S314 - our own picture


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (["unicorn", "-o", "x.svg"], "Known: arabesque"),
        (["bridge", "--rung", "99", "-o", "x.svg"], "rungs 1 to"),
        (["bridge", "-o", "x.gif"], ".svg nor .png"),
        (["bridge", "--at", "7", "-o", "x.svg"], "0<=x<=1"),
    ],
)
def test_a_mistake_is_told_with_what_would_be_right(options: list[str], hint: str) -> None:
    result = CliRunner().invoke(main, ["figure", *options])
    assert result.exit_code != 0
    assert hint in result.output
