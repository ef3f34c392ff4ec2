"""`hamstrong prove` as installed: on a broken pack of somebody, and on the example."""

import re
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from hamstrong.cli import main

EXAMPLE = "examples/achilles"
NO_DAYS_OUT = ("left_out_days: {value: 2", "left_out_days: {value: 0")


def _prove(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["prove", *arguments])


@pytest.fixture(scope="module")
def broken(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Result:
    """The example, with an exercise below its lowest rung left out for no day at all."""
    folder = copytree(root / EXAMPLE, tmp_path_factory.mktemp("packs") / "broken")
    rules = folder / "rules.yaml"
    sound = rules.read_text(encoding="utf-8")
    assert NO_DAYS_OUT[0] in sound
    rules.write_text(sound.replace(*NO_DAYS_OUT), encoding="utf-8")
    return _prove(str(folder), "--quick")


def test_a_broken_pack_ends_with_one_and_names_the_promises(broken: Result) -> None:
    assert broken.exit_code == 1
    assert "S5 is broken" in broken.output
    assert "S11 is broken" in broken.output


def test_the_shortest_way_is_told_as_days_in_words(broken: Result) -> None:
    told = broken.output[broken.output.index("S5 is broken") :].splitlines()[1:5]
    assert [line.strip() for line in told] == [
        "day 1: it is stopped for pain; less than half of it",
        "then: the morning fails",
        "before: level 0, 0 clean",
        "after: level 0, 0 clean",
    ]
    assert not re.search(r"\w+\(\w+=", broken.output), "a state is shown as code"


def test_the_example_is_proved_by_the_command_and_counts_its_enrolments(root: Path) -> None:
    result = _prove(str(root / EXAMPLE), "--quick")
    assert result.exit_code == 0, result.output
    assert re.search(r"enrolment classes, each of visited parts +\d{3,}", result.output)


def test_a_quick_proof_stores_no_tables(tmp_path: Path) -> None:
    result = _prove("--quick", "--tables", str(tmp_path / "t.npz"))
    assert result.exit_code == 2
    assert "--quick" in result.output
