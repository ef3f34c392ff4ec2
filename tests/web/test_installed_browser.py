"""Any Chromium, Chrome or Edge is found, and without one the command to type is named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web import installed_browser
from tests.web.installed_browser import BrowserMissing, find_browser, install_browser, main

STARTS = "#!/bin/sh\nexit 0\n"
DOES_NOT_START = "#!/bin/sh\nexit 127\n"
PLAYWRIGHT_MAC = (
    "ms-playwright/chromium-1200/chrome-mac-arm64/"
    "Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing"
)
HEADLESS_SHELL = (
    "ms-playwright/chromium_headless_shell-1200/chrome-headless-shell-linux64/chrome-headless-shell"
)
PLAYWRIGHT = "ms-playwright/chromium-1200/chrome-linux64/chrome"


def make_program(path: Path, text: str = STARTS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="ascii")
    path.chmod(0o755)
    return path


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine with nothing: its root folder is `tmp_path`."""
    (tmp_path / "bin").mkdir()
    return {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path / "home")}


@pytest.mark.parametrize(
    "place",
    [
        "bin/chromium",
        "bin/chromium-headless-shell",
        "bin/google-chrome-stable",
        "bin/microsoft-edge",
        "opt/google/chrome/chrome",
        "opt/microsoft/msedge/msedge",
        "Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "home/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        f"home/.cache/{PLAYWRIGHT}",
        "home/.cache/ms-playwright/chromium-1100/chrome-linux/chrome",
        f"home/.cache/{HEADLESS_SHELL}",
        f"home/Library/Caches/{PLAYWRIGHT_MAC}",
    ],
)
def test_a_browser_is_found_wherever_it_was_installed(
    tmp_path: Path, bare: dict[str, str], place: str
) -> None:
    program = make_program(tmp_path / place)
    assert find_browser(bare, root=tmp_path) == program


@pytest.mark.parametrize(
    ("variable", "place"),
    [("PLAYWRIGHT_BROWSERS_PATH", "chosen"), ("XDG_CACHE_HOME", "chosen/ms-playwright")],
)
def test_the_cache_of_playwright_may_be_elsewhere(
    tmp_path: Path, bare: dict[str, str], variable: str, place: str
) -> None:
    program = make_program(tmp_path / place / "chromium-1200/chrome-linux64/chrome")
    assert find_browser({**bare, variable: str(tmp_path / "chosen")}, root=tmp_path) == program


def test_of_two_builds_of_playwright_the_newer_one_is_taken(
    tmp_path: Path, bare: dict[str, str]
) -> None:
    cache = tmp_path / "home" / ".cache" / "ms-playwright"
    make_program(cache / "chromium-999" / "chrome-linux64" / "chrome")
    newer = make_program(cache / "chromium-1200" / "chrome-linux64" / "chrome")
    assert find_browser(bare, root=tmp_path) == newer


def test_the_build_without_windows_is_taken_before_others(
    tmp_path: Path, bare: dict[str, str]
) -> None:
    make_program(tmp_path / "bin" / "chromium")
    lighter = make_program(tmp_path / "bin" / "chromium-headless-shell")
    assert find_browser(bare, root=tmp_path) == lighter


def test_a_program_that_does_not_start_is_passed_over(tmp_path: Path, bare: dict[str, str]) -> None:
    make_program(tmp_path / "bin" / "chromium-browser", DOES_NOT_START)
    chrome = make_program(tmp_path / "opt/google/chrome/chrome")
    assert find_browser(bare, root=tmp_path) == chrome


def test_the_named_browser_is_taken_before_any_other(tmp_path: Path, bare: dict[str, str]) -> None:
    make_program(tmp_path / "bin" / "chromium")
    named = make_program(tmp_path / "mine" / "browser")
    assert find_browser({**bare, "HAMSTRONG_BROWSER": str(named)}, root=tmp_path) == named


def test_a_named_browser_that_does_not_start_is_no_reason_to_take_another(
    tmp_path: Path, bare: dict[str, str]
) -> None:
    make_program(tmp_path / "bin" / "chromium")
    wrong = str(tmp_path / "none")
    with pytest.raises(BrowserMissing, match=r"HAMSTRONG_BROWSER is .*none"):
        find_browser({**bare, "HAMSTRONG_BROWSER": wrong}, root=tmp_path)


def test_a_machine_without_a_home_is_searched_all_the_same(
    tmp_path: Path, bare: dict[str, str]
) -> None:
    program = make_program(tmp_path / "opt/google/chrome/chrome")
    assert find_browser({"PATH": bare["PATH"]}, root=tmp_path) == program


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", "apt-get install chromium"),
        ("dnf", "dnf install chromium"),
        ("pacman", "pacman -S chromium"),
        ("brew", "brew install --cask google-chrome"),
    ],
)
def test_without_a_browser_the_command_of_this_system_is_named(
    tmp_path: Path, bare: dict[str, str], manager: str, command: str
) -> None:
    make_program(tmp_path / "bin" / manager)
    with pytest.raises(BrowserMissing) as missing:
        find_browser(bare, root=tmp_path)
    assert f"{command}\n" in str(missing.value)


def test_the_readme_names_the_command_that_is_printed_on_debian(root: Path) -> None:
    command = " ".join(installed_browser.INSTALLERS["apt-get"])
    assert f"`sudo {command}`" in (root / "README.md").read_text(encoding="utf-8")


def test_on_ubuntu_the_snap_is_named_because_the_package_of_apt_is_none(
    tmp_path: Path, bare: dict[str, str]
) -> None:
    make_program(tmp_path / "bin" / "apt-get")
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "os-release").write_text("ID=ubuntu\n", encoding="utf-8")
    with pytest.raises(BrowserMissing, match="snap install chromium"):
        find_browser(bare, root=tmp_path)


@pytest.mark.parametrize(("user", "how"), [(0, "env"), (1000, "sudo -n env")])
@pytest.mark.parametrize(
    ("lacking", "tried"),
    [
        ((), ["chromium-headless-shell"]),
        (("chromium-headless-shell",), ["chromium-headless-shell", "chromium"]),
    ],
)
def test_apt_installs_the_build_without_windows_or_else_chromium(
    bare: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    user: int,
    how: str,
    lacking: tuple[str, ...],
    tried: list[str],
) -> None:
    apt = make_program(tmp_path / "bin" / "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: user)
    called: list[str] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        called.append(" ".join(command))
        return subprocess.CompletedProcess(command, int(command[-1] in lacking))

    monkeypatch.setattr(subprocess, "run", run)
    install_browser(bare)
    start = f"{how} DEBIAN_FRONTEND=noninteractive {apt} -qq"
    install = f"{start} install --yes --no-install-recommends fonts-dejavu-core"
    assert called == [f"{start} update", *(f"{install} {package}" for package in tried)]


def test_a_failed_installation_says_what_to_type(bare: dict[str, str], tmp_path: Path) -> None:
    make_program(tmp_path / "bin" / "apt-get", DOES_NOT_START)
    with pytest.raises(BrowserMissing, match=r"could not install[\s\S]*HAMSTRONG_BROWSER"):
        install_browser(bare)


def test_nothing_is_installed_unless_the_environment_asks_for_it(
    bare: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(*_: object, **__: object) -> Path:
        raise BrowserMissing("no browser was found")

    installed: list[object] = []
    monkeypatch.setattr(installed_browser, "find_browser", missing)
    monkeypatch.setattr(installed_browser, "install_browser", installed.append)
    assert main(bare) == 1
    assert installed == []
    assert main({**bare, "HAMSTRONG_INSTALL": "1"}) == 1
    assert len(installed) == 1
    assert "no browser was found" in capsys.readouterr().err


def test_the_check_runs_on_a_python_without_any_package(tmp_path: Path) -> None:
    checked = subprocess.run(
        [sys.executable, "-I", "-S", installed_browser.__file__],
        env={"PATH": str(tmp_path), "HAMSTRONG_BROWSER": "/nowhere/chrome"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 1
    assert "/nowhere/chrome" in checked.stderr
    assert "Traceback" not in checked.stderr
