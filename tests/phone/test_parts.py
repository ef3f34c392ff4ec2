"""Readers of calendar and run files are loaded when a request needs them, and once."""

from __future__ import annotations

import builtins
import importlib
import importlib.metadata
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hamstrong.phone.parts import PARTS, STANDARD, PartLoader, part_of
from tests.phone.device import Device
from tests.phone.people import begun
from tests.phone_set import WITH_EVERY_START
from tests.test_phone_set import ALLOWED, THEIR_OWN, TIME_ZONES


@pytest.fixture
def asked() -> list[str]:
    """The parts that were asked for."""
    return []


@pytest.fixture
def device(tmp_path: Path, asked: list[str]) -> Device:
    async def load(part: str) -> None:
        asked.append(part)

    return Device.in_folder(tmp_path, load_part=load)


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/plan/calendar.ics", "calendar"),
        ("/appointments/1/calendar.ics", "calendar"),
        ("/runs/file", "runs"),
        ("/", None),
        ("/runs", None),
        ("/plan", None),
    ],
)
def test_a_path_needs_its_part_and_no_other(path: str, part: str | None) -> None:
    assert part_of(path) == part


def test_a_part_is_loaded_once_and_only_when_it_is_needed(device: Device, asked: list[str]) -> None:
    begun(device)
    device.page("/")
    device.page("/plan")
    assert asked == []
    for _ in range(2):
        assert device.get("/plan/calendar.ics").body.startswith(b"BEGIN:VCALENDAR")
    assert asked == ["calendar"]


def test_a_part_that_cannot_be_had_is_named_and_asked_for_again(
    device: Device, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(device)

    async def offline(part: str) -> None:
        asked.append(part)
        raise OSError("no network")

    monkeypatch.setattr(device.home, "_parts", PartLoader(offline))
    without(monkeypatch, PARTS["calendar"])
    for _ in range(2):
        answer = device.get("/plan/calendar.ics")
        assert answer.status == 503
        assert b"not on the device yet" in answer.body
    assert asked == ["calendar", "calendar"]


READERS = """
import sys
from datetime import UTC, datetime
from hamstrong.exchange import run_fit, run_gpx
from hamstrong.exchange.ics import CalendarEntry, calendar_file
person, now = "11111111-1111-4111-8111-111111111111", datetime.now(UTC)
calendar_file([CalendarEntry(739313, "Training")], person=person, name="n", made_at=now)
files = {name.partition(".")[0]: getattr(m, "__file__", "") for name, m in sys.modules.items()}
print(*(name for name, file in files.items() if "site-packages" in (file or "")))
"""


def test_the_phone_set_and_the_parts_hold_all_that_the_readers_import() -> None:
    command = [sys.executable, "-c", READERS]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    parts = {name for names in PARTS.values() for name in names}
    found = set(run.stdout.split()) - WITH_EVERY_START - ALLOWED - THEIR_OWN - TIME_ZONES
    assert {"icalendar", "fitdecode", "defusedxml"} <= found <= parts


def without(monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]) -> None:
    """Let these packages be missing."""
    for module in [m for m in sys.modules if m.partition(".")[0] in names]:
        monkeypatch.delitem(sys.modules, module)
    real = builtins.__import__

    def missing(name: str, *given: Any, **options: Any) -> Any:
        if name.partition(".")[0] in names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *given, **options)

    monkeypatch.setattr(builtins, "__import__", missing)


def test_the_build_brings_the_libraries_of_each_part(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(root / "client"))
    brought = importlib.import_module("build_phone").PARTS
    libraries = importlib.metadata.packages_distributions()
    needed = {part: {libraries[name][0] for name in names} for part, names in PARTS.items()}
    assert {part: set(names) for part, names in brought.items()} == needed


def test_what_only_a_part_needs_of_the_standard_library_is_left_out_elsewhere(root: Path) -> None:
    lines = (root / "client" / "phone" / "left_out.txt").read_text(encoding="utf-8").splitlines()
    of_parts = [line.partition(":") for line in lines if ":" in line and not line.startswith("#")]
    assert {part: tuple(names.split()) for part, _, names in of_parts} == dict(STANDARD)
