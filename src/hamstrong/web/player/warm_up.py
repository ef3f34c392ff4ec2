"""The warm-up block before training on a field: a list to read, and played part by part.

The player runs it as it runs practice: nothing of it is kept. Whose goal is no field sport never
comes here.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.body.figure import FigureLook, animated_svg
from hamstrong.engine.decide.script import SessionScript
from hamstrong.protocol.model import Grade
from hamstrong.protocol.way_back import WarmUpPart
from hamstrong.web.player.island import as_data, common
from hamstrong.web.shell import app_of, me, moment_of, page, see
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.pack_words import pack_words

WARM_UP = "/warm-up"
_OWN = "player.block.island."
_AFTER = {
    "done": "/", "end_session": "/", "end_flag": "/staying-well/back",
    "end_triage": "/staying-well/back", "expired": "/",
}  # fmt: skip


class WarmUpLine(NamedTuple):
    """One part of the block in words."""

    id: str
    minutes: int
    name: str
    plain: str
    sources: tuple[str, ...]
    grade: Grade
    figure: str | None


async def show(request: Request) -> Response:
    """The parts that are open today, to read and to play; or that it is not open, and why."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at) or not person.has_warm_up(at):
        return see("/")
    lines = tuple(_line(request, part) for part in person.warm_up(at))
    script = person.warm_up_script(at)
    return page(
        request,
        "player/warm_up.html",
        lines=lines,
        minutes=sum(line.minutes for line in lines),
        data=None if script is None else _data(request, script, lines),
    )


def _line(request: Request, part: WarmUpPart) -> WarmUpLine:
    said = pack_words(request)["warm_up"][part.id]
    name, plain = said["name"], said["plain"]
    picture = None if part.figure is None else _figure(request, part.figure, name)
    return WarmUpLine(
        id=part.id,
        minutes=part.minutes,
        name=name,
        plain=plain,
        sources=part.sources,
        grade=part.grade,
        figure=picture,
    )


def _figure(request: Request, exercise: str, name: str) -> str:
    found = app_of(request).pack.exercises[exercise]
    return animated_svg(found, 0, look=FigureLook(side="left", title=name), close=True)


def _data(request: Request, script: SessionScript, lines: tuple[WarmUpLine, ...]) -> Markup:
    """The player's data with the words of this block in place of a session's."""
    told: dict[str, Any] = common(request, script)
    words = shell_of(request).texts.words
    own = {key.removeprefix(_OWN): value for key, value in words.items() if key.startswith(_OWN)}
    told["words"] |= own
    told["exercises"] = {
        line.id: {"name": line.name, "start": line.plain, "steps": [], "cues": [], "not_feel": ""}
        for line in lines
    }
    return as_data(told | {"after": _AFTER, "alone": True})


ROUTES = (Route(WARM_UP, show),)
