"""The phone edition needs the standard library and six packages, and begins no thread."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ALLOWED = {"starlette", "jinja2", "markupsafe", "python_multipart"}
THEIR_OWN = {"anyio", "idna", "typing_extensions"}  # what those import
TIME_ZONES = {"tzdata"}  # the data of `zoneinfo`, where the system has none


@pytest.fixture(scope="module")
def installed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our code as a wheel carries it to a phone: built data, and no YAML file."""
    folder = tmp_path_factory.mktemp("phone")
    left_out = shutil.ignore_patterns("__pycache__", "dist", "*.built.json")
    shutil.copytree(root / "src" / "hamstrong", folder / "src" / "hamstrong", ignore=left_out)
    shutil.copy(root / "build_data.py", folder)
    subprocess.run([sys.executable, folder / "build_data.py"], check=True, env=_environment())
    for path in folder.rglob("*.yaml"):
        path.unlink()
    return folder / "src"


@pytest.fixture(scope="module")
def seen(root: Path, installed: Path) -> dict[str, Any]:
    """What `tests.phone_set` saw in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.phone_set", installed.parent],
        cwd=root, env=_environment(installed, root), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def _environment(*folders: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(map(str, folders)), "TZ": "UTC"}


def test_the_phone_set_is_the_code_that_was_asked(seen: dict[str, Any], installed: Path) -> None:
    assert seen["code"] == str(installed / "hamstrong")


def test_a_day_on_the_phone_imports_nothing_but_the_four_packages_and_theirs(
    seen: dict[str, Any],
) -> None:
    assert set(seen["packages"]) <= ALLOWED | THEIR_OWN
    assert set(seen["packages"]) >= ALLOWED


def test_no_page_of_the_phone_imports_another_package(seen: dict[str, Any]) -> None:
    assert set(seen["packages_of_all_pages"]) <= ALLOWED | THEIR_OWN | TIME_ZONES
    assert len(seen["pages"]) > 20
    assert set(seen["pages"].values()) == {200}


def test_without_threads_every_answer_is_given_and_kept(seen: dict[str, Any]) -> None:
    assert seen["threads"] == ["MainThread"]
    assert "Hamstrong" in seen["begin"]
    assert 'href="/check-in"' in seen["today"]
    assert seen["answered"] > 0
    assert seen["script"]["plan_id"]
    assert seen["fact"] == 200
    assert seen["logged"] == 1
