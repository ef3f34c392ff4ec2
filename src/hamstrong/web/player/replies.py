"""Replies of the player to each answer about pain, in words, for every exercise of a session.

What an answer does is looked up in the session script; which sentence says so is chosen here, so
that the page only shows it. Whether a session counts is for the morning after to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from starlette.requests import Request

from hamstrong.engine.decide.decisions import Item
from hamstrong.engine.decide.script import PainTable, SessionScript
from hamstrong.web.player.exercise_words import words_of
from hamstrong.web.shell import app_of
from hamstrong.web.shell.context import shell_of

_SAID = "player.reply."
_USUAL = "set"


def replies(
    request: Request, script: SessionScript, items: Iterable[Item]
) -> dict[str, dict[str, Any]]:
    """The sentence and its spoken clause for each answer, by exercise.

    An exercise on both sides is one exercise; on the lower of its rungs its sentence is chosen.
    """
    tables = {table.exercise: table for table in script.pain}
    lowest: dict[str, Item] = {}
    for item in items:
        known = lowest.get(item.exercise)
        if known is None or _place(request, item) < _place(request, known):
            lowest[item.exercise] = item
    return {
        name: _of_exercise(request, tables[name], item)
        for name, item in lowest.items()
        if name in tables
    }


def _of_exercise(request: Request, table: PainTable, item: Item) -> dict[str, Any]:
    kind, name = _kind(request, item), words_of(request).item(item).name

    def reply(key: str, **values: object) -> dict[str, str]:
        texts = shell_of(request).texts
        values = {"exercise": name, **values}
        return {
            "text": texts(f"{_SAID}{key}.text", **values),
            "spoken": texts(f"{_SAID}{key}.spoken", **values),
        }

    return {
        "here": [reply(_key(kind, action), n=n) for n, action in enumerate(table.actions)],
        "elsewhere": [reply(_key("elsewhere", a), n=n) for n, a in enumerate(table.actions)],
        "sharp": reply("sharp"),
        "unanswered": reply("unanswered"),
        "unanswered_end": reply("unanswered_end"),
    }


def _kind(request: Request, item: Item) -> str:
    if item.run_s is not None:
        return "run"
    if app_of(request).pack.exercises[item.exercise].is_stretch:
        return "stretch"
    return "lowest" if _place(request, item) == 0 else _USUAL


def _key(kind: str, action: str) -> str:
    """Strong pain ends the day's work whatever hurt; a first rung differs in what it returns to."""
    if action == "end_session":
        return "elsewhere.end_session" if kind == "elsewhere" else "end_session"
    if kind == "lowest" and action != "stop_exercise":
        return _key(_USUAL, action)
    return f"{kind}.{action}"


def _place(request: Request, item: Item) -> int:
    return app_of(request).pack.exercises[item.exercise].rung_index(item.rung)
