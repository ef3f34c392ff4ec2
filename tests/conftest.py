"""What every room's tests may ask for, and what no test may do: be skipped."""

import os
import pickle
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from hamstrong.protocol import yaml_files
from tests.web.browsers import chromium

ROOT = Path(__file__).resolve().parents[1]
RECORDINGS = Path(os.environ.get("HAMSTRONG_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout: where `pyproject.toml` and `docs/` are."""
    return ROOT


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this process: Playwright starts once in each."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session", autouse=True)
def parse_each_text_once() -> Iterator[None]:
    """Keep what a text of YAML becomes: tests read packs by the hundred that differ in one line.

    Kept as bytes, so that every reader gets a tree of its own and may change it.
    """
    parse = yaml_files._parse

    @cache
    def kept(text: str, loader: Any) -> bytes:
        return pickle.dumps(parse(text, loader))

    def parse_or_copy(text: str, loader: Any) -> Any:
        return pickle.loads(kept(text, loader))  # noqa: S301  our own bytes

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_files, "_parse", parse_or_copy)
        yield


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Recordings of real people, too large and not ours to publish.

    Taken from the environment variable `HAMSTRONG_DATA`; without the folder the tests that ask
    for it are not collected. No safety test may depend on them: they add real input to what
    made-up input has proved already.
    """
    return RECORDINGS


def pytest_report_header() -> list[str]:
    """Say when the tests that need the folder are left out."""
    if RECORDINGS.is_dir():
        return []
    return [f"no folder {RECORDINGS}: tests on its files are left out; HAMSTRONG_DATA names one"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if RECORDINGS.is_dir():
        return
    without = [item for item in items if "data_dir" in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=without)
    items[:] = [item for item in items if item not in without]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skipped test proves nothing and looks as if it did, so it fails."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped: make it run here, or leave it out"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a module that skips itself."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped: make it run here, or leave it out"
    return report
