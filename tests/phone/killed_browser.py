"""A browser that is killed: a process of its own with a profile that stays, for one life after the
other."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import BrowserType, Page

from tests.web.browsers import ARGUMENTS
from tests.web.installed_browser import find_browser

_PORT_FILE = "DevToolsActivePort"


class Life:
    """One run of the browser, up to its kill."""

    def __init__(self, process: subprocess.Popen[bytes], page: Page) -> None:
        self._process, self.page = process, page

    def kill(self) -> None:
        """End every process of the browser at once, as an empty battery does."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


@contextlib.contextmanager
def life(kind: BrowserType, profile: Path) -> Iterator[Life]:
    """Start the browser on a profile; whoever leaves it alive ends it with a kill."""
    port_file = profile / _PORT_FILE
    port_file.unlink(missing_ok=True)
    profile.mkdir(parents=True, exist_ok=True)
    command = [
        str(find_browser(os.environ)), *ARGUMENTS, f"--user-data-dir={profile}",
        "--remote-debugging-port=0", "--headless", "about:blank",
    ]  # fmt: skip
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        browser = kind.connect_over_cdp(f"http://127.0.0.1:{_port(port_file)}")
        context = browser.contexts[0]
        run = Life(process, context.pages[0] if context.pages else context.new_page())
        yield run
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _port(file: Path) -> str:
    while not (file.is_file() and file.read_text().count("\n")):
        time.sleep(0.02)
    return file.read_text().splitlines()[0]
