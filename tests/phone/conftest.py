"""The phone edition as a person gets it: its folder on a static host, in a real browser."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hamstrong.app import App, open_app
from hamstrong.phone.build.folder import write_folder
from tests.phone.phone_visitor import PhoneVisitor
from tests.phone.static_host import StaticHost, static_host
from tests.web.browsers import opened

# A busy machine may take its time; what a test waits for comes or never comes.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def edition(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the edition, built from the sources as they are."""
    shared = tmp_path_factory.getbasetemp().parent / "phone-edition.lock"
    with shared.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one process builds, the others find it built
        subprocess.run([sys.executable, root / "client" / "build_phone.py"], check=True)
    folder = tmp_path_factory.mktemp("phone") / "edition"
    write_folder(folder)
    return folder


@pytest.fixture
def host(edition: Path) -> Iterator[StaticHost]:
    """That folder on a host of static files, below a sub-path."""
    with static_host(edition) as served:
        yield served


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone's browser window."""
    with opened(browser, timezone_id="Europe/Berlin") as found:
        yield found


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """The pack whose questions a person answers; its diary stays empty."""
    with open_app(tmp_path / "unused") as opened_app:
        yield opened_app


@pytest.fixture
def visitor(host: StaticHost, app: App, page: Page) -> PhoneVisitor:
    """Somebody with a phone and the link."""
    return PhoneVisitor(host, app, page)
