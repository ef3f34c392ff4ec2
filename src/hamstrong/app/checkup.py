"""Checkup of an installation: what is installed, where, and is it healthy (`hamstrong doctor`)."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from hamstrong import __version__
from hamstrong.app.diary_view.days import latest_day
from hamstrong.app.diary_view.folded_diary import misfits_of
from hamstrong.app.today.todays_decision import withdrawal
from hamstrong.diary import Diary, DiaryError, list_backups, locate
from hamstrong.diary.places import ON_DEVICE
from hamstrong.engine.engine import ENGINE_VERSION, Engine
from hamstrong.engine.facts.codec import DecodeError
from hamstrong.protocol.model import Pack

Health = Literal["ok", "note", "bad"]
_MOST_NAMED = 20
_PACKAGES = ("sqlalchemy", "alembic", "click", "rich", "pydantic", "pyyaml")


@dataclass(frozen=True, slots=True)
class CheckupLine:
    """One line of the check-up: what, how it is, the detail, and what to do if it is not well.

    Args:
        said: what was found, as a closed list of names; a page has words for each in its language.
        value: what goes with it in any language: a version, a place, a number.
    """

    name: str
    health: Health
    detail: str
    next_step: str = ""
    said: str = "found"
    value: str = ""


def check_up(
    engine: Engine, diary: Diary, where: str, now: datetime | None = None
) -> tuple[CheckupLine, ...]:
    """Every finding, the installation first.

    Args:
        now: aware instant; facts of a later day than any zone's date then are named.
    """
    on_device = where == ON_DEVICE
    found = [
        CheckupLine("hamstrong", "ok", __version__, value=__version__),
        _python(),
        *(() if on_device else (_packages(),)),
        _pack(engine),
        _withdrawn(engine, diary),
        _integrity(diary),
        _facts(engine.pack, diary, latest_day(now) if now is not None else None),
    ]
    if on_device:
        return (*found, CheckupLine("diary", "ok", "in this browser's storage", said="device"))
    if "://" in where:
        return (*found, CheckupLine("diary", "ok", "a PostgreSQL server", said="server"))
    return (*found, *_files(where))


def _python() -> CheckupLine:
    number, place = platform.python_version(), sys.executable
    return CheckupLine("python", "ok", f"{number} at {place}", value=f"{number}, {place}")


def _packages() -> CheckupLine:
    found, missing = [], []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        names = ", ".join(missing)
        return CheckupLine("packages", "bad", f"missing: {names}", "install Hamstrong again",
                       said="missing", value=names)  # fmt: skip
    return CheckupLine("packages", "ok", ", ".join(found), value=", ".join(found))


def _pack(engine: Engine) -> CheckupLine:
    pack = engine.pack
    detail = f"{pack.id} {pack.version}, logic {pack.logic_hash[:12]}, engine {ENGINE_VERSION}"
    value = f"{pack.id} {pack.version}, {pack.logic_hash[:12]}, {ENGINE_VERSION}"
    if pack.reviewed_by is None:
        text = f"{detail}, reviewed by no clinician yet"
        return CheckupLine("pack", "note", text, said="not_reviewed", value=value)
    text = f"{detail}, reviewed by {pack.reviewed_by}"
    return CheckupLine("pack", "ok", text, said="reviewed", value=f"{value}, {pack.reviewed_by}")


def _withdrawn(engine: Engine, diary: Diary) -> CheckupLine:
    why = withdrawal(engine, diary)
    if why is None:
        return CheckupLine("standing", "ok", "this pack and engine are in force")
    return CheckupLine("standing", "bad", f"withdrawn: {why}", "upgrade Hamstrong",
                   said="withdrawn", value=why)  # fmt: skip


def _integrity(diary: Diary) -> CheckupLine:
    try:
        diary.check()
    except DiaryError as error:
        fault = error.faults[0]
        detail = f"{fault.place}: {fault.value}"
        return CheckupLine("integrity", "bad", detail, fault.next_step, said="broken", value=detail)
    people = len(diary.persons())
    return CheckupLine(
        "integrity", "ok", f"every checksum fits, {people} person(s)", value=str(people)
    )


def _facts(pack: Pack, diary: Diary, latest: int | None) -> CheckupLine:
    """Facts that cannot be true: what an older version imported without checking it."""
    try:
        found = list(_oddities(pack, diary, latest))
    except DiaryError:
        return CheckupLine("facts", "note", "not read: the diary is not whole", said="not_read")
    if not found:
        return CheckupLine("facts", "ok", "every fact can be true")
    named = "; ".join(found[:_MOST_NAMED]) + (" …" if len(found) > _MOST_NAMED else "")
    detail = f"{len(found)} facts cannot be true and move nothing: {named}"
    step = "hamstrong export, then hamstrong --data-dir NEW_FOLDER import --leave-out"
    return CheckupLine("facts", "bad", detail, step, said="cannot_be", value=named)


def _oddities(pack: Pack, diary: Diary, latest: int | None) -> Iterator[str]:
    """Number, name and fields of each such fact; never what it says."""
    persons = diary.persons()
    for person in persons:
        whose = f"{person[:8]} " if len(persons) > 1 else ""
        for fact in diary.read(person):
            try:
                wrong = misfits_of(pack, fact)
            except DecodeError:
                yield f"{whose}{fact.seq} {fact.name} of a newer version"
                continue
            if latest is not None and latest < fact.recorded_day and not wrong:
                yield f"{whose}{fact.seq} {fact.name} (recorded_day)"
            if wrong:
                places = (".".join(map(str, misfit.path)) for misfit in wrong)
                fields = ", ".join(dict.fromkeys(place or "its fields" for place in places))
                yield f"{whose}{fact.seq} {fact.name} ({fields})"


def _files(where: str) -> list[CheckupLine]:
    place = locate(where)
    backups = list_backups(where)
    newest = f", newest of {backups[0].made_at:%Y-%m-%d}" if backups else ""
    count = f"{len(backups)}{newest}"
    value = f"{len(backups)}, {backups[0].made_at:%Y-%m-%d}" if backups else ""
    return [
        _file(place.database),
        _permissions(place.database),
        CheckupLine("backups", "ok" if backups else "note", count,
                said="found" if backups else "none", value=value),
    ]  # fmt: skip


def _file(path: Path) -> CheckupLine:
    if not path.exists():
        return CheckupLine("diary", "ok", f"{path} (no file)", said="no_file", value=str(path))
    size = f"{path} ({path.stat().st_size / 1024:.0f} KiB)"
    return CheckupLine("diary", "ok", size, value=size)


def _permissions(path: Path) -> CheckupLine:
    if sys.platform == "win32":
        return CheckupLine("permissions", "ok", "as your user folder has them", said="as_folder")
    mode = path.stat().st_mode & 0o777
    if mode & 0o077:
        step = f"chmod 600 {path}"
        return CheckupLine("permissions", "bad", f"others can read it ({mode:o})", step,
                       said="open", value=step)  # fmt: skip
    return CheckupLine("permissions", "ok", "only you can read it")
