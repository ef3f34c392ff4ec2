"""The tests' browser is driven by programs that the lock brings, not by what a machine has."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import Browser

from tests.web.browsers import NODE


@pytest.mark.browser
def test_the_driver_runs_on_the_node_of_the_lock(browser: Browser) -> None:
    """The Node.js inside the driver needs a library that a bare Debian lacks."""
    assert browser.is_connected()
    assert NODE.is_file()
    assert os.environ["PLAYWRIGHT_NODEJS_PATH"] == str(NODE)
