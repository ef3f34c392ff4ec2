"""The browser that the tests drive: any Chromium, Chrome or Edge, wherever it was installed.

Standard library only: `make test` calls this file before it installs anything, so that a machine
without a browser hears of it in the first seconds.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

NAMED_BY = "HAMSTRONG_BROWSER"
INSTALL_IF = "HAMSTRONG_INSTALL"
# The build without windows comes first: it takes less processor time.
COMMANDS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
LINUX_PLACES = (
    "/usr/lib/chromium/chromium-headless-shell",
    "/usr/lib/chromium/chromium",
    "/usr/lib/chromium-browser/chromium-browser",
    "/snap/bin/chromium",
    "/opt/google/chrome/chrome",
    "/opt/microsoft/msedge/msedge",
)
MAC_PROGRAMS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
# One folder for each downloaded build; the names inside changed between versions of Playwright.
PLAYWRIGHT_PROGRAMS = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium_headless_shell-*/chrome-*/headless_shell",
    "chromium_headless_shell-*/chrome-headless-shell-*/chrome-headless-shell",
)
# What installs a browser, by the package manager that is there; the first one found is named.
INSTALLERS = {
    "apt-get": ("apt-get", "install", "chromium"),
    "dnf": ("dnf", "install", "chromium"),
    "pacman": ("pacman", "-S", "chromium"),
    "zypper": ("zypper", "install", "chromium"),
    "apk": ("apk", "add", "chromium"),
    "brew": ("brew", "install", "--cask", "google-chrome"),
}
# Debian 12 and 13 have the build without windows, other systems with apt-get may not.
APT_BROWSERS = ("chromium-headless-shell", "chromium")
# Fonts, because a machine without a single one renders no text of a page that brings none.
APT_FONTS = "fonts-dejavu-core"


class BrowserMissing(Exception):
    """No browser can be started; the message says what to type."""


def find_browser(environ: Mapping[str, str], *, root: Path = Path("/")) -> Path:
    """Return the first browser that starts, or the one that `HAMSTRONG_BROWSER` names.

    Args:
        environ: the environment variables `HAMSTRONG_BROWSER`, `PATH`, `HOME`,
            `PLAYWRIGHT_BROWSERS_PATH` and `XDG_CACHE_HOME` count.
        root: where the places of the vendors begin.

    Raises:
        BrowserMissing: if none is found, or if the named one does not start.
    """
    named = environ.get(NAMED_BY)
    if named:
        if _starts(Path(named)):
            return Path(named)
        raise BrowserMissing(
            f"{NAMED_BY} is {named!r}, which does not start as a browser.\n"
            "Name the program of a Chromium, Chrome or Edge, or unset it."
        )
    for candidate in _candidates(environ, root):
        if _starts(candidate):
            return candidate
    raise BrowserMissing(_what_to_type(environ, root))


def _candidates(environ: Mapping[str, str], root: Path) -> Iterator[Path]:
    for command in COMMANDS:
        found = shutil.which(command, path=environ.get("PATH", os.defpath))
        if found:
            yield Path(found)
    home = Path(environ.get("HOME") or os.path.expanduser("~"))  # noqa: PTH111  no error without one
    yield from (root / place.lstrip("/") for place in LINUX_PLACES)
    for applications in (root / "Applications", home / "Applications"):
        yield from (applications / program for program in MAC_PROGRAMS)
    for cache in _playwright_caches(environ, home):
        for pattern in PLAYWRIGHT_PROGRAMS:
            # The newest build first: its number is the last part of the folder's name.
            yield from sorted(cache.glob(pattern), key=_build, reverse=True)


def _playwright_caches(environ: Mapping[str, str], home: Path) -> Iterator[Path]:
    chosen = environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if chosen:
        yield Path(chosen)
    yield Path(environ.get("XDG_CACHE_HOME") or home / ".cache") / "ms-playwright"
    yield home / "Library" / "Caches" / "ms-playwright"


def _build(program: Path) -> int:
    folder = next(part for part in reversed(program.parts) if part.startswith("chromium"))
    number = folder.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0


def _starts(program: Path) -> bool:
    """Whether the program runs here: the launcher of an absent snap or a lone download may not."""
    if not os.access(program, os.X_OK) or program.is_dir():
        return False
    try:
        asked = [str(program), "--version"]
        return subprocess.run(asked, capture_output=True, check=False, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _what_to_type(environ: Mapping[str, str], root: Path) -> str:
    installer = _installer(environ, root)
    todo = f"Type:\n\n    {' '.join(installer)}\n\n" if installer else "Install one of them.\n"
    return (
        f"The tests drive a browser, and no Chromium, Chrome or Edge was found. {todo}"
        f"Or name one that is elsewhere: {NAMED_BY}=/path/to/its/program make test"
    )


def _installer(environ: Mapping[str, str], root: Path) -> tuple[str, ...]:
    """Return the command that installs a browser here, empty where none is known."""
    if _is_ubuntu(root):
        return (*_as_root(), "snap", "install", "chromium")
    for manager, command in INSTALLERS.items():
        if shutil.which(manager, path=environ.get("PATH", os.defpath)):
            # Homebrew refuses to work for root.
            return command if manager == "brew" else (*_as_root(), *command)
    return ()


def _is_ubuntu(root: Path) -> bool:
    """Whether the package `chromium` of apt is a launcher of a snap, or none at all."""
    try:
        return "ID=ubuntu" in (root / "etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False


def _as_root(*options: str) -> tuple[str, ...]:
    return ("sudo", *options) if os.geteuid() != 0 else ()


def install_browser(environ: Mapping[str, str]) -> None:
    """Install Chromium by apt-get, without a question: the first package of it that there is.

    Raises:
        BrowserMissing: where there is no apt-get, or it does not succeed.
    """
    apt = shutil.which("apt-get", path=environ.get("PATH", os.defpath))
    if apt is None:
        raise BrowserMissing(_what_to_type(environ, Path("/")))
    quiet = [*_as_root("-n"), "env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq"]
    install = [*quiet, "install", "--yes", "--no-install-recommends", APT_FONTS]
    try:
        subprocess.run([*quiet, "update"], check=True)
        for nth, package in enumerate(APT_BROWSERS, 1):
            is_last = nth == len(APT_BROWSERS)
            if subprocess.run([*install, package], check=is_last).returncode == 0:
                return
    except (OSError, subprocess.CalledProcessError) as failed:
        raise BrowserMissing(
            f"{INSTALL_IF} is set, but apt-get could not install a browser ({failed}).\n"
            + _what_to_type(environ, Path("/"))
        ) from failed


def main(environ: Mapping[str, str]) -> int:
    """Find a browser; install one first where `HAMSTRONG_INSTALL=1` asks for it."""
    try:
        try:
            find_browser(environ)
        except BrowserMissing:
            if environ.get(INSTALL_IF) != "1" or environ.get(NAMED_BY):
                raise
            install_browser(environ)
            find_browser(environ)
    except BrowserMissing as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(os.environ))
