"""Pairing a phone: the computer shows a link and a PIN, the phone sends them back."""

from __future__ import annotations

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.web.shell.admission import NO_REFERRER, admit
from hamstrong.web.shell.context import session_of, shell_of
from hamstrong.web.shell.cookies import set_visitor
from hamstrong.web.shell.errors import refusal
from hamstrong.web.shell.flashes import flash
from hamstrong.web.shell.forms import read_form
from hamstrong.web.shell.invitations import PairingVerdict
from hamstrong.web.shell.pages import page, see
from hamstrong.web.shell.sessions import Kind
from hamstrong.web.shell.settings import Entrance


async def show_pair(request: Request) -> Response:
    if shell_of(request).settings.entrance is not Entrance.PAIRING:
        raise HTTPException(404)
    return _pair_page(request, request.query_params.get("code", ""))


async def pair(request: Request) -> Response:
    shell = shell_of(request)
    if shell.settings.entrance is not Entrance.PAIRING:
        raise HTTPException(404)
    form = await read_form(request)
    code, pin = form.typed("code"), "".join(form.typed("pin").split())
    verdict = shell.invitations.accept_pairing(code, pin)
    if verdict is PairingVerdict.WELCOME:
        return admit(request, Kind.PAIRED)
    if verdict is PairingVerdict.WRONG_PIN:
        return _pair_page(request, code, status=422, faults={"pin": "shell.pair.wrong_pin"})
    return await refusal(request, 403, "used_code")


def _pair_page(
    request: Request, code: str, *, status: int = 200, faults: dict[str, str] | None = None
) -> Response:
    response = page(
        request,
        "shell/pair.html",
        status=status,
        headers=NO_REFERRER,
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
    shell = shell_of(request)
    shell.invitations.forget_pairing()  # or a phone could come back by the link that waits
    shell.sessions.end_all(Kind.PAIRED)
    flash(request, "shell.invite.forgotten")
    return see("/more")


def _require_inviter(request: Request) -> None:
    """Only the computer that runs the diary invites; a paired phone cannot pass it on."""
    session = session_of(request)
    if shell_of(request).settings.entrance is not Entrance.PAIRING:
        raise HTTPException(404)
    if session is None or session.kind is not Kind.LOCAL:
        raise HTTPException(403)


ROUTES = (
    Route("/pair", show_pair),
    Route("/pair", pair, methods=["POST"]),
    Route("/phones", show_invite),
    Route("/phones", invite, methods=["POST"]),
    Route("/phones/forget", forget_phones, methods=["POST"]),
)
