"""Error pages: what happened, why, what next; never what was sent."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from hamstrong.app.errors import (
    AppError,
    ClockBehind,
    DiaryAway,
    InvalidFacts,
    InvalidMoment,
    NotAllowed,
    NotEnrolled,
    UnknownPerson,
)
from hamstrong.diary.errors import (
    ClientIdConflict,
    DiaryDamaged,
    DiaryError,
    DiaryLocked,
    DiaryReadOnly,
    DiskFull,
    InvalidRequest,
    OutcomeUnknown,
    VersionConflict,
)
from hamstrong.web.shell.body_limits import BodyRefused
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.cookies import session_secret
from hamstrong.web.shell.forms import BadForm, StaleForm
from hamstrong.web.shell.pages import page
from hamstrong.web.shell.problems import is_api, problem

_KINDS = {
    400: "malformed",
    401: "stranger",
    403: "forbidden",
    404: "not_found",
    405: "not_found",
    408: "too_slow",
    409: "stale",
    413: "too_large",
    415: "wrong_type",
    422: "bad_form",
    429: "patience",
}
_STATUS = {"facts.invalid": 422, "moment.invalid": 422, "person.unknown": 404}
"""What a program hears of a use case that refuses; of all others 409."""
_UNAVAILABLE = 503
_MOVED = "/data/moved"  # where a diary went, and how it comes back
_DIARY_KINDS: Mapping[type[DiaryError], str] = {
    DiskFull: "diary.full",
    DiaryLocked: "diary.locked",
    DiaryReadOnly: "diary.read_only",
    DiaryDamaged: "diary.damaged",
    OutcomeUnknown: "diary.unknown",
}
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


async def refusal(request: Request, status: int, kind: str) -> Response:
    """Return a refusal as a page, or as a problem for the API.

    Args:
        kind: a key below `shell.error` with title, why and next.
    """
    if is_api(request):
        return problem(status, kind)
    if kind == "stranger":
        kind = _stranger(request)
    return page(request, "shell/error.html", status=status, kind=kind)


def _stranger(request: Request) -> str:
    """What to say to a browser without a session: how it gets one, or why it lost its own."""
    shell, secret = shell_of(request), session_secret(request)
    if secret is not None and shell.sessions.was_shared(secret):
        return "signed_out"
    return f"stranger_{shell.settings.entrance.name.lower()}"


async def on_http(request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    kind = _KINDS.get(status, "broken")
    if isinstance(fault, BodyRefused):
        kind = fault.kind
    elif is_api(request):
        kind = f"http.{status}"
    response = await refusal(request, status, kind)
    if isinstance(fault, HTTPException) and fault.headers:
        response.headers.update(fault.headers)
    return response


async def on_stale(request: Request, _fault: Exception) -> Response:
    return await refusal(request, 409, "stale")


async def on_bad_form(request: Request, fault: Exception) -> Response:
    """A handler that shows its own form again with the faults never comes here."""
    faults = fault.faults if isinstance(fault, BadForm) else {}
    if is_api(request):
        return await refusal(request, 422, "bad_form")
    return page(request, "shell/error.html", status=422, kind="bad_form", faults=faults)


async def on_app(request: Request, fault: Exception) -> Response:
    """What a use case refuses and no handler has words of its own for; nothing was saved."""
    if is_api(request) and isinstance(fault, AppError):
        asks = fault.asks if isinstance(fault, NotAllowed) else ()
        return problem(_STATUS.get(fault.code, 409), fault.code, fault.faults, asks)
    if isinstance(fault, DiaryAway):
        return RedirectResponse(_MOVED, 303)
    if isinstance(fault, UnknownPerson | NotEnrolled):
        return RedirectResponse("/", 303)  # Today leads to whatever comes first
    if isinstance(fault, InvalidFacts):
        return await refusal(request, 422, "bad_form")
    if isinstance(fault, ClockBehind | InvalidMoment):
        return await refusal(request, 409, "clock")
    return await refusal(request, 409, "not_now")


async def on_diary(request: Request, fault: Exception) -> Response:
    """What the diary refuses; what was sent was not saved.

    Raises:
        InvalidRequest: a page stored something that has no form, which is a fault of ours.
    """
    if not isinstance(fault, DiaryError) or (
        isinstance(fault, InvalidRequest) and not is_api(request)
    ):
        raise fault
    status, kind = _diary_refusal(fault)
    if is_api(request):
        response = problem(status, kind, fault.faults)
    else:
        response = await refusal(request, status, kind.replace(".", "_"))
    if status == _UNAVAILABLE:
        response.headers["retry-after"] = "5"
    return response


def _diary_refusal(fault: DiaryError) -> tuple[int, str]:
    if isinstance(fault, InvalidRequest):
        return 422, "diary.invalid"
    if isinstance(fault, VersionConflict | ClientIdConflict):
        return 409, "diary.busy"
    found = (kind for error, kind in _DIARY_KINDS.items() if isinstance(fault, error))
    return _UNAVAILABLE, next(found, "diary.unavailable")


async def on_system(request: Request, fault: Exception) -> Response:
    """A full disk can also stop what lies beside the diary, such as an upload on its way.

    Raises:
        OSError: anything else that the system refuses is a fault of ours.
    """
    if not isinstance(fault, OSError) or fault.errno not in _FULL:
        raise fault
    return await on_diary(request, DiskFull())


async def on_missing_part(request: Request, fault: Exception) -> Response:
    """A library that an edition brings apart and that is not here yet.

    Raises:
        ModuleNotFoundError: any other module that is missing is a fault of ours.
    """
    name = fault.name if isinstance(fault, ModuleNotFoundError) else None
    if (name or "").partition(".")[0] not in shell_of(request).settings.brought_apart:
        raise fault
    return await refusal(request, _UNAVAILABLE, "part_missing")


async def on_fault(request: Request) -> Response:
    return await refusal(request, 500, "broken")


HANDLERS = {
    AppError: on_app,
    BadForm: on_bad_form,
    DiaryError: on_diary,
    OSError: on_system,
    HTTPException: on_http,
    ModuleNotFoundError: on_missing_part,
    StaleForm: on_stale,
}
