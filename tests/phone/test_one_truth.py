"""The same diary gives the same decisions, byte for byte, in every Python that serves somebody."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.engine.decide import golden_scripts
from tests.web.browsers import NODE

SCRIPT = "tests/phone/one_truth.py"
SITE = sysconfig.get_path("purelib")
OLDEST, NEWEST = 11, 20


def other_pythons() -> list[str]:
    """Every other CPython on this machine that Hamstrong supports, one of each version."""
    found: dict[int, str] = {}
    for minor in range(OLDEST, NEWEST):
        name = f"python3.{minor}"
        kept = (Path.home() / folder for folder in (".pyenv/versions", ".local/share/uv/python"))
        places = [shutil.which(name), *(p for home in kept for p in home.glob(f"*/bin/{name}"))]
        working = [str(place) for place in places if place is not None and _starts(place)]
        if working and minor != sys.version_info.minor:
            found[minor] = working[0]
    return list(found.values())


def _starts(python: str | Path) -> bool:
    """Whether it is a Python, and not a placeholder that some version manager left."""
    return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0


def lines_of(*command: str | Path, root: Path) -> list[str]:
    environment = os.environ | {"PYTHONPATH": SITE, "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(
        list(map(str, command)), cwd=root, env=environment, capture_output=True, check=False
    )
    assert run.returncode == 0, run.stderr.decode()[-2000:]
    return run.stdout.decode().splitlines()


@pytest.fixture(scope="module")
def truth(root: Path) -> list[str]:
    """What this Python says."""
    return lines_of(sys.executable, SCRIPT, root=root)


def test_scripts_are_the_golden_files(truth: list[str]) -> None:
    found = {line.split()[1]: line.split()[2] for line in truth if line.startswith("script ")}
    days = [day.__name__ for day in (*golden_scripts.DAYS, *golden_scripts.RUNS)]
    assert found == {
        name: hashlib.sha256(golden_scripts.path_of(name).read_bytes()).hexdigest() for name in days
    }


def test_every_old_diary_is_replayed_to_its_last_day(truth: list[str], root: Path) -> None:
    lives = {
        path.name.partition(".")[0] for path in (root / "tests/golden/old_diaries").glob("*.gz")
    }
    assert {line.split()[0] for line in truth} == lives | {"pack", "script"}
    assert len(truth) > 40 * len(lives)


def test_every_other_cpython_found_decides_the_same(
    truth: list[str], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = other_pythons()
    with capsys.disabled():
        sys.stdout.write(f"\nother Pythons found: {', '.join(found) or 'none'}\n")
    assert {python for python in found if lines_of(python, SCRIPT, root=root) != truth} == set()


def test_pyodide_decides_the_same(truth: list[str], root: Path) -> None:
    pyodide = root / "client" / "node_modules" / "pyodide"
    runner = root / "tests" / "phone" / "run_python.mjs"
    assert lines_of(NODE, runner, pyodide, root, SITE, SCRIPT, root=root) == truth
