"""What is installed, where, and is it healthy: the questions of `hamstrong doctor`."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from hamstrong import __version__
from hamstrong.app.deciding import withdrawal
from hamstrong.diary import Diary, DiaryError, list_backups, locate
from hamstrong.engine.engine import ENGINE_VERSION, Engine

Health = Literal["ok", "note", "bad"]
_PACKAGES = ("sqlalchemy", "alembic", "click", "rich", "pydantic", "pyyaml")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the check-up: what, how it is, the detail, and what to do if it is not well."""

    name: str
    health: Health
    detail: str
    next_step: str = ""


def check_up(engine: Engine, diary: Diary, where: str) -> tuple[Finding, ...]:
    """Every finding, the installation first."""
    found = [
        Finding("hamstrong", "ok", __version__),
        Finding("python", "ok", f"{platform.python_version()} at {sys.executable}"),
        Finding("packages", "ok", _packages()),
        _pack(engine),
        _withdrawn(engine, diary),
        _integrity(diary),
    ]
    if "://" in where:
        return (*found, Finding("diary", "ok", "a PostgreSQL server"))
    return (*found, *_files(where))


def _packages() -> str:
    names = []
    for name in _PACKAGES:
        try:
            names.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            names.append(f"{name} missing")
    return ", ".join(names)


def _pack(engine: Engine) -> Finding:
    pack = engine.pack
    detail = f"{pack.id} {pack.version}, logic {pack.logic_hash[:12]}, engine {ENGINE_VERSION}"
    if pack.reviewed_by is None:
        return Finding("pack", "note", f"{detail}, reviewed by no clinician yet")
    return Finding("pack", "ok", f"{detail}, reviewed by {pack.reviewed_by}")


def _withdrawn(engine: Engine, diary: Diary) -> Finding:
    why = withdrawal(engine, diary)
    if why is None:
        return Finding("standing", "ok", "this pack and engine are in force")
    return Finding("standing", "bad", f"withdrawn: {why}", "upgrade Hamstrong")


def _integrity(diary: Diary) -> Finding:
    try:
        diary.check()
    except DiaryError as error:
        fault = error.faults[0]
        return Finding("integrity", "bad", f"{fault.place}: {fault.value}", fault.next_step)
    return Finding("integrity", "ok", f"every checksum fits, {len(diary.persons())} person(s)")


def _files(where: str) -> list[Finding]:
    place = locate(where)
    backups = list_backups(where)
    newest = f", newest of {backups[0].made_at:%Y-%m-%d}" if backups else ""
    return [
        Finding("diary", "ok", f"{place.database} ({_size(place.database)})"),
        _permissions(place.database),
        Finding("backups", "ok" if backups else "note", f"{len(backups)}{newest}"),
    ]


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1024:.0f} KiB" if path.exists() else "no file"


def _permissions(path: Path) -> Finding:
    if sys.platform == "win32":
        return Finding("permissions", "ok", "as your user folder has them")
    mode = path.stat().st_mode & 0o777
    if mode & 0o077:
        step = f"chmod 600 {path}"
        return Finding("permissions", "bad", f"others can read it ({mode:o})", step)
    return Finding("permissions", "ok", "only you can read it")
