"""Shared parts of the settings' forms: are they open, keep a fact, name the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from starlette.requests import Request

from hamstrong.app import AppError, Fault
from hamstrong.engine.facts import Fact
from hamstrong.web.shell import Form, me, moment_of
from hamstrong.web.shell.background_work import in_background

SETTINGS = "/settings"


def is_enrolled(request: Request) -> bool:
    """Whether there is a plan that these settings could belong to."""
    person = me(request)
    return person.exists() and person.is_enrolled(moment_of(request))


async def tell(request: Request, form: Form, fact: Fact) -> tuple[Fault, ...]:
    """Keep a fact, or give the faults that `app` found in it."""
    try:
        await in_background(request, me(request).tell, moment_of(request), form.id, fact)
    except AppError as error:
        return error.faults
    return ()


def named(words: Mapping[str, Any], group: str, ids: Iterable[Any]) -> list[tuple[str, str]]:
    """Each id with its name, as a list of answers takes them."""
    return [(str(ident), name(words[group][ident])) for ident in ids]


def name(entry: Any) -> str:
    """The name of an entry of the pack's words, which may have more than a name."""
    return str(entry["name"] if isinstance(entry, Mapping) else entry)
