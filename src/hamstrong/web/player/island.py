"""Island data of the player's pages, as a data block: scripts cannot be in a page,
data can."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup
from starlette.requests import Request

from hamstrong.engine.decide.script import SessionScript
from hamstrong.engine.facts.codec import encode
from hamstrong.web.player.exercise_words import words_of
from hamstrong.web.shell import app_of
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.visit import shelf_of

_SAID = "player.island."
# What these reasons do needs no help and no questions; every other one comes first.
_ORDINARY = ("cramp", "end_run", "swap", "end_session")


def common(
    request: Request, script: SessionScript, lowers_first: Iterable[str] = ()
) -> dict[str, Any]:
    """The script with what the island needs for any script; names of exercises are the page's."""
    texts = shell_of(request).texts
    return {
        "script": {**encode(script), "lowers_first": list(lowers_first)},
        "person": shelf_of(request),
        "language": texts.language,
        "words": {k.removeprefix(_SAID): v for k, v in texts.words.items() if k.startswith(_SAID)},
        "exercises": {},
        "rungs": {},
        "stops": {r[0]: {"name": r[1], "plain": r[2]} for r in stop_reasons(request)},
        "stop_groups": stop_groups(request),
        "replies": {},
        "facts_url": "/api/v1/facts",
        "sprite": shell_of(request).assets.sprite,
    }


def stop_reasons(request: Request, *, run: bool = True) -> list[tuple[str, str, str]]:
    """Every reason to stop: its id, its name, and what it means; what ends a run in runs alone."""
    words = words_of(request)
    return [
        (name, words.name("stop_reasons", name), words.name("stop_reasons", name, "plain"))
        for name, reason in app_of(request).pack.stop_reasons.items()
        if run or reason.does != "end_run"
    ]


def stop_groups(request: Request) -> list[list[str]]:
    """The reasons to stop in two groups: those that ask for help or for questions, the others."""
    found = app_of(request).pack.stop_reasons.values()
    grave = [reason.id for reason in found if reason.does not in _ORDINARY]
    return [grave, [reason.id for reason in found if reason.id not in grave]]


def as_data(told: Mapping[str, Any]) -> Markup:
    """The data block's text."""
    # "<" would end the data block; JSON may write it as an escape.
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704 - JSON of our own, without a "<"
