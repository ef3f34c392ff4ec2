"""Every browser that is found here walks through the phone edition: what works, and what it says.

    .venv/bin/python -m bench.browsers [NAME ...] [--save]

No driver is needed: the walk (`bench/browser_walk`) is a page that opens the app in a frame beside
itself, so that a browser which no driver knows walks the same way. Its steps are the first visit,
the way in to Today, a check-in, a set of the session, a reload, a reload without a network, and the
file to keep, in which that set must stand once. Browsers that need a window get one by `xvfb-run`.
A browser that cannot run the app must say so with the sentence of the start page; a page that waits
for ever, or loses anything, fails the run. `--save` keeps the table in `bench/results`.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

from bench.long_run import RESULTS, commit, machine
from tests.app.person import TIGHT
from tests.phone.static_host import StaticHost, file_handler, static_host
from tests.web.browsers import ARGUMENTS
from tests.web.room.visitor import GOOD, PLAN

from hamstrong.phone.build.folder import write_folder

WALK = Path(__file__).parent / "browser_walk"
PATIENCE_S = 180
_MINI_BROWSERS = "usr/lib/*/webkit2gtk-4.1/MiniBrowser"
# Off in WebKitGTK as it comes, on in Safari: the private storage that the diary needs.
_SAFARI_LIKE = "--features=+FileSystem,+StorageAPI,+AccessHandle"


@dataclass(frozen=True)
class Walker:
    """A browser of this machine.

    Args:
        arguments: how it opens an address, given a folder for its profile.
        has_window: whether it starts only where there is a display.
    """

    name: str
    program: str
    arguments: Callable[[Path], Sequence[str]]
    has_window: bool = True
    environ: dict[str, str] = field(default_factory=dict)

    def version(self) -> str:
        """What it says it is; a browser that says nothing is called by its program."""
        asked = [*_display(self), self.program, "--version"]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        said = [line for line in done.stdout.splitlines() if any(c.isdecimal() for c in line)]
        return said[-1].strip() if said else Path(self.program).name


def found(root: Path = Path("/")) -> Iterator[Walker]:
    """Give the browsers of this machine, each with a profile that is kept while it walks."""
    for name in ("chromium-headless-shell", "chromium", "google-chrome", "microsoft-edge"):
        if program := shutil.which(name):
            yield Walker(name, program, with_chromium, has_window=False)
    for name in ("firefox", "firefox-esr"):
        if program := shutil.which(name):
            yield Walker(name, program, _firefox, has_window=False)
    for place in sorted(root.glob(_MINI_BROWSERS)):
        yield Walker("WebKitGTK", str(place), _nothing)
        yield Walker("WebKitGTK with storage", str(place), lambda _: (_SAFARI_LIKE,))
    if program := shutil.which("falkon"):
        flags = {"QTWEBENGINE_DISABLE_SANDBOX": "1"}
        yield Walker("falkon", program, lambda _: ("--no-extensions",), environ=flags)


def with_chromium(profile: Path) -> Sequence[str]:
    return [*ARGUMENTS, "--headless", "--remote-debugging-port=0", f"--user-data-dir={profile}"]


def _firefox(profile: Path) -> Sequence[str]:
    return ["--headless", "--no-remote", "--profile", str(profile)]


def _nothing(_profile: Path) -> Sequence[str]:
    return ()


@dataclass
class Told:
    """What the page of the walk tells, step by step."""

    last: dict[str, Any] = field(default_factory=dict)
    is_over: threading.Event = field(default_factory=threading.Event)


def handler(host: StaticHost, told: Told) -> type[SimpleHTTPRequestHandler]:
    """The app's folder, and beside it the page that walks."""

    class Handler(file_handler(host)):  # type: ignore[misc]
        def do_GET(self) -> None:  # noqa: N802 - named by http.server
            if not self.path.startswith("/walk/"):
                super().do_GET()
            elif self.path == "/walk/person.json":
                person = {"triage": TIGHT, "plan": PLAN, "good": GOOD}
                given = {"address": host.address, "person": person}
                self._send(json.dumps(given).encode(), "person.json")
            else:
                name = Path(self.path).name if Path(self.path).suffix else "index.html"
                self._send((WALK / name).read_bytes(), name)

        def do_POST(self) -> None:  # noqa: N802
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            if self.path == "/walk/network":
                host.is_online = body == "on"
            else:
                told.last = json.loads(body)
                if told.last["done"]:
                    told.is_over.set()
            self._send(b"{}", "answer.json")

        def _send(self, body: bytes, name: str) -> None:
            self.send_response(200)
            self.send_header("content-type", self.guess_type(name))
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


def walk(walker: Walker, folder: Path) -> dict[str, Any]:
    """Let a browser walk, and return what it told: steps and features."""
    told = Told()
    with (
        static_host(folder, lambda host: handler(host, told)) as host,
        started(walker, f"{host.origin}/walk/"),
    ):
        told.is_over.wait(PATIENCE_S)
    return {**told.last, "version": walker.version()}


@contextlib.contextmanager
def started(walker: Walker, address: str) -> Iterator[None]:
    """Run the browser on an empty profile and home, and end all its processes."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        home, profile = Path(place), Path(place) / "profile"
        profile.mkdir()
        command = [*_display(walker), walker.program, *walker.arguments(profile), address]
        environ = {
            **os.environ, **walker.environ, "HOME": str(home), "XDG_RUNTIME_DIR": str(home),
            "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_CACHE_HOME": str(home),
        }  # fmt: skip
        with (home / "said").open("wb") as said:
            process = subprocess.Popen(
                command, env=environ, stdout=said, stderr=said, start_new_session=True
            )
        try:
            yield
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _display(walker: Walker) -> Sequence[str]:
    """What gives a browser the window and the message bus that it wants, where there is neither."""
    if not walker.has_window or "DISPLAY" in os.environ:
        return ()
    bus = ("dbus-run-session", "--") if shutil.which("dbus-run-session") else ()
    return (*bus, "xvfb-run", "-a")


STEPS = ("first visit", "way in", "check-in", "one set", "reload", "offline", "export")


def table(results: dict[str, dict[str, Any]]) -> str:
    """The steps of each browser, then what each has, then the sentences of those that stopped."""
    rows = [["browser", "version", *STEPS]]
    for name, told in results.items():
        steps = {step["name"]: step for step in told.get("steps", [])}
        cells = [_cell(steps.get(step)) for step in STEPS]
        rows.append([name, told["version"], *cells])
    lines = [_line(row, rows) for row in rows]
    features = list(dict.fromkeys(key for t in results.values() for key in t.get("features", {})))
    grid = [["feature", *results]]
    grid += [
        [key, *(told.get("features", {}).get(key, "") for told in results.values())]
        for key in features
    ]
    lines += ["", *(_line(row, grid) for row in grid), ""]
    for name, told in results.items():
        lines += [f"{name}: {s['name']}: {s['note']}" for s in told.get("steps", []) if not s["ok"]]
    return "\n".join(lines)


def _cell(step: dict[str, Any] | None) -> str:
    if step is None:
        return "-"
    return f"{step['seconds']:.0f} s" if step["ok"] else _verdict(step)


def _verdict(step: dict[str, Any]) -> str:
    return "says why not" if step["note"].startswith("REFUSED") else "FAILED"


def _line(row: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(other[n]) for other in rows) for n in range(len(row))]
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def is_fine(told: dict[str, Any]) -> bool:
    """Whether the walk came to its end, or the browser said at once why it could not begin."""
    steps = told.get("steps", [])
    if not told.get("done") or not steps:
        return False
    return all(step["ok"] for step in steps) or (
        len(steps) == 1 and _verdict(steps[0]) == "says why not"
    )


def main() -> int:
    """Print the tables; the exit status says whether a browser was left without a word."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("names", nargs="*", help="only browsers of these names")
    options.add_argument("--save", action="store_true")
    chosen = options.parse_args()
    results: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "edition"
        write_folder(folder)
        for walker in found():
            if not chosen.names or walker.name in chosen.names:
                results[walker.name] = walk(walker, folder)
    sys.stdout.write(table(results) + "\n")
    if chosen.save:
        kept = {"commit": commit(), "machine": machine(), "browsers": results}
        (RESULTS / "browsers.json").write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    return 0 if results and all(map(is_fine, results.values())) else 1


if __name__ == "__main__":
    sys.exit(main())
