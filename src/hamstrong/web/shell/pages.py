"""Rendering a page: the template environment and what every template may use."""

from __future__ import annotations

import gzip
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import jinja2
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from hamstrong.web.shell.assets import Assets
from hamstrong.web.shell.context import pack_of, session_of, shell_of
from hamstrong.web.shell.cookies import THEME, new_visitor
from hamstrong.web.shell.features import Feature, entries
from hamstrong.web.shell.flashes import take_flashes
from hamstrong.web.shell.notices import notices_now
from hamstrong.web.shell.pack_words import pack_words
from hamstrong.web.shell.sessions import csrf_of
from hamstrong.web.shell.settings import Settings, Style
from hamstrong.web.shell.shield import nonce_of
from hamstrong.web.shell.template_environment import template_environment
from hamstrong.web.shell.texts import PageTexts
from hamstrong.web.shell.visit import shelf_of

THEMES = ("auto", "light", "dark")
# Most of what pressing gains at a fraction of its time.
_PRESSED = 4
_STYLE_TAG = re.compile(r"<style(?=[\s>])")


def environment(
    features: Sequence[Feature], texts: PageTexts, assets: Assets, settings: Settings
) -> jinja2.Environment:
    """Make the template environment. A template is named `<feature>/<file>`."""
    env = template_environment(
        {feature.name: feature.templates for feature in features},
        auto_reload=settings.style is Style.WORKSHOP,
    )
    env.globals |= {
        "t": texts,
        "lang": texts.language,
        "direction": texts.direction,
        "assets": assets,
        "has_ways_in": settings.has_ways_in,
        "bar": entries(features, "bar"),
        "new_form_id": lambda: str(uuid.uuid4()),
        "has_text": texts.words.__contains__,
    }
    return env


def compile_templates(env: jinja2.Environment) -> int:
    """Compile every template, so that no first look at a page keeps the event loop from others.

    Takes half a second of the processor: call it in a thread.

    Returns:
        How many there are.
    """
    names = env.list_templates(filter_func=lambda name: name.endswith(".html"))
    for name in names:
        env.get_template(name)
    return len(names)


def page(
    request: Request,
    template: str,
    /,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    compressed: bool = False,
    **context: Any,
) -> HTMLResponse:
    """Return a page made of a template and its context.

    Args:
        compressed: send it pressed to whoever takes that. Only for pages that repeat nothing of
            the request: the length of others could betray the token that they hold.
    """
    shell = shell_of(request)
    text = shell.templates.get_template(template).render(common(request) | context)
    if not compressed or "gzip" not in request.headers.get("accept-encoding", ""):
        return HTMLResponse(text, status, dict(headers or {}))
    pressed = {"content-encoding": "gzip", "vary": "accept-encoding"}
    body = gzip.compress(text.encode(), _PRESSED, mtime=0)
    return HTMLResponse(body, status, {**(headers or {}), **pressed})


def common(request: Request) -> dict[str, Any]:
    """Return what every template may use besides the globals."""
    session = session_of(request)
    theme = request.cookies.get(THEME, "auto")
    pack = pack_of(request)
    replies, flashes = take_flashes(request)

    def with_nonce(markup: str) -> Markup:
        """Let the inline <style> of our own markup (an SVG figure) pass the policy."""
        tag = f'<style nonce="{nonce_of(request.scope)}"'
        return Markup(_STYLE_TAG.sub(tag, markup))  # noqa: S704 - drawn by us, no person's text

    return {
        "request": request,
        "path": request.scope["path"],
        "theme": theme if theme in THEMES else "auto",
        "grades": {} if pack is None else pack_words(request)["grades"],
        "example": pack is not None and pack.example,
        "let_in": session is not None,
        "whose": None if session is None else shell_of(request).names.of(session.person),
        "shelf": "" if session is None or pack is None else shelf_of(request),
        "csrf": csrf_of(new_visitor(request)) if session is None else session.csrf,
        "replies": replies,
        "flashes": flashes,
        "notices_now": lambda: notices_now(request),
        "with_nonce": with_nonce,
        "nonce": lambda: nonce_of(request.scope),
        "faults": {},
        "first_primary": _once(),
    }


def _once() -> Callable[[], bool]:
    """Return a function that is true the first time it is called for this page."""
    left = [True]
    return lambda: bool(left) and left.pop()


def see(location: str) -> RedirectResponse:
    """Return "saved, now look there": a reload of that page sends nothing again.

    Raises:
        ValueError: the address leads elsewhere.
    """
    if not location.startswith("/") or location.startswith(("//", "/\\")):
        raise ValueError("a redirect stays on this server: begin with one slash")
    return RedirectResponse(location, 303)
