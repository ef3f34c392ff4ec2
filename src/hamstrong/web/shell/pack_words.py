"""The pack's words and dates in the person's language, for templates of all features."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import HTTPConnection

from hamstrong.engine.decide.decisions import GateAhead, Unlock, opens_by_itself
from hamstrong.protocol.texts import load_texts
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.texts import FALLBACK
from hamstrong.web.shell.visit import app_of


def pack_words(connection: HTTPConnection) -> Mapping[str, Any]:
    """Everything that the pack says, in this server's language if the pack has it."""
    app = app_of(connection)
    wanted = shell_of(connection).settings.language
    language = wanted if wanted in app.pack.languages else FALLBACK
    return _load(app.pack_path, language)


@cache
def _load(folder: Path, language: str) -> Mapping[str, Any]:
    return load_texts(folder, language)


def date_words(connection: HTTPConnection, day: int) -> str:
    """A day as people say it: Monday 10 March."""
    t, found = shell_of(connection).texts, date.fromordinal(day)
    return t(
        "shell.date.pattern",
        weekday=t(f"shell.date.weekday.{found.weekday()}"),
        day=found.day,
        month=t(f"shell.date.month.{found.month}"),
    )


def opening_words(
    connection: HTTPConnection, unlock: Unlock, ahead: Mapping[str, GateAhead]
) -> str:
    """When a stage opens at the earliest; nothing where a word is missing first."""
    found = ahead.get(unlock.limb)
    if found is None or not opens_by_itself(unlock):
        return ""
    key = "found" if found.found else "not_before"
    return shell_of(connection).texts(f"shell.opens.{key}", day=date_words(connection, found.day))


def when_words(connection: HTTPConnection, day: int, today: int) -> str:
    """A day seen from today: today, tomorrow, or its date."""
    t = shell_of(connection).texts
    if day <= today:
        return t("shell.date.today")
    return t("shell.date.tomorrow") if day == today + 1 else date_words(connection, day)
