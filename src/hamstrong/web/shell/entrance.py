"""Letting a browser in: the start link, pairing a phone, the login, the way out, the theme."""

from __future__ import annotations

import logging

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.web.shell.context import DEFAULT_PERSON, Shell, pack_of, session_of, shell_of
from hamstrong.web.shell.cookies import (
    THEME,
    drop_session,
    session_secret,
    set_session,
    set_visitor,
)
from hamstrong.web.shell.errors import refusal
from hamstrong.web.shell.features import entries
from hamstrong.web.shell.flashes import flash
from hamstrong.web.shell.forms import Form, read_form
from hamstrong.web.shell.invitations import Start, Verdict
from hamstrong.web.shell.pages import THEMES, page, see
from hamstrong.web.shell.passwords import TooManyTries
from hamstrong.web.shell.sessions import Kind, digest
from hamstrong.web.shell.settings import Entrance

logger = logging.getLogger("hamstrong.web")

_YEAR_S = 31_536_000
_TOKEN = {"referrer-policy": "no-referrer"}  # the address holds a token; tell it to nobody


async def start(request: Request) -> Response:
    """Take the one-time token and hand out a session.

    The clean address follows by a refresh from our own page, not by a redirect: after a redirect
    that began in another program, browsers hold a strict cookie back.
    """
    shell = shell_of(request)
    token = request.query_params.get("token", "")
    worth = shell.invitations.accept_start(token)
    if session_of(request) is not None:
        return page(request, "shell/entered.html", headers=_TOKEN)
    if worth is Start.FRESH and shell.settings.entrance is not Entrance.PASSWORD:
        return _welcome(request, Kind.LOCAL, token)
    if worth is Start.USED:
        _undo(shell, token)
    return await refusal(request, 403, "used_link")


def _undo(shell: Shell, token: str) -> None:
    """Two browsers came with one link: one of them may be a thief, so neither stays."""
    hashed = shell.invitations.used_by(token)
    if hashed is not None:
        shell.sessions.end_hashed(hashed)
        logger.warning("A start link was used twice. Both were shut out; start again.")


async def show_pair(request: Request) -> Response:
    if shell_of(request).settings.entrance is not Entrance.PAIRING:
        raise HTTPException(404)
    return _pair_page(request, request.query_params.get("code", ""))


async def pair(request: Request) -> Response:
    shell = shell_of(request)
    if shell.settings.entrance is not Entrance.PAIRING:
        raise HTTPException(404)
    form = await read_form(request)
    code, pin = _typed(form, "code"), "".join(_typed(form, "pin").split())
    verdict = shell.invitations.accept_pairing(code, pin)
    if verdict is Verdict.WELCOME:
        return _welcome(request, Kind.PAIRED)
    if verdict is Verdict.WRONG_PIN:
        return _pair_page(request, code, status=422, faults={"pin": "shell.pair.wrong_pin"})
    return await refusal(request, 403, "used_link")


def _pair_page(
    request: Request, code: str, *, status: int = 200, faults: dict[str, str] | None = None
) -> Response:
    response = page(
        request,
        "shell/pair.html",
        status=status,
        headers=_TOKEN,
        code=code,
        faults=faults or {},
    )
    set_visitor(request, response)
    return response


async def show_invite(request: Request) -> Response:
    _require_inviter(request)
    return page(request, "shell/invite.html", code=None)


async def invite(request: Request) -> Response:
    """Show a fresh link and PIN, on this computer only. Not by redirect: they are shown once."""
    _require_inviter(request)
    shell = shell_of(request)
    token, pin = shell.invitations.pairing()
    link = f"{shell.settings.pairing_origin}/pair?code={token}"
    # Brings Python's XML and HTTP libraries along, for one page that few people open.
    import segno  # noqa: PLC0415

    picture = segno.make(link, error="m", micro=False).svg_inline(
        scale=6, border=4, dark="#000", light="#fff", omitsize=True
    )
    code = {"link": link, "pin": f"{pin[:3]} {pin[3:]}", "picture": Markup(picture)}  # noqa: S704
    return page(request, "shell/invite.html", code=code)


async def forget_phones(request: Request) -> Response:
    _require_inviter(request)
    shell_of(request).sessions.end_all(Kind.PAIRED)
    flash(request, "shell.invite.forgotten")
    return see("/more")


def _require_inviter(request: Request) -> None:
    """Only the computer that runs the diary invites; a paired phone cannot pass it on."""
    session = session_of(request)
    if shell_of(request).settings.entrance is not Entrance.PAIRING:
        raise HTTPException(404)
    if session is None or session.kind is not Kind.LOCAL:
        raise HTTPException(403)


async def show_login(request: Request) -> Response:
    if shell_of(request).settings.entrance is not Entrance.PASSWORD:
        raise HTTPException(404)
    if session_of(request) is not None:
        return see("/")
    return _login_page(request)


async def login(request: Request) -> Response:
    shell = shell_of(request)
    if shell.settings.entrance is not Entrance.PASSWORD:
        raise HTTPException(404)
    form = await read_form(request)
    client = request.client.host if request.client else "unknown"
    try:
        right = await run_in_threadpool(shell.passwords.accept, _typed(form, "password"), client)
    except TooManyTries as wait:
        response = await refusal(request, 429, "patience")
        response.headers["retry-after"] = str(wait.wait_s)
        return response
    if right:
        return _welcome(request, Kind.LOGIN)
    return _login_page(request, status=422, faults={"password": "shell.login.wrong"})


def _login_page(
    request: Request, *, status: int = 200, faults: dict[str, str] | None = None
) -> Response:
    response = page(request, "shell/login.html", status=status, faults=faults or {})
    set_visitor(request, response)
    return response


def _typed(form: Form, name: str) -> str:
    value = form.data.get(name)
    return value if isinstance(value, str) else ""


def _welcome(request: Request, kind: Kind, token: str | None = None) -> Response:
    response = page(request, "shell/entered.html", headers=_TOKEN)
    secret = shell_of(request).sessions.begin(kind, DEFAULT_PERSON)
    if token is not None:
        shell_of(request).invitations.note_use(token, digest(secret))
    set_session(request, response, secret, kind)
    return response


async def leave(request: Request) -> Response:
    secret = session_secret(request)
    if secret is not None:
        shell_of(request).sessions.end(secret)
    response = see("/login" if shell_of(request).settings.entrance is Entrance.PASSWORD else "/")
    drop_session(request, response)
    return response


async def choose_theme(request: Request) -> Response:
    """Keep the choice in the browser: it says nothing about the person's health."""
    form = await read_form(request)
    chosen = form.choice("theme", THEMES)
    form.require()
    back = _typed(form, "back")
    response = see(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/more")
    response.set_cookie(
        THEME,
        chosen or "auto",
        max_age=_YEAR_S,
        path="/",
        secure=bool(request.scope.get("hamstrong.https", False)),
        samesite="strict",
    )
    return response


async def more(request: Request) -> Response:
    session = session_of(request)
    local = session is not None and session.kind is Kind.LOCAL
    invites = local and shell_of(request).settings.entrance is Entrance.PAIRING
    pack = pack_of(request)
    fitting = [
        e for e in entries(shell_of(request).features, "more") if pack is None or e.fits(pack)
    ]
    return page(request, "shell/more.html", invites=invites, more=fitting)


async def icon(_request: Request) -> Response:
    """Browsers ask for it unasked; the page names its own icon."""
    return Response(status_code=204, headers={"cache-control": "max-age=86400"})


ROUTES = (
    Route("/start", start),
    Route("/pair", show_pair),
    Route("/pair", pair, methods=["POST"]),
    Route("/phones", show_invite),
    Route("/phones", invite, methods=["POST"]),
    Route("/phones/forget", forget_phones, methods=["POST"]),
    Route("/login", show_login),
    Route("/login", login, methods=["POST"]),
    Route("/leave", leave, methods=["POST"]),
    Route("/theme", choose_theme, methods=["POST"]),
    Route("/more", more),
    Route("/favicon.ico", icon),
)
