"""Problem documents (RFC 9457) for programs: they name type, status and every fault.

What was answered is never repeated. Which error becomes which refusal is listed in `errors`.
"""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, Response

from hamstrong.app.errors import Fault
from hamstrong.engine.decide.ask import Ask

API = "/api/"
PROBLEM = "application/problem+json"


def is_api(connection: HTTPConnection) -> bool:
    """Say whether a program asks, which reads problems instead of pages."""
    return str(connection.scope["path"]).startswith(API)


def problem(
    status: int, kind: str, faults: Sequence[Fault] = (), asks: tuple[Ask, ...] = ()
) -> Response:
    """Return a refusal that a program can tell apart.

    Args:
        kind: the stable part of its type, such as `facts.invalid`.
        asks: what would have to be answered first.
    """
    told = {
        "type": f"urn:hamstrong:{kind}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "faults": [fault_json(fault) for fault in faults],
        "asks": [ask.to_text() for ask in asks],
    }
    return JSONResponse(told, status, media_type=PROBLEM)


def fault_json(fault: Fault) -> dict[str, str]:
    """Return a fault as JSON."""
    return {
        "value": fault.value,
        "place": fault.place,
        "rule": fault.rule,
        "next_step": fault.next_step,
    }
