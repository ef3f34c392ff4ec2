"""One server for each diary: a second start opens the first one, a dead one hinders nobody."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hamstrong.cli.exits import Exit
from hamstrong.web.listeners import running_server
from hamstrong.web.listeners.running_server import FILE_NAME, RunningServer, ServerLock

COMMAND = "from hamstrong.cli import main; main()"
LINK = re.compile(r"http://127\.0\.0\.1:\d+/start\?token=\S+")
SERVER = RunningServer(
    pid=1, origin="http://127.0.0.1:8765", lan=False, public_origin=None, today=None, pack="/p"
)


def test_who_comes_second_reads_where_the_first_one_is(tmp_path: Path) -> None:
    with ServerLock(tmp_path) as first, ServerLock(tmp_path) as second:
        assert first.take()
        first.write(SERVER)
        assert not second.take()
        assert second.read() == SERVER


def test_what_a_dead_server_wrote_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running_server, "_PATIENCE_S", 0.1)
    with ServerLock(tmp_path) as dead:
        assert dead.take()
        dead.write(SERVER)
    with ServerLock(tmp_path) as next_one, ServerLock(tmp_path) as late:
        assert next_one.take()
        assert not late.take()
        assert late.read() is None


def test_the_lock_is_for_its_owner_and_holds_no_secret(tmp_path: Path) -> None:
    with ServerLock(tmp_path) as lock:
        lock.take()
        lock.write(SERVER)
    file = tmp_path / FILE_NAME
    assert file.stat().st_mode & 0o077 == 0
    assert re.findall(r'"(\w+)":', file.read_text(encoding="ascii")) == [
        "pid", "origin", "lan", "public_origin", "today", "pack",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "port", "difference"),
    [
        ({}, None, None),
        ({}, 8765, None),
        ({}, 9000, "at http://127.0.0.1:8765"),
        ({"lan": True}, None, "without --lan"),
        ({"public_origin": "https://a.example"}, None, "for this computer only"),
        ({"today": "2026-03-02"}, None, "without --today"),
        ({"pack": "/q"}, None, "with --pack /p"),
    ],
)
def test_another_start_names_the_option_that_differs(
    changes: dict[str, object], port: int | None, difference: str | None
) -> None:
    wanted = RunningServer(**{**vars(SERVER), **changes})
    assert SERVER.difference(wanted, port) == difference


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("HAMSTRONG_")}
    return kept | {"HAMSTRONG_DATA_DIR": str(tmp_path / "data"), "PYTHONUNBUFFERED": "1"}


def _start(environ: dict[str, str], *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", COMMAND, "serve", "--no-browser", *options]
    return subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


@contextmanager
def _serving(environ: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server that runs and the link that it printed."""
    with _start(environ) as process:
        assert process.stdout is not None
        try:
            lines = iter(process.stdout.readline, "")
            yield process, next(found[0] for line in lines if (found := LINK.search(line)))
        finally:
            process.kill()


def _more(link: str) -> int:
    """Come in by a link and open a page."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    opener.open(link).read()
    status: int = opener.open(link.split("/start", maxsplit=1)[0] + "/more").status
    return status


def test_a_second_start_opens_the_server_that_runs(environ: dict[str, str]) -> None:
    with _serving(environ) as (first, link):
        with _start(environ) as second:
            said = second.communicate(timeout=60)[0]
        assert second.returncode == 0
        assert f"process {first.pid}" in said
        (fresh,) = LINK.findall(said)
        assert fresh.split("/start")[0] == link.split("/start")[0]
        assert (_more(fresh), _more(link)) == (200, 200)
        with _start(environ, "--lan") as other:
            refused = other.communicate(timeout=60)[0]
        assert other.returncode == Exit.WRONG_INPUT
        assert "already runs on this diary" in refused
        assert "without --lan" in refused


def test_a_server_that_was_killed_hinders_nobody(environ: dict[str, str]) -> None:
    with _serving(environ) as (first, _link):
        first.send_signal(signal.SIGKILL)
        first.wait(timeout=60)
        with _serving(environ) as (_second, link):
            assert _more(link) == 200
